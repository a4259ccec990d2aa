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
