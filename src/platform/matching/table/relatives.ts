/**
 * Twins, siblings, mother and child: people who share a surname, an address and a telephone, and are two. Comparing a pair with two strangers is not
 * enough for them, because they are no strangers; a pair that agrees in all but the given name (or all but the birth date) must also be more likely to
 * be one person with an error in it than two of a family. Nothing but counting tells. Errors replace any of the core columns now and then, and one
 * independently of the other; so from the pairs that differ in one core column alone it follows how many should differ there, or in two at once, by error.
 * Where more pairs do, the rest are relatives. (A third class beside match and non-match, as in Winkler 1993, "Improved decision rules in the
 * Fellegi–Sunter model of record linkage", who met the same households in the US census.)
 */
import type { Estimate, Pairs } from '../estimate.ts';
import { levelsOf, type Kind } from './kinds.ts';
import type { TableField } from './patterns.ts';

/** Places of the columns among the fields, -1 where the table has none. */
export interface CoreFields {
  given: number;
  surname: number;
  date: number;
  /** Fields that relatives do not share: numbers of one's own. */
  own: number[];
}

/** State → log-odds in bits that the pair is one person with errors and not two of a family; infinite where that is no question. */
export type Relatives = Float64Array;

/** Errors in given names against errors in others: people also write nicknames, second names and the names of their children. */
const moreOften = 2;
/** Two columns are spoiled so much more often than they would be independently of each other. */
const inCompany = 4;
/** The share of replaced values assumed before anything is counted, and the number of pairs it counts for. */
const [usualShare, trust] = [0.002, 20];
/** However many errors there are, a twin cannot be excluded. */
const surest = 0.97;
/** Twins do not share a number of their own; a typing error in one may still make it the other's. */
const surestByNumber = 0.9995;
const states = 192;

const codeOf = (kind: Kind, level: string): number => levelsOf(kind).indexOf(level) + 1;
const [swappedDate, nearDate, rival] = [codeOf('birth_date', 'swapped'), codeOf('birth_date', 'alike'), codeOf('given', 'rival')];
const [silent, agreeing, contrary, near] = [0, 1, 2, 3];

export function coreOf(fields: readonly TableField[]): CoreFields {
  const find = (kind: Kind) => fields.findIndex(({ column }) => column?.kind === kind);
  return { given: find('given'), surname: find('surname'), date: find('birth_date'), own: fields.flatMap(({ column }, i) => (column?.kind === 'identifier' ? [i] : [])) };
}

/**
 * How the core columns of a pair stand to each other, as one number: given name, surname, birth date, each silent, agreeing (slips included), contrary
 * (no slip of the pen makes the one the other), or near (two other signs in a date, which happens by error and by chance); and the numbers of one's own.
 */
export function stateOf(core: CoreFields, codes: Uint8Array, from: number): number {
  const date = core.date < 0 ? 0 : codes[from + core.date]!;
  return at(
    ofName(core.given < 0 ? 0 : codes[from + core.given]!),
    ofName(core.surname < 0 ? 0 : codes[from + core.surname]!),
    date === 0 ? silent : date < nearDate ? agreeing : date === nearDate ? near : contrary,
    ownOf(core, codes, from),
  );
}
const at = (given: number, surname: number, date: number, own: number) => own * 64 + given * 16 + surname * 4 + date;
const partsOf = (state: number): [given: number, surname: number, date: number, own: number] => [(state >> 4) & 3, (state >> 2) & 3, state & 3, state >> 6];
const ofName = (code: number): number => (code === 0 ? silent : code >= rival ? contrary : agreeing);
function ownOf({ own }: CoreFields, codes: Uint8Array, from: number): number {
  let found = silent;
  for (const field of own) {
    const code = codes[from + field]!;
    if (code === 1) return agreeing;
    // A number merely alike begins with the same birth date: that says nothing.
    if (code > 3) found = contrary;
  }
  return found;
}

/** True where a pair may teach what one thing's records look like: at most one core column is contrary, and none is silent then. */
export function teaches(core: CoreFields, codes: Uint8Array, from: number): boolean {
  const state = stateOf(core, codes, from);
  const parts = partsOf(state);
  const against = parts.filter((part) => part >= contrary).length;
  if (against === 0) return true;
  const missing = (core.given >= 0 && parts[0] === silent) || (core.surname >= 0 && parts[1] === silent) || (core.date >= 0 && parts[2] === silent);
  return against === 1 && !missing;
}

/** @param probability of each pair, as against two strangers */
export function learnRelatives(core: CoreFields, pairs: Pairs, probability: Float64Array, width: number, { u }: Estimate): Relatives {
  const seen = new Float64Array(states);
  let dateSlips = 0;
  for (let pair = 0; pair < pairs.count; pair++) {
    const p = probability[pair]!;
    if (p < 0.01) continue;
    const from = pair * width;
    seen[stateOf(core, pairs.codes, from)]! += p;
    const date = core.date >= 0 ? pairs.codes[from + core.date]! : 0;
    if (date > swappedDate && date < nearDate) dateSlips += p;
  }
  const [g, s, d] = [core.given, core.surname, core.date].map((field) => (field >= 0 ? agreeing : silent)) as [number, number, number];
  const summed = (given: number, surname: number, date: number) => seen[at(given, surname, date, silent)]! + seen[at(given, surname, date, agreeing)]! + seen[at(given, surname, date, contrary)]!;
  const base = summed(g, s, d) + trust;
  const little = usualShare * trust;
  /** Pairs that differ in one column only. */
  const alone = { given: g ? summed(contrary, s, d) + little : Infinity, surname: s ? summed(g, contrary, d) + little : Infinity, date: d ? summed(g, s, contrary) + little : Infinity };
  // What errors do to one column they do to the others: the least spoiled one shows what is error, as a family spoils only one.
  const errorsBy = (...others: number[]): number => {
    const least = Math.min(...others);
    return moreOften * (least === Infinity ? usualShare * base : least);
  };
  // How many of two other dates are near each other by chance; one more, because small numbers vary.
  const chance = d ? u[core.date]![0]![nearDate]! / u[core.date]![0]![nearDate + 1]! : 0;
  const nearSeen = summed(g, s, near);
  const nearErrors = Math.max(0, nearSeen - (d ? (alone.date + 1) * chance : 0) - 1) + little;
  const expected = {
    given: errorsBy(alone.surname, alone.date),
    // Names change at weddings, and no relative shares all but the surname.
    surname: alone.surname,
    // Where dates are full of small errors, a date altogether different may be an error too.
    date: errorsBy(alone.given, alone.surname) + dateSlips + nearErrors,
  };

  return Float64Array.from({ length: states }, (_, state) => {
    const [given, surname, date, own] = partsOf(state);
    const against = [given, surname, date].filter((part) => part >= contrary).length;
    // Only the surname differs: no family does that.
    if (against === 0 || (against === 1 && surname === contrary)) return Infinity;
    // Pairs that are silent on the same columns and contrary on none; so many of them would errors spoil.
    let errors = seen[at(Math.min(given, 1), Math.min(surname, 1), Math.min(date, 1), own)]! + little;
    const spoil = (column: 'given' | 'surname' | 'date') => void (errors *= (against === 1 ? expected[column] : Math.min(expected[column], alone[column])) / base);
    if (given === contrary) spoil('given');
    if (surname === contrary) spoil('surname');
    if (date >= contrary) spoil('date');
    // Errors come in company: who is in a hurry makes several. Where nothing of the core is left to agree that is no excuse.
    const company = against > 1 || own === contrary;
    if (company && (given === agreeing || surname === agreeing || date === agreeing)) errors *= inCompany;
    // No family shares a number of one's own, unless the column holds numbers of households: then many more pairs than this do.
    if (own === agreeing) errors *= inCompany ** 2;
    const found = date >= contrary && against > 1 ? seen[at(given, surname, contrary, own)]! + seen[at(given, surname, near, own)]! : date === near ? seen[at(given, surname, contrary, own)]! : seen[state]!;
    const usual = odds(errors, found + usualShare, own);
    return date === near && against === 1 ? Math.max(usual, odds(nearErrors, nearSeen + little, own)) : usual;
  });
}

function odds(expected: number, found: number, own: number): number {
  // What is expected varies by its root (Poisson): two errors more than that are no family yet.
  const likely = expected + Math.sqrt(expected) + 1e-9;
  const p = Math.min(own === agreeing ? surestByNumber : surest, likely / Math.max(found, likely));
  return Math.log2(p / (1 - p));
}
