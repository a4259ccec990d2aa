import { mayPropose } from '#modules/proposals/access.ts';
import { mayChangeServices } from '#modules/services/access.ts';
import { licencesEnding } from '#modules/services/licences/queries.ts';
import { listServices } from '#modules/services/queries.ts';
import { scopeOf } from '../../../signed-in.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const scope = scopeOf(locals);
  const q = url.searchParams.get('q')?.slice(0, 200) ?? '';
  return { q, list: await listServices(scope, { q, page: Number(url.searchParams.get('page')) || 1 }), ending: await licencesEnding(scope, new Date().toISOString().slice(0, 10)), mayChange: mayChangeServices(scope), mayPropose: mayPropose(scope) };
};
