import { listProgrammes } from '#modules/programmes/queries.ts';
import { practice } from '#modules/programmes/demo/practice.ts';
import { allWorkbooks, workbooks } from '#modules/programmes/demo/workbooks.ts';
import { scopeOf } from '../../../signed-in.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { items } = await listProgrammes(scopeOf(locals), { limit: 200 });
  return { workbooks, allWorkbooks, programme: items.find(({ slug }) => slug === practice.fiche.slug) ?? null };
};
