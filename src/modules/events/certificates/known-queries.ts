/** What is known of those who have completed something: their language, where letters reach them, for whom they came, and how long they were there; where it was, who led it, and how it was recorded that they came. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';
import type { Locale } from '#platform/words/locales.ts';
import type { Presence } from '../completion/completion.ts';
import { ways } from '../check-in/shape.ts';
import { surelyHers } from '../registration/own-queries.ts';
import type { AttendanceWay, Venue } from './shape.ts';

export interface KnownHolder {
  /** The language she registered in, here or last elsewhere; else that of her last certificate. */
  locale: Locale | null;
  /** Of a registration that is surely hers, else of her entry. */
  email: string | null;
  organisation: { name: string; names: Record<string, string> } | null;
}

/** @param personIds entries that stand for themselves @param eventIds the events the certificate is for */
export async function knownHolders(tx: Tx, networkId: string, personIds: readonly string[], eventIds: readonly string[]): Promise<Map<string, KnownHolder>> {
  const { rows } = await sql<KnownHolder & { id: string }>`
    select who.id, coalesce(registered.locale, (select c.locale from certificate c join person m using (network_id, person_id) where c.network_id = ${networkId} and coalesce(m.same_as, m.person_id) = who.id order by c.serial desc limit 1)) as locale,
      coalesce(registered.email, p.email) as email,
      (select jsonb_build_object('name', o.name, 'names', o.names) from fact f join organisation o on o.network_id = f.network_id and o.organisation_id = f.organisation_id
        where f.network_id = ${networkId} and f.measure = 'participation' and f.known_until is null and f.person_id = who.id and f.event_id = any (${[...eventIds]}::uuid[]) order by f.happened_on desc, f.evidence_id desc limit 1) as organisation
    from unnest(${[...personIds]}::uuid[]) as who (id) join person p on p.network_id = ${networkId} and p.person_id = who.id
    left join lateral (
      select r.locale, r.email from registration r join person m on m.network_id = r.network_id and m.person_id = r.person_id
      where r.network_id = ${networkId} and coalesce(m.same_as, m.person_id) = who.id and r.state in ('seat', 'waiting', 'cancelled') and ${surelyHers}
      order by r.event_id = any (${[...eventIds]}::uuid[]) desc, r.created_at desc limit 1
    ) registered on true`.execute(tx);
  return new Map(rows.map(({ id, ...one }) => [id, one]));
}

/** Minutes of the sessions each was at; where a door took attendance by the day, of all sessions of that day. Days without sessions add nothing. */
export async function minutesOf(tx: Tx, networkId: string, eventIds: readonly string[], presences: readonly Presence[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; key: string; minutes: number }>`
    select session_id as id, event_id || ' ' || day as key, (extract(epoch from ends::time - starts::time) / 60)::int as minutes from event_session where network_id = ${networkId} and event_id = any (${[...eventIds]}::uuid[])`.execute(tx);
  const ofDay = Map.groupBy(rows, ({ key }) => key);
  const seen = new Map<string, Map<string, number>>();
  for (const { personId, eventId, day, sessions } of presences) {
    const own = seen.get(personId) ?? new Map<string, number>();
    // Two lists may name her on one day: a session counts once.
    for (const { id, minutes } of ofDay.get(`${eventId} ${day}`) ?? []) if (!sessions?.length || sessions.includes(id)) own.set(id, minutes);
    seen.set(personId, own);
  }
  return new Map([...seen].map(([personId, own]) => [personId, [...own.values()].reduce((sum, one) => sum + one, 0)]));
}

/** Where it was and who led it, as the plans of the events say it; where no plan names anybody, whoever evidence says led them. */
export async function aboutEvents(tx: Tx, networkId: string, eventIds: readonly string[]): Promise<{ venues: Venue[]; trainers: string[] }> {
  const { rows } = await sql<Venue & { facilitators: string[] }>`
    select venue_place as place, venue_text as text, facilitators from event where network_id = ${networkId} and event_id = any (${[...eventIds]}::uuid[]) order by first_day, event_id`.execute(tx);
  const planned = rows.flatMap(({ facilitators }) => facilitators);
  const { rows: led } = planned.length ? { rows: [] } : await sql<{ name: string }>`
    select concat_ws(' ', p.given, p.surname) as name from fact f join person p on p.network_id = f.network_id and p.person_id = f.person_id
    where f.network_id = ${networkId} and f.measure = 'facilitation' and f.known_until is null and f.event_id = any (${[...eventIds]}::uuid[]) group by p.person_id, p.given, p.surname order by min(f.happened_on), 1`.execute(tx);
  const venues = new Map(rows.flatMap(({ place, text }) => (place || text ? [[`${place} ${text}`, { place, text }] as const] : [])));
  return { venues: [...venues.values()], trainers: [...new Set([...planned, ...led.map(({ name }) => name)])] };
}

/** How the attendance was recorded that a certificate rests on, as known now: at a door, by roll call, by whoever came herself, signed on paper, or brought in as a list. */
export async function waysOfAttendance(tx: Tx, networkId: string, { seriesId, personId }: { seriesId: string; personId: string }): Promise<AttendanceWay[]> {
  const { rows } = await sql<{ source: { via?: string; days?: Record<string, { via?: string }> } }>`
    select distinct e.source from fact f join evidence e on e.network_id = f.network_id and e.evidence_id = f.evidence_id
    where f.network_id = ${networkId} and f.measure = 'attendance' and f.known_until is null and (f.series_id = ${seriesId} or f.event_id = ${seriesId})
      and f.person_id = (select coalesce(p.same_as, p.person_id) from person p where p.network_id = ${networkId} and p.person_id = ${personId})`.execute(tx);
  const said = new Set(rows.flatMap(({ source }) => (source.days ? Object.values(source.days).map(({ via }) => via) : [source.via])).map((via) => ways.find((way) => way === via) ?? 'list'));
  return [...ways, 'list' as const].filter((way) => said.has(way));
}
