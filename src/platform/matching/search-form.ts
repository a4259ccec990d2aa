import { foldWords } from './fold.ts';

/**
 * The text a list is searched in: every word of every name once, folded, each after a space (` ana maric`).
 * A word typed in any script or spelling then finds it by its beginning; see `searchQuery`.
 */
export const searchForm = (names: readonly (string | null | undefined)[]): string =>
  [...new Set(names.flatMap((name) => foldWords(name ?? '')))].map((word) => ` ${word}`).join('');

/**
 * What `people_found` and its like look for: every typed word must begin a word of the name (as text of PostgreSQL's type `tsquery`).
 * @returns null when nothing was asked for; empty when what was typed holds no letter or digit, which finds nothing.
 */
export function searchQuery(typed: string | null | undefined): string | null {
  if (!typed?.trim()) return null;
  // Folded words are a–z and 0–9 only, so nothing in them can be an operator.
  return [...new Set(foldWords(typed))].map(beginning).join(' & ');
}

/** Words that begin so. */
export const beginning = (word: string): string => `'${word}':*`;
