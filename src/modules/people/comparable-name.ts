/** A person's name made ready for comparing: folded words, initials known as such, and what the e-mail says besides. */
import { fold, foldWords } from '#platform/matching/fold.ts';
import { repairMixedScript } from '#platform/matching/mixed-script.ts';
import { editDistance } from '#platform/matching/similarity.ts';
import { toLatin } from '#platform/matching/transliterate.ts';
import { wordsOfEmail } from './contacts.ts';

export interface NameWord {
  folded: string;
  /** The letters as typed, one sign for each letter (lj, nj, dž and đ are single letters): a slip touches letters, and folding would make one slip two. */
  plain: string;
  /** The same with lj, nj, dž and dj as two: `Djan` is Dejan with a letter left out, not Đan. */
  typed: string;
  /** Without what differs between Iordan and Jordan, Mihajlo and Mihailo, Iulia and Julija. */
  sounded: string;
  /** `U.`, `Lj.`: stands for any name that begins so. */
  initial: boolean;
  /** Letters the word may begin with in one romanisation or another: `Цветелина` with c and with t. */
  beginnings: string;
  /** The word in Latin letters with its diacritics, where the writer plainly used proper letters; else null. `Nađa` is not `Nada`. */
  careful: string | null;
}

/** One way of reading a name's part: its words in order. */
export type Reading = NameWord[];

export interface ComparableName {
  /** As written first; a second reading where the e-mail spells the name out (`u.mirkovic@` does not, `uros.mirkovic@` does). */
  given: Reading[];
  surname: Reading[];
  middle: Reading;
}

/** Never part of a name, wherever they stand: titles and forms of address of the five locales. */
const titles = new Set(
  ['др', 'мр', 'проф', 'доц', 'инж', 'дипл', 'мсц', 'маст', 'мас', 'спец', 'псих', 'пед', 'соц', 'рад', 'сци', 'прим', 'адв', 'гдин', 'гђа', 'гђица', 'госпођа', 'господин', 'академик', 'доктор', 'магистар',
    'дипл. инж', 'msc', 'phd', 'bsc', 'ma', 'ba', 'mba', 'mr', 'mrs', 'ms', 'dr', 'prof', 'д-р', 'г-н', 'г-жа', 'г-ца', 'арх', 'dna', 'dl', 'd-na', 'd-l', 'domnul', 'doamna', 'conf', 'lect', 'ing', 'asist'].map(fold),
);

/** Words of a name's part. Titles fall away unless nothing else is there. */
export function wordsOfName(text: string | null | undefined): Reading {
  if (!text) return [];
  const words = repairMixedScript(text.normalize('NFC'))
    // A point ends a word even without a space: `prof.dr Vesna`, `M.Kovačević`.
    .split(/(?<=\.)|[\s,;/()–—-]+/u)
    .map((word) => word.trim())
    .filter(Boolean)
    .flatMap((word) => {
      if (wordsRead.size >= wordsKept) wordsRead.clear();
      if (!wordsRead.has(word)) wordsRead.set(word, readWord(word));
      return wordsRead.get(word) ?? [];
    });
  const named = words.filter(({ folded, initial }) => initial || !titles.has(folded));
  return named.length > 0 ? named : words;
}

/** Names repeat: in a list of 50,000 people each word is read once. */
const wordsRead = new Map<string, NameWord | null>();
const wordsKept = 20_000;

function readWord(word: string): NameWord | null {
  const folded = foldWords(word).join('');
  if (!folded || /\d/.test(folded)) return null;
  const initial = folded.length === 1 || (word.endsWith('.') && folded.length === 2 && !titles.has(folded));
  const typed = typedForm(word);
  return { folded, plain: singleLetters(typed), typed, sounded: sounded(folded), initial, beginnings: beginningsOf(word), careful: carefulForm(word) };
}

const sounded = (folded: string): string => folded.replaceAll('j', 'i').replace(/i+/g, 'i').replace(/(?<=i)a$|h/g, '');

const typedForm = (word: string): string =>
  toLatin(word, /[щъьюяйЩЪЬЮЯЙ]/.test(word) ? 'bg' : 'sr').toLowerCase().replaceAll('đ', 'dj').normalize('NFD').replace(/[^a-z]/g, '');

/** Signs that no name has stand for the letters that Latin writes with several. */
const signs: [letters: string, sign: string][] = [['lj', 'q'], ['nj', 'w'], ['dj', 'd'], ['dz', 'x'], ['sht', '1'], ['sh', '2'], ['zh', '3'], ['ch', '4'], ['ts', '5'], ['ya', '6'], ['yu', '7']];
const singleLetters = (latin: string): string => signs.reduce((text, [letters, sign]) => text.replaceAll(letters, sign), latin);

/** First letters by the habits of both romanisations; y, i and j stand for one sound before a vowel. */
function beginningsOf(word: string): string {
  const romanised = [toLatin(word, 'sr'), toLatin(word, 'bg')].map((text) => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, ''));
  const letters = romanised.flatMap((text) => {
    const sound = /^ts/.test(text) ? 'c' : /^kh/.test(text) ? 'h' : /^(?:y|i[aeou]|i$|j)/.test(text) ? 'j' : '';
    return [text[0] ?? '', sound];
  });
  return [...new Set(letters)].join('');
}

/** Cyrillic is always written with its own letters; Latin is trusted where at least one letter carries its mark. */
function carefulForm(word: string): string | null {
  const latin = toLatin(word, 'sr').toLowerCase().replace(/[^\p{L}]/gu, '');
  const proper = /[Ѐ-ӿ]/.test(word) || /[^\x00-\x7f]/.test(latin);
  // Letters beyond Serbian stay Cyrillic here; Bulgarian romanisations differ too much to be held against anybody.
  return proper && /^[a-zčćđšž]+$/.test(latin) ? latin : null;
}

/** Makes a name comparable; `emails` may spell out what the name abbreviates or mistypes. */
export function comparableName(name: { given: string | null; middle?: string | null; surname: string | null }, emails: readonly string[] = []): ComparableName {
  const given = wordsOfName(name.given);
  const surname = wordsOfName(name.surname);
  const readings: ComparableName = { given: given.length ? [given] : [], surname: surname.length ? [surname] : [], middle: wordsOfName(name.middle) };
  for (const email of emails) addReadingsOf(email, readings);
  return readings;
}

/** An address is believed where it holds the person's own surname and a word that could be the given name, in either order. */
function addReadingsOf(email: string, name: ComparableName): void {
  const [given, surname] = [name.given[0]?.[0], name.surname[0]?.at(-1)];
  if (!given || !surname || surname.initial) return;
  const words = wordsOfEmail(email).map((word): NameWord => ({ folded: fold(word), plain: singleLetters(word), typed: word, sounded: sounded(fold(word)), initial: false, beginnings: word[0]!, careful: null }));
  for (const [first, last] of words.length === 2 ? [[words[0]!, words[1]!], [words[1]!, words[0]!]] : []) {
    if (!resemble(last!, surname)) continue;
    if (!(given.initial ? first!.folded.startsWith(given.folded) : resemble(first!, given))) continue;
    // An initial stands for what the address spells out, a mistyped name may stand for either.
    if (first!.folded !== given.folded && first!.folded.length > 2) name.given.splice(given.initial ? 0 : 1, given.initial ? 1 : 0, [first!]);
    if (last!.folded !== surname.folded) name.surname.push([last!]);
    return;
  }
}

/** Close enough to be a slip of the pen of the other. */
const resemble = (a: NameWord, b: NameWord): boolean =>
  a.folded === b.folded || [[a.folded, b.folded], [a.plain, b.plain]].some(([x, y]) => x![0] === y![0] && Math.min(x!.length, y!.length) >= 4 && editDistance(x!, y!, 2) <= (y!.length >= 8 ? 2 : 1));
