import { notFound } from '#platform/problem.ts';
import { mayKeepCoverage } from '#modules/services/coverage/access.ts';
import { blankPaper } from '../../../../../../../blank-questionnaire.ts';
import { scopeOf } from '../../../../../../../signed-in.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
  const scope = scopeOf(locals);
  if (!mayKeepCoverage(scope)) throw notFound();
  return blankPaper(scope, Number(params.year), params.place);
};
