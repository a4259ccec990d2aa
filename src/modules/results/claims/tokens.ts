import { toLatin } from '#platform/matching/transliterate.ts';
import type { Locale } from '#platform/words/locales.ts';

/** One word of a text: where it stands and the plain form that the lexicons are written in. */
export interface Token {
  start: number;
  end: number;
  plain: string;
}

/** OSC-urilor, but also OSC–urilor: word processors turn the hyphen of a Romanian acronym into a dash. */
const word = /[\p{L}\p{M}]+(?:(?:[-‑'’]|(?<=\p{Lu}{2})–(?=u[lr]))[\p{L}\p{M}]+)*/gu;

/** Lower case without diacritics; đ becomes dj, as people type it. й becomes и, and so it does in the lexicons, which go through here too. */
export const plain = (text: string): string =>
  text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'dj').replace(/[‑–]/g, '-').replaceAll('’', "'");

/** Serbian in Latin letters whatever script it was typed in: `Општина` and `opština` are both `opstina`. */
const plainIn = (language: Locale, text: string): string => plain(language === 'sr-Cyrl' ? toLatin(text, 'sr') : text);

/** The words of a stretch of text, in order. Offsets count from the start of the whole text. */
export function tokensOf(text: string, language: Locale, offset = 0): Token[] {
  return [...text.matchAll(word)].map((match) => ({
    start: offset + match.index,
    end: offset + match.index + match[0].length,
    plain: plainIn(language, match[0]),
  }));
}
