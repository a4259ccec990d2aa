import type { Locale } from '#platform/words/locales.ts';
import type { Translate, WordKey } from '#platform/words/translate.ts';
import { allUnits, levelOf, unitById } from '#modules/places/gazetteer.ts';
import { nameOf } from '#modules/places/names.ts';
import { placeName } from '#modules/places/say.ts';
import { isUnresolved } from '../places-counted.ts';

/** Id → name in the reader's language. A plain record, because a page hands it on to its components. */
export type Names = Record<string, string>;

const quotes: Record<Locale, [string, string]> = { 'sr-Cyrl': ['„', '“'], 'sr-Latn': ['„', '“'], bg: ['„', '“'], ro: ['„', '”'], en: ['“', '”'] };

/** A municipality by its id; a name nobody has resolved yet (`?rakovac`) in quotation marks, as the source spells it. */
export const countedPlaceName = (id: string, locale: Locale, spellings: Names = {}): string =>
  isUnresolved(id) ? (spellings[id] || !unitById(id.slice(1)) ? quotes[locale].join(spellings[id] ?? id.slice(1)) : placeName(id.slice(1), { locale })) : placeName(id, { locale });

const namesakes = new Map<Locale, Map<string, number>>();

/** How many municipalities of the three countries are called so in this language: with more than one, a name alone does not say which. */
export function municipalitiesCalled(name: string, locale: Locale): number {
  let counts = namesakes.get(locale);
  if (!counts) {
    namesakes.set(locale, (counts = new Map()));
    for (const unit of allUnits()) if (levelOf(unit) === 'municipality') counts.set(nameOf(unit, locale), (counts.get(nameOf(unit, locale)) ?? 0) + 1);
  }
  return counts.get(name) ?? 0;
}

/** A place on a fiche: an oblast that is called like its town says that it is the oblast. */
export function placeTitle(id: string, t: Translate): string {
  const unit = unitById(id);
  const name = placeName(id, t);
  if (!unit || levelOf(unit) === 'municipality' || !municipalitiesCalled(name, t.locale)) return name;
  return `${name} (${t(`places.type_${unit.type}` as WordKey)})`;
}
