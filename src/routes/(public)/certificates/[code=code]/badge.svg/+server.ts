import { bakedBadge } from '#modules/events/certificates/queries.ts';
import type { RequestHandler } from './$types';

/** The badge as a picture that carries its credential. */
export const GET: RequestHandler = async ({ params }) =>
  new Response(await bakedBadge(params.code), { headers: { 'content-type': 'image/svg+xml; charset=utf-8', 'x-robots-tag': 'noindex', 'cache-control': 'no-store', 'access-control-allow-origin': '*' } });
