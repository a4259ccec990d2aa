import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { mayArrange } from '#modules/events/access.ts';
import { makeQuestionnaire } from '#modules/events/learning/commands.ts';
import { comparedEvents, learningOf } from '#modules/events/learning/queries.ts';
import { planOf } from '#modules/events/planning/queries.ts';
import { failed, scopeOf, textsOf } from '../../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const scope = scopeOf(locals);
  const plan = await planOf(scope, params.event);
  const { series, questionnaires, others } = await learningOf(scope, params.event);
  return { plan, series, questionnaires, others, compared: await comparedEvents(scope, params.event), mayArrange: mayArrange(scope, plan.programme.programmeId) };
};

export const actions: Actions = {
  make: async ({ request, locals, params }) => {
    const { about, kind, from } = await textsOf(request, 'about', 'kind', 'from');
    let made: string;
    try {
      made = (await execute(makeQuestionnaire, scopeOf(locals), { eventId: params.event, about, kind, from })).questionnaireId;
    } catch (caught) {
      return failed(caught, locals);
    }
    redirect(303, href(locals.locale, `/work/events/${params.event}/learning/${made}/questions`));
  },
};
