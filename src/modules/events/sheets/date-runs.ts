/** Cuts a text into stretches that may be dates: numbers, months and the signs between them. What they mean, `dates.ts` says. */
import { monthOf, romanNumber, weekdayOf } from './calendar-words.ts';
import type { PlainDay } from './dates.ts';
import { plainWord, wordSet } from './plain-words.ts';

export type Part =
  | { is: 'number' | 'month' | 'year'; value: number; start: number; end: number; bare: boolean }
  | { is: 'date'; value: number; date: PlainDay; start: number; end: number; bare: boolean };
/** How a part is tied to the one before it, strongest first. */
export type Tie = '-' | '&' | ',' | '/' | '_' | '.' | '';
export interface Run {
  parts: Part[];
  ties: Tie[];
}

const token =
  /(?<iso>(?<!\d)(?:19|20)\d\d([-._/])(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12]\d|3[01])(?!\d))|(?<compact>(?<!\d)(?:(?:20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))|(?:(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])20\d\d))(?!\d))|(?<year>(?<!\d)(?:19|20)\d\d(?!\d))|(?<number>(?<!\d)\d{1,2}(?!\d))(?:-?(?:st|nd|rd|th|ви|ри|ти|ми|го|е)(?![\p{L}\d]))?|(?<long>\d+)|(?<word>[\p{L}\p{M}]+)|(?<sign>[-–—−‑/.,_&+;()]|\s+)|(?<other>.)/gsu;

const andWords = wordSet('i и and și e та те');
const toWords = wordSet('do до to until till la până');
const silentWords = wordSet('od од от from de din g г год god. godine godina годину година года dana dne on of the datum data датум дата date');
/** After these a number counts something else: `Modul 2 – 26. maj`, `бр. 3`. */
const owners = wordSet(
  'modul модул ciklus циклус cycle ciclu ciclul цикъл grupa група group grup фаза faza phase deo део part partea част krug round sala sală зала соба soba room br бр broj брой no nr № ' +
    'komponenta компонента component aneks annex lot tim team dan дан ден den day ziua день tura aktivnost активност дейност activity activitatea',
);
/** After these it may do so: `Trening 2 – 26. maj`, but also `Trening 26. maj`. */
const maybeOwners = wordSet(
  'trening тренинг training obuka обука обучение radionica радионица работилница workshop atelier atelierul seminar семинар sastanak састанак среща meeting ședință sesija сесия session sesiunea',
);

/** Cuts the text into stretches of numbers, months and the signs between them; anything else ends a stretch. */
export function runsOf(raw: string): Run[] {
  const text = withoutTimesAndCodes(raw);
  const runs: Run[] = [];
  let run: Run = { parts: [], ties: [] };
  let tie: Tie = '';
  let lastWord = '';
  let wordJustBefore = false;
  const close = () => {
    if (run.parts.length) runs.push(run);
    run = { parts: [], ties: [] };
    tie = '';
  };
  const add = (part: Part) => {
    if (part.is === 'number' && wordJustBefore && countsElse(lastWord, part, text, run.parts.length === 0)) {
      close();
      return;
    }
    run.parts.push(part);
    run.ties.push(run.parts.length === 1 ? '' : tie);
    tie = '';
  };
  for (const match of text.matchAll(token)) {
    const groups = match.groups!;
    const start = match.index;
    const end = start + match[0].length;
    const place = { start, end, bare: text[end] !== '.' };
    if (groups.sign !== undefined) {
      tie = stronger(tie, signTie(groups.sign));
      if (/;/.test(groups.sign)) close();
      if (!/^[\s.]+$/.test(groups.sign)) wordJustBefore = false;
      continue;
    }
    if (groups.iso || groups.compact) add({ is: 'date', value: 0, date: isoDay(groups.iso ?? groups.compact!), ...place });
    else if (groups.year) add({ is: 'year', value: Number(groups.year), ...place });
    else if (groups.number) add({ is: 'number', value: Number(groups.number), ...place });
    else if (groups.word !== undefined) {
      const roman = /^(I{1,3}|IV|VI{0,3}|IX|XI{0,2})$/.test(groups.word) && /\d\.\s?$/.test(text.slice(0, start)) && /^\.?\s?(19|20)\d\d/.test(text.slice(end));
      const folded = plainWord(groups.word);
      const month = roman ? romanNumber(groups.word) : monthOf(folded);
      if (month) add({ is: 'month', value: month, ...place });
      else if (andWords.has(folded)) tie = stronger(tie, '&');
      else if (toWords.has(folded)) tie = stronger(tie, '-');
      else if (!silentWords.has(folded) && weekdayOf(folded) === null) close();
      lastWord = folded;
      wordJustBefore = true;
      continue;
    } else close();
    wordJustBefore = false;
  }
  close();
  return runs;
}

/** Whether a number after a word is no day: it belongs to the word, or it is the number of a house. */
function countsElse(word: string, number: Part, text: string, first: boolean): boolean {
  if (owners.has(word)) return true;
  const after = text.slice(number.end);
  if (maybeOwners.has(word)) return number.value < 10 && /^\s*[-–—:]\s/.test(after);
  // `Kneza Miloša 24, 26.05.2022`
  return first && /^\s*,/.test(after);
}

const hour = String.raw`\d{1,2}(?:[:.]\d{2})?`;
const hourUnit = String.raw`\s*(?:h|ч|č|čas\p{L}*|час\p{L}*|sati|сати|ora|ore|hrs?)(?!\p{L})`;
const times = [
  /\d{1,2}:\d{2}(:\d{2})?/g,
  new RegExp(String.raw`(?<!\d)${hour}(?:${hourUnit})?\s*(?:-|–|—|do|до|to|la)\s*${hour}${hourUnit}`, 'giu'),
  new RegExp(String.raw`(?<![\d.])\d{1,2}(?:\.\d{2})?${hourUnit}`, 'giu'),
];

/** Times of day and long codes (`10:00–14:30 h`, `48-00-00123/2021-04`) become blanks of the same length. */
function withoutTimesAndCodes(text: string): string {
  const blank = (match: string) => '\u0001'.repeat(match.length);
  const timeless = times.reduce((rest, time) => rest.replace(time, blank), text);
  return timeless.replace(/\S+/g, (chunk) => (holdsCode(chunk) ? blank(chunk) : chunk));
}

/** A chunk with a run of digits that is neither a year nor a compact date, e.g. a contract number. */
const holdsCode = (chunk: string) =>
  (chunk.match(/\d{3,}/g) ?? []).some((digits) => !/^(19|20)\d\d$/.test(digits) && !/^(20\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])|([0-2]\d|3[01])(0[1-9]|1[0-2])20\d\d)$/.test(digits));

const strength: Tie[] = ['-', '&', ',', '/', '_', '.', ''];
export const stronger = (a: Tie, b: Tie): Tie => (strength.indexOf(a) <= strength.indexOf(b) ? a : b);
function signTie(sign: string): Tie {
  if (/[-–—−‑]/.test(sign)) return '-';
  if (sign === '&' || sign === '+') return '&';
  return sign === ',' || sign === '/' || sign === '_' || sign === '.' ? sign : '';
}

function isoDay(text: string): PlainDay {
  const digits = text.replace(/\D/g, '');
  const parts = text.split(/[-._/]/).map(Number);
  if (parts.length === 3) return { year: parts[0]!, month: parts[1]!, day: parts[2]! };
  if (/^(19|20)\d\d(0[1-9]|1[0-2])/.test(digits)) return { year: Number(digits.slice(0, 4)), month: Number(digits.slice(4, 6)), day: Number(digits.slice(6)) };
  return { day: Number(digits.slice(0, 2)), month: Number(digits.slice(2, 4)), year: Number(digits.slice(4)) };
}
