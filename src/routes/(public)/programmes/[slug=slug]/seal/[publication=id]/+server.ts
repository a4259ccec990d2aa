import { json } from '@sveltejs/kit';
import { sealedLinesOf } from '#modules/programmes/public/queries.ts';
import type { RequestHandler } from './$types';

/** The definition and the lines a seal was made over, exactly as they were sealed: `static/verify-seal.js` makes it again from these. */
export const GET: RequestHandler = async ({ params }) => json(await sealedLinesOf(params.slug, params.publication));
