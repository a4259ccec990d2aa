/**
 * Whether two full names, of people or of organisations, in any script and order, may be two writings of one name.
 *
 * Words are laid beside each other so that the fewest slips are left (after Monge, A. E. & Elkan, C. P. (1996), "The Field Matching Problem",
 * KDD: 267–270, and the soft TF-IDF of Cohen, W. W., Ravikumar, P. & Fienberg, S. E. (2003), IIWeb: words that everybody bears weigh less).
 * What stands against sameness is added up as slips: letters that differ, words without a counterpart, a legal form that differs.
 *
 * The answer is about the WRITING. `Fund V` and `Fund VI` are one slip apart and yet never one fund: what no slip explains away is named in
 * `contradictions`, and whoever merges must take that for a no.
 */
import { commonWords, descent } from './name-words.ts';
import { readName, type FullName, type NameKind, type NameWord } from './read-name.ts';
import { soundsAlike } from './sounds.ts';
import { slipsBetween, sounded } from './word-likeness.ts';

export type NameReason = 'equal' | 'slips' | 'other-word' | 'word-missing' | 'initial' | 'form-differs' | 'numbers-differ' | 'descent-reversed' | 'abbreviation' | 'one-word-only';

export interface NameLikeness {
  /** 0 to 1; from `alikeFrom` on the two are taken for one name. */
  probability: number;
  reasons: { reason: NameReason; words: string[]; slips: number }[];
  /** Reasons that forbid merging whatever the probability says. */
  contradictions: NameReason[];
}

/** The function's own threshold. */
export const alikeFrom = 0.5;

/** Slips at which it is as likely one name as two: two are still believed, three no more. */
const evenAt = 2.3;
const steepness = 1.6;
/** A word that is simply another one. */
const anotherWord = 3;

export function nameLikeness(a: string, b: string, kind: NameKind = 'person'): NameLikeness {
  const [one, other] = inOrder(readName(a, kind), readName(b, kind));
  return likenessOf(one, other, kind);
}

/** The same two names give the same answer in either order. */
const inOrder = (a: FullName, b: FullName): [FullName, FullName] => {
  const key = (name: FullName) => name.words.map((word) => word.original).join(' ');
  return a.words.length < b.words.length || (a.words.length === b.words.length && key(a) <= key(b)) ? [a, b] : [b, a];
};

function likenessOf(short: FullName, long: FullName, kind: NameKind): NameLikeness {
  const reasons: NameLikeness['reasons'] = [];
  const contradictions: NameReason[] = [];
  const say = (reason: NameReason, slips: number, ...words: string[]): void => void reasons.push({ reason, words, slips });

  if (isAbbreviation(short, long)) say('abbreviation', 1, short.words[0]!.original);
  else {
    const [x, y] = mended(short.words, long.words);
    const whole = Math.min(slipsBetween(joined(short.words), joined(long.words)), slipsBetween(joined(x), joined(y)));
    const [left, right] = [counted(x, kind), counted(y, kind)];
    const found = laidBeside(left, right, kind);
    const sum = found.pairs.reduce((total, pair) => total + pair.slips, 0);
    // Spaces and points move; what is all but equal without them has no other words.
    if (whole < sum && whole <= 1 && found.alone.length === 0) say('slips', whole, joined(short.words), joined(long.words));
    else {
      for (const { a, b, slips } of found.pairs) {
        if (slips > 0) say(slips >= anotherWord ? 'other-word' : a.initial || b.initial ? 'initial' : 'slips', slips, a.original, b.original);
        if (slips > 0 && (a.number || b.number)) contradictions.push('numbers-differ');
      }
      const matched = found.pairs.filter((pair) => pair.slips < anotherWord && !(pair.a.initial || pair.b.initial)).length;
      for (const word of found.alone) {
        const again = found.pairs.some((pair) => pair.a.text === word.text || pair.b.text === word.text);
        say('word-missing', again ? 0.2 : missing(word, kind), word.original);
        if (word.number && kind === 'organisation') contradictions.push('numbers-differ');
      }
      // One name alone is borne by too many people, and initials that were written out, or are only some of them, by more; the same initials are the same writing.
      const isWrittenAlike = sum === 0 && found.alone.length === 0;
      if (kind === 'person' && matched < 2 && Math.max(left.length, right.length) > 1) say('one-word-only', matched === 0 && !isWrittenAlike ? 3 : short.titled || found.pairs.length > 1 ? 0.4 : 1.5);
      if (kind === 'person' && isReversed(short.words, long.words)) {
        say('descent-reversed', 3);
        contradictions.push('descent-reversed');
      }
    }
  }
  if (short.form && long.form && short.form !== long.form) {
    const sorts = [short.form, long.form].filter((form) => form === 'nonprofit').length;
    say('form-differs', sorts === 1 ? 3 : [short.form, long.form].includes('incorporated') ? 0.3 : 1);
    contradictions.push('form-differs');
  }
  const slips = reasons.reduce((total, reason) => total + reason.slips, 0);
  if (reasons.length === 0) say('equal', 0);
  return { probability: 1 / (1 + Math.exp(steepness * (slips - evenAt))), reasons, contradictions: [...new Set(contradictions)] };
}

const joined = (words: readonly NameWord[]): string => words.map((word) => word.text).join('');

/** Small words do not count unless hardly anything else is there. */
function counted(words: readonly NameWord[], kind: NameKind): NameWord[] {
  const telling = words.filter((word) => !word.small);
  return telling.length >= (kind === 'person' ? 2 : 1) ? telling : [...words];
}

/** What a word without a counterpart costs: a middle name little, a word of an organisation's name much, a word that all of them have less. */
const missing = (word: NameWord, kind: NameKind): number => {
  if (kind === 'person') return word.initial ? 0.3 : 0.7;
  if (word.small) return 0;
  return Math.min(word.text.length, commonWords.has(word.text) ? 2 : 2.6);
};

interface Pair {
  a: NameWord;
  b: NameWord;
  slips: number;
}

/** The cheapest pairs first; words that find nothing are alone. */
function laidBeside(left: readonly NameWord[], right: readonly NameWord[], kind: NameKind): { pairs: Pair[]; alone: NameWord[] } {
  const all = left.flatMap((a, i) => right.map((b, j) => ({ a, b, i, j, slips: wordSlips(a, b, kind) })));
  all.sort((p, q) => p.slips - q.slips || Math.abs(p.i - p.j) - Math.abs(q.i - q.j) || p.i - q.i || p.j - q.j);
  const [usedLeft, usedRight] = [new Set<number>(), new Set<number>()];
  const pairs: Pair[] = [];
  for (const { a, b, i, j, slips } of all) {
    if (usedLeft.has(i) || usedRight.has(j)) continue;
    usedLeft.add(i);
    usedRight.add(j);
    pairs.push({ a, b, slips });
  }
  return { pairs, alone: [...left.filter((_, i) => !usedLeft.has(i)), ...right.filter((_, j) => !usedRight.has(j))] };
}

const latin = /^[\p{Script=Latin}\p{M}]+$/u;
const cyrillic = /^[\p{Script=Cyrillic}\p{M}]+$/u;

/** Arabic and Hebrew leave most vowels to the reader. */
const abjad = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
const consonants = (word: NameWord): string => word.sound.replace(/[aeiouy]/g, '');

/** Ben for Benjamin, Alex for Alexander: a short form, or another name. */
const isBeginning = (short: string, long: string): boolean => short.length >= 3 && long.length >= short.length * 2 && long.startsWith(short);

function wordSlips(a: NameWord, b: NameWord, kind: NameKind): number {
  if (a.text === b.text) return 0;
  if (a.initial || b.initial) return a.text[0] === b.text[0] ? 0.3 : anotherWord;
  const length = Math.max(a.text.length, b.text.length);
  let slips = Math.min(slipsBetween(a.text, b.text), slipsBetween(a.sound, b.sound) + 0.1);
  if (abjad.test(a.original) !== abjad.test(b.original)) slips = Math.min(slips, slipsBetween(consonants(a), consonants(b)) + 0.2);
  if (kind === 'person' && (isBeginning(a.text, b.text) || isBeginning(b.text, a.text))) return Math.min(slips, 1.7);
  const [l, c] = latin.test(a.original) ? [a, b] : [b, a];
  if (latin.test(l.original) && cyrillic.test(c.original)) slips = Math.min(slips, -Math.log(soundsAlike(l.original, c.original)) * length * 0.35);
  // Two slips in a short word are more of it than two in a long one; with more than half of its letters changed it is another word.
  if (slips > 1 && slips > length * 0.35) slips *= 1.1;
  return slips > length * 0.55 ? Math.max(slips, anotherWord) : slips;
}

/** Words that a space cut in two, or that lost it: `Patr ushev`, `van der bilt`, `Abd al-Aziz`. */
function mended(a: readonly NameWord[], b: readonly NameWord[]): [NameWord[], NameWord[]] {
  const left = a.length > 1 ? mend([...a], b) : [...a];
  return [left, b.length > 1 ? mend([...b], left) : [...b]];
}

function mend(words: NameWord[], other: readonly NameWord[]): NameWord[] {
  for (const take of [4, 3, 2]) {
    for (let i = 0; i + take <= words.length; i++) {
      const piece = words.slice(i, i + take);
      const text = joined(piece);
      if (text.length < 5 || piece.every((word) => other.some((known) => known.text === word.text))) continue;
      const target = other.find((word) => word.text.length > Math.max(...piece.map((part) => part.text.length)) && Math.abs(word.text.length - text.length) <= 1 && slipsBetween(word.text, text) <= 1);
      if (!target || piece.some((word) => slipsBetween(word.text, target.text) <= 1)) continue;
      words.splice(i, take, { text, sound: sounded(text), original: piece.map((word) => word.original).join(''), initial: false, number: false, small: false });
    }
  }
  return words;
}

/** `PLA` and `People's Liberation Army`, with or without a word behind it. */
function isAbbreviation(short: FullName, long: FullName): boolean {
  const [first] = short.words;
  if (!first || first.original !== first.original.toUpperCase() || first.text.length < 3 || short.words.length > 2) return false;
  const initials = long.words.filter((word) => !word.small).map((word) => word.text[0]).join('');
  return initials === first.text || long.words.map((word) => word.text[0]).join('') === first.text;
}

/** Salman bin Muhammad is not Muhammad bin Salman; Salman bin Muhammad bin Salman, who is called after his grandfather, is himself. */
function isReversed(a: readonly NameWord[], b: readonly NameWord[]): boolean {
  const [mine, theirs] = [fathers(a), fathers(b)];
  const says = (of: readonly [string, string][], son: string, father: string) => of.some(([otherSon, otherFather]) => son === otherSon && father === otherFather);
  return mine.some(([son, father]) => son !== father && says(theirs, father, son) && !says(theirs, son, father));
}

const fathers = (words: readonly NameWord[]): [string, string][] =>
  words.flatMap((word, i): [string, string][] => {
    const behind = words.slice(i + 1).find((next) => !next.small);
    return descent.has(word.text) && i > 0 && behind ? [[words[i - 1]!.text, behind.text]] : [];
  });
