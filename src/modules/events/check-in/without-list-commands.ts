/** What is left of who came when a list is taken back that had come as a file: what doors, roll calls, badges and signed sheets say by themselves. */
import { sql } from 'kysely';
import { executeWithin, type CommandContext } from '#platform/command/command.ts';
import { recordAttendance } from '../attendance-commands.ts';
import { participation } from '../evidence.ts';
import { daySources } from './day-sources.ts';
import type { Standing } from './presence.ts';
import { saidPresence, type SaidPresence } from './shape.ts';
import { knownOf, type Known, type Piece } from './standing-queries.ts';
import { whoCame } from './who-came-commands.ts';
import { writeEvidenceOf, type Person } from './writing-commands.ts';

/** As many pieces are held in memory at a time. */
const piecesAtOnce = 10_000;

/**
 * Takes back who came by an import, for commands whose permission has been asked already and that have locked its events. Whoever a message still says to have been there was there on the days (and in the
 * sessions) of such messages, for whom and from where she registered, as if there had never been the list; her piece is replaced by one that says so. All others are withdrawn.
 * A day that somebody has struck out by correcting the list stays struck out.
 * @returns how many pieces of the list are withdrawn, and of how many people something stays
 */
export async function takeListBack(context: CommandContext, programmeId: string, importId: string, reason: string): Promise<{ withdrawn: number; stayed: number }> {
  const { tx, scope: { networkId } } = context;
  const { rows: pieces } = await sql<{ id: string; eventId: string; root: string | null }>`
    select e.evidence_id as id, e.payload ->> 'eventId' as "eventId", coalesce(p.same_as, p.person_id) as root
    from evidence e left join person p on p.network_id = e.network_id and p.person_id = (e.payload ->> 'personId')::uuid
    where e.network_id = ${networkId} and e.programme_id = ${programmeId} and e.import_id = ${importId} and e.kind = ${participation.name}
      and not exists (select from evidence later where later.network_id = e.network_id and later.replaces = e.evidence_id) order by e.evidence_id`.execute(tx);
  const rest = new Map<string, (readonly [string, Person])[]>();
  const replaced = new Set<string>();
  for (const [eventId, ofEvent] of Map.groupBy(pieces, (one) => one.eventId)) {
    const known = await knownOf(tx, networkId, programmeId, eventId, [...new Set(ofEvent.flatMap(({ root }) => root ?? []))]);
    const people = await saidOtherwise(context, eventId, importId, known);
    rest.set(eventId, people);
    for (const [, { instead }] of people) if (instead) replaced.add(instead);
  }
  const gone = pieces.flatMap(({ id }) => (replaced.has(id) ? [] : id));
  for (let from = 0; from < gone.length; from += piecesAtOnce) await executeWithin(context, recordAttendance, { programmeId, withdrawn: gone.slice(from, from + piecesAtOnce), reason });
  for (const [eventId, people] of rest) await writeEvidenceOf(context, programmeId, eventId, people);
  return { withdrawn: gone.length, stayed: [...rest.values()].reduce((n, people) => n + people.length, 0) };
}

/** Those of these people whom a standing message says to have been there, as they are known without the list. */
async function saidOtherwise(context: CommandContext, eventId: string, importId: string, known: ReadonlyMap<string, Known>): Promise<(readonly [string, Person])[]> {
  const { tx, scope: { networkId } } = context;
  const found = [...known].flatMap(([personId, { presence, pieces }]) => {
    const standing = presence.standing.filter(({ day }) => presence.days.includes(day));
    const [lists, others] = [pieces.filter((one) => one.import_id === importId), pieces.filter((one) => one.import_id !== importId)];
    const before = { days: daysOf(others), sessions: sessionsOf(others), standing: presence.standing };
    const sessions = standing.flatMap(({ sessionId }) => (sessionId && presence.sessions.includes(sessionId) ? sessionId : []));
    const now = { days: union(before.days, standing.map(({ day }) => day)), sessions: union(before.sessions, sessions), standing: presence.standing };
    return standing.length ? [{ personId, lists, others, before, now, standing }] : [];
  });
  if (!found.length) return [];
  // What only the list said before a message came is said by that message alone from now on: taken back, nothing of it stands.
  const alone = found.flatMap(({ standing, before }) => standing.filter(({ day, overEvidence }) => overEvidence && !before.days.includes(day)).map(({ operationId }) => operationId));
  await sql`update check_in set over_evidence = false where network_id = ${networkId} and operation_id = any (${alone}::uuid[])`.execute(tx);
  const { rows } = await sql<{ operationId: string; registrationId: string }>`
    select operation_id as "operationId", registration_id as "registrationId" from check_in
    where network_id = ${networkId} and registration_id is not null and operation_id = any (${found.flatMap(({ standing }) => standing.map(({ operationId }) => operationId))}::uuid[])`.execute(tx);
  const registrationOf = new Map(rows.map((row) => [row.operationId, row.registrationId]));
  const asked = found.map(({ personId, standing, lists }) => {
    const said = standing.map((one) => asSaid(eventId, personId, one, lists));
    const registrationId = standing.map(({ operationId }) => registrationOf.get(operationId)).find((id) => id !== undefined);
    return { said, byPlace: registrationId ? { ...said[0]!, present: false, who: { registrationId } } : null, byName: { ...said[0]!, present: false } };
  });
  // Her place may be somebody else's by now: then it says nothing of her.
  const came = await whoCame(context, eventId, null, asked.flatMap(({ byPlace, byName }) => [byPlace ?? byName, byName]));
  return found.map(({ personId, lists, others, before, now }, at) => {
    const [place, name] = [came[at * 2], came[at * 2 + 1]];
    const hers = [place, name].flatMap((one) => (one && 'personId' in one && one.personId === personId ? one : []))[0] ?? null;
    const { said } = asked[at]!;
    return [personId, { presence: before, pieces: others, now, by: said.at(-1)!, said, came: hers, instead: others.length ? null : lists[0]!.evidence_id }] as const;
  });
}

/** The message as it was heard; the photograph that proves it is known by the evidence. */
function asSaid(eventId: string, personId: string, { operationId, day, sessionId, via, madeBy }: Standing, lists: readonly Piece[]): SaidPresence {
  const one: Standing = { operationId, day, sessionId, overEvidence: false, via: via!, ...(madeBy && { madeBy }) };
  const known = lists.flatMap((piece) => daySources(piece.source, [day], [one], [])[day] ?? []).find(({ fileId }) => fileId);
  return saidPresence.parse({ operationId, eventId, who: { personId }, day, sessionId, present: true, via, at: new Date(0).toISOString(), fileId: known?.fileId ?? null, mark: known?.mark ?? null, madeBy: madeBy ?? null });
}

const union = (...all: readonly (readonly string[])[]): string[] => [...new Set(all.flat())].sort();
const daysOf = (pieces: readonly Piece[]) => union(...pieces.map(({ payload }) => payload.days));
const sessionsOf = (pieces: readonly Piece[]) => union(...pieces.map(({ payload }) => payload.sessions ?? []));
