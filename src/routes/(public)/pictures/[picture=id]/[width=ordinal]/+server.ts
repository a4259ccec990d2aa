import { pictureFile } from '#modules/events/after/gallery/queries.ts';
import type { RequestHandler } from './$types';

/** One size of a picture. A published one may be kept by browsers for a while; taken off the page it is gone within the hour. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { bytes, isPublic } = await pictureFile(locals.scope ?? null, params.picture, Number(params.width));
  return new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: { 'content-type': 'image/jpeg', 'content-length': String(bytes.byteLength), 'cache-control': isPublic ? 'public, max-age=3600' : 'private, no-store', 'content-disposition': 'inline' },
  });
};
