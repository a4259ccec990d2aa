/** Rows of a list in memory by what somebody typed: there are hundreds of networks, agreements and guidelines, never hundreds of thousands. Pure. */
import { foldWords } from '#platform/matching/fold.ts';
import { nearest } from '#platform/matching/near-words.ts';

/** Rows whose words begin with every typed word, in any script; where there is none, those that are spelt nearly so. @param wordsOf folded words of a row */
export function calledSo<Row>(rows: readonly Row[], typed: string, wordsOf: (row: Row) => readonly string[]): { items: Row[]; alike: boolean } {
  const asked = [...new Set(foldWords(typed))];
  if (!asked.length) return { items: [], alike: false };
  const known = rows.map((row) => ({ row, words: wordsOf(row) }));
  const named = known.filter(({ words }) => asked.every((word) => words.some((one) => one.startsWith(word))));
  if (named.length) return { items: named.map(({ row }) => row), alike: false };
  const all = new Set(known.flatMap(({ words }) => words));
  const meant = asked.map((word) => ({ word, near: new Set(nearest(word, all).nearest) }));
  const alike = known.filter(({ words }) => meant.every(({ word, near }) => words.some((one) => one.startsWith(word) || near.has(one))));
  return { items: alike.map(({ row }) => row), alike: alike.length > 0 };
}
