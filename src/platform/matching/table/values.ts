/** One value of a column, read once so that comparing it a thousand times is cheap. Values with the same key are the same value. */
import { foldWords, plainWords } from '../fold.ts';
import { isDate, isName, type Kind } from './kinds.ts';

export interface Value {
  /** Equal exactly for equal values: folded letters, `YYYYMMDD`, digits. */
  key: string;
  /** Folded words, for names and addresses. */
  words: string[];
}

/** Which part of a date written with numbers comes first; found out for the column as a whole. */
export type DayOrder = 'day-first' | 'month-first';

const silent = new Set(['null', 'none', 'nan', 'na', 'n/a', 'n.a.', 'nil', 'unknown', 'nepoznato', 'непознато', 'неизвестно', 'necunoscut', 'нема', 'nema', '-', '--', '–', '—', '?', '.', '/', 'x', '#n/a']);
/** `null`, `N/A`, `—`: nothing is said. */
export const isSilent = (text: string): boolean => text === '' || (text.length <= 10 && silent.has(text.toLowerCase()));

export function readValue(text: string, kind: Kind, order: DayOrder = 'day-first'): Value | null {
  const trimmed = text.trim();
  if (isSilent(trimmed)) return null;
  if (isDate(kind)) return keyed(dateKey(trimmed, order));
  if (kind === 'phone') return keyed(phoneKey(trimmed));
  if (kind === 'email') return keyed(trimmed.toLowerCase().replace(/^mailto:|\s/g, ''));
  // Folding joins doubled letters; in numbers they count.
  if (kind === 'identifier' || kind === 'number') return keyed(plainWords(trimmed).join('').replace(/^0+(?=.)/, ''));
  const words = foldWords(trimmed);
  if (isName(kind)) {
    const own = words.filter((word) => !titles.has(word));
    return { key: (own.length ? own : words).join(''), words: own.length ? own : words };
  }
  return words.length ? { key: words.join(''), words } : null;
}

const keyed = (key: string): Value | null => (key === '' ? null : { key, words: [] });

const titles = new Set(['dr', 'mr', 'mrs', 'ms', 'prof', 'dipl', 'ing', 'gdin', 'gda', 'gca', 'doc', 'msc', 'phd', 'mag']);

/** `YYYYMMDD`; what is no whole date keeps its digits. Two-digit years are of the last hundred years. */
export function dateKey(text: string, order: DayOrder): string {
  const parts = text.split(/\D+/).filter(Boolean);
  if (parts.length === 1 && parts[0]!.length === 8) {
    const digits = parts[0]!;
    return isYear(digits.slice(0, 4)) ? digits : isYear(digits.slice(4)) ? `${digits.slice(4)}${digits.slice(2, 4)}${digits.slice(0, 2)}` : digits;
  }
  if (parts.length >= 3) {
    if (parts[0]!.length === 4) return parts[0]! + two(parts[1]!) + two(parts[2]!);
    const [first, second, third] = parts as [string, string, string];
    const year = third.length === 4 ? third : third.length === 2 ? `${Number(third) > 26 ? 19 : 20}${third}` : third;
    return order === 'day-first' ? year + two(second) + two(first) : year + two(first) + two(second);
  }
  return parts.join('');
}

const isYear = (text: string) => /^(18|19|20)\d\d$/.test(text);
const two = (part: string) => part.padStart(2, '0').slice(0, 2);

/** American month-first only where the column itself leaves no other reading. */
export function dayOrderOf(texts: readonly string[]): DayOrder {
  let [first, second] = [0, 0];
  for (const text of texts) {
    const match = /^\s*(\d{1,2})\D+(\d{1,2})\D+\d{2,4}/.exec(text);
    if (!match) continue;
    if (Number(match[1]) > 12) first++;
    if (Number(match[2]) > 12) second++;
  }
  return second > first ? 'month-first' : 'day-first';
}

/** The last nine digits: the number without the ways to dial it from elsewhere (`+381 64…`, `00381 64…`, `064…`). */
function phoneKey(text: string): string {
  const digits = text.replace(/\D/g, '').replace(/^00/, '').replace(/^(381|359|373)0?(?=\d{7})/, '').replace(/^0+/, '');
  return digits;
}
