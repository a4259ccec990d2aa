import type { Locale } from '#platform/words/locales.ts';
import { allUnits, levelOf, unitById } from '#modules/places/gazetteer.ts';
import { nameOf } from '#modules/places/names.ts';

/** Id → name in the reader's language. A plain record, because a page hands it on to its components. */
export type Names = Record<string, string>;

const quotes: Record<Locale, [string, string]> = { 'sr-Cyrl': ['„', '“'], 'sr-Latn': ['„', '“'], bg: ['„', '“'], ro: ['„', '”'], en: ['“', '”'] };

/** A municipality by its id; a name nobody has resolved yet (`?rakovac`) in quotation marks, as the source spells it. */
export const placeName = (id: string, locale: Locale, spellings: Names = {}): string => {
  const unit = unitById(id);
  return unit ? nameOf(unit, locale) : quotes[locale].join(spellings[id] ?? id.replace(/^\?/, ''));
};

const namesakes = new Map<Locale, Map<string, number>>();

/** Whether more than one municipality of the three countries is called so in this language: then a name alone does not say which. */
export function isAmbiguous(name: string, locale: Locale): boolean {
  let counts = namesakes.get(locale);
  if (!counts) {
    namesakes.set(locale, (counts = new Map()));
    for (const unit of allUnits()) if (levelOf(unit) === 'municipality') counts.set(nameOf(unit, locale), (counts.get(nameOf(unit, locale)) ?? 0) + 1);
  }
  return (counts.get(name) ?? 0) > 1;
}
