import { mayChangeAgreements } from '#modules/alliances/agreements/access.ts';
import { listAgreements } from '#modules/alliances/agreements/queries.ts';
import { scopeOf } from '../../../signed-in.ts';
import { dayOf } from '../networks/today.ts';
import { filterOf } from './filter.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const scope = scopeOf(locals);
  const filter = filterOf(url);
  return { filter, list: await listAgreements(scope, dayOf(url).today, filter), mayChange: mayChangeAgreements(scope) };
};
