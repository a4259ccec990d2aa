import { cropOf } from '#modules/events/paper/queries.ts';
import { scopeOf } from '../../../../../../../../../signed-in.ts';
import type { RequestHandler } from './$types';

/** The cut-out of one row. */
export const GET: RequestHandler = async ({ locals, params }) =>
  new Response((await cropOf(scopeOf(locals), params.event, params.photo, Number(params.row))) as Uint8Array<ArrayBuffer>, { headers: { 'content-type': 'image/jpeg', 'cache-control': 'private, no-store' } });
