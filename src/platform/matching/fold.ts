/**
 * One search form for a name, however it was typed: Serbian in either script, Bulgarian, Romanian, Romanian in Moldovan Cyrillic, and the ways
 * people romanise them. Two spellings of one name get the same key; the key is for comparing only and is never shown.
 */
import { moldovanToLatin, looksMoldovan } from './moldovan-cyrillic.ts';
import { repairMixedScript } from './mixed-script.ts';

/** Letters that Unicode does not take apart into a base letter and a mark, and Cyrillic for every language at once. */
const letters: Record<string, string> = {
  đ: 'd', ð: 'd', ł: 'l', ø: 'o', ß: 's', æ: 'e', œ: 'e', ı: 'i', ħ: 'h', ŋ: 'n', þ: 't',
  а: 'a', б: 'b', в: 'v', г: 'g', ґ: 'g', ѓ: 'd', д: 'd', ђ: 'd', е: 'e', ё: 'jo', є: 'je', ж: 'z', ӂ: 'z', з: 'z', ѕ: 'dz', и: 'i', і: 'i', ї: 'ji', й: 'j',
  ј: 'j', к: 'k', ќ: 'c', л: 'l', љ: 'lj', м: 'm', н: 'n', њ: 'nj', о: 'o', п: 'p', р: 'r', с: 's', т: 't', ћ: 'c', у: 'u', ў: 'u', ф: 'f', х: 'h',
  ц: 'c', ч: 'c', џ: 'dz', ш: 's', щ: 'st', ъ: 'a', ы: 'i', ь: 'j', ѝ: 'i', э: 'a', ю: 'ju', я: 'ja', ѣ: 'e', ѫ: 'a',
};

/** What Latin spelling habits write with several letters for one Cyrillic letter, in the order they are tried. */
const habits: [RegExp, string][] = [
  // French and English hands write Bourgas and Rousse for Бургас and Русе.
  [/ou/g, 'u'],
  [/kh/g, 'h'], [/gh/g, 'g'], [/zh/g, 'z'], [/ch/g, 'c'], [/sh/g, 's'], [/ts/g, 'c'],
  [/w/g, 'v'], [/x/g, 'ks'], [/q/g, 'k'],
  // y is a consonant beside a vowel (Yambol, Andrey) and a vowel elsewhere (Tyrgovishte).
  [/y(?=[aeiou])|(?<=[aeiou])y/g, 'j'], [/y/g, 'i'],
  // Without đ on the keyboard people write dj or d: both end as d.
  [/dj/g, 'd'],
  // Sofia, Sofija and Sofiya; Ilija and Ilia.
  [/ij/g, 'i'],
  // Doubled letters; doubled digits are another number.
  [/([a-z])\1+/g, '$1'],
];

/** Most words have none of the above; one look saves a dozen. */
const anyHabit = /ou|[kgzcs]h|ts|[wxqy]|dj|ij|([a-z])\1/;

/**
 * The words of a text in plain letters a–z and digits, in their order, without joining what habits write in several letters: `ch` stays `ch`,
 * doubled letters stay. For looking closely at a word with a typing error in it; for everything else use `foldWords`.
 */
export function plainWords(text: string): string[] {
  let plain = text;
  if (/[^\x00-\x7f]/.test(text)) {
    plain = repairMixedScript(text.normalize('NFKC'));
    if (/[Ѐ-ӿ]/.test(plain) && looksMoldovan(plain)) plain = moldovanToLatin(plain);
    plain = plain.toLowerCase().replace(/[^\x00-\x7f]/g, (letter) => letters[letter] ?? letter);
    if (/[^\x00-\x7f]/.test(plain)) plain = plain.normalize('NFKD').replace(/\p{M}/gu, '');
  } else plain = text.toLowerCase();
  return plain.replace(/['’ʼ`´]/g, '').split(/[^a-z0-9]+/).filter((word) => word !== '');
}

/**
 * The words of a text, each folded, in their order: for names, where `Ana Marić` must not equal `Anam Arić`.
 * A hyphen separates words, an apostrophe does not. Empty for a text without Latin or Cyrillic letters and digits.
 */
export function foldWords(text: string): string[] {
  return plainWords(text).map((word) => (anyHabit.test(word) ? habits.reduce((folded, [habit, letter]) => folded.replace(habit, letter), word) : word));
}

/** The whole text as one key of a–z and 0–9: spaces and hyphens fall away, because `Sokobanja` is also `Soko Banja`. */
export const fold = (text: string): string => foldWords(text).join('');

/** Whether a text has all the words of `q`, each at the beginning of one of its own, in any script. Nothing asked for is in every text. */
export function allWordsOf(q: string): (text: string) => boolean {
  const wanted = foldWords(q);
  return (text) => {
    const words = wanted.length ? foldWords(text) : [];
    return wanted.every((beginning) => words.some((word) => word.startsWith(beginning)));
  };
}
