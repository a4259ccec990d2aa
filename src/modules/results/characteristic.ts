import { sql, type RawBuilder } from 'kysely';
import type { Query } from './shape.ts';

/** What a figure about persons can be split by. `breakdown:sex` is the key `sex` of what a list states about a person. */
export type Characteristic = 'organisation-type' | 'municipality' | `breakdown:${string}`;

/** The column, or part of it, that holds a characteristic; '' where nothing is stated. */
export function characteristicSql(characteristic: Characteristic): RawBuilder<string> {
  if (characteristic === 'organisation-type') return sql`coalesce(fact.organisation_type, '')`;
  if (characteristic === 'municipality') return sql`coalesce(fact.place_id, '')`;
  return sql`coalesce(fact.breakdown ->> ${sql.lit(characteristic.slice('breakdown:'.length))}, '')`;
}

/** The characteristics of persons a query selects by, with the values it selects. */
export function characteristicsIn({ where }: Query): { characteristic: Characteristic; values: readonly string[] }[] {
  return [
    ...(where.organisationTypes ? [{ characteristic: 'organisation-type' as const, values: where.organisationTypes }] : []),
    ...(where.places ? [{ characteristic: 'municipality' as const, values: where.places }] : []),
    ...Object.entries(where.breakdown ?? {}).map(([key, value]) => ({ characteristic: `breakdown:${key}` as const, values: [value] })),
  ];
}

/** The same question about everybody, whatever their characteristics. */
export function aboutEverybody({ where: { organisationTypes: _, places: __, breakdown: ___, ...where }, ...query }: Query): Query {
  return { ...query, where };
}
