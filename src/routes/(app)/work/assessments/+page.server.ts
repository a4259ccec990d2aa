import { seesAnyAssessment } from '#modules/alliances/peer-review/access.ts';
import { listAssessments } from '#modules/alliances/peer-review/queries.ts';
import { notFoundPage, scopeOf } from '../../../signed-in.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const scope = scopeOf(locals);
  if (!seesAnyAssessment(scope)) notFoundPage();
  return { list: await listAssessments(scope, Number(url.searchParams.get('page')) || 1) };
};
