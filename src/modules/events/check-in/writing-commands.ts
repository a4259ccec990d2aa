import { sql } from 'kysely';
import type { z } from 'zod';
import { executeWithin, type CommandContext } from '#platform/command/command.ts';
import { signatureOf } from '#modules/results/access.ts';
import { source, type Source } from '#modules/results/shape.ts';
import { recordAttendance } from '../attendance-commands.ts';
import { daySources, type DaySource } from './day-sources.ts';
import { placeSaid } from '../place-said.ts';
import type { Presence } from './presence.ts';
import type { SaidPresence } from './shape.ts';
import type { Known } from './standing-queries.ts';
import type { Came } from './who-came-commands.ts';

type Attendance = z.output<typeof recordAttendance.input>;

/** What was known of a person, what is known now, and the last message that made it different. */
export interface Person extends Known {
  now: Presence;
  by: SaidPresence | null;
  /** What was heard of her now and not refused. */
  said: readonly SaidPresence[];
  came: Came | null;
  /** A piece of a list that is taken back: what is known without the list stands in its place. */
  instead?: string | null;
}

/** Writes what is different as evidence: once for each person, whatever happened in between. */
export async function writeEvidenceOf(context: CommandContext, programmeId: string, eventId: string, people: readonly (readonly [string, Person])[]): Promise<void> {
  const recorded: Attendance['recorded'] = [];
  const corrected: Attendance['corrected'] = [];
  const withdrawn: string[] = [];
  const seats = await seatsOf(context, people.flatMap(([, { came }]) => came?.organisationId ?? []));
  for (const [personId, { presence, pieces, now, by, said, came, instead }] of people) {
    const added = without(now.days, presence.days);
    const removed = without(presence.days, now.days);
    const isOtherwise = added.length + removed.length + without(now.sessions, presence.sessions).length + without(presence.sessions, now.sessions).length > 0;
    if (!by) continue;
    if (!pieces.length) {
      if (!isOtherwise) continue;
      const { organisationId = null, organisationText = null, placeId = null, placeText = null, placeSaid: herWords = null, role = null, breakdown = {}, registrationId = null } = came ?? {};
      const piece = {
        happenedOn: now.days[0]!,
        payload: { eventId, personId, organisationId, ...(organisationText && { organisationText }), ...placeSaid({ placeId, placeText }, organisationId && (seats.get(organisationId) ?? null)), ...(herWords && { placeSaid: herWords }), role, days: now.days, ...(now.sessions.length && { sessions: now.sessions }), ...(registrationId && { registered: true }), ...(Object.keys(breakdown).length && { breakdown }) },
        source: sourceOf({}, by, daySources({}, now.days, now.standing, said)),
      };
      if (instead) corrected.push({ evidenceId: instead, ...piece, leavesImport: true });
      else recorded.push(piece);
      continue;
    }
    for (const [at, piece] of pieces.entries()) {
      const days = [...new Set([...without(piece.payload.days, removed), ...(at === 0 ? added : [])])].sort();
      const { sessions: before = [], ...payload } = piece.payload;
      const sessions = at === 0 ? now.sessions : before.filter((one) => now.sessions.includes(one));
      const known = daySources(piece.source, days, now.standing, said);
      const isKnownOtherwise = Object.entries(known).some(([day, one]) => one.fileId !== piece.source.days?.[day]?.fileId) || Object.entries(piece.source.days ?? {}).some(([day, one]) => one.fileId && !known[day]);
      if (days.join() === piece.payload.days.join() && sessions.join() === before.join() && !isKnownOtherwise) continue;
      // Somebody only the door had on its list was never on another: nothing of her is left. Others stand on their list as people who did not come.
      if (!days.length && !payload.registered && !piece.import_id && !piece.source.fileId) withdrawn.push(piece.evidence_id);
      else corrected.push({ evidenceId: piece.evidence_id, happenedOn: days[0] ?? piece.happened_on, payload: { ...payload, days, ...(sessions.length && { sessions }) }, source: sourceOf(piece.source, by, known) });
    }
  }
  if (recorded.length || corrected.length || withdrawn.length) await executeWithin(context, recordAttendance, { programmeId, recorded, corrected, withdrawn, reason: 'attendance.check_in' });
}

/** Where organisations sit, for those who stated no place. */
async function seatsOf({ tx, scope: { networkId } }: CommandContext, organisations: readonly string[]): Promise<Map<string, string | null>> {
  if (!organisations.length) return new Map();
  const rows = await tx.selectFrom('organisation').select(['organisation_id', 'seat']).where('network_id', '=', networkId).where('organisation_id', 'in', [...new Set(organisations)]).execute();
  return new Map(rows.map(({ organisation_id, seat }) => [organisation_id, seat]));
}

const without = (all: readonly string[], taken: readonly string[]) => all.filter((one) => !taken.includes(one));

/** Where it stood before stays its source; a photographed sheet takes the place of it, and leaves it when nothing on it stands any more. */
function sourceOf({ fileId: last, sheet, row, days: beforeDays, mark: _mark, madeBy: _maker, ...before }: Source, { via, operationId, fileId: photo, mark, madeBy }: SaidPresence, days: Record<string, DaySource>): Source {
  const photos = Object.values(days).flatMap((one) => one.fileId ?? []);
  const isGone = !!last && !photos.includes(last) && (before.via === 'signed-sheet' || Object.values(beforeDays ?? {}).some((one) => one.fileId === last));
  const fileId = isGone ? photos.at(-1) : last;
  const where = photo ? { fileId: photo } : { ...(fileId && { fileId }), ...(sheet && { sheet }), ...(row && { row }) };
  return source.parse({ ...before, ...where, command: 'attendance.check_in', via, operation: operationId, ...(mark && { mark }), ...(madeBy && { madeBy }), ...(Object.keys(days).length && { days }) });
}

/** A message with what became of it. */
export interface Remembered {
  message: SaidPresence;
  personId: string | null;
  registrationId: string | null;
  outcome: 'accepted' | 'already';
  overEvidence: boolean;
}

/** Keeps the messages, so that each is heard once. @param takenBack message → the one that took it back, of these and of earlier ones */
export async function remember({ tx, scope, now }: CommandContext, eventId: string, all: readonly Remembered[], takenBack: ReadonlyMap<string, string>): Promise<void> {
  const { networkId } = scope;
  const rows = all.map(({ message, personId, registrationId, outcome, overEvidence }) => ({
    operation_id: message.operationId, registration_id: registrationId, person_id: personId, day: message.day, session_id: message.sessionId, present: message.present, takes_back: message.takesBack,
    taken_back_by: takenBack.get(message.operationId) ?? null, outcome, over_evidence: overEvidence, via: message.via, device_at: message.at, made_by: message.madeBy,
  }));
  const earlier = [...takenBack].filter(([id]) => !all.some(({ message }) => message.operationId === id));
  if (rows.length) {
    await sql`
      insert into check_in (network_id, operation_id, event_id, registration_id, person_id, day, session_id, present, takes_back, taken_back_by, outcome, over_evidence, via, device_at, heard_at, heard_from, made_by)
      select ${networkId}::uuid, operation_id, ${eventId}::uuid, registration_id, person_id, day, session_id, present, takes_back, taken_back_by, outcome, over_evidence, via, device_at, ${now}::timestamptz, ${signatureOf(scope)}, nullif(made_by, ${signatureOf(scope)})
      from json_to_recordset(${JSON.stringify(rows)}::json)
        as row (operation_id uuid, registration_id uuid, person_id uuid, day date, session_id uuid, present boolean, takes_back uuid, taken_back_by uuid, outcome text, over_evidence boolean, via text, device_at timestamptz, made_by text)`.execute(tx);
  }
  if (earlier.length) {
    await sql`
      update check_in c set taken_back_by = said.by from unnest(${earlier.map(([id]) => id)}::uuid[], ${earlier.map(([, by]) => by)}::uuid[]) as said (id, by)
      where c.network_id = ${networkId} and c.operation_id = said.id`.execute(tx);
  }
}
