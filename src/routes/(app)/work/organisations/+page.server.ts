import { mayAddOrganisation } from '#modules/organisations/access.ts';
import { findOrganisations } from '#modules/organisations/queries.ts';
import { organisationTypes, type OrganisationType } from '#modules/organisations/shape.ts';
import { placeName } from '#modules/places/say.ts';
import { wordsOf } from '#platform/words/load.ts';
import { scopeOf } from '../../../signed-in.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const scope = scopeOf(locals);
  const t = await wordsOf(locals.locale);
  const wanted = url.searchParams.get('type');
  const type = organisationTypes.find((one) => one === wanted) ?? (null as OrganisationType | null);
  const q = url.searchParams.get('q');
  const list = await findOrganisations(scope, { q, type, after: url.searchParams.get('after'), before: url.searchParams.get('before') });
  return { list: { ...list, items: list.items.map((one) => ({ ...one, seatName: one.seat && placeName(one.seat, t) })) }, q, type, mayAdd: mayAddOrganisation(scope) };
};
