import { sql } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Localised } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import { mayCorrect } from '../access.ts';
import { factsOfOne, type About } from '../facts-where.ts';
import { spellingsOf } from '../figure/queries.ts';
import { storedKind } from '../kind.ts';
import { measuresOf } from '../methods.ts';
import { isWithheld, unresolvedPlace } from '../places-counted.ts';
import { readerOf } from '../queries.ts';
import type { Query, Relation, Result } from '../shape.ts';
import { proposalsFor, type Proposal } from './proposals.ts';

/** A place name on one list that nobody has settled yet: counted as a name of its own, with what it may mean. */
export interface Unsettled {
  /** The key it counts under: `?` and the folded name. */
  key: string;
  /** As the list spells it; a mark (`places-counted.ts`) where only members may read it. */
  text: string;
  /** The list it stands on; the same name on another list may mean another place. */
  listId: string;
  eventId: string | null;
  seriesId: string | null;
  relation: Relation | null;
  /** Titles of the event or series. */
  titles: Localised | null;
  /** Likeliest first; empty when nothing comes near. */
  proposals: Proposal[];
}

interface Asked {
  locale: Locale;
  asKnownOn?: Date | null;
}

/** All names of a programme that are not settled, by list. @throws Problem 404 when the scope may not read this programme's results. */
export async function unsettledOf(tx: Tx, scope: Scope, programmeId: string, { locale, asKnownOn = null }: Asked): Promise<Unsettled[]> {
  const reader = await readerOf(tx, scope, programmeId);
  return namesOf(tx, reader, { networkId: reader.networkId, programmeId, asKnownOn }, locale);
}

/**
 * The unsettled names inside each of these figures, in their order; empty for a figure without any, and for one that is not given.
 * @throws Problem 404 when the scope may not read this programme's results.
 */
export async function unsettledIn(tx: Tx, scope: Scope, programmeId: string, queries: readonly Query[], results: readonly Result[], { locale, asKnownOn = null }: Asked): Promise<Unsettled[][]> {
  const has = ({ unit, unresolved, refused }: Result) => unit === 'municipality' && unresolved > 0 && refused !== 'small-group';
  if (!results.some(has)) return results.map(() => []);
  const reader = await readerOf(tx, scope, programmeId);
  const about: About = { networkId: reader.networkId, programmeId, asKnownOn };
  const all = await namesOf(tx, reader, about, locale);
  const asked = new Map<string, Unsettled[]>();
  const found: Unsettled[][] = [];
  for (const [at, result] of results.entries()) {
    const query = queries[at]!;
    const key = JSON.stringify(query);
    if (has(result) && !asked.has(key)) {
      const { rows } = await sql<{ key: string; listId: string }>`
        select distinct fact.place_id as key, fact.list_id as "listId" from fact where ${factsOfOne(about, query.where)(measuresOf(query.method, query.where))} and fact.place_id like '?%'`.execute(tx);
      asked.set(key, all.filter((one) => rows.some(({ key, listId }) => one.key === key && one.listId === listId)));
    }
    found.push(has(result) ? asked.get(key)! : []);
  }
  return found;
}

async function namesOf(tx: Tx, reader: Scope, about: About, locale: Locale): Promise<Unsettled[]> {
  const { rows } = await sql<Omit<Unsettled, 'text' | 'proposals'> & { near: string | null; country: string | null }>`
    select named.*, coalesce(event.titles, series.titles) as titles,
      coalesce(event.venue_place, (select e.venue_place from event e where e.network_id = ${about.networkId}::uuid and e.series_id = named."seriesId" and e.venue_place is not null order by e.first_day limit 1)) as near,
      (select min(left(p.place_id, 2)) from programme_place p where p.network_id = ${about.networkId}::uuid and p.programme_id = ${about.programmeId}::uuid having count(distinct left(p.place_id, 2)) = 1) as country
    from (
      select fact.place_id as key, fact.list_id as "listId", min(fact.event_id::text)::uuid as "eventId", min(fact.series_id::text)::uuid as "seriesId", min(fact.relation) as relation, min(fact.happened_on) as day
      from fact where ${factsOfOne(about, {})(['participation', 'mention'])} and fact.place_id like '?%' group by fact.place_id, fact.list_id
    ) named
    left join event on event.network_id = ${about.networkId}::uuid and event.event_id = named."eventId"
    left join series on series.network_id = ${about.networkId}::uuid and series.series_id = named."seriesId"
    order by named.key, named.day, named."listId"`.execute(tx);
  const spellings = await spellingsOf(tx, reader, about.programmeId, [...new Set(rows.map(({ key }) => key))]);
  return rows.map(({ key, listId, eventId, seriesId, relation, titles, near, country }) => {
    const text = spellings[key] ?? key.slice(1);
    return { key, text, listId, eventId, seriesId, relation, titles, proposals: isWithheld(text) ? [] : proposalsFor(text, { near, country, locale }) };
  });
}

/** A place name that a person has settled; it can be opened again. */
export interface Settled {
  /** The key under which it would count if it were open again. */
  key: string;
  text: string;
  listId: string;
  /** Null: it names no place. */
  placeId: string | null;
  titles: Localised | null;
  /** Who settled it last, as evidence is signed (`account:…`), and when. */
  by: string;
  at: Date;
}

/** What has been settled in a programme, the latest first. @throws Problem 404 for whoever may not correct its evidence. */
export async function settledIn(tx: Tx, scope: Scope, programmeId: string): Promise<Settled[]> {
  if (!mayCorrect(scope, programmeId, '')) throw notFound();
  const settled = new Map<string, Settled>();
  for (const { listId, titles, kind, payload, by, at } of await correctedLists(tx, scope.networkId, programmeId)) {
    for (const { id, text, said, isDecided } of storedKind(kind).tell(payload).places ?? []) {
      if (!isDecided || text === null) continue;
      const key = unresolvedPlace(text);
      if (!settled.has(`${key} ${listId}`)) settled.set(`${key} ${listId}`, { key, text: said ?? text, listId, placeId: id, titles, by, at });
    }
  }
  return [...settled.values()];
}

/** Evidence that stands, replaced something, and holds a decision about a place. The list is the one its facts count on. */
async function correctedLists(tx: Tx, networkId: string, programmeId: string) {
  const { rows } = await sql<{ kind: string; payload: unknown; by: string; at: Date; listId: string; titles: Localised | null }>`
    select e.kind, e.payload, e.recorded_by as by, e.recorded_at as at, ${listOf} as "listId", coalesce(event.titles, series.titles) as titles
    from evidence e
    left join event on event.network_id = e.network_id and event.event_id = (e.payload ->> 'eventId')::uuid
    left join series on series.network_id = e.network_id and series.series_id = coalesce(event.series_id, (e.payload ->> 'seriesId')::uuid)
    where e.network_id = ${networkId} and e.programme_id = ${programmeId} and e.replaces is not null
      and (e.payload @? '$.places[*] ? (@.decided == true)' or e.payload -> 'placeDecided' = 'true')
      and not exists (select from evidence later where later.network_id = e.network_id and later.replaces = e.evidence_id)
    order by e.recorded_at desc, e.evidence_id`.execute(tx);
  return rows;
}

/** The list a piece of evidence stands on, as `events/evidence.ts` gives it to its facts: the cycle, else the event, else the piece itself. */
export const listOf = sql`case when series.is_cycle then series.series_id else coalesce(event.event_id, e.evidence_id) end`;
