import { fail, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { placeOf, tryOnce } from '#platform/session/throttle.ts';
import { href } from '#platform/words/href.ts';
import { giveAnswers } from '#modules/events/learning/answer-commands.ts';
import { codeOf } from '#modules/events/learning/code.ts';
import { answersIn, codePartsIn } from '#modules/events/learning/form.ts';
import { textsIn } from '#modules/events/posted.ts';
import { openedRound } from '#modules/events/learning/queries.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { failed } from '../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, setHeaders }) => {
  const { scope, questionnaire, round, state, needsCode } = await openedRound(params.token);
  setHeaders({ 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' });
  const { about, intro } = questionnaire;
  return {
    network: await networkOf(scope), titles: about.titles, days: about.days, kind: questionnaire.kind, stage: round.stage, state, intro, needsCode,
    // What is right is not for who answers: neither before nor after.
    questions: state === 'open' ? questionnaire.questions.map((one) => ({ ...one, right: [] })) : [],
  };
};

export const actions: Actions = {
  default: async ({ request, params, locals, getClientAddress }) => {
    const fields = await request.formData();
    const texts = textsIn(fields);
    try {
      await tryOnce('answersFromHere', placeOf(getClientAddress()));
      // The scope is a visitor's, also for whoever is signed in: nothing that is written knows her account.
      const { scope } = await openedRound(params.token);
      await execute(giveAnswers, scope, { token: params.token, code: codeOf(codePartsIn(texts)), answers: answersIn(fields) });
    } catch (caught) {
      const { status, data } = await failed(caught, locals);
      return fail(status, { errors: data.errors, texts });
    }
    redirect(303, href(locals.locale, '/evaluate/thanks'));
  },
};
