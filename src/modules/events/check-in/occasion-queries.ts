import { sql } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import { calledOffOn } from '../planning/called-off-queries.ts';
import type { SaidPresence } from './shape.ts';

/** What an event has to do with whether somebody can be said to have been there. */
export interface Occasion {
  programmeId: string;
  /** The day on which it was called off, on the clocks of the event: what was to come after it does not take place. */
  calledOffOn: string | null;
  isClosed: boolean;
  venuePlace: string | null;
  days: ReadonlySet<string>;
  /** Session → its day. */
  dayOf: ReadonlyMap<string, string>;
}

/** Locks the event against other messages about it: what two doors say at once gets one order. @throws 404 */
export async function occasion(tx: Tx, networkId: string, eventId: string): Promise<Occasion> {
  const { rows } = await sql<{ programmeId: string; calledOffOn: string | null; isClosed: boolean; venuePlace: string | null; days: string[]; sessions: { id: string; day: string }[] }>`
    select e.programme_id as "programmeId", ${calledOffOn} as "calledOffOn", p.status in ('closed', 'cancelled') as "isClosed", e.venue_place as "venuePlace",
      array(select d.day::text from event_day d where d.network_id = e.network_id and d.event_id = e.event_id) as days,
      (select coalesce(jsonb_agg(jsonb_build_object('id', s.session_id, 'day', s.day)), '[]') from event_session s where s.network_id = e.network_id and s.event_id = e.event_id) as sessions
    from event e join programme p using (network_id, programme_id) where e.network_id = ${networkId} and e.event_id = ${eventId} for no key update of e`.execute(tx);
  const row = rows[0];
  if (!row) throw notFound();
  return { ...row, days: new Set(row.days), dayOf: new Map(row.sessions.map(({ id, day }) => [id, day])) };
}

/** Why this message cannot be about this event: code and values of the sentence, or null. */
export function refusal({ calledOffOn, isClosed, days, dayOf }: Occasion, { day, sessionId }: Pick<SaidPresence, 'day' | 'sessionId'>): { code: string; details: Record<string, string> } | null {
  if (isClosed) return { code: 'check-in.programme_closed', details: {} };
  if (!days.has(day)) return { code: 'check-in.day_not_of_event', details: { day } };
  if (calledOffOn && day > calledOffOn) return { code: 'check-in.event_cancelled', details: { day: calledOffOn } };
  if (sessionId && dayOf.get(sessionId) !== day) return { code: 'check-in.session_not_of_day', details: { day } };
  return null;
}
