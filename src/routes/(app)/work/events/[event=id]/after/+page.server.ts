import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { accountNames } from '#platform/session/members/queries.ts';
import { href } from '#platform/words/href.ts';
import { mayArrange } from '#modules/events/access.ts';
import { heldDays, holdOn, takeHoldingBack } from '#modules/events/after/held-commands.ts';
import { approveMinutes, recordDecision, revokeDecision } from '#modules/events/after/minutes/commands.ts';
import { minutesOf } from '#modules/events/after/minutes/queries.ts';
import { picturesOf } from '#modules/events/after/gallery/queries.ts';
import { addTask, finishTask, removeTask, reopenTask } from '#modules/events/after/tasks/commands.ts';
import { tasksOf, whoCanDo } from '#modules/events/after/tasks/queries.ts';
import { planOf } from '#modules/events/planning/queries.ts';
import { mayRecord } from '#modules/results/access.ts';
import { failed, scopeOf, textsOf } from '../../../../../signed-in.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const today = () => new Date().toISOString().slice(0, 10);

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const plan = await planOf(scope, params.event);
  const { minutes, decisions } = await minutesOf(scope, params.event);
  const accounts = await accountNames(scope, minutes?.writtenBy.startsWith('account:') ? [minutes.writtenBy.slice(8)] : []);
  const pictures = await picturesOf(scope, params.event);
  const records = mayRecord(scope, plan.programme.programmeId);
  return {
    plan,
    minutes: minutes && { ...minutes, who: accounts[minutes.writtenBy.slice(8)] ?? '' },
    decisions,
    tasks: await tasksOf(scope, params.event),
    pictures: { n: pictures.length, published: pictures.filter(({ publishedAt }) => publishedAt).length },
    days: await heldDays(scope, plan),
    mayRecord: records,
    mayArrange: mayArrange(scope, plan.programme.programmeId),
    who: records ? await whoCanDo(scope) : { members: [], organisations: [] },
    today: today(),
    done: url.searchParams.get('done'),
  };
};

/** One form of the page: runs a command on what was written, and comes back to its part of the page. */
const form = <Name extends string>(part: string, names: Name[], run: (event: RequestEvent, texts: Record<Name, string>) => Promise<unknown>) => async (event: RequestEvent) => {
  const texts = await textsOf(event.request, ...names);
  try {
    await run(event, texts);
  } catch (caught) {
    return failed(caught, event.locals, { ...texts, part });
  }
  redirect(303, `${href(event.locals.locale, `/work/events/${event.params.event}/after`)}?done=${part}#${part}`);
};

export const actions: Actions = {
  hold: form('held', ['days'], async ({ locals, params }, { days }) => {
    const scope = scopeOf(locals);
    await holdOn(scope, await planOf(scope, params.event), days.split(' ').filter(Boolean));
  }),
  unhold: form('unheld', ['reason'], async ({ locals, params }, { reason }) => {
    const scope = scopeOf(locals);
    await takeHoldingBack(scope, await planOf(scope, params.event), reason);
  }),
  approve: form('minutes', ['version', 'approvedBy', 'approvedOn'], ({ locals, params }, { version, approvedBy, approvedOn }) => execute(approveMinutes, scopeOf(locals), { eventId: params.event, version: Number(version), approvedBy, approvedOn })),
  decide: form('decisions', ['decision'], ({ locals, params }, { decision }) => execute(recordDecision, scopeOf(locals), { eventId: params.event, text: decision })),
  revoke: form('decisions', ['decisionId', 'reason'], ({ locals, params }, { decisionId, reason }) => execute(revokeDecision, scopeOf(locals), { eventId: params.event, decisionId, reason })),
  task: form('tasks', ['title', 'who', 'dueOn', 'decisionId'], ({ locals, params, url }, { title, who, dueOn, decisionId }) => {
    const [kind, id] = who.split(':');
    return execute(addTask, scopeOf(locals), { eventId: params.event, title, accountId: kind === 'account' ? id : null, organisationId: kind === 'organisation' ? id : null, dueOn, decisionId: decisionId || null, locale: locals.locale, origin: url.origin });
  }),
  finish: form('tasks', ['task'], ({ locals }, { task }) => execute(finishTask, scopeOf(locals), { taskId: task })),
  reopen: form('tasks', ['task'], ({ locals }, { task }) => execute(reopenTask, scopeOf(locals), { taskId: task })),
  remove: form('tasks', ['task'], ({ locals, params }, { task }) => execute(removeTask, scopeOf(locals), { eventId: params.event, taskId: task })),
};
