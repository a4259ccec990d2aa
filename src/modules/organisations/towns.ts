/** The towns that organisations' names mention, from the shipped gazetteer. */
import { levelOf, municipalityOf } from '#modules/places/gazetteer.ts';
import { spellings } from '#modules/places/spellings.ts';
import type { Towns } from './name.ts';

let namesByUnit: Map<string, string[]> | undefined;

/** Folded names of a unit and, since many a sheet names the town only, of the seat that gives it its name. */
function namesOf(unit: string): readonly string[] {
  if (!namesByUnit) {
    namesByUnit = new Map();
    for (const { key, unit } of spellings().names) {
      const names = namesByUnit.get(unit.id);
      if (names) names.push(key);
      else namesByUnit.set(unit.id, [key]);
    }
  }
  return namesByUnit.get(unit) ?? [];
}

/** Municipalities and parts of cities by any spelling but the rare ones of world-wide gazetteers. A name that several bear names none. */
export const shippedTowns: Towns = {
  named(words) {
    const found = new Set<string>();
    for (const { unit, kind } of spellings().byKey.get(words.join('')) ?? []) {
      if (kind !== 'rare' && (levelOf(unit) === 'municipality' || levelOf(unit) === 'city_municipality')) found.add(unit.id);
    }
    return found.size === 1 ? [...found][0]! : null;
  },
  namesOf,
  municipalityOf: (unit) => municipalityOf(unit)?.id ?? unit,
  isNamed: (unit, words) => (spellings().byKey.get(words.join('')) ?? []).some((spelling) => spelling.unit.id === unit),
};

