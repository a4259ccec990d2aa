/** What happened to services in a place over time: from answers of successive years, from the directory, and from what was reported. Pure. */
import { municipalityOf, parentsOf, unitById } from '#modules/places/gazetteer.ts';
import type { Localised } from '#platform/words/localised.ts';
import { kindsOf } from './kinds.ts';
import { known, type Answers, type Change, type MunicipalYear } from './shape.ts';
import type { Answered } from './territory.ts';

export interface ReportedChange {
  changeId: string;
  place: string;
  kind: string | null;
  what: Change;
  happened: string;
  sentence: string;
  language: string;
  sourceTitle: string;
  sourceUrl: string | null;
}

/** A service of the directory, as far as its life is concerned. */
export interface Listed {
  serviceId: string;
  name: string;
  names: Localised;
  kinds: string[];
  units: string[];
  openedOn: string | null;
  /** How it has read after each change, in order; the first one is from before anybody's first change, so its day says nothing. */
  statuses: readonly { status: string; on: string }[];
}

export type Happening = {
  /** YYYY, YYYY-MM or YYYY-MM-DD */
  when: string;
  what: Change;
  kind: string | null;
} & (
  | { from: 'answers'; year: number; before: number | null; /** Months it worked, where it stopped for a part of the year. */ months: number | null }
  | { from: 'directory'; service: Listed }
  | { from: 'report'; report: ReportedChange; /** Said about a larger area: whether it happened here is not known. */ isAbout: 'here' | 'around' }
);

export type AnsweredChange = Extract<Happening, { from: 'answers' }>;

/** The latest first. A year nobody answered for breaks the row: what happened in between is said to have happened between two answers. */
export function historyOf(answered: Answered, place: string, listed: readonly Listed[], reported: readonly ReportedChange[]): Happening[] {
  const municipality = municipalityOf(place)?.id ?? null;
  const around = new Set(parentsOf(place).map(({ id }) => id));
  const all: Happening[] = [];
  if (municipality) {
    all.push(...changesAnswered(answered, municipality));
    for (const service of listed.filter(({ units }) => units.includes(municipality))) {
      const kind = service.kinds[0] ?? null;
      if (service.openedOn) all.push({ when: service.openedOn, what: 'opened', kind, from: 'directory', service });
      for (const [at, { status, on }] of service.statuses.entries()) {
        const before = service.statuses[at - 1]?.status;
        if (before !== undefined && before !== status) all.push({ when: on, what: becoming(status), kind, from: 'directory', service });
      }
    }
  }
  for (const report of reported) {
    if (report.place === place || report.place === municipality) all.push({ when: report.happened, what: report.what, kind: report.kind, from: 'report', report, isAbout: 'here' });
    else if (around.has(report.place)) all.push({ when: report.happened, what: report.what, kind: report.kind, from: 'report', report, isAbout: 'around' });
  }
  return all.sort((a, b) => (a.when < b.when ? 1 : a.when > b.when ? -1 : (a.kind ?? '') < (b.kind ?? '') ? -1 : 1));
}

/** What a municipality's own answers say happened to its services, kind by kind in the order of the list. */
export function changesAnswered(answered: Answered, municipality: string): AnsweredChange[] {
  const told = answered.years.flatMap((year) => answered.of(municipality, year) ?? []);
  return kindsOf(unitById(municipality)!.country).flatMap(({ code }) => changesOf(told, code));
}

/** What it means for people that the directory says so of a service from a day on. */
const becoming = (status: string): Change => (status === 'active' ? 'resumed' : status === 'defunct' ? 'closed' : 'stopped');

function changesOf(told: readonly MunicipalYear[], kind: string): AnsweredChange[] {
  const found: AnsweredChange[] = [];
  let last: { year: number; exists: 'yes' | 'no' } | null = null;
  for (const { year, answers } of told) {
    const exists = answers.exists[kind];
    if (exists !== 'yes' && exists !== 'no') continue;
    const change = (what: Change, months: number | null = null) => found.push({ when: String(year), what, kind, from: 'answers', year, before: last?.year ?? null, months });
    if (last && last.exists !== exists) change(exists === 'yes' ? 'opened' : 'closed');
    const longest = exists === 'yes' ? monthsOf(answers, kind) : null;
    if (longest !== null && longest < 12 && !(last && last.exists === 'no')) change('stopped', longest);
    last = { year, exists };
  }
  return found;
}

/** Several providers: what counts is the one that worked longest; one whose months are unknown may have worked all year, so then nothing is known. */
export function monthsOf({ services }: Answers, kind: string): number | null {
  const months = services.filter((one) => one.kind === kind).map(({ figures }) => known(figures.months_provided));
  return months.length && !months.includes(null) ? Math.max(...(months as number[])) : null;
}

/** How a service did in a year. `there`: it existed, for how many months is not known; `unasked`: nobody was asked about the year. */
export type Life = 'whole' | 'part' | 'there' | 'none' | 'unknown' | 'unasked';

export function lifeOf(answered: Answered, municipality: string, kind: string, year: number): { life: Life; months: number | null } {
  if (!answered.years.includes(year)) return { life: 'unasked', months: null };
  const told = answered.of(municipality, year);
  const exists = told?.answers.exists[kind];
  if (exists === 'no') return { life: 'none', months: null };
  if (exists !== 'yes') return { life: 'unknown', months: null };
  const months = monthsOf(told!.answers, kind);
  return { life: months === null ? 'there' : months >= 12 ? 'whole' : 'part', months };
}

export interface LifeRow {
  kind: string;
  cells: readonly { year: number; life: Life; months: number | null }[];
}

/** The kinds of service that existed in a municipality in some year, from the first year asked about to the last, the years between that nobody asked about too. */
export function livesIn(answered: Answered, municipality: string): { years: number[]; rows: LifeRow[] } {
  const [first, last] = [answered.years[0], answered.years.at(-1)];
  const years = first === undefined ? [] : Array.from({ length: last! - first + 1 }, (_, at) => first + at);
  const rows = kindsOf(unitById(municipality)!.country).map(({ code }) => ({ kind: code, cells: years.map((year) => ({ year, ...lifeOf(answered, municipality, code, year) })) }));
  return { years, rows: rows.filter(({ cells }) => cells.some(({ life }) => life === 'whole' || life === 'part' || life === 'there')) };
}

/** How many services (kind × municipality) did how in each year asked about, over the municipalities of a territory. */
export const livesCounted = (answered: Answered, municipalities: readonly string[], kinds: readonly string[]): { year: number; counts: Record<Exclude<Life, 'unasked'>, number> }[] =>
  answered.years.map((year) => {
    const counts = { whole: 0, part: 0, there: 0, none: 0, unknown: 0 };
    for (const place of municipalities) for (const kind of kinds) if (kind.startsWith(place.slice(0, 2))) counts[lifeOf(answered, place, kind, year).life as keyof typeof counts] += 1;
    return { year, counts };
  });
