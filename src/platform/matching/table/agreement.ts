/**
 * Where two different values of one kind land; the answer is the name of a level of `kinds.ts`. Every function is symmetric.
 * Letters: Damerau–Levenshtein and Jaro–Winkler (similarity.ts), on folded texts, so that script and diacritics are out of the way.
 */
import { editDistance, jaroWinkler } from '../similarity.ts';
import { isDate, isName, levelsOf, type Kind } from './kinds.ts';
import type { Value } from './values.ts';

/** The codes (from 1) of a kind's levels by name. */
const codesOf = (kind: Kind): Record<string, number> => Object.fromEntries(levelsOf(kind).map((level, i) => [level, i + 1]));
const nameCodes = codesOf('name');
const dateCodes = codesOf('date');
const digitCodes = codesOf('identifier');
const emailCodes = codesOf('email');
const textCodes = codesOf('text');
const codeCodes = codesOf('code');

/** The code of the level two values land on. */
export function agreementOf(kind: Kind, a: Value, b: Value): number {
  if (a.key === b.key) return 1;
  if (isName(kind)) return nameCodes[namesAgree(a, b)]!;
  if (isDate(kind)) return dateCodes[datesAgree(a.key, b.key)]!;
  if (kind === 'identifier' || kind === 'phone' || kind === 'number') return digitCodes[digitsAgree(a.key, b.key)]!;
  if (kind === 'email') return emailCodes[mailsAgree(a.key, b.key)]!;
  if (kind === 'code') return codeCodes[!/\d/.test(a.key) && a.key.length > 3 && editDistance(a.key, b.key, 1) === 1 ? 'slip' : 'different']!;
  return textCodes[textsAgree(a, b)]!;
}

/** Slips a word may hold and still be it: one, from eight letters on two. Short words become other words by one letter. */
const slipsOf = (length: number): number => (length < 4 ? 0 : length < 8 ? 1 : 2);

function namesAgree(a: Value, b: Value): string {
  const [x, y] = [a.key, b.key];
  const shorter = Math.min(x.length, y.length);
  const slips = Math.max(slipsOf(Math.max(x.length, y.length)), 1);
  const distance = editDistance(x, y, 3);
  if (distance <= slips && shorter > 2) return 'typo';
  if (shorter === 1) return x[0] === y[0] ? 'initial' : 'different';
  if (a.words.length > 1 || b.words.length > 1) {
    const shared = sharedWords(a.words, b.words);
    const fewer = Math.min(a.words.length, b.words.length);
    // The same words in another order, or with slips in them.
    if (shared.whole === a.words.length && shared.whole === b.words.length) return 'typo';
    if (shared.near === a.words.length && shared.near === b.words.length) return 'alike';
    if (shared.letters >= 3 && (shared.near === fewer || shared.whole > 0)) return shared.near === fewer ? 'part' : 'alike';
  }
  if (shorter >= 3 && (x.startsWith(y) || y.startsWith(x))) return 'part';
  if (distance <= 3 && shorter >= 5 && distance <= shorter / 3) return 'alike';
  return jaroWinkler(x, y) >= 0.88 ? 'alike' : 'different';
}

/** Words of the one that stand in the other, whole or with a slip; each word is used once. */
function sharedWords(a: readonly string[], b: readonly string[]): { whole: number; near: number; letters: number } {
  const rest = [...b];
  const left: string[] = [];
  let [whole, near, letters] = [0, 0, 0];
  for (const word of a) {
    const at = rest.indexOf(word);
    if (at < 0) left.push(word);
    else {
      rest.splice(at, 1);
      whole++;
      letters = Math.max(letters, word.length);
    }
  }
  near = whole;
  for (const word of left) {
    const at = rest.findIndex((other) => {
      const slips = slipsOf(Math.max(word.length, other.length));
      return slips > 0 && editDistance(word, other, slips) <= slips;
    });
    if (at < 0) continue;
    rest.splice(at, 1);
    near++;
    letters = Math.max(letters, word.length);
  }
  return { whole, near, letters };
}

function datesAgree(a: string, b: string): string {
  if (a.length === 8 && b.length === 8) {
    if (a.slice(0, 4) === b.slice(0, 4) && a.slice(4, 6) === b.slice(6) && a.slice(6) === b.slice(4, 6)) return 'swapped';
    if (editDistance(a, b, 1) === 1) return 'slip';
    const same = Number(a.slice(0, 4) === b.slice(0, 4)) + Number(a.slice(4, 6) === b.slice(4, 6)) + Number(a.slice(6) === b.slice(6));
    if (same === 2) return 'part';
    return editDistance(a, b, 2) === 2 ? 'alike' : 'different';
  }
  // Only the year, or year and month: it fits or it does not.
  return a.length >= 4 && b.length >= 4 && (a.startsWith(b) || b.startsWith(a)) ? 'part' : 'different';
}

function digitsAgree(a: string, b: string): string {
  const distance = editDistance(a, b, 2);
  const shorter = Math.min(a.length, b.length);
  if (distance === 1 && shorter >= 2) return 'slip';
  return distance === 2 && shorter >= 4 ? 'alike' : 'different';
}

function mailsAgree(a: string, b: string): string {
  if (editDistance(a, b, 2) <= 2) return 'slip';
  const [x, y] = [a.split('@', 1)[0]!, b.split('@', 1)[0]!];
  return x.length > 2 && x === y ? 'mailbox' : 'different';
}

function textsAgree(a: Value, b: Value): string {
  const [x, y] = [a.key, b.key];
  const longer = Math.max(x.length, y.length);
  const slips = longer < 4 ? 0 : longer < 8 ? 1 : longer < 16 ? 2 : 3;
  if (slips > 0 && editDistance(x, y, slips) <= slips) return 'typo';
  if (a.words.length > 1 || b.words.length > 1) {
    const { near, letters } = sharedWords(a.words, b.words);
    const [fewer, more] = [Math.min(a.words.length, b.words.length), Math.max(a.words.length, b.words.length)];
    if (letters >= 3 && near === fewer && (fewer > 1 || more === fewer)) return 'part';
    if (letters >= 4 && near * 2 >= more) return 'alike';
  }
  if (longer >= 6 && jaroWinkler(x, y) >= 0.9) return 'alike';
  return 'different';
}
