import { foldWords } from './fold.ts';

/**
 * The text a list is searched in: every word of every name once, folded, each after a space (` ana maric`).
 * A word typed in any script or spelling then finds it by its beginning; see `searchPatterns`.
 */
export const searchForm = (names: readonly (string | null | undefined)[]): string =>
  [...new Set(names.flatMap((name) => foldWords(name ?? '')))].map((word) => ` ${word}`).join('');

/**
 * `like` patterns that must all fit a search form, the longest (most telling) first.
 * @returns null when nothing was asked for; an empty list when what was typed holds no letter or digit, which finds nothing.
 */
export function searchPatterns(typed: string | null | undefined): string[] | null {
  if (!typed?.trim()) return null;
  // Folded words are a–z and 0–9 only, so nothing in them can be a wildcard.
  return [...new Set(foldWords(typed))].sort((a, b) => b.length - a.length).map((word) => `% ${word}%`);
}
