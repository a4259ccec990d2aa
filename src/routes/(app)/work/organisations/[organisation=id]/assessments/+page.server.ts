import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { mayAssign } from '#modules/alliances/peer-review/access.ts';
import { beginAssessment } from '#modules/alliances/peer-review/commands.ts';
import { assessmentsOf, seesPageOf } from '#modules/alliances/peer-review/queries.ts';
import { organisation } from '#modules/organisations/queries.ts';
import { failed, notFoundPage, scopeOf, textsOf } from '../../../../../signed-in.ts';
import { namesOf, organisationNamed } from '../../../networks/named.ts';
import { dayOf } from '../../../networks/today.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const { organisationId, name, names } = await organisation(scope, params.organisation);
  if (!(await seesPageOf(scope, organisationId))) notFoundPage();
  const assigns = mayAssign(scope);
  return { organisation: { organisationId, name, names }, assessments: await assessmentsOf(scope, organisationId), assigns, isOwn: scope.organisationId === organisationId, choices: assigns ? await namesOf(scope) : [], today: dayOf(url).today };
};

export const actions: Actions = {
  begin: async ({ request, locals, params }) => {
    const scope = scopeOf(locals);
    const values = await textsOf(request, 'kind', 'reviewer', 'onDay');
    let assessmentId: string;
    try {
      const reviewerId = values.kind === 'peer' ? await organisationNamed(scope, values.reviewer, 'reviewer') : null;
      ({ assessmentId } = await execute(beginAssessment, scope, { organisationId: params.organisation, kind: values.kind, reviewerId, onDay: values.onDay }));
    } catch (caught) {
      return failed(caught, locals, values);
    }
    redirect(303, href(locals.locale, `/work/assessments/${assessmentId}`));
  },
};
