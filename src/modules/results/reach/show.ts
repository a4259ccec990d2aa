import type { Locale } from '#platform/words/locales.ts';
import { parentsOf, unitById } from '#modules/places/gazetteer.ts';
import { countriesOf, mapOf, onMap, type PlaceMap } from '#modules/places/map.ts';
import type { OnMap } from '#modules/places/map-symbols.ts';
import { nameOf } from '#modules/places/names.ts';
import type { Reached } from './queries.ts';
import type { Relation } from '../shape.ts';
import { countedPlaceName, municipalitiesCalled } from '../figure/names.ts';

/** One row of the table that stands beside the map; the same facts. */
export interface ReachedRow {
  placeId: string;
  name: string;
  /** The district around it, where the name alone does not say which one is meant. */
  within: string | null;
  mentions: number;
  relations: Relation[];
  isUnresolved: boolean;
}

export interface ReachShown {
  rows: ReachedRow[];
  /** One quiet map per country, the country with most places first. */
  maps: { map: PlaceMap; name: string; highlighted: ReadonlyMap<string, OnMap> }[];
}

/** The reach of a programme, ready for a page: names in the reader's script, and maps drawn on the server. */
export function showReach(reached: readonly Reached[], locale: Locale): ReachShown {
  const rows = reached.map(({ placeId, ...rest }) => {
    const name = countedPlaceName(placeId, locale, rest.spelling ? { [placeId]: rest.spelling } : {});
    // The nearest unit around it that is not called the same.
    const around = municipalitiesCalled(name, locale) > 1 ? parentsOf(placeId).map((unit) => nameOf(unit, locale)).find((other) => other !== name) : null;
    return { placeId, name, within: around ?? null, ...rest };
  });
  const maps = countriesOf(reached.map(({ placeId }) => placeId)).map((country) => {
    const map = mapOf(country);
    const highlighted = new Map<string, OnMap>();
    for (const row of rows) {
      const shown = onMap(map, row.placeId);
      if (!shown) continue;
      const before = highlighted.get(shown);
      highlighted.set(shown, { label: before ? `${before.label}; ${row.name}: ${row.mentions}` : `${row.name}: ${row.mentions}`, value: (before?.value ?? 0) + row.mentions });
    }
    return { map, name: nameOf(unitById(country)!, locale), highlighted };
  });
  return { rows, maps };
}
