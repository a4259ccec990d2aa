/** The towns that organisations' names mention, from the shipped gazetteer. */
import { levelOf, municipalityOf } from '#modules/places/gazetteer.ts';
import { spellings } from '#modules/places/spellings.ts';
import { NearNames } from '#modules/places/near-names.ts';
import type { Towns } from './name-town.ts';

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

let near: { keys: string[]; names: NearNames; units: Map<string, Set<string>> } | undefined;

/** The names that a mistyped town may be: the official ones of municipalities, in every language. */
function nearNames() {
  if (!near) {
    const units = new Map<string, Set<string>>();
    for (const { key, unit } of spellings().names) {
      if (levelOf(unit) !== 'municipality') continue;
      const known = units.get(key);
      if (known) known.add(unit.id);
      else units.set(key, new Set([unit.id]));
    }
    near = { keys: [...units.keys()], names: new NearNames([...units.keys()]), units };
  }
  return near;
}

/** Every municipality and part of a city that the words name; a city stands for the part of it that bears its name, as in Vranje. */
function bearing(words: readonly string[]): string[] {
  const found = new Set<string>();
  for (const { unit, kind } of spellings().byKey.get(words.join('')) ?? []) {
    if (kind !== 'rare' && (levelOf(unit) === 'municipality' || levelOf(unit) === 'city_municipality')) found.add(unit.id);
  }
  return [...found].filter((unit) => {
    const municipality = municipalityOf(unit)?.id ?? unit;
    return municipality === unit || !found.has(municipality);
  });
}

/** Municipalities and parts of cities by any spelling but the rare ones of world-wide gazetteers. A name that several bear names none. */
export const shippedTowns: Towns = {
  named(words) {
    const found = bearing(words);
    return found.length === 1 ? found[0]! : null;
  },
  bearing,
  near(words) {
    const key = words.join('');
    const near = nearNames();
    const alike = near.names.search(key, 1).filter(({ at }) => near.keys[at]![0] === key[0]);
    const found = new Set(alike.flatMap(({ at }) => [...near.units.get(near.keys[at]!)!]));
    return found.size === 1 ? [...found][0]! : null;
  },
  namesOf,
  municipalityOf: (unit) => municipalityOf(unit)?.id ?? unit,
  isNamed: (unit, words) => (spellings().byKey.get(words.join('')) ?? []).some((spelling) => spelling.unit.id === unit),
};

