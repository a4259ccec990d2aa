/** Takes the name of an organisation apart: form, own name, town, department. Pure; towns are asked for through `Towns`. */
import { foldWords } from '#platform/matching/fold.ts';
import { editDistance } from '#platform/matching/similarity.ts';
import { repairMixedScript } from '#platform/matching/mixed-script.ts';
import { forms, type Form } from './forms.ts';

export interface OrganisationName {
  form: Form | null;
  /** Folded words of its own name, without form and town; empty for an office that has none. */
  own: string[];
  /** The municipality, or part of a city, that the name itself says; null where it says none. */
  town: string | null;
}

/** Knows which town folded words name. */
export interface Towns {
  /** The municipality or part of a city that bears this very name; null where none or several do. */
  named(words: readonly string[]): string | null;
  /** Whether the words are a spelling of this unit, cases of the name included. */
  isNamed(unit: string, words: readonly string[]): boolean;
  /** Folded names of a unit, in all languages. */
  namesOf(unit: string): readonly string[];
  /** The municipality that a part of a city belongs to; a municipality is its own. */
  municipalityOf(unit: string): string;
}

interface Phrase {
  form: Form;
  /** Folded, without spaces. */
  text: string;
  short: boolean;
}

const phrases: Phrase[] = forms
  .flatMap((form) => [
    ...form.phrases.map((phrase) => ({ form, text: foldWords(phrase).join(''), short: false })),
    ...form.short.map((short) => ({ form, text: foldWords(short).join(''), short: true })),
  ])
  .filter((phrase, i, all) => all.findIndex((other) => other.text === phrase.text && other.form === phrase.form) === i)
  .sort((a, b) => b.text.length - a.text.length);

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
  const plain = tidied(text);
  const quoted = quotes.exec(plain);
  if (quoted) {
    const inside = quoted[1]!;
    const { form, rest } = formOf(`${plain.slice(0, quoted.index)} , ${plain.slice(quoted.index + quoted[0].length)}`);
    if (form || !formOf(plain.replaceAll(quoteMarks, ' ')).form) {
      const around = townOf(rest, towns, expected);
      // A town inside the quotes is the organisation's only if the row agrees: „Васил Левски“ is no school of Levski.
      const within = townOf([foldWords(inside)], expected ? { ...towns, named: () => null } : towns, expected);
      if (form?.office) return { form, own: [], town: around.town ?? within.town };
      return { form, own: foldWords(inside), town: around.town ?? (within.own.length > 0 ? within.town : null) };
    }
    // дирекция „Социално подпомагане“: the quotes are part of the form, or hold everything.
  }
  const { form, rest } = formOf(plain.replaceAll(quoteMarks, ' '));
  // Institutions are called after people, and people after towns.
  const cautious = expected !== null && form?.type === 'public-institution' && !form.office && rest.length === 1;
  const { own, town } = townOf(rest, cautious ? { ...towns, named: () => null } : towns, expected);
  if (form?.office) return { form, own: [], town };
  // The only words there are must be the name, even if a town is called so.
  return { form, own: own.length > 0 ? own : rest.flat(), town };
}

/** The form that a name says, without looking for towns. */
export function formOfName(text: string): Form | null {
  const plain = tidied(text);
  const quoted = quotes.exec(plain);
  const outside = quoted ? formOf(`${plain.slice(0, quoted.index)} , ${plain.slice(quoted.index + quoted[0].length)}`).form : null;
  return outside ?? formOf(plain.replaceAll(quoteMarks, ' ')).form;
}

const quoteMarks = /[„“”"«»‟❝❞]/gu;

/** One script a word, A.O. and d.o.o. as abbreviations, doubled commas and apostrophes as the quotes they stand for. */
const tidied = (text: string): string =>
  repairMixedScript(text.normalize('NFKC'))
    .replace(/(?<!\p{L})(?:\p{L}\.\s?){2,}/gu, (dotted) => `${dotted.replace(/[.\s]/g, '')} `)
    .replace(/''|,,|``|´´/g, '"')
    // The abbreviation ОУ would fold to a single letter.
    .replace(/^\s*(?:ОУ|OU)(?![\p{L}])/u, 'основно училище')
    .trim();

/** Splits at commas, dashes and brackets; the form begins any of the pieces, mostly the first. */
function formOf(text: string): { form: Form | null; rest: string[][] } {
  const pieces = text
    .split(/\s[-–—]\s|[,;:()/|]|(?<=\p{L}{3})\.\s/u)
    .map(foldWords)
    .filter((words) => words.length > 0);
  for (const [i, words] of pieces.entries()) {
    // Later pieces are mostly towns, and Бойница is no mistyped болница.
    const found = formAt(words, i === 0);
    if (found) return { form: found.form, rest: pieces.with(i, found.rest).filter((piece) => piece.length > 0) };
  }
  return { form: null, rest: pieces };
}

/** The longest form that the words begin with; firms may write theirs at the end: Sunce d.o.o. */
function formAt(words: string[], forgiving: boolean): { form: Form; rest: string[] } | null {
  for (const phrase of phrases) {
    const used = phrase.short ? Number(isShort(words[0], phrase.text, forgiving)) : wordsTaken(words, phrase.text, forgiving);
    if (used > 0) return { form: phrase.form, rest: words.slice(used) };
  }
  const last = phrases.find((phrase) => phrase.short && phrase.form.kind === 'company' && words.length > 1 && words.at(-1) === phrase.text);
  return last ? { form: last.form, rest: words.slice(0, -1) } : null;
}

/** Short abbreviations must be exact, ЦРС may be another organisation than ЦСР; from five letters on a slip is a slip. */
const isShort = (word: string | undefined, short: string, forgiving: boolean): boolean =>
  word === short || (forgiving && short.length >= 5 && word !== undefined && word[0] === short[0] && editDistance(word, short, 1) === 1);

/** How many words the phrase takes from the beginning, one slip for every six letters forgiven and spaces not counted; 0: it is not there. */
function wordsTaken(words: string[], phrase: string, forgiving: boolean): number {
  const slips = forgiving ? Math.floor(phrase.length / 6) : 0;
  let joined = '';
  for (const [i, word] of words.entries()) {
    joined += word;
    if (joined.length < phrase.length - slips) continue;
    if (joined === phrase || (slips > 0 && joined[0] === phrase[0] && editDistance(joined, phrase, slips) <= slips)) return i + 1;
    if (joined.length > phrase.length + slips) return 0;
  }
  return 0;
}

/** Finds the town in what is left: a piece of its own, else the last words, else (only the town of the row) the first ones. */
function townOf(pieces: string[][], towns: Towns, expected: string | null): { own: string[]; town: string | null } {
  for (let i = pieces.length - 1; i >= 0; i--) {
    const town = namedBy(withoutConnectors(pieces[i]!), towns, expected);
    if (town) return { own: pieces.toSpliced(i, 1).flat(), town };
  }
  const words = pieces.flat();
  for (const take of [3, 2, 1]) {
    if (words.length <= take) continue;
    const town = namedBy(words.slice(-take), towns, expected);
    if (town) return { own: withoutTrailingConnectors(words.slice(0, -take)), town };
  }
  for (const take of [2, 1]) {
    if (words.length <= take || !expected) continue;
    if (namedBy(words.slice(0, take), towns, expected) === expected) return { own: words.slice(take), town: expected };
  }
  return { own: words, town: null };
}

function namedBy(words: string[], towns: Towns, expected: string | null): string | null {
  const joined = words.join('');
  if (joined.length < 3) return null;
  if (expected) {
    const slips = joined.length >= 8 ? 2 : joined.length >= 5 ? 1 : 0;
    if (towns.isNamed(expected, words)) return expected;
    if (towns.namesOf(expected).some((name) => name === joined || (slips > 0 && name[0] === joined[0] && editDistance(name, joined, slips) <= slips))) return expected;
  }
  return towns.named(words);
}

function withoutConnectors(words: string[]): string[] {
  const from = words.findIndex((word) => !connectors.has(word));
  return from < 0 ? [] : words.slice(from);
}

function withoutTrailingConnectors(words: string[]): string[] {
  let end = words.length;
  while (end > 1 && connectors.has(words[end - 1]!)) end--;
  return words.slice(0, end);
}
