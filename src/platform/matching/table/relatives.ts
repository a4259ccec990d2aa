/**
 * Twins, siblings, father and son: people who share a surname, an address and a telephone, and are two. Comparing a pair with two strangers is not
 * enough for them, because they are no strangers; a pair that agrees in all but the given name (or all but the birth date) must also be more likely to
 * be one person with an error in it than two of a family. Nothing but counting tells: errors replace any of the core columns about equally often, and
 * families differ in given names and dates only. So the share of pairs that differ in the surname alone says how often errors replace a value, and where
 * more pairs than that differ in the given name alone, the rest are relatives. (A third class beside match and non-match, as in Winkler 1993,
 * "Improved decision rules in the Fellegi–Sunter model of record linkage", who met the same households in the US census.)
 */
import type { Estimate, Pairs } from '../estimate.ts';
import { levelsOf, type Kind } from './kinds.ts';
import type { TableField } from './patterns.ts';

/** What two people of one family differ in. `nearDate`: the birth date, by two signs, which an error does more often than chance. */
type Difference = 'given' | 'date' | 'nearDate' | 'both';
/** Log-odds in bits that the pair is one person with an error and not two of a family, before what is one's own speaks. */
export type Relatives = Record<Difference, number>;

export interface CoreFields {
  given: number;
  surname: number;
  date: number;
  /** Fields that relatives do not share: numbers of one's own. */
  own: number[];
}

/** Errors in given names against errors in surnames: people also write nicknames, second names and the names of their children. */
const moreOften = 2;
/** The share of replaced values assumed before anything is counted, and the number of pairs it counts for. */
const [usualShare, trust] = [0.002, 20];
/** However many errors there are, a twin cannot be excluded. */
const surest = 0.97;

export function coreOf(fields: readonly TableField[]): CoreFields {
  const find = (kind: string) => fields.findIndex(({ column }) => column?.kind === kind);
  return { given: find('given'), surname: find('surname'), date: find('birth_date'), own: fields.flatMap(({ column }, i) => (column?.kind === 'identifier' ? [i] : [])) };
}

/** What relatives differ in; `none` where nothing sets the two apart, or the surname too does, so that they are no family. */
export function relation(core: CoreFields, codes: Uint8Array, from: number): Difference | 'none' {
  if (core.surname >= 0 && isOther(codes[from + core.surname]!)) return 'none';
  const given = core.given >= 0 && isOther(codes[from + core.given]!);
  const date = core.date >= 0 ? codes[from + core.date]! : 0;
  if (given) return date >= nearDate ? 'both' : 'given';
  return date === otherDate ? 'date' : date === nearDate ? 'nearDate' : 'none';
}

const codeOf = (kind: Kind, level: string): number => levelsOf(kind).indexOf(level) + 1;
const [swapped, nearDate, otherDate, rival] = [codeOf('birth_date', 'swapped'), codeOf('birth_date', 'alike'), codeOf('birth_date', 'different'), codeOf('given', 'rival')];
/** Two names that no slip of the pen makes one: `rival`, `different`. */
const isOther = (code: number): boolean => code >= rival;

/** @param probability of each pair, as against two strangers */
export function learnRelatives(core: CoreFields, pairs: Pairs, probability: Float64Array, width: number, { u }: Estimate): Relatives {
  const seen = { none: 0, given: 0, date: 0, nearDate: 0, both: 0 };
  let [surnames, dateSlips] = [0, 0];
  for (let pair = 0; pair < pairs.count; pair++) {
    const p = probability[pair]!;
    if (p < 0.01) continue;
    const from = pair * width;
    const date = core.date >= 0 ? pairs.codes[from + core.date]! : 0;
    if (core.surname >= 0 && isOther(pairs.codes[from + core.surname]!)) {
      // Only the surname differs: no family does that, errors and weddings do.
      if (!(core.given >= 0 && isOther(pairs.codes[from + core.given]!)) && date < nearDate) surnames += p;
      continue;
    }
    seen[relation(core, pairs.codes, from)] += p;
    if (date > swapped && date < nearDate) dateSlips += p;
  }
  const agreeing = seen.none + trust;
  const error = core.surname >= 0 ? (surnames + usualShare * trust) / (agreeing + surnames) : usualShare;
  const odds = (expected: number, found: number): number => {
    const p = Math.min(surest, (expected + 1e-9) / Math.max(found, expected, 1e-9));
    return Math.log2(p / (1 - p));
  };
  const errors = moreOften * error * agreeing;
  const little = usualShare * trust;
  // How many of two other dates are near each other by chance; one more, because small numbers vary.
  const chance = core.date >= 0 ? u[core.date]![0]![nearDate]! / u[core.date]![0]![otherDate]! : 0;
  const nearErrors = Math.max(0, seen.nearDate - (seen.date + 1) * chance - 1);
  // Where dates are full of small errors, a date altogether different may be an error too.
  const dateErrors = errors + dateSlips + nearErrors;
  const rate = (found: number, expected: number) => Math.min(found, expected) / agreeing;
  return {
    given: odds(errors, seen.given + little),
    date: odds(dateErrors, seen.date + little),
    nearDate: odds(nearErrors + little, seen.nearDate + little),
    both: odds(rate(seen.given + little, errors) * rate(seen.date + seen.nearDate + little, dateErrors) * agreeing, seen.both + usualShare),
  };
}
