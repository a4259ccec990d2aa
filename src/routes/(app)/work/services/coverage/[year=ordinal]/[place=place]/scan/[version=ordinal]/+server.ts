import { notFound } from '#platform/problem.ts';
import { mayKeepCoverage } from '#modules/services/coverage/access.ts';
import { scanOf } from '#modules/services/coverage/answer-queries.ts';
import { download } from '../../../../../../../../download.ts';
import { scopeOf } from '../../../../../../../../signed-in.ts';
import type { RequestHandler } from './$types';

/** The signed paper a version was entered from. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const scope = scopeOf(locals);
  if (!mayKeepCoverage(scope)) throw notFound();
  return download(await scanOf(scope, Number(params.year), params.place, Number(params.version)));
};
