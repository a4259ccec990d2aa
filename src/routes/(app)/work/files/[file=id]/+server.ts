import { redirect } from '@sveltejs/kit';
import { href } from '#platform/words/href.ts';
import { sourceFile } from '#modules/events/import/queries.ts';
import { photoOf } from '#modules/events/paper/queries.ts';
import { download } from '../../../../download.ts';
import { scopeOf } from '../../../../signed-in.ts';
import type { RequestHandler } from './$types';

/** The file a list came in; behind a signature the page of the photograph, with its cut-outs. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const scope = scopeOf(locals);
  const photo = await photoOf(scope, params.file);
  if (photo) redirect(303, href(locals.locale, `/work/events/${photo.eventId}/sheets/photos/${photo.photoId}`));
  return download(await sourceFile(scope, params.file));
};
