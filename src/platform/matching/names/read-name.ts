/** Takes a full name apart: its words in plain letters, the legal form, titles. */
import { abbreviations, legalForms, numberWords, smallWords, titles, type LegalForm } from './name-words.ts';
import { toPlainLatin } from './to-latin.ts';
import { slipsBetween, sounded } from './word-likeness.ts';

export type NameKind = 'person' | 'organisation';

export interface NameWord {
  /** Lower-case letters and digits, Latin where the script has a table. */
  text: string;
  /** The text with the spellings of one sound made one. */
  sound: string;
  /** As it stands in the name, where that is Cyrillic or Latin: for comparing by sound. */
  original: string;
  /** A single letter that stands for a name. */
  initial: boolean;
  number: boolean;
  /** May be left out. */
  small: boolean;
}

export interface FullName {
  words: NameWord[];
  /** Kind of its legal form; null where it says none or is a person's name. */
  form: string | null;
  titled: boolean;
}

const roman = /^(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})$/;

export function readName(text: string, kind: NameKind): FullName {
  const tidy = text
    .normalize('NFKC')
    .replace(/['’ʼ`´‘]s(?![\p{L}])/gu, '')
    .replace(/['’ʼ`´‘]/g, '')
    // A.B.C., o.O.O., S.A. lose their points; J.-C. stays two letters, each of them an initial.
    .replace(kind === 'organisation' ? /(?<![\p{L}\p{N}])(?:\p{L}\.\s?){2,}(?:\p{L}(?![\p{L}]))?/gu : /(?!)/u, (dotted) => `${dotted.replace(/[.\s]/g, '')} `)
    .replace(/&/g, ' and ')
    .replace(/(?<=\p{N})%/gu, ' per cent ');
  const originals = tidy.split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean);
  let words = originals.map((original): NameWord => wordOf(original, kind));
  words = numbers(words);
  let form: string | null = null;
  if (kind === 'organisation') ({ words, form } = withoutForms(words));
  else ({ words } = withoutForms(words, 'end'));
  const untitled = kind === 'person' || titles.has(words[0]?.text ?? '') ? withoutTitles(words) : words;
  return { words: untitled, form, titled: untitled.length < words.length };
}

function wordOf(original: string, kind: NameKind): NameWord {
  const plain = toPlainLatin(original).replace(/^(\d+)(?:st|nd|rd|th)$/, '$1');
  const text = numberWords.get(plain) ?? (kind === 'organisation' ? (abbreviations.get(plain)?.replace(' ', '') ?? plain) : plain);
  return { text, sound: sounded(text), original, initial: kind === 'person' && text.length === 1, number: /^\d/.test(text) || (kind === 'organisation' && roman.test(text)), small: smallWords.has(text) };
}

const alike = (text: string) => ({ text, sound: text });

/** Forty-Four is 44. */
function numbers(words: NameWord[]): NameWord[] {
  return words.reduce<NameWord[]>((read, word) => {
    const before = read.at(-1);
    if (before && /^[2-9]0$/.test(before.text) && /^[1-9]$/.test(word.text)) read[read.length - 1] = { ...before, ...alike(String(Number(before.text) + Number(word.text))) };
    else read.push(word);
    return read;
  }, []);
}

/** Forms that stray behind a person's name on lists; others may be parts of names. */
const formsBehindPeople = new Set(['llc', 'ltd', 'sa', 'inc', 'gmbh']);

/** Takes the legal forms off the end and the beginning, as long as a word of its own is left. */
function withoutForms(words: NameWord[], where: 'end' | 'both' = 'both'): { words: NameWord[]; form: string | null } {
  let rest = words;
  let form: string | null = null;
  for (let found = true; found; ) {
    found = false;
    for (const legal of legalForms) {
      const length = legal.words.length;
      if (rest.length <= length || (where === 'end' && !(length === 1 && formsBehindPeople.has(legal.words[0]!)))) continue;
      const atEnd = isForm(rest, rest.length - length, legal);
      if (!atEnd && (where === 'end' || !isForm(rest, 0, legal))) continue;
      rest = atEnd ? rest.slice(0, -length) : rest.slice(length);
      // Company and Corporation say least: beside a real form they are mere words.
      if (!form || form === 'incorporated') form = legal.kind;
      found = true;
      break;
    }
  }
  return { words: rest, form };
}

const isForm = (words: NameWord[], from: number, { words: form, forgiving }: LegalForm): boolean =>
  form.every((word, i) => words[from + i]!.text === word || (forgiving && word.length >= 6 && Math.abs(words[from + i]!.text.length - word.length) <= 1 && slipsBetween(words[from + i]!.text, word) <= 1));

function withoutTitles(words: NameWord[]): NameWord[] {
  const own = words.filter((word) => !titles.has(word.text));
  return own.length > 0 ? own : words;
}
