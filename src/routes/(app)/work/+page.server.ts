import { accountNames } from '#platform/session/members/queries.ts';
import { waiting } from '#modules/duplicates/queries.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { nextStep } from '#modules/programmes/missing/next-step.ts';
import { seesMissing, whatIsMissing } from '#modules/programmes/missing/queries.ts';
import { mayRecord } from '#modules/results/access.ts';
import { scopeOf } from '../../signed-in.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const scope = scopeOf(locals);
  const missing = await whatIsMissing(scope);
  const accounts = await accountNames(scope, missing.flatMap(({ account }) => account ?? []));
  const { names } = await networkOf(scope);
  return {
    isAsked: seesMissing(scope),
    duplicates: await waiting(scope),
    mayImport: mayRecord(scope, scope.programmeIds?.[0] ?? ''),
    missing: missing.map((one) => ({ ...one, next: nextStep(scope, one), person: (one.account && accounts[one.account]) || null, network: names })),
  };
};
