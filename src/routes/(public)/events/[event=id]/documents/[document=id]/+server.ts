import { documentFor } from '#modules/events/documents/queries.ts';
import { download } from '../../../../../download.ts';
import type { RequestHandler } from './$types';

/** A document everybody may see. */
export const GET: RequestHandler = async ({ params }) => download(await documentFor({ eventId: params.event }, params.document));
