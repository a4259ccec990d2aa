import { sql } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';
import type { Source } from '#modules/results/shape.ts';
import type { Presence, Standing } from './presence.ts';
import type { Heard, Way } from './shape.ts';

/** The evidence of somebody's taking part as it stands. */
export interface Piece {
  evidence_id: string;
  kind: string;
  happened_on: string;
  payload: { eventId: string; personId: string; days: string[]; sessions?: string[]; registered?: boolean };
  source: Source;
  import_id: string | null;
  recorded_by: string;
  recorded_at: Date;
}

/** What is known of one person at one event, and the pieces it stands in, the earliest first: several lists may name her. */
export interface Known {
  presence: Presence;
  pieces: Piece[];
}

/** Messages heard before, by their ids, with what was answered. */
export async function heardBefore(tx: Tx, networkId: string, ids: readonly string[]): Promise<Map<string, Heard>> {
  const { rows } = await sql<Heard>`
    select operation_id as "operationId", outcome, registration_id as "registrationId", person_id as "personId", null as before, null as problem
    from check_in where network_id = ${networkId} and operation_id = any (${[...ids]}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.operationId, row]));
}

/** Those of these messages that somebody has taken back before they came, with the message that did. */
export async function takenBackBefore(tx: Tx, networkId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; by: string }>`select takes_back as id, operation_id as by from check_in where network_id = ${networkId} and takes_back = any (${[...ids]}::uuid[])`.execute(tx);
  return new Map(rows.map(({ id, by }) => [id, by]));
}

/** Whom the messages that are taken back were about: their person as she counts now. */
export async function takenBackOf(tx: Tx, networkId: string, eventId: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (!ids.length) return new Map();
  const { rows } = await sql<{ id: string; personId: string }>`
    select c.operation_id as id, coalesce(p.same_as, p.person_id) as "personId" from check_in c join person p using (network_id, person_id)
    where c.network_id = ${networkId} and c.event_id = ${eventId} and c.operation_id = any (${[...ids]}::uuid[])`.execute(tx);
  return new Map(rows.map(({ id, personId }) => [id, personId]));
}

/** What is known of these people (as they count now) at this event, under any of their entries. */
export async function knownOf(tx: Tx, networkId: string, programmeId: string, eventId: string, personIds: readonly string[]): Promise<Map<string, Known>> {
  const known = new Map<string, Known>(personIds.map((id) => [id, { presence: { days: [], sessions: [], standing: [] }, pieces: [] }]));
  if (!known.size) return known;
  const { rows: entries } = await sql<{ id: string; root: string }>`
    select person_id as id, coalesce(same_as, person_id) as root from person
    where network_id = ${networkId} and (person_id = any (${[...known.keys()]}::uuid[]) or same_as = any (${[...known.keys()]}::uuid[]))`.execute(tx);
  const rootOf = new Map(entries.map(({ id, root }) => [id, root]));
  const { rows: pieces } = await sql<Piece>`
    select e.evidence_id, e.kind, e.happened_on::text as happened_on, e.payload, e.source, e.import_id, e.recorded_by, e.recorded_at
    from participations_of(${[...rootOf.keys()]}::uuid[]) as found (id) join evidence e on e.network_id = ${networkId} and e.evidence_id = found.id
    where e.programme_id = ${programmeId} and e.payload ->> 'eventId' = ${eventId} and e.payload ->> 'part' is null and not exists (select from evidence later where later.network_id = e.network_id and later.replaces = e.evidence_id)
    order by e.evidence_id`.execute(tx);
  const learn = (personId: string, more: (before: Known) => Known) => {
    const root = rootOf.get(personId)!;
    known.set(root, more(known.get(root)!));
  };
  const together = (some: readonly string[], others: readonly string[] = []) => [...new Set([...some, ...others])].sort();
  for (const piece of pieces) {
    const { personId, days, sessions } = piece.payload;
    learn(personId, ({ pieces: before, presence }) => ({ pieces: [...before, piece], presence: { ...presence, days: together(presence.days, days), sessions: together(presence.sessions, sessions) } }));
  }
  const { rows: standing } = await sql<Standing & { personId: string }>`
    select person_id as "personId", operation_id as "operationId", day::text as day, session_id as "sessionId", over_evidence as "overEvidence", via, heard_from as "heardFrom", made_by as "madeBy"
    from check_in where network_id = ${networkId} and event_id = ${eventId} and present and taken_back_by is null and person_id = any (${[...rootOf.keys()]}::uuid[])
    order by heard`.execute(tx);
  for (const { personId, ...one } of standing) learn(personId, ({ pieces: before, presence }) => ({ pieces: before, presence: { ...presence, standing: [...presence.standing, one] } }));
  return known;
}

/** Who said first that these people were there that day: for the one who says it again. */
export async function saidFirst(tx: Tx, networkId: string, ids: readonly string[]): Promise<Map<string, { at: string; via: Way }>> {
  if (!ids.length) return new Map();
  const { rows } = await sql<{ id: string; at: Date; via: Way }>`select operation_id as id, heard_at as at, via from check_in where network_id = ${networkId} and operation_id = any (${[...ids]}::uuid[])`.execute(tx);
  return new Map(rows.map(({ id, at, via }) => [id, { at: at.toISOString(), via }]));
}
