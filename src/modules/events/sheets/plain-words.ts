import { foldWords } from '#platform/matching/fold.ts';

/** Words come again and again in lists (places, organisations, given names), and folding is the dearest step of reading one. */
const known = new Map<string, string>();
const remembered = 30_000;

/** One word in folded form; empty for a text without letters or digits. */
export function plainWord(word: string): string {
  let plain = known.get(word);
  if (plain === undefined) {
    plain = foldWords(word).join('');
    if (known.size >= remembered) known.clear();
    if (word.length < 40) known.set(word, plain);
  }
  return plain;
}

/**
 * The words of a heading, each folded by itself. (`foldWords` looks at the whole text to tell Moldovan Cyrillic from Serbian;
 * a heading is compared word by word with our lists, so each word must come out the same whatever stands beside it.)
 */
export const plainWords = (text: string): string[] => text.split(/[^\p{L}\p{M}\p{N}]+/u).flatMap((word) => plainWord(word) || []);

/** Folds a list of words written naturally, separated by spaces, into a set. */
export const wordSet = (words: string): Set<string> => new Set(plainWords(words));
