import { sourceFile } from '#modules/events/import/queries.ts';
import { download } from '../../../../download.ts';
import { scopeOf } from '../../../../signed-in.ts';
import type { RequestHandler } from './$types';

/** The file a list came in. */
export const GET: RequestHandler = async ({ locals, params }) => download(await sourceFile(scopeOf(locals), params.file));
