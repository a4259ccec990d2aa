/**
 * What changed between two times of asking, for those whose sheets belong together by their code; and what of it may be shown. Pure.
 * Whoever answered only once is a group too: where it is smaller than five, whoever knows the figures of all and of the pairs would know its answers.
 */
import { hiddenCells, isSmall, SMALLEST_GROUP } from '#modules/results/suppression.ts';
import { isScored, type Question, type Sheet } from './shape.ts';

/** What a sheet says about one thing, as a number; null when it says nothing. */
export type ValueOf = (sheet: Sheet) => number | null;

/** Share of right answers, 0 to 1. What was not answered is not right: else whoever skips what is hard would gain. */
export function scoreOf(questions: readonly Question[]): ValueOf {
  const scored = questions.filter(isScored);
  return ({ answers }) => (scored.length ? scored.filter((one) => isRight(one, answers[one.id])).length / scored.length : null);
}

export function isRight({ right }: Question, answer: Sheet['answers'][string] | undefined): boolean {
  const given = [answer ?? []].flat().map(String);
  return given.length === right.length && right.every((one) => given.includes(one));
}

export const stepOf = ({ id }: Pick<Question, 'id'>): ValueOf => ({ answers }) => (typeof answers[id] === 'number' ? (answers[id] as number) : null);

/** Whose sheets a figure is made of: all, only those that have a pair, or nobody's. */
export type Over = 'all' | 'pairs' | 'none';

/**
 * Which figures about before, after and the change may stand beside each other.
 * @param shown what has been shown already, over all: it cannot be taken back, so the other figures give way to it
 */
export function showable({ before, after, pairs, shown = [] }: { before: number; after: number; pairs: number; shown?: readonly ('before' | 'after')[] }): { before: Over; after: Over; change: boolean } {
  const people = new Map([['before', before], ['after', after], ['pairs', pairs], ['onlyBefore', before - pairs], ['onlyAfter', after - pairs]]);
  const sums = [{ whole: 'before', parts: ['pairs', 'onlyBefore'] }, { whole: 'after', parts: ['pairs', 'onlyAfter'] }];
  const wantsChange = pairs >= SMALLEST_GROUP && shown.every((one) => !isSmall({ before, after }[one] - pairs));
  const hidden = hiddenCells(people, sums, { fixed: [...shown, ...(wantsChange ? ['pairs'] : [])] });
  const change = pairs >= SMALLEST_GROUP && !hidden.has('pairs');
  const over = (one: 'before' | 'after'): Over => (people.get(one)! < SMALLEST_GROUP ? 'none' : !hidden.has(one) ? 'all' : change ? 'pairs' : 'none');
  return { before: over('before'), after: over('after'), change };
}

export interface Change {
  pairs: number;
  mean: number;
  median: number;
  improved: number;
  same: number;
  worse: number;
}

export interface Compared {
  /** The sheets behind each side's figures; empty where there must be none. */
  before: Sheet[];
  after: Sheet[];
  /** Few who answered only once are left out. */
  isWithoutFew: boolean;
  /** Null where fewer than five pairs may be shown. */
  change: Change | null;
}

/** Compares one thing before and after. A code that stands on two sheets of one time belongs to nobody for sure and makes no pair. */
export function compared(before: readonly Sheet[], after: readonly Sheet[], valueOf: ValueOf, shown: readonly ('before' | 'after')[] = []): Compared {
  const [earlier, later] = [before, after].map((sheets) => sheets.filter((sheet) => valueOf(sheet) !== null)) as [Sheet[], Sheet[]];
  const byCode = onceEach(later);
  const pairs = [...onceEach(earlier)].flatMap(([code, sheet]) => (byCode.has(code) ? [[sheet, byCode.get(code)!] as const] : []));
  const may = showable({ before: earlier.length, after: later.length, pairs: pairs.length, shown });
  const of = (over: Over, all: Sheet[], side: 0 | 1) => (over === 'all' ? all : over === 'pairs' ? pairs.map((pair) => pair[side]) : []);
  const differences = pairs.map(([a, b]) => valueOf(b)! - valueOf(a)!);
  return {
    before: of(may.before, earlier, 0),
    after: of(may.after, later, 1),
    isWithoutFew: may.before === 'pairs' || may.after === 'pairs',
    change: may.change
      ? {
          pairs: pairs.length, mean: meanOf(differences)!, median: medianOf(differences)!,
          improved: differences.filter((one) => one > 1e-9).length, same: differences.filter((one) => Math.abs(one) <= 1e-9).length, worse: differences.filter((one) => one < -1e-9).length,
        }
      : null,
  };
}

function onceEach(sheets: readonly Sheet[]): Map<string, Sheet> {
  const found = new Map<string, Sheet>();
  const twice = new Set<string>();
  for (const sheet of sheets) {
    if (sheet.code === null) continue;
    if (found.has(sheet.code)) twice.add(sheet.code);
    found.set(sheet.code, sheet);
  }
  for (const code of twice) found.delete(code);
  return found;
}

/** Rounded, so that the order in which sheets lie in the box cannot be read from the last digits of a sum. */
const even = (value: number): number => Math.round(value * 1e6) / 1e6;
export const meanOf = (values: readonly number[]): number | null => (values.length ? even(values.reduce((sum, one) => sum + one, 0) / values.length) : null);
export function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length ? even(sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2) : null;
}
