import { reading } from '#platform/db/transaction.ts';
import { listProgrammes } from '#modules/programmes/queries.ts';
import { mayLinkClaims } from '#modules/results/claims/access.ts';
import { talliesOf } from '#modules/results/claims/queries.ts';
import { scopeOf } from '../../../signed-in.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const scope = scopeOf(locals);
  const { items, ...page } = await listProgrammes(scope, { after: url.searchParams.get('after'), before: url.searchParams.get('before') });
  const tallies = await reading(scope, (tx) => talliesOf(tx, scope, items.map(({ programmeId }) => programmeId)));
  return { page, programmes: items.map((one) => ({ ...one, tally: tallies.get(one.programmeId) ?? null, mayLink: mayLinkClaims(scope, one.programmeId) })) };
};
