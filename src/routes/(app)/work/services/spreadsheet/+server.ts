import { csvOf } from '#platform/documents/csv.ts';
import { workbook } from '#platform/documents/xlsx.ts';
import { wordsOf } from '#platform/words/load.ts';
import { spreadsheetRows } from '#modules/services/intake/queries.ts';
import { scopeOf } from '../../../../signed-in.ts';
import type { RequestHandler } from './$types';

/** The directory as a spreadsheet that can be corrected and imported again: `?format=csv`, else XLSX. Texts stay texts: an XLSX cell says so itself, a CSV cell gets an apostrophe. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const t = await wordsOf(locals.locale);
  const rows = await spreadsheetRows(scopeOf(locals), t);
  const isCsv = url.searchParams.get('format') === 'csv';
  return new Response(isCsv ? csvOf(rows) : Buffer.from(workbook([{ name: 'HSDS', rows }])), {
    headers: {
      'content-type': isCsv ? 'text/csv; charset=utf-8' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="services.${isCsv ? 'csv' : 'xlsx'}"`,
      'cache-control': 'no-store',
    },
  });
};
