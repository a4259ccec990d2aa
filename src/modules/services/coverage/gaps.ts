/** Where a service is missing, by what municipalities answered and by what stands in the directory. Pure. */
import type { Unit } from '#modules/places/gazetteer.ts';
import { kindByCode } from './kinds.ts';
import type { Existence } from './shape.ts';
import type { Answered } from './territory.ts';

/**
 * `none`: the municipality says there is none, and the directory has none. `disagree`: it says there is none and the directory has one.
 * `unlisted`: it says there is one and the directory has none. `unknown`: nobody has answered and the directory has none: that proves nothing.
 * `there`: some source has it and none denies it.
 */
export type Standing = 'none' | 'disagree' | 'unlisted' | 'unknown' | 'there';
export const standings = ['none', 'disagree', 'unknown', 'unlisted', 'there'] as const;

export interface GapRow {
  place: string;
  standing: Standing;
  /** The year of the answer it rests on; null where there is none. */
  answeredFor: number | null;
  /** The first of the years without a break for which the municipality says there is none. */
  noneSince: number | null;
  /** The last year for which it says there was one; null where it never did. */
  lastThere: number | null;
  /** Services of the directory that are open to it now. */
  listed: number;
}

/** One of several kinds together: there when one of them is, none when all are answered with no. */
export function existsIn(answered: Answered, place: string, year: number, kinds: readonly string[]): Existence | null {
  const answers = answered.of(place, year)?.answers.exists;
  if (!answers) return null;
  const own = kinds.filter((code) => kindByCode(code)!.country === place.slice(0, 2)).map((code) => answers[code]);
  return own.includes('yes') ? 'yes' : own.length && own.every((one) => one === 'no') ? 'no' : 'unknown';
}

/**
 * @param listed municipality → how many services of the kinds the directory has for it today.
 * @param year the answers of this year count; null for each municipality's latest.
 */
export function standingIn(answered: Answered, { id }: Pick<Unit, 'id'>, kinds: readonly string[], listed: ReadonlyMap<string, number>, year: number | null = null): GapRow {
  const told = answered.years
    .filter((one) => year === null || one <= year)
    .map((one) => ({ year: one, exists: existsIn(answered, id, one, kinds) }))
    .filter((one): one is { year: number; exists: 'yes' | 'no' } => one.exists === 'yes' || one.exists === 'no');
  const last = told.at(-1);
  const lastThere = told.findLast(({ exists }) => exists === 'yes')?.year ?? null;
  const noneSince = last?.exists === 'no' ? (told.find(({ year: one, exists }) => exists === 'no' && (lastThere === null || one > lastThere))?.year ?? null) : null;
  const n = listed.get(id) ?? 0;
  const standing: Standing = last?.exists === 'no' ? (n ? 'disagree' : 'none') : last?.exists === 'yes' ? (n ? 'there' : 'unlisted') : n ? 'there' : 'unknown';
  return { place: id, standing, answeredFor: last?.year ?? null, noneSince, lastThere, listed: n };
}
