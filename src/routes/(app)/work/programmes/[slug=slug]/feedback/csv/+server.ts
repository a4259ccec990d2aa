import { csvOf } from '#platform/documents/csv.ts';
import { wordsOf } from '#platform/words/load.ts';
import { gapTable } from '#modules/events/after/feedback/show.ts';
import { scopeOf } from '../../../../../../signed-in.ts';
import { shownFeedback } from '../shown.ts';
import type { RequestHandler } from './$types';

/** The list of the page, as a table for other programs. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { open, waived } = await shownFeedback(scopeOf(locals), params.slug, locals.locale);
  return new Response(csvOf(gapTable(open, waived, await wordsOf(locals.locale))), { headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="${params.slug}-feedback.csv"`, 'cache-control': 'private, no-store' } });
};
