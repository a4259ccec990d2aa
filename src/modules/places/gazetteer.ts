/** The administrative units of Serbia, Bulgaria and Moldova that Kolo ships, and how they lie in each other. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#platform/root.ts';
import type { Country, Level, UnitType } from './shape.ts';

export interface Unit {
  /** Stable id: `RS-L-71269`, `RS-G-70181`, `BG-M-TGV35`, `BG-25`, `MD-OR`. */
  id: string;
  country: Country;
  /** Depth in the state: 0 country, 1 statistical region, 2 district, oblast or raion, 3 municipality, 4 part of a city. */
  level: number;
  type: UnitType;
  parent: string | null;
  /** Language tag → name as written there (`sr-Latn`, `sr-Cyrl`, `bg`, `bg-Latn`, `ro`, `en`, minority languages). */
  names: Record<string, string>;
  /** Codes of the states and of others: `iso3166_2`, `nuts2021`, `rs_mb`, `bg_obshtina`, `md_cuatm`, `wikidata` and more. */
  codes: Record<string, string | number>;
  /** Degrees (WGS84) of the seat where there is one, else of the middle; null where unknown. */
  lat: number | null;
  lon: number | null;
}

/** A file of this module's data; found from the project's folder, because a bundle does not lie beside it. */
export const dataFile = (name: string): string => readFileSync(join(root, 'src', 'modules', 'places', 'data', name), 'utf8');

interface Gazetteer {
  units: readonly Unit[];
  byId: ReadonlyMap<string, Unit>;
  children: ReadonlyMap<string, readonly Unit[]>;
}

let loaded: Gazetteer | undefined;

/** Read once per process, on the first question, and kept (547 units, well below a megabyte). */
function gazetteer(): Gazetteer {
  if (loaded) return loaded;
  const units = (JSON.parse(dataFile('admin-units/units.json')) as Unit[]).map(({ id, country, level, type, parent, names, codes, lat, lon }) => ({
    id, country, level, type, parent, names, codes, lat: lat ?? null, lon: lon ?? null,
  }));
  const children = new Map<string, Unit[]>();
  for (const unit of units) {
    if (!unit.parent) continue;
    const siblings = children.get(unit.parent);
    if (siblings) siblings.push(unit);
    else children.set(unit.parent, [unit]);
  }
  loaded = { units, byId: new Map(units.map((unit) => [unit.id, unit])), children };
  return loaded;
}

/** All units, countries first, parents before children. */
export const allUnits = (): readonly Unit[] => gazetteer().units;

export const unitById = (id: string): Unit | undefined => gazetteer().byId.get(id);

/** The units directly inside this one. */
export const childrenOf = (id: string): readonly Unit[] => gazetteer().children.get(id) ?? [];

/** The units around this one, nearest first, the country last. */
export function parentsOf(id: string): Unit[] {
  const chain: Unit[] = [];
  for (let unit = unitById(unitById(id)?.parent ?? ''); unit; unit = unitById(unit.parent ?? '')) chain.push(unit);
  return chain;
}

/** Whether `id` is `outer` or lies in it. */
export const isWithin = (id: string, outer: string): boolean => id === outer || parentsOf(id).some((unit) => unit.id === outer);

const levels: Record<UnitType, Level> = {
  country: 'country', statistical_region: 'region', planning_region: 'region',
  district: 'district', city_district: 'district', oblast: 'district',
  municipality: 'municipality', city: 'municipality', obshtina: 'municipality',
  // Moldova is counted by raions: below them there are only communes, which sign-in sheets do not name.
  raion: 'municipality', autonomous_unit: 'municipality', territorial_unit: 'municipality',
  city_municipality: 'city_municipality',
};

/** What this unit is to somebody who counts: `RS-L-…`, `BG-M-…` and Moldovan raions are all municipalities. */
export const levelOf = (unit: Unit): Level => levels[unit.type];

/**
 * The unit that is counted when somebody comes from here: a part of a city counts as its city, Belgrade as a district is the city.
 * Null for anything larger than a municipality, because nobody knows which of its municipalities is meant.
 */
export function municipalityOf(id: string): Unit | null {
  const unit = unitById(id);
  if (!unit) return null;
  if (levelOf(unit) === 'municipality') return unit;
  if (unit.type === 'city_municipality') return unitById(unit.parent!)!;
  if (unit.type === 'city_district') return childrenOf(unit.id)[0] ?? null;
  return null;
}

/** Kilometres between two points on the globe (haversine, mean radius 6371 km); null when one of them is unknown. */
export function kilometres(a: { lat: number | null; lon: number | null }, b: { lat: number | null; lon: number | null }): number | null {
  if (a.lat === null || a.lon === null || b.lat === null || b.lon === null) return null;
  const rad = Math.PI / 180;
  const h = Math.sin(((b.lat - a.lat) * rad) / 2) ** 2 + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(((b.lon - a.lon) * rad) / 2) ** 2;
  return 2 * 6371 * Math.asin(Math.sqrt(h));
}
