import { documentFor } from '#modules/events/documents/queries.ts';
import { download } from '../../../../../../download.ts';
import { scopeOf } from '../../../../../../signed-in.ts';
import type { RequestHandler } from './$types';

/** A document, for those who work on the event. */
export const GET: RequestHandler = async ({ locals, params }) => download(await documentFor({ scope: scopeOf(locals), eventId: params.event }, params.document));
