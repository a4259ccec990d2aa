/**
 * From one script to the other, letter by letter as the states' own rules say. Pure, and the same in a browser.
 * Rules: Serbian, Pravopis srpskoga jezika (Matica srpska 2010); Bulgarian, Transliteration Act (State Gazette 19/2009);
 * Romanian in Cyrillic letters as written in Soviet Moldova (alphabet of 1967) into today's orthography of the Romanian Academy (1993).
 */
import { moldovanToLatin } from './moldovan-cyrillic.ts';

export { repairMixedScript } from './mixed-script.ts';

const serbianLetters: Record<string, string> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', ђ: 'đ', е: 'e', ж: 'ž', з: 'z', и: 'i', ј: 'j', к: 'k', л: 'l', љ: 'lj', м: 'm', н: 'n', њ: 'nj',
  о: 'o', п: 'p', р: 'r', с: 's', т: 't', ћ: 'ć', у: 'u', ф: 'f', х: 'h', ц: 'c', ч: 'č', џ: 'dž', ш: 'š',
};

const bulgarianLetters: Record<string, string> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's',
  т: 't', у: 'u', ф: 'f', х: 'h', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'sht', ъ: 'a', ь: 'y', ю: 'yu', я: 'ya',
};

/**
 * Cyrillic text in Latin letters; whatever is not a Cyrillic letter of that language stays.
 * `sr`: Serbian Latin with its diacritics. `bg`: the official romanisation. `mo`: Romanian, from Moldovan Cyrillic.
 */
export function toLatin(text: string, language: 'sr' | 'bg' | 'mo'): string {
  if (!/[Ѐ-ӿ]/.test(text)) return text;
  if (language === 'mo') return moldovanToLatin(text);
  if (language === 'sr') return text.replace(/[Ѐ-ӿ]/g, (letter, at: number) => cased(serbianLetters, letter, text, at));
  // The Act writes -ия at the end of a word as -ia, and leaves България the name the country signs with.
  const words = text.replace(/(?<!\p{L})(б)(ългария)(?!\p{L})/giu, (_, first: string, rest: string) => (first === 'б' ? 'bulgaria' : rest === 'ългария' ? 'Bulgaria' : 'BULGARIA'));
  return words.replace(/[Ѐ-ӿ]/g, (letter, at: number) => {
    const endsIa = /^я$/i.test(letter) && /и/i.test(words[at - 1] ?? '') && !/\p{L}/u.test(words[at + 1] ?? '');
    return endsIa ? (letter === 'я' ? 'a' : 'A') : cased(bulgarianLetters, letter, words, at);
  });
}

/** One capital may become two letters: `Љубав` → `Ljubav`, `ЉУБАВ` → `LJUBAV`; a capital alone stays a title (`Љ.` → `Lj.`). */
function cased(letters: Record<string, string>, letter: string, text: string, at: number): string {
  const small = letter.toLowerCase();
  const latin = letters[small];
  if (latin === undefined) return letter;
  if (letter === small) return latin;
  if (latin.length === 1) return latin.toUpperCase();
  const next = text[at + 1] ?? '';
  const shout = isCapital(next) || (!/\p{L}/u.test(next) && isCapital(text[at - 1] ?? ''));
  return shout ? latin.toUpperCase() : latin[0]!.toUpperCase() + latin.slice(1);
}

const isCapital = (letter: string) => letter !== letter.toLowerCase();

/**
 * Where n+j or d+ž are two sounds on the seam of two parts of a word, so that the pair is not one Cyrillic letter:
 * the letters before the seam, then how the stem behind it may begin. Not every such word of the language, but those that texts of this field use.
 */
const seams = new RegExp(
  [
    ['in', 'je[ck]|junk|jur'], ['(?<!\\p{L})in', 'jic'], ['(?<!\\p{L})ben', 'jami'], ['kon', 'jug|junk|jekt'], ['(?<!\\p{L})tan', 'jug'], ['van', 'jezi[čk]'], ['(?<!\\p{L})an', 'jon'],
    ['nad', 'živ|žnj|žanj|žet'], ['(?<!\\p{L})(?:ne)?od', 'živ|žal|žvak|žmir|žnj'], ['(?<!\\p{L})pod', 'žup|žar|žeg|žeć|žig|žanr'], ['(?<!\\p{L})pred', 'živ|žet'],
  ]
    .map(([before, after]) => `(?<=${before})(?=${after})`)
    .join('|'),
  'giu',
);

const serbianDigraphs: [RegExp, string][] = [
  [/[ǆ]|dž/g, 'џ'], [/[ǅǄ]|D[žŽ]/g, 'Џ'], [/dŽ/g, 'џ'],
  [/[ǉ]|lj/g, 'љ'], [/[ǈǇ]|L[jJ]/g, 'Љ'], [/lJ/g, 'љ'],
  [/[ǌ]|nj/g, 'њ'], [/[ǋǊ]|N[jJ]/g, 'Њ'], [/nJ/g, 'њ'],
];

const serbianBack = new Map(Object.entries(serbianLetters).filter(([, latin]) => latin.length === 1).map(([cyrillic, latin]) => [latin, cyrillic]));

/**
 * Serbian Latin text in Cyrillic. Only a guess for text that somebody typed: the seams of `seams` are known words, not all there are,
 * so nothing is ever stored from it. Letters that Serbian does not have (q, w, x, y) stay.
 */
export function toCyrillic(text: string, _language: 'sr'): string {
  let seamed = text.normalize('NFC').replaceAll('Ð', 'Đ').replaceAll('ð', 'đ').replace(seams, '\u200c');
  for (const [digraph, letter] of serbianDigraphs) seamed = seamed.replace(digraph, letter);
  return seamed.replaceAll('\u200c', '').replace(/\p{L}/gu, (letter) => {
    const cyrillic = serbianBack.get(letter.toLowerCase());
    if (!cyrillic) return letter;
    return isCapital(letter) ? cyrillic.toUpperCase() : cyrillic;
  });
}

/** Romanian with the comma below that the Academy asks for, instead of the cedilla that old keyboards gave: `Chişinău` → `Chișinău`. */
export function normaliseRomanian(text: string): string {
  return text.normalize('NFC').replace(/[şŞţŢ]/g, (letter) => ({ ş: 'ș', Ş: 'Ș', ţ: 'ț', Ţ: 'Ț' })[letter]!);
}
