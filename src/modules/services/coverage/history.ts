/** What happened to services in a place over time: from answers of successive years, from the directory, and from what was reported. Pure. */
import { parentsOf, unitById } from '#modules/places/gazetteer.ts';
import { municipalityOf } from '#modules/places/gazetteer.ts';
import type { Localised } from '#platform/words/localised.ts';
import { kindsOf } from './kinds.ts';
import { known, type Change, type MunicipalYear } from './shape.ts';
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

/** The latest first. A year nobody answered for breaks the row: what happened in between is said to have happened between two answers. */
export function historyOf(answered: Answered, place: string, listed: readonly Listed[], reported: readonly ReportedChange[]): Happening[] {
  const municipality = municipalityOf(place)?.id ?? null;
  const around = new Set(parentsOf(place).map(({ id }) => id));
  const all: Happening[] = [];
  if (municipality) {
    const told = answered.years.flatMap((year) => answered.of(municipality, year) ?? []);
    for (const { code } of kindsOf(unitById(municipality)!.country)) all.push(...changesOf(told, code));
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

/** What it means for people that the directory says so of a service from a day on. */
const becoming = (status: string): Change => (status === 'active' ? 'resumed' : status === 'defunct' ? 'closed' : 'stopped');

function changesOf(told: readonly MunicipalYear[], kind: string): Happening[] {
  const found: Happening[] = [];
  let last: { year: number; exists: 'yes' | 'no' } | null = null;
  for (const { year, answers } of told) {
    const exists = answers.exists[kind];
    if (exists !== 'yes' && exists !== 'no') continue;
    const change = (what: Change, months: number | null = null) => found.push({ when: String(year), what, kind, from: 'answers', year, before: last?.year ?? null, months });
    if (last && last.exists !== exists) change(exists === 'yes' ? 'opened' : 'closed');
    // Several providers: what counts is the one that worked longest; one whose months are unknown may have worked all year.
    const months = answers.services.filter((one) => one.kind === kind).map(({ figures }) => known(figures.months_provided));
    const longest = exists === 'yes' && months.length && !months.includes(null) ? Math.max(...(months as number[])) : null;
    if (longest !== null && longest < 12 && !(last && last.exists === 'no')) change('stopped', longest);
    last = { year, exists };
  }
  return found;
}
