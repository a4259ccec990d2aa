import { sql } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Localised } from '#platform/words/localised.ts';
import { ownProgrammes } from '#modules/results/access.ts';
import type { SupportState } from './evidence.ts';

/** What a programme has said of a service. */
export interface Support {
  evidenceId: string;
  programmeId: string;
  slug: string;
  titles: Localised;
  state: SupportState;
  isClub: boolean;
  happenedOn: string;
  what: string;
}

/** Statements about this service that stand today, over all programmes of the network. */
export async function supportIn(tx: Tx, networkId: string, serviceId: string): Promise<Support[]> {
  const { rows } = await sql<Support>`
    select e.evidence_id as "evidenceId", e.programme_id as "programmeId", p.slug, p.titles, e.payload ->> 'state' as state, (e.payload ->> 'isClub')::boolean as "isClub", e.happened_on::text as "happenedOn", e.payload ->> 'what' as what
    from evidence e join programme p using (network_id, programme_id)
    where e.network_id = ${networkId} and e.kind = 'service-support' and e.payload ->> 'serviceId' = ${serviceId}
      and not exists (select from evidence later where later.network_id = e.network_id and later.replaces = e.evidence_id)
    order by e.happened_on, e.evidence_id`.execute(tx);
  return rows;
}

/** The earliest day of which evidence speaks of the service: a session of its own that was held or attended, or a programme that supported it. @param but a statement that is about to be corrected */
export async function firstActiveIn(tx: Tx, networkId: string, serviceId: string, but: string | null): Promise<string | null> {
  const { rows } = await sql<{ day: string | null }>`
    select min(day)::text as day from (
      select min(f.happened_on) as day from service_series s join series r using (network_id, series_id) join fact f on f.network_id = s.network_id and f.programme_id = r.programme_id and f.series_id = s.series_id
        where s.network_id = ${networkId} and s.service_id = ${serviceId} and f.known_until is null and f.measure in ('event', 'event-day', 'participation', 'attendance')
      union all
      select min(e.happened_on) from evidence e where e.network_id = ${networkId} and e.kind = 'service-support' and e.payload ->> 'serviceId' = ${serviceId} and e.evidence_id is distinct from ${but}::uuid
        and not exists (select from evidence later where later.network_id = e.network_id and later.replaces = e.evidence_id)
    ) seen`.execute(tx);
  return rows[0]!.day;
}

/** A series of events that is a service's own sessions. */
export interface Sessions {
  seriesId: string;
  titles: Localised;
  programmeSlug: string;
  /** How many sessions are planned or were held, and on how many days somebody came. */
  events: number;
  held: number;
  attendances: number;
  people: number;
  lastHeld: string | null;
  next: { eventId: string; day: string } | null;
}

export interface Activity {
  support: Support[];
  sessions: Sessions[];
  firstActive: string | null;
  /** What can be chosen: the programmes somebody works on, and their series that are not linked yet. */
  programmes: { programmeId: string; titles: Localised; series: { seriesId: string; titles: Localised }[] }[];
}

/** What programmes did for a service and when its own sessions are. */
export const activityOf = (scope: Scope, serviceId: string, today: string): Promise<Activity> =>
  reading(scope, async (tx) => {
    const { networkId } = scope;
    const { rows: sessions } = await sql<Sessions>`
      select s.series_id as "seriesId", r.titles, p.slug as "programmeSlug",
        (select count(*)::int from event e where e.network_id = s.network_id and e.series_id = s.series_id and e.cancelled_at is null) as events,
        (select count(distinct f.event_id)::int from fact f where f.network_id = s.network_id and f.programme_id = r.programme_id and f.series_id = s.series_id and f.known_until is null and f.measure in ('event', 'participation')) as held,
        (select count(*)::int from fact f where f.network_id = s.network_id and f.programme_id = r.programme_id and f.series_id = s.series_id and f.known_until is null and f.measure = 'attendance') as attendances,
        (select count(distinct f.person_id)::int from fact f where f.network_id = s.network_id and f.programme_id = r.programme_id and f.series_id = s.series_id and f.known_until is null and f.measure = 'participation') as people,
        (select max(f.happened_on)::text from fact f where f.network_id = s.network_id and f.programme_id = r.programme_id and f.series_id = s.series_id and f.known_until is null and f.measure in ('event-day', 'attendance')) as "lastHeld",
        (select jsonb_build_object('eventId', e.event_id, 'day', d.day) from event e join event_day d using (network_id, event_id)
          where e.network_id = s.network_id and e.series_id = s.series_id and e.cancelled_at is null and d.day >= ${today} order by d.day, e.event_id limit 1) as next
      from service_series s join series r using (network_id, series_id) join programme p using (network_id, programme_id)
      where s.network_id = ${networkId} and s.service_id = ${serviceId} and ${ownProgrammes(scope)} order by p.slug, r.position`.execute(tx);
    const { rows: programmes } = await sql<Activity['programmes'][number]>`
      select p.programme_id as "programmeId", p.titles, coalesce((select jsonb_agg(jsonb_build_object('seriesId', r.series_id, 'titles', r.titles) order by r.position) from series r
        where r.network_id = p.network_id and r.programme_id = p.programme_id and not exists (select from service_series l where l.network_id = r.network_id and l.series_id = r.series_id and l.service_id = ${serviceId})), '[]') as series
      from programme p where p.network_id = ${networkId} and ${ownProgrammes(scope)} order by p.starts_on desc nulls last, p.slug limit 200`.execute(tx);
    const own = new Set(programmes.map(({ programmeId }) => programmeId));
    return { support: (await supportIn(tx, networkId, serviceId)).filter(({ programmeId }) => own.has(programmeId)), sessions, firstActive: await firstActiveIn(tx, networkId, serviceId, null), programmes };
  });
