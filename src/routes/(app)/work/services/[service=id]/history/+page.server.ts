import { accountNames } from '#platform/session/members/queries.ts';
import { versionsOf } from '#modules/proposals/queries.ts';
import { scopeOf } from '../../../../../signed-in.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const scope = scopeOf(locals);
  const { title, versions } = await versionsOf(scope, 'service', params.service);
  return { id: params.service, title, versions, names: await accountNames(scope, versions.flatMap(({ accountId }) => accountId ?? [])) };
};
