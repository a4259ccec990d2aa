import { forbidden, notFound } from '#platform/problem.ts';
import { mayChangeNetwork } from '#modules/networks/access.ts';
import { logoOf } from '#modules/networks/queries.ts';
import { scopeOf } from '../../../../signed-in.ts';
import type { RequestHandler } from './$types';

/** The logo as it was drawn anew, for the page on which it is set. */
export const GET: RequestHandler = async ({ locals }) => {
  const scope = scopeOf(locals);
  if (!mayChangeNetwork(scope)) throw forbidden();
  const png = await logoOf(scope);
  if (!png) throw notFound();
  return new Response(new Uint8Array(png), { headers: { 'content-type': 'image/png', 'cache-control': 'private, no-store' } });
};
