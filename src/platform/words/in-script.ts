import { toLatin } from '../matching/transliterate.ts';
import type { Locale } from './locales.ts';

const cyrillic = /\p{Script=Cyrillic}/u;

/** A proper name in the script of a page or paper: one written in Cyrillic becomes Latin where that is in Latin letters; the reverse is ambiguous (Njegoš, Konjević), so a name in Latin letters stays as it is written. */
export function inScriptOf(name: string, locale: Locale, country: string | null): string {
  const isCyrillic = locale === 'sr-Cyrl' || locale === 'bg';
  return isCyrillic || !cyrillic.test(name) ? name : toLatin(name, country === 'BG' ? 'bg' : 'sr');
}
