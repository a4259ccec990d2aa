import { pictureFile } from '#modules/events/after/gallery/queries.ts';
import type { RequestHandler } from './$types';

/** One size of a picture. Browsers may keep a published one, but ask each time whether it still is: taken off the page it is gone at once, everywhere. */
export const GET: RequestHandler = async ({ locals, params, request }) => {
  const { bytes, isPublic } = await pictureFile(locals.scope ?? null, params.picture, Number(params.width));
  // A picture is never drawn again under the same id.
  const etag = `"${params.picture}-${params.width}"`;
  const headers = { 'content-type': 'image/jpeg', 'cache-control': isPublic ? 'public, no-cache' : 'private, no-store', 'content-disposition': 'inline', ...(isPublic && { etag }) };
  const known = (request.headers.get('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (isPublic && known.includes(etag)) return new Response(null, { status: 304, headers });
  return new Response(bytes as Uint8Array<ArrayBuffer>, { headers: { ...headers, 'content-length': String(bytes.byteLength) } });
};
