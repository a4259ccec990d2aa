/** Between the fields of a picture's form and its shape; texts in other languages than the form's stay as they are. Pure. */
import type { Localised } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import type { KeptPicture } from './queries.ts';

export const pictureFields = ['alternative', 'caption', 'credit', 'licence', 'peopleAgreed', 'consentNote'] as const;
export type PictureTexts = Record<(typeof pictureFields)[number], string>;

export const toTexts = (picture: KeptPicture, language: Locale): PictureTexts => ({
  alternative: picture.alternatives[language] ?? '', caption: picture.captions[language] ?? '', credit: picture.credit, licence: picture.licence, peopleAgreed: picture.peopleAgreed ? 'yes' : '', consentNote: picture.consentNote ?? '',
});

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
