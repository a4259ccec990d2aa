import { documentFor } from '#modules/events/documents/queries.ts';
import { download } from '../../../../../download.ts';
import type { RequestHandler } from './$types';

/** A document for whoever has a seat. */
export const GET: RequestHandler = async ({ params }) => download(await documentFor({ token: params.token }, params.document));
