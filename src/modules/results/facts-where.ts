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

/** How each condition of a `where` reads in SQL, and the type its value has there. Column names are ours; values never become text of a statement. */
const conditions: Record<keyof Where, { type: string; test: (value: RawBuilder<unknown>) => RawBuilder<boolean> }> = {
  eventKinds: { type: 'text[]', test: (value) => sql`fact.event_kind = any(${value})` },
  eventIds: { type: 'uuid[]', test: (value) => sql`fact.event_id = any(${value})` },
  seriesIds: { type: 'uuid[]', test: (value) => sql`fact.series_id = any(${value})` },
  organisationTypes: { type: 'text[]', test: (value) => sql`fact.organisation_type = any(${value})` },
  relations: { type: 'text[]', test: (value) => sql`fact.relation = any(${value})` },
  places: { type: 'text[]', test: (value) => sql`fact.place_id = any(${value})` },
  from: { type: 'date', test: (value) => sql`fact.happened_on >= ${value}` },
  until: { type: 'date', test: (value) => sql`fact.happened_on <= ${value}` },
  breakdown: { type: 'jsonb', test: (value) => sql`fact.breakdown @> ${value}` },
};
const keys = Object.keys(conditions) as (keyof Where)[];

/**
 * Chooses facts of some measures by all conditions of a query; by all but the period (`anytime`); or by what it says about events alone (`of-events`), for a method that must look
 * at everything that was held and at everybody who came.
 */
export interface Facts {
  (measures: readonly Measure[], by?: 'anytime' | 'of-events'): RawBuilder<boolean>;
  networkId: RawBuilder<string>;
  /** What the query says about events, of rows `fact` that are events of the plan with the columns facts have. */
  events: RawBuilder<boolean>;
  /** Its period, of rows `fact` with a day `happened_on`; null where it asks for none. */
  period: RawBuilder<boolean> | null;
  /** The moment whose knowledge is asked for. */
  asOf: RawBuilder<Date>;
}

const ofEvents: readonly (keyof Where)[] = ['eventKinds', 'eventIds', 'seriesIds'];
const ofPeriod: readonly (keyof Where)[] = ['from', 'until'];

function choose(about: About, given: readonly (keyof Where)[], value: (key: keyof Where) => RawBuilder<unknown>): Facts {
  const within = [sql`fact.network_id = ${about.networkId}::uuid`, ...(about.programmeId ? [sql`fact.programme_id = ${about.programmeId}::uuid`] : [])];
  const all = (parts: readonly RawBuilder<unknown>[]) => sql<boolean>`${sql.join(parts, sql` and `)}`;
  const tests = (which: (key: keyof Where) => boolean) => given.filter(which).map((key) => conditions[key].test(value(key)));
  return Object.assign(
    (measures: readonly Measure[], by?: 'anytime' | 'of-events') =>
      all([
        ...within,
        measures.length === 1 ? sql`fact.measure = ${measures[0]}` : sql`fact.measure = any(${measures}::text[])`,
        known(about.asKnownOn),
        ...tests((key) => (by === 'of-events' ? ofEvents.includes(key) : by !== 'anytime' || !ofPeriod.includes(key))),
      ]),
    {
      networkId: sql<string>`${about.networkId}::uuid`,
      events: all([...within, ...tests((key) => ofEvents.includes(key))]),
      period: given.some((key) => ofPeriod.includes(key)) ? all(tests((key) => ofPeriod.includes(key))) : null,
      asOf: about.asKnownOn ? sql<Date>`${about.asKnownOn}::timestamptz` : sql<Date>`now()`,
    },
  );
}

/** The facts one query is about, its values as parameters. */
export const factsOfOne = (about: About, where: Where): Facts =>
  choose(about, keysIn(where), (key) => sql`${key === 'breakdown' ? JSON.stringify(where[key]) : where[key]}::${sql.raw(conditions[key].type)}`);

/** The same as one condition, for questions that are not a `Query`. */
export const factsWhere = (about: About, measures: readonly Measure[], where: Where = {}): RawBuilder<boolean> => factsOfOne(about, where)(measures);

/** Queries whose `where` has the same keys are one statement: each is a row of `asked`, and its values are columns there. */
export const shapeOf = (where: Where): string => keysIn(where).join(' ');

export function factsOfMany(about: About, where: Where): { facts: Facts; columns: RawBuilder<unknown> } {
  const given = keysIn(where);
  return {
    facts: choose(about, given, (key) => sql.ref(`asked.${key}`)),
    columns: sql.join(['position', ...given].map((name) => sql`${sql.ref(name)} ${sql.raw(name === 'position' ? 'int' : conditions[name as keyof Where].type)}`)),
  };
}

const keysIn = (where: Where): (keyof Where)[] => keys.filter((key) => where[key] !== undefined && !(key === 'breakdown' && Object.keys(where.breakdown!).length === 0));
