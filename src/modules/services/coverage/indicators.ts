/**
 * The eleven indicators of the Serbian mapping of local services, as pure functions. Source of every formula: `derived_indicators` in
 * nomenclature/data/mapping-indicators-rs.json ("Mapping Social Care Services … within the Mandate of Local Governments", cycles for 2012, 2015, 2018).
 *
 * Each is a ratio that a municipality contributes two numbers to. What one part of is unknown is unknown (null), and never zero; where the question does not
 * arise (the intensity of a service that does not exist) the municipality is absent. A territory's value is the sum above over the sum below, over the
 * municipalities that are known; how many are not is always said beside it.
 */
import { kindByCode, referenceFor } from './kinds.ts';
import { known, providerTypes, sources, type Entry, type Figure, type MunicipalYear, type ServiceFigure, type Source } from './shape.ts';

/** A municipality's share in a figure. */
export interface Piece {
  over: number;
  under: number;
}
export type Contribution = Piece | 'unknown' | 'absent';

export interface Asked {
  /** The municipality's latest answers about the year; null when it has not answered. */
  now: MunicipalYear | null;
  /** Its answers in the questionnaire before, for what is said about two cycles. */
  before: MunicipalYear | null;
}

type Provider = 'public' | 'cso' | 'private';
const isProvider: Record<Provider, readonly string[]> = { public: ['public', 'csw'], cso: ['cso'], private: ['private'] };

/** `percent` is 0–100; `money` in the currency of the country and year. */
export type Unit = 'percent' | 'hours' | 'money';

export interface Indicator {
  /** One of the eleven; several figures can belong to one (the shares of five sources of money). */
  of: 'availability' | 'coverage' | 'intensity' | 'stability' | 'expenditure_share' | 'expenditure_per_capita' | 'unit_cost' | 'provider_mix' | 'funding_mix' | 'licensed_share' | 'reach_non_urban';
  unit: Unit;
  /** Rests on numbers of clients, so small groups have to stay hidden. */
  countsPeople: boolean;
  contribution(asked: Asked, kinds: readonly string[]): Contribution;
}

/** The kinds of these that belong to the municipality's own national list. */
const own = (now: MunicipalYear, kinds: readonly string[]) => kinds.filter((code) => now.place.startsWith(kindByCode(code)!.country));

/**
 * The services given under these kinds; null when it is unknown whether there are any, or a service that exists has no provider described.
 * Whether something existed is asked first, so services of a kind that is answered "no" are left out.
 */
function servicesIn(now: MunicipalYear | null, kinds: readonly string[]): Entry[] | null {
  if (!now) return null;
  const wanted = own(now, kinds);
  const all: Entry[] = [];
  for (const kind of wanted) {
    const exists = now.answers.exists[kind];
    if (exists === 'no') continue;
    const entries = now.answers.services.filter((one) => one.kind === kind);
    if (exists !== 'yes' || !entries.length) return null;
    all.push(...entries);
  }
  return wanted.length ? all : null;
}

const value = (one: Entry, name: ServiceFigure): number | null => known(one.figures[name]);

/** The sum, null as soon as one part is not known. Of nothing it is zero. */
function sumOf<Item>(items: readonly Item[], of: (item: Item) => number | null): number | null {
  let sum = 0;
  for (const item of items) {
    const part = of(item);
    if (part === null) return null;
    sum += part;
  }
  return sum;
}

/** A ratio of sums over the services; absent when there is no service, unknown when any part is, or when it would be divided by nothing. */
function ratio(now: MunicipalYear | null, kinds: readonly string[], over: (one: Entry) => number | null, under: (one: Entry) => number | null): Contribution {
  const services = servicesIn(now, kinds);
  if (!services) return 'unknown';
  if (!services.length) return 'absent';
  const [above, below] = [sumOf(services, over), sumOf(services, under)];
  if (above === null || below === null) return 'unknown';
  return below === 0 ? 'absent' : { over: above, under: below };
}

/** A sum over the services, measured by a figure of the municipality; a service that does not exist costs nothing and reaches nobody. */
function perPlace(now: MunicipalYear | null, kinds: readonly string[], over: (one: Entry) => number | null, figure: Figure | undefined, scale = 1): Contribution {
  const services = servicesIn(now, kinds);
  const under = known(figure);
  const above = services && sumOf(services, over);
  if (above === null || under === null) return 'unknown';
  return under === 0 ? 'absent' : { over: above * scale, under };
}

const times = (...parts: (number | null)[]): number | null => parts.reduce<number | null>((product, part) => (product === null || part === null ? null : product * part), 1);

/** Twelve months in this year; null when not known. A kind with several providers worked all year when one of them did. */
function wholeYear(asked: MunicipalYear | null, kind: string): boolean | null {
  if (!asked) return null;
  const exists = asked.answers.exists[kind];
  if (exists === 'no') return false;
  if (exists !== 'yes') return null;
  const months = asked.answers.services.filter((one) => one.kind === kind).map((one) => value(one, 'months_provided'));
  if (months.some((one) => one === 12)) return true;
  return !months.length || months.includes(null) ? null : false;
}

const provider = (type: Provider, by: 'services' | 'clients'): Indicator => ({
  of: 'provider_mix',
  unit: 'percent',
  countsPeople: by === 'clients',
  contribution: ({ now }, kinds) => {
    const weight = (one: Entry) => (by === 'services' ? 1 : value(one, 'clients_total'));
    const isKnown = (one: Entry) => Boolean(one.choices.provider_type) && one.choices.provider_type !== 'unknown';
    return percent(ratio(now, kinds, (one) => (isKnown(one) ? (isProvider[type].includes(one.choices.provider_type!) ? weight(one) : 0) : null), weight));
  },
});

const funding = (source: Source): Indicator => ({ of: 'funding_mix', unit: 'percent', countsPeople: false, contribution: ({ now }, kinds) => percent(ratio(now, kinds, (one) => value(one, source), (one) => value(one, 'exp_total'))) });

const percent = (contribution: Contribution): Contribution => (typeof contribution === 'string' ? contribution : { over: contribution.over * 100, under: contribution.under });

export const indicators = {
  /** "LSUs with service_exists / 145": a municipality has at least one of the kinds, or none. */
  availability: {
    of: 'availability', unit: 'percent', countsPeople: false,
    contribution: ({ now }, kinds) => {
      if (!now) return 'unknown';
      const there = own(now, kinds).map((kind) => now.answers.exists[kind]);
      if (!there.length) return 'absent';
      if (there.includes('yes')) return { over: 100, under: 1 };
      return there.every((one) => one === 'no') ? { over: 0, under: 1 } : 'unknown';
    },
  },
  /** "clients_total / reference population of the LSU". Over several kinds a person counts once for each service she uses. */
  coverage: { of: 'coverage', unit: 'percent', countsPeople: true, contribution: ({ now }, kinds) => perPlace(now, kinds, (one) => value(one, 'clients_total'), now?.answers.place[referenceFor(now ? own(now, kinds) : kinds)], 100) },
  /** "hours_per_client_week, clients-weighted". */
  intensity: { of: 'intensity', unit: 'hours', countsPeople: true, contribution: ({ now }, kinds) => ratio(now, kinds, (one) => times(value(one, 'hours_per_client_week'), value(one, 'clients_total')), (one) => value(one, 'clients_total')) },
  /** "months_provided = 12", "in successive cycles": of the kinds there are in this year or were in the questionnaire before, those that worked all year both times. */
  stability: {
    of: 'stability', unit: 'percent', countsPeople: false,
    contribution: ({ now, before }, kinds) => {
      if (!now || !before) return 'unknown';
      const [wanted, there] = [own(now, kinds), (one: MunicipalYear, kind: string) => one.answers.exists[kind]];
      if (wanted.some((kind) => [there(now, kind), there(before, kind)].some((one) => one !== 'yes' && one !== 'no'))) return 'unknown';
      const given = wanted.filter((kind) => there(now, kind) === 'yes' || there(before, kind) === 'yes');
      if (!given.length) return 'absent';
      let stable = 0;
      for (const kind of given) {
        const both = [wholeYear(now, kind), wholeYear(before, kind)];
        if (both.includes(false)) continue;
        if (both.includes(null)) return 'unknown';
        stable += 1;
      }
      return { over: stable * 100, under: given.length };
    },
  },
  /** "exp_total / LSU budget". */
  expenditure_share: { of: 'expenditure_share', unit: 'percent', countsPeople: false, contribution: ({ now }, kinds) => perPlace(now, kinds, (one) => value(one, 'exp_total'), now?.answers.place.budget, 100) },
  /** "exp_total / population". */
  expenditure_per_capita: { of: 'expenditure_per_capita', unit: 'money', countsPeople: false, contribution: ({ now }, kinds) => perPlace(now, kinds, (one) => value(one, 'exp_total'), now?.answers.place.population) },
  /** "exp_total / (clients_month_avg x months)". */
  unit_cost_month: { of: 'unit_cost', unit: 'money', countsPeople: true, contribution: ({ now }, kinds) => ratio(now, kinds, (one) => value(one, 'exp_total'), (one) => times(value(one, 'clients_month_avg'), value(one, 'months_provided'))) },
  /** "exp_total / hours": hours given in the year are the hours of a client in a week, for the clients of a month, in months of 52/12 weeks. */
  unit_cost_hour: {
    of: 'unit_cost', unit: 'money', countsPeople: true,
    contribution: ({ now }, kinds) => ratio(now, kinds, (one) => value(one, 'exp_total'), (one) => times(value(one, 'clients_month_avg'), value(one, 'months_provided'), value(one, 'hours_per_client_week'), 52 / 12)),
  },
  /** "by clients and by services"; centres for social work are public. */
  provider_public: provider('public', 'services'),
  provider_cso: provider('cso', 'services'),
  provider_private: provider('private', 'services'),
  clients_public: provider('public', 'clients'),
  clients_cso: provider('cso', 'clients'),
  clients_private: provider('private', 'clients'),
  /** "by expenditure". */
  funding_municipality: funding('exp_lsu_budget'),
  funding_transfer: funding('exp_earmarked_transfer'),
  funding_donors: funding('exp_donors'),
  funding_fees: funding('exp_client_fees'),
  funding_other: funding('exp_other'),
  /** "licensed / all": a full or a limited licence. */
  licensed_share: {
    of: 'licensed_share', unit: 'percent', countsPeople: false,
    contribution: ({ now }, kinds) => percent(ratio(now, kinds, ({ choices: { licence_status: status } }) => (!status || status === 'unknown' ? null : status === 'full' || status === 'limited' ? 1 : 0), () => 1)),
  },
  /** "clients_non_urban / clients_total". */
  reach_non_urban: { of: 'reach_non_urban', unit: 'percent', countsPeople: true, contribution: ({ now }, kinds) => percent(ratio(now, kinds, (one) => value(one, 'clients_non_urban'), (one) => value(one, 'clients_total'))) },
} satisfies Record<string, Indicator>;

export type IndicatorName = keyof typeof indicators;
export const indicatorNames = Object.keys(indicators) as IndicatorName[];
export const isIndicator = (name: string): name is IndicatorName => Object.hasOwn(indicators, name);
/** The names of the eleven, in the order of the source. */
export const eleven = [...new Set(indicatorNames.map((name) => indicators[name].of))];

export interface Result {
  /** null: nothing is known. */
  value: number | null;
  over: number;
  under: number;
  /** How many municipalities the value rests on, how many are not known, and where the question does not arise. */
  known: number;
  unknown: number;
  absent: number;
}

/** What municipalities give together. Of one municipality it is its own value. */
export function together(contributions: readonly Contribution[]): Result {
  const result: Result = { value: null, over: 0, under: 0, known: 0, unknown: 0, absent: 0 };
  for (const one of contributions) {
    if (one === 'unknown' || one === 'absent') result[one] += 1;
    else {
      result.known += 1;
      result.over += one.over;
      result.under += one.under;
    }
  }
  return { ...result, value: result.under > 0 ? result.over / result.under : null };
}

/** Between which values the share of municipalities that have a service lies, when those that are unknown all had none or all had one. */
export function bounds({ over, known: answered, unknown: silent }: Result): { least: number; most: number } | null {
  const all = answered + silent;
  return all ? { least: over / all, most: (over + silent * 100) / all } : null;
}

/** "… and of GDP nationally": spending of the known municipalities as percent of the country's gross domestic product; null when that is unknown. */
export function shareOfGdp(municipalities: readonly Asked[], kinds: readonly string[], gdp: number | null): Result & { isComplete: boolean } {
  const spent = municipalities.map(({ now }): Contribution => {
    const services = servicesIn(now, kinds);
    const sum = services && sumOf(services, (one) => value(one, 'exp_total'));
    return sum === null ? 'unknown' : { over: sum * 100, under: 0 };
  });
  const result = together(spent);
  return { ...result, under: gdp ?? 0, value: gdp && result.known ? result.over / gdp : null, isComplete: result.unknown === 0 };
}

export { providerTypes, servicesIn, sources };
