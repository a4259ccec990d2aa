import { json } from '@sveltejs/kit';
import { linkOrigin } from '#platform/session/origin.ts';
import { statusList } from '#modules/events/certificates/queries.ts';
import type { RequestHandler } from './$types';

/** Which certificates of this network are taken back, signed by it. */
export const GET: RequestHandler = async ({ params, url }) =>
  json(await statusList(params.network, linkOrigin(url.origin), Number(params.list), new Date()), { headers: { 'content-type': 'application/vc+ld+json', 'access-control-allow-origin': '*', 'cache-control': 'no-store' } });
