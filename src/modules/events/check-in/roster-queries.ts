import { sql } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { calledOffOn } from '../planning/called-off-queries.ts';
import { mayCheckIn } from './access.ts';
import type { DoorEvent, OnRoster } from './roster.ts';

/** Who may come to an event and who was there: everybody who registered, and everybody on its list. @throws 404 for whoever does not stand at its door */
export const roster = (scope: Scope, eventId: string): Promise<{ event: DoorEvent; people: OnRoster[] }> =>
  reading(scope, async (tx) => {
    if (!(await mayCheckIn(scope, eventId, tx))) throw notFound();
    return { event: await doorEvent(tx, scope.networkId, eventId), people: await peopleAt(tx, scope.networkId, eventId) };
  });

async function doorEvent(tx: Tx, networkId: string, eventId: string): Promise<DoorEvent> {
  const { rows } = await sql<DoorEvent>`
    select e.titles, array(select d.day::text from event_day d where d.network_id = e.network_id and d.event_id = e.event_id order by 1) as days,
      (select coalesce(jsonb_agg(jsonb_build_object('id', s.session_id, 'day', s.day, 'starts', s.starts, 'ends', s.ends, 'titles', s.titles) order by s.day, s.starts, s.session_id), '[]')
        from event_session s where s.network_id = e.network_id and s.event_id = e.event_id) as sessions,
      e.time_zone as "timeZone", ${calledOffOn} as "calledOffOn", p.status in ('closed', 'cancelled') as "isClosed", e.capacity
    from event e join programme p using (network_id, programme_id) where e.network_id = ${networkId} and e.event_id = ${eventId}`.execute(tx);
  return rows[0]!;
}

async function peopleAt(tx: Tx, networkId: string, eventId: string): Promise<OnRoster[]> {
  const { rows } = await sql<OnRoster>`
    with came as (
      select coalesce(p.same_as, p.person_id) as person, e.payload
      from participations_at(${eventId}) as found (id) join evidence e on e.network_id = ${networkId} and e.evidence_id = found.id
        join person p on p.network_id = e.network_id and p.person_id = (e.payload ->> 'personId')::uuid
      where e.payload ->> 'part' is null and not exists (select from evidence later where later.network_id = e.network_id and later.replaces = e.evidence_id)
    ), present as (
      select person, coalesce(jsonb_agg(distinct day order by day) filter (where day is not null), '[]') as days, coalesce(jsonb_agg(distinct session order by session) filter (where session is not null), '[]') as sessions,
        min(payload ->> 'organisationId')::uuid as organisation
      from came left join lateral jsonb_array_elements_text(payload -> 'days') day on true left join lateral jsonb_array_elements_text(payload -> 'sessions') session on true group by person
    ), twice as (
      select person, jsonb_agg(distinct day order by day) as days from (
        select coalesce(p.same_as, p.person_id) as person, c.day::text as day from check_in c join person p using (network_id, person_id)
        where c.network_id = ${networkId} and c.event_id = ${eventId} and c.present and c.taken_back_by is null group by 1, 2, c.session_id having count(*) > 1) many
      group by person
    ), messages as (
      select coalesce(p.same_as, p.person_id) as person, jsonb_agg(jsonb_build_array(c.operation_id, c.day, c.session_id) order by c.heard) as said from check_in c join person p using (network_id, person_id)
      where c.network_id = ${networkId} and c.event_id = ${eventId} and c.present and c.taken_back_by is null group by 1
    ), registered as (
      select r.*, coalesce(p.same_as, p.person_id) as root from registration r left join person p using (network_id, person_id) where r.network_id = ${networkId} and r.event_id = ${eventId}
    )
    select r.registration_id as id, r.root as "personId", r.given || ' ' || r.surname as name, coalesce(o.name, r.organisation_text) as organisation, left(encode(sha256(convert_to(${eventId}::text || ' ' || r.check_in_code, 'UTF8')), 'hex'), 24) as mark, r.state,
      coalesce(present.days, '[]') as days, coalesce(present.sessions, '[]') as sessions, coalesce(twice.days, '[]') as twice, r.delegate as version, coalesce(messages.said, '[]') as said
    from registered r left join organisation o using (network_id, organisation_id) left join present on present.person = r.root left join twice on twice.person = r.root left join messages on messages.person = r.root
    union all
    select p.person_id, p.person_id, concat_ws(' ', p.given, p.surname), o.name, null, 'walk-in', present.days, present.sessions, coalesce(twice.days, '[]'), null, coalesce(messages.said, '[]')
    from present join person p on p.network_id = ${networkId} and p.person_id = present.person left join organisation o on o.network_id = p.network_id and o.organisation_id = present.organisation left join twice on twice.person = present.person left join messages on messages.person = present.person
    where not exists (select from registered where root = present.person) and present.days <> '[]'
    order by 1`.execute(tx);
  return rows;
}
