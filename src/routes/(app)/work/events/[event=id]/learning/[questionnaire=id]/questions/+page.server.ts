import { error, fail, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { notFound } from '#platform/problem.ts';
import { href } from '#platform/words/href.ts';
import { mayArrange } from '#modules/events/access.ts';
import { saveQuestions } from '#modules/events/learning/commands.ts';
import { markOf, settingsIn, settingsOf } from '#modules/events/learning/form.ts';
import { textsIn } from '#modules/events/posted.ts';
import { questionnaireResults } from '#modules/events/learning/queries.ts';
import type { Scope } from '#platform/session/scope.ts';
import { failed, scopeOf } from '../../../../../../../signed-in.ts';
import { languageOf } from '../../../../../../../written-in.ts';
import type { Actions, PageServerLoad } from './$types';

async function asked(scope: Scope, params: { event: string; questionnaire: string }) {
  const { questionnaire } = await questionnaireResults(scope, params.questionnaire);
  if (!questionnaire.about.eventIds.includes(params.event)) throw notFound();
  return questionnaire;
}

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const questionnaire = await asked(scope, params);
  if (!mayArrange(scope, questionnaire.programmeId)) error(403);
  const language = languageOf(url, locals);
  const { kind, about, isReplaced, rounds } = questionnaire;
  return { eventId: params.event, questionnaireId: params.questionnaire, kind, titles: about.titles, isReplaced, isAnswered: rounds.some(({ answered }) => answered > 0), language, intro: questionnaire.intro, seen: markOf(questionnaire), settings: settingsOf(questionnaire, language), saved: url.searchParams.has('saved') };
};

export const actions: Actions = {
  default: async ({ request, locals, params, url }) => {
    const texts = textsIn(await request.formData());
    const scope = scopeOf(locals);
    const language = languageOf(url, locals);
    let saved: string;
    try {
      const questionnaire = await asked(scope, params);
      saved = (await execute(saveQuestions, scope, { questionnaireId: params.questionnaire, seen: texts.seen || null, ...settingsIn(texts, { ...questionnaire, language }) })).questionnaireId;
    } catch (caught) {
      const { status, data } = await failed(caught, locals);
      return fail(status, { errors: data.errors, texts });
    }
    redirect(303, `${href(locals.locale, `/work/events/${params.event}/learning/${saved}/questions`)}?saved&in=${language}`);
  },
};
