import { accountNames } from '#platform/session/members/queries.ts';
import { whatIsMissing } from '#modules/programmes/missing/queries.ts';
import { scopeOf } from '../../signed-in.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const missing = await whatIsMissing(scopeOf(locals));
  const names = await accountNames(scopeOf(locals), missing.flatMap(({ account }) => account ?? []));
  return { missing: missing.map((one) => ({ ...one, who: (one.account && names[one.account]) || one.organisation })) };
};
