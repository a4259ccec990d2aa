import { inLanguage, type Localised } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';

/** Texts that are one field, and those that are a list of points. The names are those of the fields and of the shape. */
export const textFields = ['titles', 'subtitles', 'shortNames', 'summary'] as const;
export const listFields = ['targetGroups', 'objectives', 'expectedResults', 'activities'] as const;
/** Empty fields after the last point of a list. */
export const spare = 2;
export const newOrganisations = 3;

/** The same text in the language the fiche has it in, for whoever translates; null where the reader's own is all there is. */
export const inAnother = (texts: Localised | undefined, language: Locale): { text: string; lang: Locale } | null => {
  if (!texts || texts[language]) return null;
  return inLanguage(texts, language);
};
