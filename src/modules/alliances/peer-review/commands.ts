import { sql } from 'kysely';
import { z } from 'zod';
import { command } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { notFound, Problem } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { signatureOf } from '#modules/results/access.ts';
import { mayAssign, ownAssessments, seesAnyAssessment } from './access.ts';
import { missing, type Scores } from './scoring.ts';
import { criteriaOf, currentStandard, highest, standardCalled } from './standards.ts';

const id = z.uuid();
const day = z.iso.date({ error: 'alliances.problem_day' });

const rootOf = async (tx: Tx, networkId: string, organisationId: string): Promise<string | null> =>
  (await sql<{ id: string }>`select coalesce(same_as, organisation_id) as id from organisation where network_id = ${networkId} and organisation_id = ${organisationId}`.execute(tx)).rows[0]?.id ?? null;

/** The coordinator asks an organisation to assess itself or another one; whoever represents an organisation begins its own. */
export const beginAssessment = command({
  name: 'assessment.begin',
  input: z.strictObject({ organisationId: id, kind: z.enum(['self', 'peer']), reviewerId: id.nullable().default(null), onDay: day }).refine(({ kind, reviewerId }) => (kind === 'peer') === (reviewerId !== null), { error: 'peer-review.problem_reviewer', path: ['reviewer'] }),
  async may(scope, { organisationId, kind }, tx) {
    if (mayAssign(scope)) return true;
    if (!seesAnyAssessment(scope) || kind !== 'self') return false;
    return (await rootOf(tx, scope.networkId, organisationId)) === (await rootOf(tx, scope.networkId, scope.organisationId!));
  },
  async run({ tx, scope, now }, { organisationId, kind, reviewerId, onDay }) {
    const [organisation, reviewer] = [await rootOf(tx, scope.networkId, organisationId), reviewerId && (await rootOf(tx, scope.networkId, reviewerId))];
    if (!organisation || (reviewerId && !reviewer)) throw notFound();
    if (organisation === reviewer) throw new Problem(422, 'peer-review.reviews_itself', {}, 'reviewer');
    if (onDay > now.toISOString().slice(0, 10)) throw new Problem(422, 'peer-review.day_to_come', {}, 'onDay');
    const assessmentId = newId();
    await tx.insertInto('assessment').values({ network_id: scope.networkId, assessment_id: assessmentId, organisation_id: organisation, kind, reviewer_id: reviewer, standard: currentStandard.id, on_day: onDay, created_at: now, created_by: signatureOf(scope) }).execute();
    return { assessmentId };
  },
  // The log is read by more people than may know of it: no organisation is named.
  record: ({ assessmentId }) => ({ subject: { kind: 'assessment', id: assessmentId } }),
});

/** Keeps what is written so far; nobody else sees it before it is submitted. */
export const saveAssessment = command({
  name: 'assessment.save',
  input: z.strictObject({
    assessmentId: id, onDay: day, summary: z.string().trim().max(10_000).nullable().default(null),
    scores: z.record(z.string().max(60), z.strictObject({ score: z.int().min(0).max(highest), comment: z.string().trim().max(4_000).nullable().default(null) })),
  }),
  may: seesAnyAssessment,
  async run({ tx, scope, now }, { assessmentId, onDay, summary, scores }) {
    const { standard } = await openOne(tx, scope, assessmentId);
    await notOfHerOwn(tx, scope, assessmentId);
    const known = new Set(criteriaOf(standardCalled(standard)).map((one) => one.id));
    const strange = Object.keys(scores).find((one) => !known.has(one));
    if (strange) throw new Problem(422, 'peer-review.unknown_criterion', {}, strange);
    if (onDay > now.toISOString().slice(0, 10)) throw new Problem(422, 'peer-review.day_to_come', {}, 'onDay');
    await tx.updateTable('assessment').set({ on_day: onDay, summary, scores: JSON.stringify(scores) }).where('network_id', '=', scope.networkId).where('assessment_id', '=', assessmentId).execute();
    return { assessmentId };
  },
  record: ({ assessmentId }) => ({ subject: { kind: 'assessment', id: assessmentId } }),
});

/** Locks it; from then on the organisation sees it. @throws Problem 422 while a criterion has no score */
export const submitAssessment = command({
  name: 'assessment.submit',
  input: z.strictObject({ assessmentId: id }),
  may: seesAnyAssessment,
  async run({ tx, scope, now }, { assessmentId }) {
    const { standard, scores } = await openOne(tx, scope, assessmentId);
    await notOfHerOwn(tx, scope, assessmentId);
    const open = missing(standardCalled(standard), scores);
    if (open.length) throw new Problem(422, 'peer-review.incomplete', { n: open.length }, open[0]);
    await tx.updateTable('assessment').set({ submitted_at: now, submitted_by: signatureOf(scope) }).where('network_id', '=', scope.networkId).where('assessment_id', '=', assessmentId).execute();
    return { assessmentId };
  },
  record: ({ assessmentId }) => ({ subject: { kind: 'assessment', id: assessmentId } }),
});

/** An assessment that was never submitted goes. */
export const discardAssessment = command({
  name: 'assessment.discard',
  input: z.strictObject({ assessmentId: id }),
  may: mayAssign,
  async run({ tx, scope }, { assessmentId }) {
    await openOne(tx, scope, assessmentId);
    await tx.deleteFrom('assessment').where('network_id', '=', scope.networkId).where('assessment_id', '=', assessmentId).execute();
    return { assessmentId };
  },
  record: ({ assessmentId }) => ({ subject: { kind: 'assessment', id: assessmentId } }),
});

/** One that this scope writes and that is not submitted. @throws 404, or Problem 409 when it is locked */
async function openOne(tx: Tx, scope: Scope, assessmentId: string): Promise<{ standard: string; scores: Scores }> {
  const { rows: [row] } = await sql<{ standard: string; scores: Scores; locked: boolean }>`select a.standard, a.scores, a.submitted_at is not null as locked from assessment a
    where a.network_id = ${scope.networkId} and a.assessment_id = ${assessmentId} and ${ownAssessments(scope)} for update`.execute(tx);
  if (!row) throw notFound();
  if (row.locked) throw new Problem(409, 'peer-review.locked');
  return row;
}

/**
 * A review by others is written by others: not by a coordinator who represents the organisation, nor once the reviewer's entry was joined with its.
 * @throws Problem 403
 */
async function notOfHerOwn(tx: Tx, scope: Scope, assessmentId: string) {
  const { rows } = await sql`select from assessment a join organisation o on o.network_id = a.network_id and o.organisation_id = a.organisation_id
    join organisation r on r.network_id = a.network_id and r.organisation_id in (a.reviewer_id, ${scope.organisationId}::uuid)
    where a.network_id = ${scope.networkId} and a.assessment_id = ${assessmentId} and a.kind = 'peer' and coalesce(r.same_as, r.organisation_id) = coalesce(o.same_as, o.organisation_id)`.execute(tx);
  if (rows.length) throw new Problem(403, 'peer-review.reviews_itself');
}
