import { z } from 'zod';
import { command } from '#platform/command/command.ts';
import { newId } from '#platform/ids.ts';
import { notFound } from '#platform/problem.ts';
import { signatureOf } from '#modules/results/access.ts';
import { mayArrange } from '../../access.ts';
import { feedbackIn } from './queries.ts';

const id = z.uuid();
const waived = z.strictObject({
  programmeId: id,
  kind: z.enum(['place', 'organisation']),
  subjectId: z.string().min(1).max(200),
  reason: z.string().trim().min(10, { error: 'after.problem_reason' }).max(2_000, { error: 'after.problem_reason' }),
});

/** Says that a place or an organisation needs no presentation of results, and why. Only what is a gap now can be waived. */
export const waiveFeedback = command({
  name: 'feedback.waive',
  input: waived,
  may: (scope, { programmeId }) => mayArrange(scope, programmeId),
  async run({ tx, scope, now }, { programmeId, kind, subjectId, reason }) {
    const { open } = await feedbackIn(tx, scope, programmeId);
    if (!open.some((gap) => gap.kind === kind && gap.id === subjectId)) throw notFound();
    const waiverId = newId();
    await tx.insertInto('feedback_waiver').values({ network_id: scope.networkId, waiver_id: waiverId, programme_id: programmeId, kind, subject_id: subjectId, reason, decided_at: now, decided_by: signatureOf(scope) }).execute();
    return { waiverId };
  },
  record: ({ waiverId }, { programmeId, kind, subjectId }) => ({ subject: { kind: 'feedback', id: waiverId }, details: { programme: programmeId, [kind]: subjectId } }),
});

/** Takes it back: the gap is open again, and that it was waived stays in the log. */
export const unwaiveFeedback = command({
  name: 'feedback.unwaive',
  input: z.strictObject({ programmeId: id, waiverId: id }),
  may: (scope, { programmeId }) => mayArrange(scope, programmeId),
  async run({ tx, scope, now }, { programmeId, waiverId }) {
    const undone = await tx
      .updateTable('feedback_waiver')
      .set({ undone_at: now, undone_by: signatureOf(scope) })
      .where('network_id', '=', scope.networkId).where('programme_id', '=', programmeId).where('waiver_id', '=', waiverId).where('undone_at', 'is', null)
      .returning('waiver_id').executeTakeFirst();
    if (!undone) throw notFound();
    return { waiverId };
  },
  record: ({ waiverId }, { programmeId }) => ({ subject: { kind: 'feedback', id: waiverId }, details: { programme: programmeId } }),
});
