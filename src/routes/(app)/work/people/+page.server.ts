import { findPeople } from '#modules/people/queries.ts';
import { mayAddPerson, maySeePeople } from '#modules/people/access.ts';
import { notFoundPage, scopeOf } from '../../../signed-in.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const scope = scopeOf(locals);
  if (!maySeePeople(scope)) notFoundPage();
  const q = url.searchParams.get('q');
  return { people: await findPeople(scope, { q, after: url.searchParams.get('after'), before: url.searchParams.get('before') }), q, mayAdd: mayAddPerson(scope) };
};
