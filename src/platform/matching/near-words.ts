/** Which of a list's words somebody may have meant who typed one with an error in it. Pure. */
import { editDistance } from './similarity.ts';

/** How many slips a word of this length may have and still be recognised: none in `Ana`, one in `Milan`, two in `Leskovac`. */
export const slipsIn = (length: number): number => (length < 4 ? 0 : length < 7 ? 1 : 2);

/** Shorter beginnings with an error in them fit too many words. */
const BEGINNING = 5;
/** A beginning says less than a whole word: behind a word with one slip, before one with two. */
const UNFINISHED = 0.5;

/**
 * How far the word is from what was typed: slips (a letter more, less, other, two swapped), and half a slip more where only the word's beginning was typed.
 * Null where it is too far. Both are folded.
 */
export function nearness(typed: string, word: string): number | null {
  const bound = slipsIn(Math.min(typed.length, word.length));
  if (bound === 0) return null;
  const whole = editDistance(typed, word, bound);
  if (whole <= bound) return whole;
  if (typed.length < BEGINNING) return null;
  for (const length of [typed.length, typed.length + 1, typed.length - 1]) {
    if (length < word.length && editDistance(typed, word.slice(0, length), 1) <= 1) return 1 + UNFINISHED;
  }
  return null;
}

/** The nearest of these words, all of one nearness, and all that are near at all, the nearest first. */
export function nearest(typed: string, words: Iterable<string>): { nearest: string[]; near: string[] } {
  const found = [...new Set(words)].flatMap((word) => {
    const far = nearness(typed, word);
    return far === null || word === typed ? [] : [{ word, far }];
  });
  found.sort((a, b) => a.far - b.far || (a.word < b.word ? -1 : 1));
  return { nearest: found.filter(({ far }) => far === found[0]!.far).map(({ word }) => word), near: found.map(({ word }) => word) };
}
