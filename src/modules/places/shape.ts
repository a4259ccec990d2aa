/** What goes in and out of places, for callers and for the public API. */
import { z } from 'zod';

export const countries = ['RS', 'BG', 'MD'] as const;
export type Country = (typeof countries)[number];

/** What a unit is called by its own law. */
export const unitTypes = [
  'country', 'statistical_region', 'planning_region', 'district', 'city_district', 'oblast', 'municipality', 'city', 'obshtina', 'raion',
  'autonomous_unit', 'territorial_unit', 'city_municipality',
] as const;
export type UnitType = (typeof unitTypes)[number];

/** What a place is to somebody who counts, the same in three countries. */
export const levels = ['country', 'region', 'district', 'municipality', 'city_municipality', 'settlement'] as const;
export type Level = (typeof levels)[number];

/** How a text led to a place, best first. */
export const outcomes = [
  /** The name exactly as the state, or another language, writes it. */
  'exact',
  /** The same name without its diacritics, in other capitals, in the other script or romanised. */
  'folded',
  /** A word of it mixed two scripts and was set right. */
  'mixed_script_repaired',
  /** A case of the name, or an adjective made from it. */
  'inflected',
  /** Another name the place has or had. */
  'alias',
  /** Words of the name were shortened: `St. Pazova`. */
  'abbreviated',
  /** The name stands inside a longer text. */
  'inside',
  /** A town or village of this municipality has the name. */
  'settlement',
  /** Some letters differ. */
  'typo',
  /** The name begins like this; only in search-as-you-type. */
  'prefix',
] as const;
export type Outcome = (typeof outcomes)[number];

/** One reason for a guess; its sentence is `places.reason_<code>` with the parameters in it. */
export type Reason =
  | { code: 'exact' | 'script' | 'diacritics' | 'case' | 'look_alike' }
  | { code: 'inflected' | 'alias' | 'abbreviated' | 'inside' | 'adjective' | 'prefix'; typed: string; name: string }
  | { code: 'letters'; count: number; typed: string; name: string }
  | { code: 'settlement_of'; settlement: string; municipality: string }
  | { code: 'settlements'; settlement: string; count: number }
  | { code: 'wrong_level'; name: string; level: Level; wanted: Level }
  | { code: 'level_word'; level: Level }
  | { code: 'part_of'; name: string; city: string }
  | { code: 'within'; name: string }
  | { code: 'several'; count: number }
  | { code: 'homonym'; name: string; count: number }
  | { code: 'distance'; km: number; venue: string }
  | { code: 'other_country'; country: string };

/** One answer to "which place did they mean?". */
export interface PlaceGuess {
  /** The unit's id; for a settlement the municipality it belongs to. */
  unit: string;
  /** The unit's name in the asker's language, official and local when no language was given. */
  name: string;
  /** What the text itself names: `settlement` when the unit is only the municipality around it. */
  level: Level;
  /** The municipality to count (`municipalityOf`); null above municipalities. */
  municipality: string | null;
  /** 0 to 1. From 0.85 on, and alone, `decide` calls it sure. */
  confidence: number;
  outcome: Outcome;
  /** The spelling that was found, as it stands in the gazetteer. */
  via: string;
  settlement: { id: string; name: string; lat: number | null; lon: number | null } | null;
  /** Kilometres to the venue, when one was given and both lie somewhere known. */
  km: number | null;
  reasons: Reason[];
}

export const placeItem = z.object({
  id: z.string().describe('Unit id, e.g. RS-L-71269; for a settlement the municipality it belongs to'),
  name: z.string().describe('Official local name of the unit: Serbian in Latin letters, Bulgarian, Romanian'),
  label: z.string().describe('Name in the language of the request'),
  level: z.enum(levels),
  type: z.enum(unitTypes).describe('What the unit is called by its own law'),
  country: z.enum(countries),
  parent: z.string().nullable(),
  within: z.string().nullable().describe('Name of the unit around it, in the language of the request'),
  municipality: z.string().nullable().describe('The municipality that is counted'),
  names: z.record(z.string(), z.string()).describe('Names by language tag'),
  settlement: z.string().nullable().describe('The town or village that has the name asked for'),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  confidence: z.number().min(0).max(1),
  reason: z.enum(outcomes).describe('How the text led here'),
  reasons: z.array(z.record(z.string(), z.union([z.string(), z.number()]))).describe('Codes with their parameters'),
});
export type PlaceItem = z.infer<typeof placeItem>;

export const placeList = z.object({ data: z.array(placeItem), next: z.string().nullable().describe('Cursor of the next page') });
export type PlaceList = z.infer<typeof placeList>;

/** The query of `GET /api/v1/places`. */
export const placeQuery = z.object({
  q: z.string().trim().min(1).max(200),
  country: z.enum(countries).optional(),
  near: z.string().max(40).optional().describe('Unit id of the place the text belongs to, e.g. of the venue'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(100).optional(),
});
export type PlaceQuery = z.infer<typeof placeQuery>;
