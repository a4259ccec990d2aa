/** What a unit is called: officially where it lies, and in the words of a reader. */
import { toLatin } from '#platform/matching/transliterate.ts';
import type { Locale } from '#platform/words/locales.ts';
import type { Unit } from './gazetteer.ts';
import { bulgarianForSerbs, romanianInCyrillic, serbianForBulgarians } from './transcribe.ts';

/** The name the state itself uses: Serbian in Latin letters (`Šabac`; the Cyrillic is `names['sr-Cyrl']`), Bulgarian in Cyrillic, Romanian in Moldova. */
export function officialName(unit: Unit): string {
  return unit.names[{ RS: 'sr-Latn', BG: 'bg', MD: 'ro' }[unit.country]]!;
}

const said = new Map<string, string>();

/** The name for a reader: the one her language has, else the local name in letters she reads. Never empty. */
export function nameOf(unit: Unit, locale: Locale): string {
  const key = `${locale} ${unit.id}`;
  let name = said.get(key);
  if (name === undefined) said.set(key, (name = unit.names[locale] ?? derived(unit, locale)));
  return name;
}

function derived({ country, names }: Unit, locale: Locale): string {
  switch (locale) {
    case 'sr-Cyrl':
      return country === 'BG' ? bulgarianForSerbs(names.bg!) : romanianInCyrillic(names.ro!, 'sr');
    case 'sr-Latn':
      return toLatin(names['sr-Cyrl'] ?? derived({ country, names } as Unit, 'sr-Cyrl'), 'sr');
    case 'bg':
      return country === 'RS' ? serbianForBulgarians(names['sr-Cyrl']!) : romanianInCyrillic(names.ro!, 'bg');
    default:
      // Romanian and English readers read the local name in Latin letters.
      return names['sr-Latn'] ?? names['bg-Latn'] ?? names.ro ?? names.en!;
  }
}

/** The name in a language, or the official local one when no language is asked for. */
export const inLanguageOf = (unit: Unit, locale: Locale | undefined): string => (locale ? nameOf(unit, locale) : officialName(unit));
