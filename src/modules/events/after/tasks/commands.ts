import { z } from 'zod';
import { command } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { is, type Scope } from '#platform/session/scope.ts';
import { locales } from '#platform/words/locales.ts';
import { mayRecord, signatureOf } from '#modules/results/access.ts';
import { mayArrange } from '../../access.ts';

const id = z.uuid();

async function programmeOf(tx: Tx, networkId: string, eventId: string): Promise<string> {
  const event = await tx.selectFrom('event').select('programme_id').where('network_id', '=', networkId).where('event_id', '=', eventId).executeTakeFirst();
  if (!event) throw notFound();
  return event.programme_id;
}

const newTask = z.strictObject({
  eventId: id,
  title: z.string().trim().min(3, { error: 'after.problem_task' }).max(500, { error: 'after.problem_task' }),
  /** Who does it: one of the two. */
  accountId: id.nullable().default(null),
  organisationId: id.nullable().default(null),
  dueOn: z.iso.date({ error: 'after.problem_due' }),
  /** The decision it carries out. */
  decisionId: id.nullable().default(null),
  locale: z.enum(locales),
  origin: z.url().max(200),
});

/** Gives somebody something to do after an event. They find it on their page of work, and get a letter the day before it is due. */
export const addTask = command({
  name: 'task.add',
  input: newTask,
  may: async (scope, { eventId }, tx) => mayRecord(scope, await programmeOf(tx, scope.networkId, eventId)),
  async run({ tx, scope, now }, { eventId, title, accountId, organisationId, dueOn, decisionId, locale, origin }) {
    const { networkId } = scope;
    if ((accountId === null) === (organisationId === null)) throw new Problem(422, 'after.task_who', {}, 'who');
    if (accountId && !(await tx.selectFrom('member').select('account_id').where('network_id', '=', networkId).where('account_id', '=', accountId).where('until', 'is', null).executeTakeFirst())) throw new Problem(422, 'after.task_who', {}, 'who');
    if (organisationId && !(await tx.selectFrom('organisation').select('organisation_id').where('network_id', '=', networkId).where('organisation_id', '=', organisationId).executeTakeFirst())) throw new Problem(422, 'after.task_who', {}, 'who');
    if (decisionId && !(await tx.selectFrom('event_decision').select('decision_id').where('network_id', '=', networkId).where('event_id', '=', eventId).where('decision_id', '=', decisionId).executeTakeFirst())) throw notFound();
    const taskId = newId();
    await tx
      .insertInto('event_task')
      .values({ network_id: networkId, task_id: taskId, event_id: eventId, decision_id: decisionId, title, account_id: accountId, organisation_id: organisationId, due_on: dueOn, locale, origin, created_at: now, created_by: signatureOf(scope) })
      .execute();
    return { taskId };
  },
  record: ({ taskId }, { eventId, dueOn }) => ({ subject: { kind: 'task', id: taskId }, details: { event: eventId, dueOn } }),
});

/** Whoever has to do it says that it is done, and so may whoever runs the programme. */
async function mayFinish(scope: Scope, { taskId }: { taskId: string }, tx: Tx): Promise<boolean> {
  const task = await tx.selectFrom('event_task').select(['event_id', 'account_id', 'organisation_id']).where('network_id', '=', scope.networkId).where('task_id', '=', taskId).executeTakeFirst();
  if (!task) throw notFound();
  if (scope.actor.kind === 'account' && task.account_id === scope.actor.id) return true;
  if (task.organisation_id !== null && task.organisation_id === scope.organisationId && is(scope, 'organisation-representative')) return true;
  return mayArrange(scope, await programmeOf(tx, scope.networkId, task.event_id));
}

export const finishTask = command({
  name: 'task.finish',
  input: z.strictObject({ taskId: id, note: z.string().trim().min(1).max(2_000).nullable().default(null) }),
  may: mayFinish,
  async run({ tx, scope, now }, { taskId, note }) {
    await tx.updateTable('event_task').set({ done_at: now, done_by: signatureOf(scope), done_note: note }).where('network_id', '=', scope.networkId).where('task_id', '=', taskId).where('done_at', 'is', null).execute();
    return { taskId };
  },
  record: ({ taskId }) => ({ subject: { kind: 'task', id: taskId } }),
});

/** Takes "done" back. */
export const reopenTask = command({
  name: 'task.reopen',
  input: z.strictObject({ taskId: id }),
  may: mayFinish,
  async run({ tx, scope }, { taskId }) {
    await tx.updateTable('event_task').set({ done_at: null, done_by: null, done_note: null }).where('network_id', '=', scope.networkId).where('task_id', '=', taskId).execute();
    return { taskId };
  },
  record: ({ taskId }) => ({ subject: { kind: 'task', id: taskId } }),
});

/** Removes a task that nobody has to do; the log keeps that it was there. */
export const removeTask = command({
  name: 'task.remove',
  input: z.strictObject({ eventId: id, taskId: id }),
  may: async (scope, { eventId }, tx) => mayArrange(scope, await programmeOf(tx, scope.networkId, eventId)),
  async run({ tx, scope }, { eventId, taskId }) {
    const gone = await tx.deleteFrom('event_task').where('network_id', '=', scope.networkId).where('event_id', '=', eventId).where('task_id', '=', taskId).returning('task_id').executeTakeFirst();
    if (!gone) throw notFound();
    return { taskId };
  },
  record: ({ taskId }, { eventId }) => ({ subject: { kind: 'task', id: taskId }, details: { event: eventId } }),
});
