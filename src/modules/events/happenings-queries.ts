import { sql } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';
import { Problem } from '#platform/problem.ts';
import type { KindAbout } from '#modules/results/kind.ts';

/** What evidence needs to know about an event or a series to be counted. */
export interface Happening {
  kind: string;
  seriesId: string | null;
  /** The list that its mentions stand in: the series when it is a cycle, else the event itself; null for a series that is no cycle. */
  listId: string | null;
}

export interface Happenings {
  events: ReadonlyMap<string, Happening>;
  series: ReadonlyMap<string, Happening>;
  /** Type of each organisation named, as the directory has it today. */
  organisationTypes: ReadonlyMap<string, string>;
}

/** Ids a payload names; each must exist, events and series in the programme itself. */
export interface Named {
  eventIds?: Iterable<string>;
  seriesIds?: Iterable<string>;
  personIds?: Iterable<string>;
  organisationIds?: Iterable<string>;
}

/**
 * Fetches what the named events, series, people and organisations are, and holds events and series still until the transaction ends:
 * changing an event's kind waits for evidence being recorded, and then refreshes its facts too.
 * @throws Problem 422 with the first id that is not there.
 */
export async function happenings(tx: Tx, { networkId, programmeId, stored }: KindAbout, named: Named): Promise<Happenings> {
  const eventIds = unique(named.eventIds);
  const seriesIds = unique(named.seriesIds);
  const organisationIds = unique(named.organisationIds);
  const personIds = unique(named.personIds);

  const events = eventIds.length
    ? await sql<{ id: string; kind: string; series_id: string | null; is_cycle: boolean | null }>`
        select event_id as id, kind, series_id, (select is_cycle from series where series.network_id = event.network_id and series.series_id = event.series_id) as is_cycle
        from event where network_id = ${networkId} and programme_id = ${programmeId} and event_id = any(${eventIds}::uuid[]) for share`.execute(tx)
    : { rows: [] };
  const series = seriesIds.length
    ? await sql<{ id: string; kind: string; is_cycle: boolean }>`
        select series_id as id, kind, is_cycle from series where network_id = ${networkId} and programme_id = ${programmeId} and series_id = any(${seriesIds}::uuid[]) for share`.execute(tx)
    : { rows: [] };
  const organisations = organisationIds.length
    ? await sql<{ id: string; type: string }>`
        select organisation_id as id, type from organisation where network_id = ${networkId} and organisation_id = any(${organisationIds}::uuid[])`.execute(tx)
    : { rows: [] };
  const people = personIds.length && !stored
    ? await sql<{ id: string }>`select person_id as id from person where network_id = ${networkId} and person_id = any(${personIds}::uuid[])`.execute(tx)
    : { rows: [] };

  if (!stored) {
    refuseMissing('event', eventIds, events.rows);
    refuseMissing('series', seriesIds, series.rows);
    refuseMissing('organisation', organisationIds, organisations.rows);
    refuseMissing('person', personIds, people.rows);
  }
  return {
    events: new Map(events.rows.map((row) => [row.id, { kind: row.kind, seriesId: row.series_id, listId: row.is_cycle ? row.series_id : row.id }])),
    series: new Map(series.rows.map((row) => [row.id, { kind: row.kind, seriesId: row.id, listId: row.is_cycle ? row.id : null }])),
    organisationTypes: new Map(organisations.rows.map((row) => [row.id, row.type])),
  };
}

const unique = (ids: Iterable<string> = []): string[] => [...new Set(ids)];

function refuseMissing(what: 'event' | 'series' | 'organisation' | 'person', asked: string[], found: { id: string }[]) {
  if (asked.length === found.length) return;
  const there = new Set(found.map((row) => row.id));
  const missing = asked.find((id) => !there.has(id));
  if (missing) throw new Problem(422, `events.unknown_${what}`, { id: missing });
}
