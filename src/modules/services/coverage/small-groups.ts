/**
 * Which numbers of clients are not shown to everybody: groups of one to four people, and what they could be computed from. Pure; decided from all answers of a
 * year at once, and not from what else stands on a page, so that no two pages, files or languages disagree and nothing can be had by subtraction.
 */
import { hiddenCells, isSmall, type Sum } from '#modules/results/suppression.ts';
import { parentsOf } from '#modules/places/gazetteer.ts';
import { indicators, servicesIn, type IndicatorName } from './indicators.ts';
import { ages, known, type Entry, type MunicipalYear, type ServiceFigure } from './shape.ts';

/** Numbers of people that stand beside the total of a service. */
const parts: readonly ServiceFigure[] = ['clients_female', 'clients_non_urban', 'clients_disability', ...ages, 'waiting_list'];

export interface Hidden {
  /** A number of one provider's service. */
  figure(entry: Entry, name: ServiceFigure): boolean;
  /** An indicator of a unit; `municipalities` are those it is computed from. */
  indicator(name: IndicatorName, unit: string, municipalities: readonly MunicipalYear[], kinds: readonly string[]): boolean;
}

/** @param year the answers of every municipality about one year. */
export function hiddenIn(year: readonly MunicipalYear[]): Hidden {
  const hidden = new Set<string>();
  const kinds = new Set(year.flatMap(({ answers }) => answers.services.map(({ kind }) => kind)));
  // A person is counted for each service she uses, so no sum joins two kinds.
  for (const kind of kinds) for (const key of hiddenOf(year, kind)) hidden.add(key);
  const isHidden = (unit: string, kind: string) => hidden.has(`${unit}|${kind}`);
  return {
    figure: (entry, name) => (name === 'clients_total' || name === 'clients_month_avg' ? hidden.has(entry.id) : parts.includes(name) && hidden.has(`${entry.id}|${name}`)),
    indicator(name, unit, municipalities, wanted) {
      if (!indicators[name].countsPeople) return false;
      if (indicators[name].of === 'coverage') return wanted.some((kind) => isHidden(unit, kind));
      // Weighted by clients, the figure would say how the clients are spread: it rests on visible numbers only.
      return municipalities.some((one) => (servicesIn(one, wanted) ?? []).some((entry) => hidden.has(entry.id) || isHidden(one.place, entry.kind) || (name === 'reach_non_urban' && hidden.has(`${entry.id}|clients_non_urban`))));
    },
  };
}

function hiddenOf(year: readonly MunicipalYear[], kind: string): Set<string> {
  const people = new Map<string, number>();
  const sums: Sum[] = [];
  const totals = new Map<string, string[]>();
  const small = new Set<string>();
  const alone = new Set<string>();
  for (const municipality of year) {
    const all = municipality.answers.services.filter((one) => one.kind === kind);
    const entries = all.filter((one) => totalOf(one) !== null);
    // Parts of a whole that is not known cannot be weighed against it: none of them is shown.
    for (const { id } of all.filter((one) => !entries.includes(one))) for (const key of [id, ...parts.map((name) => `${id}|${name}`)]) alone.add(key);
    for (const one of entries) {
      const { id, figures } = one;
      const total = totalOf(one)!;
      people.set(id, total);
      // A month with two clients is a small group, however many came in the year.
      if (isSmall(Math.ceil(known(figures.clients_month_avg) ?? 0))) small.add(id);
      for (const name of parts) {
        const part = known(figures[name]);
        if (part === null) continue;
        people.set(`${id}|${name}`, part);
        if (name === 'waiting_list' || ages.includes(name as (typeof ages)[number]) || part > total) continue;
        people.set(`${id}|not ${name}`, total - part);
        sums.push({ whole: id, parts: [`${id}|${name}`, `${id}|not ${name}`] });
      }
      const byAge = ages.map((name) => known(figures[name]));
      if (byAge.every((part) => part !== null) && byAge.reduce<number>((sum, part) => sum + part!, 0) === total) sums.push({ whole: id, parts: ages.map((name) => `${id}|${name}`) });
    }
    if (!entries.length || all.length !== entries.length) continue;
    const own = `${municipality.place}|${kind}`;
    people.set(own, entries.reduce((sum, one) => sum + totalOf(one)!, 0));
    sums.push({ whole: own, parts: entries.map(({ id }) => id) });
    let below = own;
    for (const { id } of parentsOf(municipality.place)) {
      const key = `${id}|${kind}`;
      totals.set(key, [...new Set([...(totals.get(key) ?? []), below])]);
      below = key;
    }
  }
  const leaves = (key: string): number => (totals.get(key) ? totals.get(key)!.reduce((sum, part) => sum + leaves(part), 0) : people.get(key)!);
  for (const key of totals.keys()) people.set(key, leaves(key));
  for (const [whole, of] of totals) sums.push({ whole, parts: of });
  return new Set([...hiddenCells(people, sums, { hidden: small }), ...alone]);
}

/** The number of clients, or what their ages add up to where it was left open: a reader could add them up as well. */
function totalOf({ figures }: Entry): number | null {
  const byAge = ages.map((name) => known(figures[name]));
  return known(figures.clients_total) ?? (byAge.every((part) => part !== null) ? byAge.reduce<number>((sum, part) => sum + part!, 0) : null);
}
