import { toLatin } from '#platform/matching/transliterate.ts';
import type { Locale } from '#platform/words/locales.ts';

const cyrillic = /\p{Script=Cyrillic}/u;

/**
 * The holder's name in the script of the certificate. A name written in Cyrillic becomes Latin on a certificate in Latin letters; the reverse is ambiguous
 * (Njegoš, Konjević), so a name somebody writes in Latin letters stays as she writes it.
 */
export function holderName({ given, surname }: { given: string | null; surname: string | null }, locale: Locale, country: 'RS' | 'BG' | 'MD' | null): string {
  return inScriptOf([given, surname].filter(Boolean).join(' '), locale, country);
}

/** A proper name in the script of a certificate, as the holder's is. */
export function inScriptOf(name: string, locale: Locale, country: 'RS' | 'BG' | 'MD' | null): string {
  const isCyrillic = locale === 'sr-Cyrl' || locale === 'bg';
  return isCyrillic || !cyrillic.test(name) ? name : toLatin(name, country === 'BG' ? 'bg' : 'sr');
}
