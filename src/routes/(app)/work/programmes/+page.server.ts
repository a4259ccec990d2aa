import { findProgrammes } from '#modules/programmes/queries.ts';
import { mayAddProgramme, mayChangeProgramme } from '#modules/programmes/access.ts';
import { filterOf } from '#modules/programmes/filter.ts';
import { scopeOf } from '../../../signed-in.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const scope = scopeOf(locals);
  const filter = filterOf(url.searchParams);
  const { items, ...page } = await findProgrammes(scope, filter);
  return { filter, page, programmes: items.map((one) => ({ ...one, mayChange: mayChangeProgramme(scope, one.programmeId) })), mayAdd: mayAddProgramme(scope) };
};
