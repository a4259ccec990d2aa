import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { mayAssign, seesAnyAssessment } from '#modules/alliances/peer-review/access.ts';
import { discardAssessment, saveAssessment, submitAssessment } from '#modules/alliances/peer-review/commands.ts';
import { assessment } from '#modules/alliances/peer-review/queries.ts';
import { criteriaOf, standardCalled } from '#modules/alliances/peer-review/standards.ts';
import { failed, notFoundPage, scopeOf, textsOf } from '../../../../signed-in.ts';
import { dayOf } from '../../networks/today.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  if (!seesAnyAssessment(scope)) notFoundPage();
  const found = await assessment(scope, params.assessment);
  return { assessment: found, mayDiscard: found.isOpen && mayAssign(scope), today: dayOf(url).today, saved: url.searchParams.has('saved') };
};

const here = (locals: App.Locals, assessmentId: string, more = '') => `${href(locals.locale, `/work/assessments/${assessmentId}`)}${more}`;

export const actions: Actions = {
  save: async ({ request, locals, params }) => {
    const scope = scopeOf(locals);
    let values: Record<string, string> = {};
    try {
      const criteria = criteriaOf(standardCalled((await assessment(scope, params.assessment)).standard)).map(({ id }) => id);
      values = await textsOf(request, 'onDay', 'summary', ...criteria.flatMap((id) => [`score_${id}`, `comment_${id}`]));
      const scores = Object.fromEntries(criteria.flatMap((id) => (values[`score_${id}`] ? [[id, { score: Number(values[`score_${id}`]), comment: values[`comment_${id}`]?.trim() || null }]] : [])));
      await execute(saveAssessment, scope, { assessmentId: params.assessment, onDay: values.onDay, summary: values.summary?.trim() || null, scores });
    } catch (caught) {
      return failed(caught, locals, values);
    }
    redirect(303, here(locals, params.assessment, '?saved'));
  },
  submit: async ({ locals, params }) => {
    try {
      await execute(submitAssessment, scopeOf(locals), { assessmentId: params.assessment });
    } catch (caught) {
      return failed(caught, locals);
    }
    redirect(303, here(locals, params.assessment));
  },
  discard: async ({ locals, params }) => {
    try {
      await execute(discardAssessment, scopeOf(locals), { assessmentId: params.assessment });
    } catch (caught) {
      return failed(caught, locals);
    }
    redirect(303, href(locals.locale, '/work/assessments'));
  },
};
