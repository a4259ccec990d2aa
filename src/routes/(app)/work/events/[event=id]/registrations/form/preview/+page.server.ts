import { notFound } from '#platform/problem.ts';
import { mayArrange } from '#modules/events/access.ts';
import { planOf } from '#modules/events/planning/queries.ts';
import { askedBy } from '#modules/events/registration/form.ts';
import { formToEdit } from '#modules/events/registration/form-queries.ts';
import { scopeOf } from '../../../../../../../signed-in.ts';
import type { PageServerLoad } from './$types';

/** The form as people will see it, before anybody else can open it. */
export const load: PageServerLoad = async ({ locals, params }) => {
  const scope = scopeOf(locals);
  const plan = await planOf(scope, params.event);
  const { form } = await formToEdit(scope, params.event);
  if (!form || !mayArrange(scope, plan.programme.programmeId)) throw notFound();
  return { plan: { eventId: plan.eventId, titles: plan.titles, firstDay: plan.firstDay, lastDay: plan.lastDay }, intro: form.intro, asked: askedBy(form), days: form.retentionDays };
};
