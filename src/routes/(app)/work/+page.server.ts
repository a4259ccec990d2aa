import { execute } from '#platform/command/command.ts';
import { accountNames } from '#platform/session/members/queries.ts';
import { waiting } from '#modules/duplicates/queries.ts';
import { finishTask } from '#modules/events/after/tasks/commands.ts';
import { ownTasks } from '#modules/events/after/tasks/queries.ts';
import { comingEvents } from '#modules/events/planning/queries.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { mayModerate } from '#modules/proposals/access.ts';
import { waitingProposals } from '#modules/proposals/queries.ts';
import { firstSteps } from '#modules/programmes/missing/first-steps-queries.ts';
import { nextStep, otherSteps } from '#modules/programmes/missing/next-step.ts';
import { seesMissing, whatIsMissing } from '#modules/programmes/missing/queries.ts';
import { maySeePersons, mayRecord } from '#modules/results/access.ts';
import { failed, scopeOf, textsOf } from '../../signed-in.ts';
import { today as todayIs, withVenues } from './event-lists.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const scope = scopeOf(locals);
  const today = todayIs();
  const missing = await whatIsMissing(scope);
  const accounts = await accountNames(scope, missing.flatMap(({ account }) => account ?? []));
  const { names } = await networkOf(scope);
  return {
    isAsked: seesMissing(scope),
    duplicates: await waiting(scope),
    proposals: mayModerate(scope) ? await waitingProposals(scope) : 0,
    tasks: await ownTasks(scope),
    opensEvents: maySeePersons(scope),
    coming: withVenues(await comingEvents(scope, today), locals),
    firstSteps: await firstSteps(scope),
    today,
    mayImport: mayRecord(scope, scope.programmeIds?.[0] ?? ''),
    missing: missing.map((one) => ({ ...one, next: nextStep(scope, one), others: otherSteps(scope, one), person: (one.account && accounts[one.account]) || null, network: names })),
  };
};

export const actions: Actions = {
  /** One of the reader's own tasks is done. */
  finish: async ({ request, locals }) => {
    const { task } = await textsOf(request, 'task');
    try {
      await execute(finishTask, scopeOf(locals), { taskId: task });
    } catch (caught) {
      return failed(caught, locals);
    }
    return { errors: [] };
  },
};
