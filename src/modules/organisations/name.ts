/** Takes the name of an organisation apart: form, own name, town, department. Pure; towns are asked for through `Towns`. */
import { foldWords } from '#platform/matching/fold.ts';
import { editDistance } from '#platform/matching/similarity.ts';
import { repairMixedScript, toLatin } from '#platform/matching/transliterate.ts';
import { forms, type Form } from './forms.ts';

export interface OrganisationName {
  form: Form | null;
  /** Folded words of its own name, without form and town; empty for an office that has none. */
  own: string[];
  /** The own name joined, in several writings. */
  letters: Letters;
  /** Folded words that stand in brackets behind the own name: the same in English, an abbreviation. */
  aside: string[];
  /** Folded words of an office's name that are neither its form nor a town that is known: `Србије` in „Црвени крст Србије“. */
  beyond: string;
  /** Folded words outside the quotes that are neither a form nor a town: a mistyped abbreviation, a village. */
  unread: string;
  /** Where the town that it says is one of several of that name: all of them. */
  townsMeant: readonly string[];
  /** The municipality, or part of a city, that the name itself says; null where it says none. */
  town: string | null;
  /** The town stands there with a slip of the pen, so that it is a guess. */
  townGuessed: boolean;
}

/** Knows which town folded words name. */
export interface Towns {
  /** The municipality or part of a city that bears this very name; null where none or several do. */
  named(words: readonly string[]): string | null;
  /** Every municipality or part of a city that bears this very name. */
  bearing(words: readonly string[]): readonly string[];
  /** The only municipality that the words are within one slip of; null where none or several are. */
  near(words: readonly string[]): string | null;
  /** Whether the words are a spelling of this unit, cases of the name included. */
  isNamed(unit: string, words: readonly string[]): boolean;
  /** Folded names of a unit, in all languages. */
  namesOf(unit: string): readonly string[];
  /** The municipality that a part of a city belongs to; a municipality is its own. */
  municipalityOf(unit: string): string;
}

/** One text in three writings: a slip of the pen that is one in one of them may be two in the others. */
export interface Letters {
  folded: string;
  /** In Latin letters without marks, digraphs as they are: `udruzenje`. */
  plain: string;
  /** One sign for each letter, also for those that Latin writes with two: `udruzewe`. */
  signs: string;
}

type Word = Letters;

interface Phrase {
  form: Form;
  /** Without spaces. */
  text: Word;
  short: boolean;
}

/** The words of a text, folded and in plain letters side by side. */
function wordsOf(text: string): Word[] {
  return text.split(/[^\p{L}\p{M}\p{N}'’]+/u).flatMap((word) => {
    const folded = foldWords(word).join('');
    const plain = plainForm(word);
    return folded ? [{ folded, plain, signs: signsOf(plain) }] : [];
  });
}

const plainForm = (word: string): string =>
  toLatin(toLatin(word.toLowerCase(), 'sr'), 'bg').replaceAll('đ', 'dj').normalize('NFD').replace(/[^a-z0-9]/g, '');

const signsOf = (plain: string): string => plain.replaceAll('lj', 'q').replaceAll('nj', 'w').replaceAll('dj', 'd').replaceAll('dz', 'x').replaceAll('sht', 'y').replace(/[szkc]h|ts/g, (two) => (two === 'ts' ? 'c' : two[0]!));

const joined = (words: Word[]): Letters => ({
  folded: words.map((word) => word.folded).join(''),
  plain: words.map((word) => word.plain).join(''),
  signs: words.map((word) => word.signs).join(''),
});

/** Slips of the pen between two texts in the writing where they are fewest; beyond `bound` they are not counted. */
const slipsBetween = (a: Letters, b: Letters, bound: number): number => Math.min(...(['folded', 'plain', 'signs'] as const).map((writing) => editDistance(a[writing], b[writing], bound)));

/** Whether one text may be the other with at most so many slips of the pen. */
export const isWithin = (slips: number, a: Letters, b: Letters): boolean =>
  (['folded', 'plain', 'signs'] as const).some((writing) => editDistance(a[writing], b[writing], slips) <= slips);

const folded = (words: Word[]): string[] => words.map((word) => word.folded);

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

/** Words between a form and a town that belong to neither: `Центар за социјални рад ЗА ОПШТИНУ Брус`, `гр. Търговище`, `primăria MUN. Bălți`. */
const connectors = new Set(
  ['за', 'општину', 'општине', 'општина', 'град', 'града', 'граду', 'граду', 'у', 'из', 'na', 'гр', 'град', 'с', 'община', 'общината', 'в', 'от', 'or', 'orașul', 'orașului', 'mun', 'municipiul', 'municipiului', 'raionul', 'raionului', 'rn', 'din', 'in', 'of', 'the', 'for', 'municipality', 'city', 'town', 's', 'sat', 'satul', 'satului', 'comuna', 'com'].map((word) => foldWords(word).join('')),
);

/** The first quoted text, whatever marks it stands between. */
const quotes = /[„“”"«»‟❝❞]([^„“”"«»‟❝❞]{2,})[„“”"«»‟❝❞]/u;

/**
 * Reads a name. `expected` is the municipality of the row it stands in: its name at the end (or the beginning) is a town and not part of the
 * organisation's own name, even mistyped.
 */
export function readOrganisationName(text: string, towns: Towns, expected: string | null = null): OrganisationName {
  const { plain, aside } = withoutAside(tidied(text), towns, expected);
  const { form, own, town, meant, unread } = read(plain, towns, expected);
  const named = form?.office ? [] : own;
  const left = form?.office && !town ? withoutConnectors(own) : [];
  // What is left of an office's name, or stands outside the quotes, is mostly a town; mistyped, if none is called so.
  const strange = form?.office ? left : unread;
  const guess = strange.length > 0 && !expected && !town && meant.length === 0 ? towns.near(folded(strange)) : null;
  return {
    form,
    own: folded(named),
    letters: joined(named),
    aside: form?.office ? [] : aside,
    beyond: folded(left).join(''),
    unread: folded(unread).join(''),
    town: town ?? guess,
    townGuessed: guess !== null,
    townsMeant: town ? [] : meant,
  };
}

/** Takes brackets off the end that hold another writing of the name; a town or a form in brackets stays where it is. */
function withoutAside(text: string, towns: Towns, expected: string | null): { plain: string; aside: string[] } {
  const brackets = /\(([^()]+)\)/u.exec(text);
  const inside = wordsOf(brackets?.[1] ?? '');
  const outside = brackets ? text.slice(0, brackets.index) : '';
  if (inside.length === 0 || !/\p{L}{2}/u.test(outside) || namedBy(withoutConnectors(inside), towns, expected) || formAt(inside, false)) return { plain: text, aside: [] };
  // An office says its town in brackets, even mistyped.
  if (formOf(outside.replaceAll(quoteMarks, ' ')).form?.office) return { plain: text, aside: [] };
  return { plain: `${outside}${text.slice(brackets!.index + brackets![0].length)}`, aside: folded(inside) };
}

interface Parts {
  form: Form | null;
  own: Word[];
  town: string | null;
  meant: readonly string[];
  unread: Word[];
}

function read(text: string, towns: Towns, expected: string | null): Parts {
  // Where the row says the town, other towns inside a name are mostly no towns: „Васил Левски“ is no school of Levski.
  const trusted: Towns = expected ? { ...towns, named: () => null, bearing: () => [] } : towns;
  const quoted = quotes.exec(text);
  if (quoted) {
    const inside = wordsOf(quoted[1]!);
    const { form, rest } = formOf(around(text, quoted));
    if (form || !formOf(text.replaceAll(quoteMarks, ' ')).form) {
      const outer = townOf(rest, towns, expected);
      const inner = townOf([inside], trusted, expected);
      const meant = outer.town || inner.town ? [] : outer.meant.length > 0 ? outer.meant : inner.meant;
      if (form?.office) return { form, own: outer.town ? [] : outer.own.length > 0 ? outer.own : inner.own, town: outer.town ?? inner.town, meant, unread: [] };
      return { form, own: inside, town: outer.town ?? (inner.own.length > 0 ? inner.town : null), meant: outer.meant, unread: withoutConnectors(outer.own) };
    }
    // дирекция „Социално подпомагане“: the quotes are part of the form, or hold everything.
  }
  const { form, rest } = formOf(text.replaceAll(quoteMarks, ' '));
  // Institutions are called after people, and people after towns.
  const cautious = form?.type === 'public-institution' && !form.office && rest.length === 1;
  const { own, town, meant } = townOf(rest, cautious ? trusted : towns, expected);
  // The only words there are must be the name, even if a town is called so.
  return { form, own: own.length > 0 ? own : withoutConnectors(rest.flat()), town, meant, unread: [] };
}

/** The form that a name says, without looking for towns. */
export function formOfName(text: string): Form | null {
  const plain = tidied(text);
  const quoted = quotes.exec(plain);
  return (quoted && formOf(around(plain, quoted)).form) ?? formOf(plain.replaceAll(quoteMarks, ' ')).form;
}

const quoteMarks = /[„“”"«»‟❝❞]/gu;

/** What stands before and behind the quotes. */
const around = (text: string, quoted: RegExpExecArray): string => `${text.slice(0, quoted.index)} , ${text.slice(quoted.index + quoted[0].length)}`;

/** One script a word, A.O. and d.o.o. as abbreviations, doubled commas and apostrophes as the quotes they stand for. */
const tidied = (text: string): string =>
  repairMixedScript(text.normalize('NFKC'))
    .replace(/(?<!\p{L})(?:\p{L}\.\s?){2,}/gu, (dotted) => `${dotted.replace(/[.\s]/g, '')} `)
    .replace(/''|,,|``|´´/g, '"')
    // The abbreviation ОУ would fold to a single letter.
    .replace(/^\s*(?:ОУ|OU)(?![\p{L}])/u, 'основно училище')
    .trim();

/** Splits at commas, dashes and brackets; the form begins any of the pieces, mostly the first. */
function formOf(text: string): { form: Form | null; rest: Word[][] } {
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
function formAt(words: Word[], forgiving: boolean): { form: Form; rest: Word[] } | null {
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

interface Found {
  own: Word[];
  town: string | null;
  /** All towns of that name, where it is one that several bear. */
  meant: readonly string[];
}

/** Finds the town in what is left: a piece of its own, else the last words, else (only the town of the row) the first ones. */
function townOf(pieces: Word[][], towns: Towns, expected: string | null): Found {
  const found = (own: Word[], words: Word[]): Found | null => {
    const town = namedBy(words, towns, expected);
    const meant = town || joined(words).folded.length < 3 ? [] : towns.bearing(folded(words));
    return town || meant.length > 1 ? { own, town, meant } : null;
  };
  for (let i = pieces.length - 1; i >= 0; i--) {
    const alone = found(pieces.toSpliced(i, 1).flat(), withoutConnectors(pieces[i]!));
    if (alone) return alone;
  }
  const words = pieces.flat();
  for (const take of [3, 2, 1]) {
    const last = words.length > take && found(withoutTrailingConnectors(words.slice(0, -take)), words.slice(-take));
    if (last) return last;
  }
  for (const take of [2, 1]) {
    if (words.length <= take || !expected) continue;
    if (namedBy(words.slice(0, take), towns, expected) === expected) return { own: words.slice(take), town: expected, meant: [] };
  }
  return { own: words, town: null, meant: [] };
}

function namedBy(words: Word[], towns: Towns, expected: string | null): string | null {
  const name = joined(words);
  if (name.folded.length < 3) return null;
  if (expected) {
    const slips = name.plain.length >= 8 ? 2 : name.plain.length >= 5 ? 1 : 0;
    if (towns.isNamed(expected, folded(words))) return expected;
    const isMistyped = (town: string) => town[0] === name.folded[0] && (editDistance(town, name.folded, slips) <= slips || editDistance(town, name.plain, slips) <= slips);
    if (slips > 0 && towns.namesOf(expected).some(isMistyped)) return expected;
  }
  return towns.named(folded(words));
}

function withoutConnectors(words: Word[]): Word[] {
  const from = words.findIndex((word) => !connectors.has(word.folded));
  return from < 0 ? [] : words.slice(from);
}

function withoutTrailingConnectors(words: Word[]): Word[] {
  let end = words.length;
  while (end > 1 && connectors.has(words[end - 1]!.folded)) end--;
  return words.slice(0, end);
}
