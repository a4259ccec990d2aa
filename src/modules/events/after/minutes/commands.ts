import { z } from 'zod';
import { command } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { notFound, Problem } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { locales } from '#platform/words/locales.ts';
import { mayRecord, signatureOf } from '#modules/results/access.ts';
import { mayArrange } from '../../access.ts';

const id = z.uuid();

/** The programme of an event, held still until the transaction ends, so that versions and numbers are given one after the other. @throws 404 */
async function programmeOf(tx: Tx, networkId: string, eventId: string): Promise<string> {
  const event = await tx.selectFrom('event').select('programme_id').where('network_id', '=', networkId).where('event_id', '=', eventId).forUpdate().executeTakeFirst();
  if (!event) throw notFound();
  return event.programme_id;
}
/** Whoever says what happened at events of the programme writes its minutes and decisions too. */
const mayWrite = async (scope: Scope, { eventId }: { eventId: string }, tx: Tx) => mayRecord(scope, await programmeOf(tx, scope.networkId, eventId));
/** An approval and the end of a decision are said by whoever runs the programme. */
const mayAnswer = async (scope: Scope, { eventId }: { eventId: string }, tx: Tx) => mayArrange(scope, await programmeOf(tx, scope.networkId, eventId));

/** Writes minutes, as the next version. `version` is the one that was read before: if somebody has written another one since, nothing is written over. */
export const writeMinutes = command({
  name: 'minutes.write',
  input: z.strictObject({ eventId: id, version: z.int().min(0), language: z.enum(locales), body: z.string().trim().min(1, { error: 'after.problem_minutes_empty' }).max(100_000, { error: 'after.problem_minutes_long' }) }),
  may: mayWrite,
  async run({ tx, scope, now }, { eventId, version, language, body }) {
    const last = await tx.selectFrom('event_minutes').select(['version', 'body', 'language']).where('network_id', '=', scope.networkId).where('event_id', '=', eventId).orderBy('version', 'desc').limit(1).executeTakeFirst();
    if ((last?.version ?? 0) !== version) throw new Problem(409, 'after.minutes_changed', {}, 'body');
    if (last && last.body === body && last.language === language) return { version };
    await tx.insertInto('event_minutes').values({ network_id: scope.networkId, event_id: eventId, version: version + 1, language, body, written_at: now, written_by: signatureOf(scope) }).execute();
    return { version: version + 1 };
  },
  record: ({ version }, { eventId }) => ({ subject: { kind: 'event', id: eventId }, details: { version } }),
});

/** Says who approved the latest version, and when. A version is approved once; what is written later is not approved. */
export const approveMinutes = command({
  name: 'minutes.approve',
  input: z.strictObject({ eventId: id, version: z.int().min(1), approvedBy: z.string().trim().min(2, { error: 'after.problem_approved_by' }).max(200, { error: 'after.problem_approved_by' }), approvedOn: z.iso.date({ error: 'planning.problem_day' }) }),
  may: mayAnswer,
  async run({ tx, scope }, { eventId, version, approvedBy, approvedOn }) {
    const approved = await tx
      .updateTable('event_minutes')
      .set({ approved_by: approvedBy, approved_on: approvedOn, approval_recorded_by: signatureOf(scope) })
      .where('network_id', '=', scope.networkId).where('event_id', '=', eventId).where('version', '=', version).where('approved_by', 'is', null)
      .where(({ not, exists, selectFrom }) => not(exists(selectFrom('event_minutes as later').select('later.version').whereRef('later.network_id', '=', 'event_minutes.network_id').whereRef('later.event_id', '=', 'event_minutes.event_id').whereRef('later.version', '>', 'event_minutes.version'))))
      .returning('version').executeTakeFirst();
    if (!approved) throw new Problem(409, 'after.minutes_changed', {}, 'approvedBy');
    return { version };
  },
  record: ({ version }, { eventId, approvedOn }) => ({ subject: { kind: 'event', id: eventId }, details: { version, approvedOn } }),
});

/** Records a decision under the event's next number, which it keeps. */
export const recordDecision = command({
  name: 'decision.record',
  input: z.strictObject({ eventId: id, text: z.string().trim().min(5, { error: 'after.problem_decision' }).max(4_000, { error: 'after.problem_decision' }) }),
  may: mayWrite,
  async run({ tx, scope, now }, { eventId, text }) {
    const { last } = await tx.selectFrom('event_decision').select((eb) => eb.fn.max('number').as('last')).where('network_id', '=', scope.networkId).where('event_id', '=', eventId).executeTakeFirstOrThrow();
    const decisionId = newId();
    const number = (last ?? 0) + 1;
    await tx.insertInto('event_decision').values({ network_id: scope.networkId, decision_id: decisionId, event_id: eventId, number, text, recorded_at: now, recorded_by: signatureOf(scope) }).execute();
    return { decisionId, number };
  },
  record: ({ decisionId, number }, { eventId }) => ({ subject: { kind: 'decision', id: decisionId }, details: { event: eventId, number } }),
});

/** Says that a decision does not hold any more, and why; it stays to be read under its number. */
export const revokeDecision = command({
  name: 'decision.revoke',
  input: z.strictObject({ eventId: id, decisionId: id, reason: z.string().trim().min(10, { error: 'after.problem_reason' }).max(2_000, { error: 'after.problem_reason' }) }),
  may: mayAnswer,
  async run({ tx, scope, now }, { eventId, decisionId, reason }) {
    const revoked = await tx
      .updateTable('event_decision')
      .set({ revoked_at: now, revoked_because: reason, revoked_by: signatureOf(scope) })
      .where('network_id', '=', scope.networkId).where('event_id', '=', eventId).where('decision_id', '=', decisionId).where('revoked_at', 'is', null)
      .returning('number').executeTakeFirst();
    if (!revoked) throw notFound();
    return { decisionId, number: revoked.number };
  },
  record: ({ decisionId, number }, { eventId }) => ({ subject: { kind: 'decision', id: decisionId }, details: { event: eventId, number } }),
});
