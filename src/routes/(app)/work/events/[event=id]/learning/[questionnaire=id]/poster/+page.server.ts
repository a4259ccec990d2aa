import { renderSVG } from 'uqr';
import { notFound } from '#platform/problem.ts';
import { href } from '#platform/words/href.ts';
import { roomToken } from '#modules/events/learning/links.ts';
import { questionnaireResults } from '#modules/events/learning/queries.ts';
import { scopeOf } from '../../../../../../../signed-in.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const { questionnaire } = await questionnaireResults(scope, params.questionnaire);
  const round = questionnaire.rounds.find(({ stage }) => stage === url.searchParams.get('stage'));
  if (!round || round.state !== 'open' || !round.byLink || !questionnaire.about.eventIds.includes(params.event)) throw notFound();
  const address = `${url.origin}${href(locals.locale, `/evaluate/${roomToken(scope.networkId, round.roundId)}`)}`;
  return { titles: questionnaire.about.titles, kind: questionnaire.kind, stage: round.stage, address, code: renderSVG(address, { border: 2 }) };
};
