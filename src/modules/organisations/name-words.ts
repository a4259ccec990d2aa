/** The words of an organisation's name in the writings in which they are compared. Pure. */
import { foldWords } from '#platform/matching/fold.ts';
import { editDistance } from '#platform/matching/similarity.ts';
import { toLatin } from '#platform/matching/transliterate.ts';

/** One text in three writings: a slip of the pen that is one in one of them may be two in the others. */
export interface Letters {
  folded: string;
  /** In Latin letters without marks, digraphs as they are: `udruzenje`. */
  plain: string;
  /** One sign for each letter, also for those that Latin writes with two: `udruzewe`. */
  signs: string;
}

export type Word = Letters;

/** The words of a text, folded and in plain letters side by side. */
export function wordsOf(text: string): Word[] {
  return text.split(/[^\p{L}\p{M}\p{N}'’]+/u).flatMap((word) => {
    const folded = foldWords(word).join('');
    const plain = plainForm(word);
    return folded ? [{ folded, plain, signs: signsOf(plain) }] : [];
  });
}

const plainForm = (word: string): string =>
  toLatin(toLatin(word.toLowerCase(), 'sr'), 'bg').replaceAll('đ', 'dj').normalize('NFD').replace(/[^a-z0-9]/g, '');

const signsOf = (plain: string): string => plain.replaceAll('lj', 'q').replaceAll('nj', 'w').replaceAll('dj', 'd').replaceAll('dz', 'x').replaceAll('sht', 'y').replace(/[szkc]h|ts/g, (two) => (two === 'ts' ? 'c' : two[0]!));

export const joined = (words: Word[]): Letters => ({
  folded: words.map((word) => word.folded).join(''),
  plain: words.map((word) => word.plain).join(''),
  signs: words.map((word) => word.signs).join(''),
});

/** Slips of the pen between two texts in the writing where they are fewest; beyond `bound` they are not counted. */
export const slipsBetween = (a: Letters, b: Letters, bound: number): number => Math.min(...(['folded', 'plain', 'signs'] as const).map((writing) => editDistance(a[writing], b[writing], bound)));

/** Whether one text may be the other with at most so many slips of the pen. */
export const isWithin = (slips: number, a: Letters, b: Letters): boolean =>
  (['folded', 'plain', 'signs'] as const).some((writing) => editDistance(a[writing], b[writing], slips) <= slips);

export const folded = (words: Word[]): string[] => words.map((word) => word.folded);
