/** Towns and villages, each with the municipality it belongs to. Read only when somebody names a place that is no unit. */
import { fold } from '#platform/matching/fold.ts';
import { rowsOf } from './csv.ts';
import { allUnits, dataFile, unitById, type Unit } from './gazetteer.ts';

export interface Settlement {
  /** `gn:…` (GeoNames), `wof:…` (Who's On First) or `ekatte:…`. */
  id: string;
  name: string;
  /** The municipality, in Moldova the raion. */
  unit: Unit;
  lat: number | null;
  lon: number | null;
  population: number | null;
}

/** 15,847 settlements in columns: objects would take three times the memory. */
interface Columns {
  ids: string[];
  names: string[];
  units: Uint16Array;
  lats: Float32Array;
  lons: Float32Array;
  populations: Uint32Array;
  byKey: Map<string, number | number[]>;
  /** All keys in order, for searching by beginning and by typing error. */
  keys: string[];
}

/** Which columns hold names that fold to different keys: the Russian names of Moldovan villages do; Serbian in both scripts and romanised Bulgarian do not. */
const files = [
  { file: 'settlements/rs.csv', names: [1] },
  { file: 'settlements/bg.csv', names: [1] },
  { file: 'settlements/md.csv', names: [1, 2] },
];

let loaded: Columns | undefined;

function columns(): Columns {
  if (loaded) return loaded;
  const position = new Map(allUnits().map((unit, i) => [unit.id, i]));
  const ids: string[] = [];
  const names: string[] = [];
  const units: number[] = [];
  const lats: number[] = [];
  const lons: number[] = [];
  const populations: number[] = [];
  const byKey = new Map<string, number | number[]>();
  for (const { file, names: nameColumns } of files) {
    for (const row of rowsOf(dataFile(file))) {
      const [id, name, , unit, lat, lon, population] = row;
      const at = ids.push(id!) - 1;
      names.push(name!);
      units.push(position.get(unit!)!);
      lats.push(lat ? Number(lat) : NaN);
      lons.push(lon ? Number(lon) : NaN);
      populations.push(Number(population) || 0);
      for (const key of new Set(nameColumns.filter((column) => row[column]).map((column) => fold(row[column]!)))) {
        const here = byKey.get(key);
        if (here === undefined) byKey.set(key, at);
        else if (typeof here === 'number') byKey.set(key, [here, at]);
        else here.push(at);
      }
    }
  }
  loaded = {
    ids, names, units: Uint16Array.from(units), lats: Float32Array.from(lats), lons: Float32Array.from(lons),
    populations: Uint32Array.from(populations), byKey, keys: [...byKey.keys()].sort(),
  };
  return loaded;
}

const degrees = (value: number) => (Number.isNaN(value) ? null : value);

function settlement(i: number): Settlement {
  const { ids, names, units, lats, lons, populations } = columns();
  return { id: ids[i]!, name: names[i]!, unit: allUnits()[units[i]!]!, lat: degrees(lats[i]!), lon: degrees(lons[i]!), population: populations[i]! || null };
}

/** Settlements whose folded name is this key, in any of the three countries. */
export function settlementsByKey(key: string): Settlement[] {
  const found = columns().byKey.get(key);
  if (found === undefined) return [];
  return (typeof found === 'number' ? [found] : found).map(settlement);
}

/** Folded names of all settlements, sorted. */
export const settlementKeys = (): readonly string[] => columns().keys;

/** The settlements of one municipality. */
export function settlementsIn(unitId: string): Settlement[] {
  const at = allUnits().indexOf(unitById(unitId)!);
  const { units } = columns();
  const found: Settlement[] = [];
  for (let i = 0; i < units.length; i++) if (units[i] === at) found.push(settlement(i));
  return found;
}
