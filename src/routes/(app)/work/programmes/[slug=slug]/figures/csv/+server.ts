import { wordsOf } from '#platform/words/load.ts';
import { csvOf } from '#platform/documents/csv.ts';
import { askedIn } from '#modules/programmes/questions/asked-queries.ts';
import { notFoundPage, scopeOf } from '../../../../../../signed-in.ts';
import type { RequestHandler } from './$types';

/** The same answer as on the page, as a table for other programs. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const t = await wordsOf(locals.locale);
  const { question, said } = await askedIn(scopeOf(locals), params.slug, url.searchParams, t);
  if (!said) notFoundPage();
  const head = [t('questions.line'), ...(question.by === 'none' ? [] : [t(`questions.split_${question.by}`)]), t('questions.net'), t('questions.count'), t('questions.gross'), ''];
  const rows = said!.lines.map(({ of, value, figure, unit, gross, line }) => [of, ...(question.by === 'none' ? [] : [value]), figure, unit, gross === null ? null : String(gross), line]);
  return new Response(csvOf([head, ...rows]), { headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="${params.slug}-figures.csv"`, 'cache-control': 'private, no-store' } });
};
