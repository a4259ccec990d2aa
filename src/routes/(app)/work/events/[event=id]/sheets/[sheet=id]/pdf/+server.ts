import { wordsOf } from '#platform/words/load.ts';
import { signInSheetDocument } from '#modules/events/paper/document.ts';
import { printedSheet } from '#modules/events/paper/queries.ts';
import { logoOf } from '#modules/networks/queries.ts';
import { scopeOf } from '../../../../../../../signed-in.ts';
import type { RequestHandler } from './$types';

/** The sheet as it was laid down, however the list has changed since; in the language it was made for. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const scope = scopeOf(locals);
  const sheet = await printedSheet(scope, params.event, params.sheet);
  const document = await signInSheetDocument({ ...sheet, logo: await logoOf(scope) }, await wordsOf(sheet.locale));
  return new Response(new Uint8Array(document), { headers: { 'content-type': 'application/pdf', 'content-disposition': `attachment; filename="sign-in-sheet-${sheet.day}-${sheet.code}.pdf"`, 'cache-control': 'private, no-store' } });
};
