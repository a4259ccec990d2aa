/** Between the fields of a picture's form and its shape; texts in other languages than the form's stay as they are. Pure. */
import { inLanguage, type Localised } from '#platform/words/localised.ts';
import { locales, type Locale } from '#platform/words/locales.ts';
import type { KeptPicture } from './queries.ts';

export const pictureFields = ['alternative', 'caption', 'credit', 'licence', 'peopleAgreed', 'consentNote'] as const;
export type PictureTexts = Record<(typeof pictureFields)[number], string>;

export const toTexts = (picture: KeptPicture, language: Locale): PictureTexts => ({
  alternative: picture.alternatives[language] ?? '', caption: picture.captions[language] ?? '', credit: picture.credit, licence: picture.licence, peopleAgreed: picture.peopleAgreed ? 'yes' : '', consentNote: picture.consentNote ?? '',
});

/** The languages in which a reader gets its caption or what one sees in another one. Serbian Latin is made from Cyrillic. */
export const missingIn = ({ captions, alternatives }: Pick<KeptPicture, 'captions' | 'alternatives'>): Locale[] => locales.filter((locale) => [captions, alternatives].some((texts) => inLanguage(texts, locale)?.lang !== locale));

function said(before: Localised | undefined, language: Locale, text: string): Localised {
  const { [language]: _, ...others } = before ?? {};
  return text.trim() ? { ...others, [language]: text.trim() } : others;
}

export const toInput = (texts: PictureTexts, language: Locale, before: KeptPicture | null) => ({
  alternatives: said(before?.alternatives, language, texts.alternative),
  captions: said(before?.captions, language, texts.caption),
  credit: texts.credit,
  licence: texts.licence,
  peopleAgreed: texts.peopleAgreed === 'yes',
  consentNote: texts.consentNote.trim() || null,
});
