/** A person's name made ready for comparing: folded words, initials known as such, and what the e-mail says besides. */
import { fold, foldWords } from '#platform/matching/fold.ts';
import { repairMixedScript } from '#platform/matching/mixed-script.ts';
import { toLatin } from '#platform/matching/transliterate.ts';
import { wordsOfEmail } from './contacts.ts';

export interface NameWord {
  folded: string;
  /** The letters as typed, in Latin without marks: folding drops letters, so that one slip in `Ljiljana` can look like two. */
  plain: string;
  /** `U.`, `Lj.`: stands for any name that begins so. */
  initial: boolean;
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
      const folded = foldWords(word).join('');
      if (!folded || /\d/.test(folded)) return [];
      const initial = [...folded].length === 1 || (word.endsWith('.') && folded.length <= 2);
      return [{ folded, plain: plainForm(word), initial, careful: carefulForm(word) }];
    });
  const named = words.filter(({ folded, initial }) => initial || !titles.has(folded));
  return named.length > 0 ? named : words;
}

const plainForm = (word: string): string =>
  toLatin(word, /[ђјљњћџЂЈЉЊЋЏ]/.test(word) ? 'sr' : /[щъьюяйЩЪЬЮЯЙ]/.test(word) ? 'bg' : 'sr').toLowerCase().replaceAll('đ', 'dj').normalize('NFD').replace(/[^a-z]/g, '');

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
  const words = wordsOfEmail(email).map(fold);
  const asWord = (folded: string): NameWord => ({ folded, plain: folded, initial: false, careful: null });
  for (const [first, last] of words.length === 2 ? [[words[0]!, words[1]!], [words[1]!, words[0]!]] : []) {
    if (!resembles(last!, surname.folded) && !resembles(last!, surname.plain)) continue;
    if (!(given.initial ? first!.startsWith(given.folded) : resembles(first!, given.folded) || resembles(first!, given.plain))) continue;
    if (first !== given.folded && first!.length > 2) name.given.push([asWord(first!)]);
    if (last !== surname.folded) name.surname.push([asWord(last!)]);
    return;
  }
}

/** Close enough to be a slip of the pen of the other: same first letter, mostly the same letters. */
function resembles(a: string, b: string): boolean {
  if (a === b) return true;
  if (a[0] !== b[0] || Math.abs(a.length - b.length) > 2) return false;
  const rest = [...b];
  let shared = 0;
  for (const letter of a) {
    const at = rest.indexOf(letter);
    if (at >= 0) {
      rest.splice(at, 1);
      shared++;
    }
  }
  return shared >= Math.max(a.length, b.length) - (b.length >= 8 ? 2 : 1);
}
