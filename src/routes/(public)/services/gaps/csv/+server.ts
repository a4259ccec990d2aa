import { csvOf } from '#platform/documents/csv.ts';
import { gapsAsked } from '../asked.ts';
import type { RequestHandler } from './$types';

/** The gap list as it is filtered, all of its pages. */
export const GET: RequestHandler = async ({ url, locals: { locale } }) => {
  const { t, rows, heading } = await gapsAsked(url, locale);
  const year = (one: number | null) => (one === null ? '' : String(one));
  const head = ['unit', t('coverage.place'), t('coverage.within'), t('coverage.kind'), t('coverage.standing'), t('coverage.csv_answered'), t('coverage.csv_since'), t('coverage.csv_last'), t('coverage.measure_listed'), t('coverage.rests_on')];
  const table = [head, ...rows.map((row) => [row.place, row.name, row.within ?? '', heading, t(`coverage.standing_${row.standing}`), year(row.answeredFor), year(row.noneSince), year(row.lastThere), String(row.listed), row.reason])];
  return new Response(csvOf(table), { headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="gaps.csv"' } });
};
