import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { notFound } from '#platform/problem.ts';
import { href } from '#platform/words/href.ts';
import { mayArrange } from '#modules/events/access.ts';
import { closeRound, openRound, releaseTexts, removeQuestionnaire } from '#modules/events/learning/commands.ts';
import { roomToken } from '#modules/events/learning/links.ts';
import { remindRound, sendRound } from '#modules/events/learning/mailing-commands.ts';
import { isShown, questionnaireResults, roundDue } from '#modules/events/learning/queries.ts';
import { planOf } from '#modules/events/planning/queries.ts';
import { failed, scopeOf, textsOf } from '../../../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const plan = await planOf(scope, params.event);
  const { questionnaire, ...results } = await questionnaireResults(scope, params.questionnaire);
  if (!questionnaire.about.eventIds.includes(params.event)) throw notFound();
  return {
    plan,
    questionnaire,
    ...results,
    rounds: questionnaire.rounds.map((round) => ({
      ...round,
      due: roundDue(questionnaire, round),
      isShown: isShown(round, questionnaire.rounds),
      link: round.state === 'open' && round.byLink ? `${url.origin}${href(locals.locale, `/evaluate/${roomToken(scope.networkId, round.roundId)}`)}` : null,
    })),
    results: results.rounds,
    mayArrange: mayArrange(scope, questionnaire.programmeId),
  };
};

const back = (locals: App.Locals, { event, questionnaire }: { event: string; questionnaire: string }) => redirect(303, href(locals.locale, `/work/events/${event}/learning/${questionnaire}`));
const today = () => new Date().toISOString().slice(0, 10);

export const actions: Actions = {
  open: async ({ request, locals, params, url }) => {
    const { round, byMail, byLink } = await textsOf(request, 'round', 'byMail', 'byLink');
    try {
      await execute(openRound, scopeOf(locals), { roundId: round, byMail: byMail === 'yes', byLink: byLink === 'yes', locale: locals.locale, origin: url.origin });
    } catch (caught) {
      return failed(caught, locals);
    }
    back(locals, params);
  },
  close: async ({ request, locals, params }) => {
    const { round, showAlone } = await textsOf(request, 'round', 'showAlone');
    try {
      await execute(closeRound, scopeOf(locals), { roundId: round, showAlone: showAlone === 'yes' });
    } catch (caught) {
      return failed(caught, locals);
    }
    back(locals, params);
  },
  send: async ({ request, locals, params }) => {
    const { round } = await textsOf(request, 'round');
    try {
      await execute(sendRound, scopeOf(locals), { roundId: round, on: today() });
    } catch (caught) {
      return failed(caught, locals);
    }
    back(locals, params);
  },
  remind: async ({ request, locals, params }) => {
    const { round } = await textsOf(request, 'round');
    try {
      await execute(remindRound, scopeOf(locals), { roundId: round, on: today() });
    } catch (caught) {
      return failed(caught, locals);
    }
    back(locals, params);
  },
  release: async ({ request, locals, params }) => {
    const fields = await request.formData();
    try {
      await execute(releaseTexts, scopeOf(locals), { roundId: String(fields.get('round') ?? ''), question: String(fields.get('question') ?? ''), places: fields.getAll('place').map(Number) });
    } catch (caught) {
      return failed(caught, locals);
    }
    back(locals, params);
  },
  remove: async ({ locals, params }) => {
    try {
      await execute(removeQuestionnaire, scopeOf(locals), { questionnaireId: params.questionnaire });
    } catch (caught) {
      return failed(caught, locals);
    }
    redirect(303, href(locals.locale, `/work/events/${params.event}/learning`));
  },
};
