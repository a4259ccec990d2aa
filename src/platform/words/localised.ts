import { z } from 'zod';
import { toLatin } from '../matching/transliterate.ts';
import { shownInCyrillic } from '../matching/serbian-cyrillic.ts';
import { locales, type Locale } from './locales.ts';

/** A text in the languages somebody has written it in: locale → text. */
export const localised = z.partialRecord(z.enum(locales), z.string().trim().min(1).max(20_000));
export type Localised = Partial<Record<Locale, string>>;

/** One text in the four languages that are written; Serbian Latin is derived. */
export const in4 = (sr: string, bg: string, ro: string, en: string): Localised => ({ 'sr-Cyrl': sr, bg, ro, en });

const order: Record<Locale, readonly Locale[]> = {
  'sr-Cyrl': ['sr-Cyrl', 'sr-Latn', 'en', 'bg', 'ro'],
  'sr-Latn': ['sr-Latn', 'sr-Cyrl', 'en', 'bg', 'ro'],
  bg: ['bg', 'en', 'sr-Cyrl', 'sr-Latn', 'ro'],
  ro: ['ro', 'en', 'sr-Latn', 'sr-Cyrl', 'bg'],
  en: ['en', 'sr-Latn', 'sr-Cyrl', 'ro', 'bg'],
};

/**
 * The text for a reader, in her language if somebody wrote it, else in the nearest one. Of Serbian the script nobody wrote is derived from the other: Latin from Cyrillic letter by
 * letter, Cyrillic from Latin as far as that is certain (docs/decisions/0018). What somebody wrote in a script goes first, and nothing derived is ever kept.
 * @returns the text and the language it really is in, for the `lang` attribute.
 */
export function inLanguage(texts: Localised, locale: Locale): { text: string; lang: Locale } | null {
  for (const candidate of order[locale]) {
    if (texts[candidate]) return { text: texts[candidate], lang: candidate };
    if (candidate === 'sr-Latn' && texts['sr-Cyrl']) return { text: toLatin(texts['sr-Cyrl'], 'sr'), lang: 'sr-Latn' };
    if (candidate === 'sr-Cyrl' && texts['sr-Latn']) return { text: shownInCyrillic(texts['sr-Latn']), lang: 'sr-Cyrl' };
  }
  return null;
}

/** The text alone; empty when there is none in any language. */
export const say = (texts: Localised | null | undefined, locale: Locale): string => (texts ? (inLanguage(texts, locale)?.text ?? '') : '');

/** The same text in the language it is there in, for whoever writes it in this one; null where this one's is all there is to see. */
export const inAnother = (texts: Localised | null | undefined, language: Locale): { text: string; lang: Locale } | null => (!texts || texts[language] ? null : inLanguage(texts, language));
