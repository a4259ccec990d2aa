import { photoFile } from '#modules/events/paper/queries.ts';
import { scopeOf } from '../../../../../../../../signed-in.ts';
import type { RequestHandler } from './$types';

/** The whole photograph as it is kept: without where and with what it was taken. Its kind was found out from its bytes when it came. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { bytes, mediaType } = await photoFile(scopeOf(locals), params.event, params.photo);
  return new Response(bytes as Uint8Array<ArrayBuffer>, { headers: { 'content-type': mediaType, 'cache-control': 'private, no-store', 'content-disposition': 'inline' } });
};
