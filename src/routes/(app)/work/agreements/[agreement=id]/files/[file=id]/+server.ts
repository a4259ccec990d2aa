import { agreementFile } from '#modules/alliances/agreements/queries.ts';
import { download } from '../../../../../../download.ts';
import { scopeOf } from '../../../../../../signed-in.ts';
import type { RequestHandler } from './$types';

/** The signed paper, for those who see the agreement. */
export const GET: RequestHandler = async ({ locals, params }) => download(await agreementFile(scopeOf(locals), params.agreement, params.file));
