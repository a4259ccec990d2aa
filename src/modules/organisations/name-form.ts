/** The form that an organisation's name says: association, school, municipality, firm. Pure. */
import { editDistance } from '#platform/matching/similarity.ts';
import { repairMixedScript } from '#platform/matching/transliterate.ts';
import { forms, type Form } from './forms.ts';
import { isWithin, joined, slipsBetween, wordsOf, type Word } from './name-words.ts';

interface Phrase {
  form: Form;
  /** Without spaces. */
  text: Word;
  short: boolean;
}

const phrases: Phrase[] = forms
  .flatMap((form) => [
    ...form.phrases.map((phrase) => ({ form, text: joined(wordsOf(phrase)), short: false })),
    ...form.short.map((short) => ({ form, text: joined(wordsOf(short)), short: true })),
  ])
  .filter((phrase, i, all) => all.findIndex((other) => other.text.folded === phrase.text.folded && other.form === phrase.form) === i)
  .sort((a, b) => b.text.folded.length - a.text.folded.length);

/** Phrases by their first letter, longest first: no slip is forgiven there, so the others need not be tried. */
const phrasesFrom = Map.groupBy(phrases, (phrase) => phrase.text.folded[0]!);

const longestPhrase = Math.max(...forms.flatMap((form) => form.phrases.map((phrase) => wordsOf(phrase).length)));

export const quoteMarks = /[„“”"«»‟❝❞]/gu;

/** The first quoted text, whatever marks it stands between. */
export const quotes = /[„“”"«»‟❝❞]([^„“”"«»‟❝❞]{2,})[„“”"«»‟❝❞]/u;

/** What stands before and behind the quotes. */
export const around = (text: string, quoted: RegExpExecArray): string => `${text.slice(0, quoted.index)} , ${text.slice(quoted.index + quoted[0].length)}`;

/** One script a word, A.O. and d.o.o. as abbreviations, doubled commas and apostrophes as the quotes they stand for. */
export const tidied = (text: string): string =>
  repairMixedScript(text.normalize('NFKC'))
    .replace(/(?<!\p{L})(?:\p{L}\.\s?){2,}/gu, (dotted) => `${dotted.replace(/[.\s]/g, '')} `)
    .replace(/''|,,|``|´´/g, '"')
    // The abbreviation ОУ would fold to a single letter.
    .replace(/^\s*(?:ОУ|OU)(?![\p{L}])/u, 'основно училище')
    .trim();

/** The form that a name says, without looking for towns. */
export function formOfName(text: string): Form | null {
  const plain = tidied(text);
  const quoted = quotes.exec(plain);
  return (quoted && formOf(around(plain, quoted)).form) ?? formOf(plain.replaceAll(quoteMarks, ' ')).form;
}

/** Splits at commas, dashes and brackets; the form begins any of the pieces, mostly the first. */
export function formOf(text: string): { form: Form | null; rest: Word[][] } {
  const pieces = text
    .split(/\s[-–—]\s|[,;:()/|]|(?<=\p{L}{3})\.\s/u)
    .map(wordsOf)
    .filter((words) => words.length > 0);
  for (const [i, words] of pieces.entries()) {
    // Later pieces are mostly towns, and Бойница is no mistyped болница.
    const found = formAt(words, i === 0);
    if (found) return { form: found.form, rest: pieces.with(i, found.rest).filter((piece) => piece.length > 0) };
  }
  return { form: null, rest: pieces };
}

/** The longest form that the words begin with; firms may write theirs at the end: Sunce d.o.o. */
export function formAt(words: Word[], forgiving: boolean): { form: Form; rest: Word[] } | null {
  // One more word than a phrase has, for a space that a slip put into it.
  const beginnings = words.slice(0, longestPhrase + 1).map((_, i) => joined(words.slice(0, i + 1)));
  for (const phrase of phrasesFrom.get(words[0]!.folded[0]!) ?? []) {
    const used = phrase.short ? Number(isShort(words[0]!, phrase.text, forgiving)) : wordsTaken(beginnings, phrase.text, forgiving);
    if (used > 0) return { form: phrase.form, rest: words.slice(used) };
  }
  if (words.length < 2) return null;
  const last = phrases.find((phrase) => phrase.short && phrase.form.kind === 'company' && words.at(-1)!.folded === phrase.text.folded);
  return last ? { form: last.form, rest: words.slice(0, -1) } : null;
}

/** Short abbreviations must be exact, ЦРС may be another organisation than ЦСР; from five letters on a slip is a slip. */
const isShort = (word: Word, short: Word, forgiving: boolean): boolean =>
  word.folded === short.folded || (forgiving && short.plain.length >= 5 && word.plain[0] === short.plain[0] && isWithin(1, word, short));

/** Kinds of offices whose abbreviation or one-word form a short word may be, mistyped: `Грда` град, `ЦРС` and `ЦР` ЦСР. */
export function officesLike(word: string): string[] {
  if (word.length < 2 || word.length > 5) return [];
  const alike = ({ form, text }: Phrase) => form.office && text.plain.length >= 3 && text.plain.length <= 5 && text.plain[0] === word[0] && editDistance(text.plain, word, 1) <= 1;
  return [...new Set(phrases.filter(alike).map((phrase) => phrase.form.kind))];
}

/** How many words the phrase takes from the beginning, one slip for every six letters forgiven and spaces not counted; 0: it is not there. */
function wordsTaken(beginnings: Word[], phrase: Word, forgiving: boolean): number {
  const slips = forgiving ? Math.floor(phrase.plain.length / 6) : 0;
  let [taken, least] = [0, slips + 1];
  for (const [i, words] of beginnings.entries()) {
    if (words.folded === phrase.folded) return i + 1;
    // The letter that is missing or doubled may be one that Latin writes with three: Обина for Община.
    if (words.plain.length < phrase.plain.length - 3 * slips) continue;
    if (words.plain.length > phrase.plain.length + 3 * slips) break;
    // A short last word may be within the slips: the beginning that comes nearest is meant.
    const distance = slips > 0 ? slipsBetween(words, phrase, slips) : slips + 1;
    if (distance < least) [taken, least] = [i + 1, distance];
  }
  return taken;
}
