import { sql } from 'kysely';
import { z } from 'zod';
import { command, type CommandContext } from '#platform/command/command.ts';
import { Problem } from '#platform/problem.ts';
import { mayRecord } from '#modules/results/access.ts';
import { recordEvidenceOf, replaceEvidence, takeBackEvidence, type Right } from '#modules/results/commands.ts';
import { evidenceInput, source } from '#modules/results/shape.ts';
import { onlyItsDays } from './days-said-queries.ts';
import { participation } from './evidence.ts';

const id = z.uuid();

const attendance = z.strictObject({
  programmeId: id,
  /** Who is new on the event: pieces as `results` takes them, all of one kind. */
  recorded: z.array(evidenceInput.omit({ kind: true })).max(100_000).default([]),
  /** Pieces that still stand, with what they ought to say; they stay what their import brought, unless the import is taken back and something else says this. */
  corrected: z.array(z.strictObject({ evidenceId: id, happenedOn: z.iso.date(), payload: z.unknown(), source, leavesImport: z.literal(true).optional() })).max(100_000).default([]),
  /** Pieces of which nothing is left. */
  withdrawn: z.array(id).max(100_000).default([]),
  /** Of those withdrawn: the command that found out. */
  reason: z.string().min(1).max(200).default('attendance.record'),
});

/**
 * Writes who took part. The one command in which every way of knowing it ends, in its transaction: the door, the roll call, the code on the wall and the signed sheet (by way of
 * `attendance.check_in`), the list that comes as a file, another program, and the trainers who led. A handful of statements, however many people.
 * @throws InvalidInput naming the field when a piece does not fit the kind; Problem 422 for a day on which nobody can have taken part (`days-said-queries.ts`); Problem 409 when a piece to correct or withdraw does not stand any more
 */
export const recordAttendance = command({
  name: 'attendance.record',
  input: attendance,
  may: (scope, { programmeId }) => mayRecord(scope, programmeId),
  async run(context, { programmeId, recorded, corrected, withdrawn, reason }) {
    const standing = await standingOf(context, programmeId, [...corrected.map((one) => one.evidenceId), ...withdrawn]);
    // A list says itself which days it is about; what is corrected may keep the days it has.
    const others = recorded.filter(({ importId }) => !importId).map(({ payload }) => ({ payload, kept: [] as readonly string[] }));
    const said = [...others, ...corrected.map(({ evidenceId, payload }) => ({ payload, kept: participation.payload.parse(standing.get(evidenceId)!.payload).days }))];
    await onlyItsDays(context.tx, { networkId: context.scope.networkId, programmeId }, said.flatMap(({ payload, kept }) => {
      // What does not fit the kind is told with its field when it is written.
      const fits = participation.payload.safeParse(payload);
      return fits.success ? [{ eventId: fits.data.eventId, days: fits.data.days.filter((day) => !kept.includes(day)) }] : [];
    }));
    const { ids } = recorded.length ? await recordEvidenceOf(context, programmeId, recorded.map((one) => ({ ...one, kind: participation.name }))) : { ids: [] };
    if (corrected.length) await replaceEvidence(context, programmeId, corrected.map(({ evidenceId, happenedOn, leavesImport, ...right }) => ({ ...standing.get(evidenceId)!, ...(leavesImport && { import_id: null }), happened_on: happenedOn, payload: right.payload, source: right.source })));
    if (withdrawn.length) await takeBackEvidence(context, programmeId, withdrawn.map((one) => standing.get(one)!), reason);
    return { ids };
  },
  record: ({ ids }, { programmeId, recorded, corrected, withdrawn }) => ({
    subject: { kind: 'programme', id: programmeId },
    details: { recorded: ids.length, corrected: corrected.length, withdrawn: withdrawn.length, imports: [...new Set(recorded.flatMap((one) => one.importId ?? []))] },
  }),
});

/** The pieces as they stand, by id. */
async function standingOf({ tx, scope: { networkId } }: CommandContext, programmeId: string, ids: readonly string[]): Promise<Map<string, Right>> {
  if (!ids.length) return new Map();
  const { rows } = await sql<Right>`
    select evidence_id, kind, happened_on::text as happened_on, payload, source, import_id, recorded_at from evidence e
    where network_id = ${networkId} and programme_id = ${programmeId} and kind = ${participation.name} and evidence_id = any (${[...new Set(ids)]}::uuid[])
      and not exists (select from evidence later where later.network_id = e.network_id and later.replaces = e.evidence_id)`.execute(tx);
  const found = new Map(rows.map((row) => [row.evidence_id, row]));
  if (ids.some((one) => !found.has(one))) throw new Problem(409, 'results.already_replaced');
  return found;
}
