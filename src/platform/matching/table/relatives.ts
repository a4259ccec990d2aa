/**
 * Twins, siblings, father and son: people who share a surname, an address and a telephone, and are two. Comparing a pair with two strangers is not
 * enough for them, because they are no strangers; a pair that agrees in all but the given name (or all but the birth date) must also be more likely to
 * be one person with an error in it than two of a family. Nothing but counting tells: errors replace any of the core columns about equally often, and
 * families differ in given names and dates only. So the share of pairs that differ in the surname alone says how often errors replace a value, and where
 * more pairs than that differ in the given name alone, the rest are relatives. (A third class beside match and non-match, as in Winkler 1993,
 * "Improved decision rules in the Fellegi–Sunter model of record linkage", who met the same households in the US census.)
 */
import type { Pairs } from '../estimate.ts';
import type { TableField } from './patterns.ts';

export interface Relatives {
  /** Log-odds in bits, before what is one's own speaks: only the given name / only the birth date / both differ. */
  given: number;
  date: number;
  both: number;
}

export interface CoreFields {
  given: number;
  surname: number;
  date: number;
  /** Fields that relatives do not share: numbers of one's own. */
  own: number[];
}

/** Errors in given names against errors in surnames: people also write nicknames and second names. */
const moreOften = 1.5;
/** The share of replaced values assumed before anything is counted, and the number of pairs it counts for. */
const [usualShare, trust] = [0.002, 20];
/** However many errors there are, a twin cannot be excluded. */
const surest = 0.97;

export function coreOf(fields: readonly TableField[]): CoreFields {
  const find = (kind: string) => fields.findIndex(({ column }) => column?.kind === kind);
  return { given: find('given'), surname: find('surname'), date: find('birth_date'), own: fields.flatMap(({ column }, i) => (column?.kind === 'identifier' ? [i] : [])) };
}

/** What relatives differ in: bit 1 the given name, bit 2 the birth date; -1 where the surname differs too, so that they are none. */
export function relation(core: CoreFields, codes: Uint8Array, from: number): number {
  const surname = core.surname >= 0 ? codes[from + core.surname]! : 0;
  if (isOther(surname)) return -1;
  let differs = 0;
  if (core.given >= 0 && isOther(codes[from + core.given]!)) differs |= 1;
  if (core.date >= 0 && codes[from + core.date]! >= 5) differs |= 2;
  return differs;
}

/** Two names that no slip of the pen makes one: `rival`, `different`. */
const isOther = (code: number): boolean => code >= 6;

/** @param probability of each pair, as against two strangers */
export function learnRelatives(core: CoreFields, pairs: Pairs, probability: Float64Array, width: number): Relatives {
  const seen = [0, 0, 0, 0];
  let [surnames, dateSlips] = [0, 0];
  for (let pair = 0; pair < pairs.count; pair++) {
    const p = probability[pair]!;
    if (p < 0.01) continue;
    const from = pair * width;
    const surname = core.surname >= 0 ? pairs.codes[from + core.surname]! : 0;
    const kind = relation(core, pairs.codes, from);
    if (kind >= 0) seen[kind]! += p;
    // Only the surname differs: no family does that, errors and weddings do.
    else if (isOther(surname) && !(core.given >= 0 && isOther(pairs.codes[from + core.given]!)) && !(core.date >= 0 && pairs.codes[from + core.date]! >= 5)) surnames += p;
    if (core.date >= 0 && (pairs.codes[from + core.date] === 3 || pairs.codes[from + core.date] === 4)) dateSlips += p;
  }
  const agreeing = seen[0]!;
  const error = core.surname >= 0 ? (surnames + usualShare * trust) / (agreeing + surnames + trust) : usualShare;
  const odds = (expected: number, found: number): number => {
    const p = Math.min(surest, (expected + 1e-9) / Math.max(found, expected, 1e-9));
    return Math.log2(p / (1 - p));
  };
  const errors = moreOften * error * (agreeing + trust);
  const [givenFound, dateFound] = [seen[1]! + usualShare * trust, seen[2]! + usualShare * trust];
  // Where dates are full of single wrong digits, more than one wrong digit is an error too.
  const dateErrors = errors + dateSlips;
  const rate = (found: number, expected: number) => Math.min(found, expected) / (agreeing + trust);
  return {
    given: odds(errors, givenFound),
    date: odds(dateErrors, dateFound),
    both: odds(rate(givenFound, errors) * rate(dateFound, dateErrors) * (agreeing + trust), seen[3]! + usualShare),
  };
}
