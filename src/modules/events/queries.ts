import { sql } from 'kysely';
import { cursorOf, pageSize, readCursor } from '#platform/db/cursor.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Localised } from '#platform/words/localised.ts';
import { maySeePersons, reachesProgramme } from '#modules/results/access.ts';
import { readable } from '#modules/results/queries.ts';
import type { Relation, Source } from '#modules/results/shape.ts';

export interface Event {
  eventId: string;
  programmeId: string;
  kind: string;
  titles: Localised;
  venuePlace: string | null;
  venueText: string | null;
  firstDay: string;
  lastDay: string;
  dayPrecision: 'day' | 'month';
  /** Planned days, ISO. */
  days: string[];
  /** Days it is proven to have been held on; empty while nobody has said so. */
  heldOn: string[];
  series: { seriesId: string; titles: Localised; isCycle: boolean } | null;
}

/** One event. @throws Problem 404 when it is not there for this reader. */
export async function eventOf(tx: Tx, scope: Scope, eventId: string): Promise<Event> {
  const { rows } = await sql<Event>`
    select e.event_id as "eventId", e.programme_id as "programmeId", e.kind, e.titles, e.venue_place as "venuePlace", e.venue_text as "venueText", e.first_day as "firstDay", e.last_day as "lastDay",
      e.day_precision as "dayPrecision",
      array(select day::text from event_day d where d.network_id = e.network_id and d.event_id = e.event_id order by day) as days,
      array(select distinct happened_on::text from fact where fact.network_id = e.network_id and fact.event_id = e.event_id and measure = 'event-day' and known_until is null order by 1) as "heldOn",
      case when s.series_id is not null then jsonb_build_object('seriesId', s.series_id, 'titles', s.titles, 'isCycle', s.is_cycle) end as series
    from event e left join series s on s.network_id = e.network_id and s.series_id = e.series_id
    where e.network_id = ${scope.networkId} and e.event_id = ${eventId}`.execute(tx);
  const found = rows[0];
  if (!found) throw notFound();
  await readable(tx, scope, found.programmeId);
  return found;
}

/** One person on the list of an event, as the evidence that stands today says. */
export interface Participant {
  /** The piece of evidence to correct or withdraw. */
  evidenceId: string;
  personId: string;
  /** Null when the person has been erased. */
  name: string | null;
  organisation: { id: string; name: string } | null;
  placeId: string | null;
  placeText: string | null;
  relation: Relation;
  role: string | null;
  /** Days signed; empty for somebody who is only registered. */
  days: string[];
  source: Source;
}

/** Who stands on an event's list, by name. @throws Problem 404 for readers who may not see persons. */
export async function participantsOf(tx: Tx, scope: Scope, eventId: string, { cursor = null, limit }: { cursor?: string | null; limit?: number } = {}): Promise<{ participants: Participant[]; next: string | null }> {
  const event = await eventOf(tx, scope, eventId);
  if (!maySeePersons(scope) || !reachesProgramme(scope, event.programmeId)) throw notFound();
  const after = readCursor(cursor);
  const size = pageSize(limit, 100);
  const { rows } = await sql<Participant & { position: string }>`
    select * from (
      select evidence.evidence_id as "evidenceId", (payload ->> 'personId')::uuid as "personId", nullif(concat_ws(' ', person.given, person.surname), '') as name,
        case when organisation.organisation_id is not null then jsonb_build_object('id', organisation.organisation_id, 'name', organisation.name) end as organisation,
        payload ->> 'placeId' as "placeId", payload ->> 'placeText' as "placeText", payload ->> 'relation' as relation, payload ->> 'role' as role, payload -> 'days' as days, source,
        lower(concat_ws(' ', person.surname, person.given)) collate "und-x-icu" as position
      from evidence
        left join person on person.network_id = evidence.network_id and person.person_id = (payload ->> 'personId')::uuid
        left join organisation on organisation.network_id = evidence.network_id and organisation.organisation_id = (payload ->> 'organisationId')::uuid
      where evidence.network_id = ${scope.networkId} and payload ->> 'eventId' = ${eventId} and evidence.kind = 'participation'
        and not exists (select from evidence later where later.network_id = evidence.network_id and later.replaces = evidence.evidence_id)
    ) listed
    where ${after ? sql`(position, "evidenceId") > (${after.name}, ${after.id}::uuid)` : sql`true`}
    order by position, "evidenceId" limit ${size + 1}`.execute(tx);
  const page = rows.slice(0, size);
  const last = page.at(-1);
  return { participants: page.map(({ position: _, ...participant }) => participant), next: last && rows.length > size ? cursorOf({ name: last.position, id: last.evidenceId }) : null };
}
