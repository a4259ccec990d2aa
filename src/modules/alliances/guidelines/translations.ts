/** A document in other languages than its own, paragraph by paragraph. Pure. */
import { inLanguage } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import type { Paragraph } from './paragraphs.ts';

/** Languages one translates into. Serbian in Latin letters follows from Cyrillic by itself. */
export const translated = ['sr-Cyrl', 'bg', 'ro', 'en'] as const satisfies readonly Locale[];
export type Translated = (typeof translated)[number];

/** The same language in another script is no other language. */
export const isSameLanguage = (a: Locale, b: Locale): boolean => a.split('-')[0] === b.split('-')[0];

/** What a paragraph says in a language, and the text it was translated from. Where there are several, the later one holds. */
export interface Translation {
  paragraphId: string;
  language: Locale;
  source: string;
  /** Empty where the translation was taken back. */
  text: string;
}

export interface ReadParagraph extends Paragraph {
  /** The language it is shown in. */
  lang: Locale;
  /** False where it stands in the language of the document because it is not translated for this reader. */
  isHers: boolean;
}

/** The document for one reader: each paragraph in her language where somebody has translated just this text, else as it was written. @param translations in the order they were made */
export function readIn(paragraphs: readonly Paragraph[], language: Locale, translations: readonly Translation[], reader: Locale): ReadParagraph[] {
  return paragraphs.map(({ id, text }) => {
    if (isSameLanguage(language, reader)) {
      const own = inLanguage({ [language]: text }, reader)!;
      return { id, text: own.text, lang: own.lang, isHers: true };
    }
    const found = translationOf({ id, text }, translations, reader);
    return found ? { id, ...found, isHers: true } : { id, text, lang: language, isHers: false };
  });
}

function translationOf({ id, text }: Paragraph, translations: readonly Translation[], reader: Locale): { text: string; lang: Locale } | null {
  const found = translations.findLast((one) => one.paragraphId === id && one.source === text && isSameLanguage(one.language, reader));
  return found?.text ? { text: inLanguage({ [found.language]: found.text }, reader)!.text, lang: reader } : null;
}

export interface ToTranslate extends Paragraph {
  /** What it says in the other language; of an older text of the paragraph where that has changed since. Empty for none. */
  translation: string;
  /** The older text that the translation was made of; null where it is of this one, or where there is none. */
  madeOf: string | null;
}

/** The paragraphs of a version with what there is of them in a language: for whoever translates. */
export function forTranslator(paragraphs: readonly Paragraph[], translations: readonly Translation[], language: Locale): ToTranslate[] {
  return paragraphs.map(({ id, text }) => {
    const own = translations.filter((one) => one.paragraphId === id && one.language === language);
    const last = own.findLast((one) => one.source === text) ?? own.at(-1);
    return { id, text, translation: last?.text ?? '', madeOf: last?.text && last.source !== text ? last.source : null };
  });
}

export interface Progress {
  language: Translated;
  /** Paragraphs whose translation is of their text, and those whose text has changed since. */
  done: number;
  outdated: number;
  of: number;
}

/** How far a version is translated into each language but its own. */
export const progressOf = (paragraphs: readonly Paragraph[], language: Locale, translations: readonly Translation[]): Progress[] =>
  translated.filter((one) => !isSameLanguage(one, language)).map((one) => {
    const all = forTranslator(paragraphs, translations, one);
    return { language: one, done: all.filter(({ translation, madeOf }) => translation && madeOf === null).length, outdated: all.filter(({ madeOf }) => madeOf !== null).length, of: all.length };
  });
