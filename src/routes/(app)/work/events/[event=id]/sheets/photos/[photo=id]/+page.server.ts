import { fail, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { Problem } from '#platform/problem.ts';
import { sentence } from '#platform/problem-sentences.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import { mayKeepSheets } from '#modules/events/paper/access.ts';
import { confirmPhoto } from '#modules/events/paper/commands.ts';
import { decisionsIn } from '#modules/events/paper/form.ts';
import { perhapsKnown, photoPage } from '#modules/events/paper/queries.ts';
import { planOf } from '#modules/events/planning/queries.ts';
import { textsIn } from '#modules/events/posted.ts';
import { failed, scopeOf } from '../../../../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const scope = scopeOf(locals);
  const t = await wordsOf(locals.locale);
  const plan = await planOf(scope, params.event);
  const { problem, ...photo } = await photoPage(scope, params.event, params.photo);
  return { plan, photo: { ...photo, problem: problem && sentence(new Problem(422, problem.code, problem.details), t) }, mayKeep: mayKeepSheets(scope, plan.programme.programmeId) };
};

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const scope = scopeOf(locals);
    const texts = textsIn(await request.formData());
    try {
      const { rows } = await photoPage(scope, params.event, params.photo);
      const { decisions, toAsk } = decisionsIn(texts, rows);
      // Whoever may be known is asked about before anything is written.
      const asked = await perhapsKnown(scope, params.event, toAsk);
      if (asked.length) return fail(422, { errors: [], asked, texts });
      await execute(confirmPhoto, scope, { eventId: params.event, photoId: params.photo, rows: decisions, at: new Date().toISOString() });
    } catch (caught) {
      const { status, data } = await failed(caught, locals);
      return fail(status, { errors: data.errors, asked: [], texts });
    }
    redirect(303, href(locals.locale, `/work/events/${params.event}/sheets/photos/${params.photo}`));
  },
};
