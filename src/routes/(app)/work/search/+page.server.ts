import { wordsOf } from '#platform/words/load.ts';
import { findEverywhere } from '#modules/search/queries.ts';
import { scopeOf } from '../../../signed-in.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const q = url.searchParams.get('q')?.trim().slice(0, 200) ?? '';
  return { q, groups: await findEverywhere(scopeOf(locals), q, await wordsOf(locals.locale)) };
};
