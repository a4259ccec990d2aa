import { sql, type RawBuilder } from 'kysely';
import type { Measure, Query } from './shape.ts';

/** Which facts a question is asked of. */
export interface About {
  networkId: string;
  /** Null asks the whole network. */
  programmeId: string | null;
  /** The moment whose knowledge is asked for; null is now. */
  asKnownOn: Date | null;
}

export type Where = Query['where'];

/** What was known at that moment: facts that were there and not yet replaced. Now is the cheap case, with an index of its own. */
const known = (at: Date | null): RawBuilder<boolean> =>
  at ? sql`fact.known_from <= ${at}::timestamptz and (fact.known_until is null or fact.known_until > ${at}::timestamptz)` : sql`fact.known_until is null`;

/** The `where` of one query as SQL over the table `fact`. Values are parameters; only column names are text. */
export function factsWhere(about: About, measures: readonly Measure[], where: Where): RawBuilder<boolean> {
  const parts: RawBuilder<unknown>[] = [sql`fact.network_id = ${about.networkId}::uuid`];
  if (about.programmeId) parts.push(sql`fact.programme_id = ${about.programmeId}::uuid`);
  const oneOf = (column: string, values: readonly string[] | undefined, type = 'text') => {
    if (values?.length === 1) parts.push(sql`${sql.ref(`fact.${column}`)} = ${values[0]}::${sql.raw(type)}`);
    else if (values) parts.push(sql`${sql.ref(`fact.${column}`)} = any(${values}::${sql.raw(type)}[])`);
  };
  oneOf('measure', measures);
  parts.push(known(about.asKnownOn));
  oneOf('event_kind', where.eventKinds);
  oneOf('event_id', where.eventIds, 'uuid');
  oneOf('series_id', where.seriesIds, 'uuid');
  oneOf('organisation_type', where.organisationTypes);
  oneOf('relation', where.relations);
  oneOf('place_id', where.places);
  if (where.from) parts.push(sql`fact.happened_on >= ${where.from}::date`);
  if (where.until) parts.push(sql`fact.happened_on <= ${where.until}::date`);
  if (where.breakdown && Object.keys(where.breakdown).length) parts.push(sql`fact.breakdown @> ${JSON.stringify(where.breakdown)}::jsonb`);
  return sql<boolean>`${sql.join(parts, sql` and `)}`;
}

/** The part of a `where` that speaks of events, without what it says about people, organisations and places. */
export const eventsOnly = ({ eventKinds, eventIds, seriesIds, from, until }: Where): Where => ({
  ...(eventKinds && { eventKinds }),
  ...(eventIds && { eventIds }),
  ...(seriesIds && { seriesIds }),
  ...(from && { from }),
  ...(until && { until }),
});
