import { wordsOf } from '#platform/words/load.ts';
import { mayChangeProgramme } from '#modules/programmes/access.ts';
import { askedIn } from '#modules/programmes/questions/asked-queries.ts';
import { scopeOf } from '../../../../../signed-in.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const asked = await askedIn(scope, params.slug, url.searchParams, await wordsOf(locals.locale));
  return { ...asked, search: url.search, mayChange: mayChangeProgramme(scope, asked.fiche.programmeId) };
};
