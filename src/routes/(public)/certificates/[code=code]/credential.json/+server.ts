import { json } from '@sveltejs/kit';
import { signedCredential } from '#modules/events/certificates/queries.ts';
import type { RequestHandler } from './$types';

/** The certificate as a signed Open Badges 3.0 credential, for wallets and verifiers anywhere. */
export const GET: RequestHandler = async ({ params }) =>
  json((await signedCredential(params.code)).credential, { headers: { 'content-type': 'application/vc+ld+json', 'x-robots-tag': 'noindex', 'cache-control': 'no-store', 'access-control-allow-origin': '*' } });
