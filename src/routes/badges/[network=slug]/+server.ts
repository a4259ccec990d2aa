import { json } from '@sveltejs/kit';
import { linkOrigin } from '#platform/session/origin.ts';
import { issuerProfile } from '#modules/events/certificates/queries.ts';
import type { RequestHandler } from './$types';

/** Who signs the badges of this network, and with which key. */
export const GET: RequestHandler = async ({ params, url }) =>
  json(await issuerProfile(params.network, linkOrigin(url.origin)), { headers: { 'content-type': 'application/ld+json', 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=3600' } });
