import { licenceRegister } from '#modules/services/licences/queries.ts';
import { scopeOf } from '../../../../signed-in.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const today = new Date().toISOString().slice(0, 10);
  const ending = url.searchParams.has('ending');
  const page = Math.min(10_000, Math.max(1, Number(url.searchParams.get('page')) || 1));
  return { today, ending, page, register: await licenceRegister(scopeOf(locals), { ending, page, today }) };
};
