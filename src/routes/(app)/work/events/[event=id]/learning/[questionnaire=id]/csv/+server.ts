import { wordsOf } from '#platform/words/load.ts';
import { questionnaireResults } from '#modules/events/learning/queries.ts';
import { tableOf } from '#modules/events/learning/say.ts';
import { csvOf } from '#platform/documents/csv.ts';
import { notFoundPage, scopeOf } from '../../../../../../../signed-in.ts';
import type { RequestHandler } from './$types';

/** What the page shows, as a table for other programs, in the reader's words. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const results = await questionnaireResults(scopeOf(locals), params.questionnaire);
  if (!results.rounds.length || !results.questionnaire.about.eventIds.includes(params.event)) notFoundPage();
  return new Response(csvOf(tableOf(results, await wordsOf(locals.locale))), { headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="learning.csv"', 'cache-control': 'private, no-store' } });
};
