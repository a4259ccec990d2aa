import { publicScope } from '#platform/session/scope.ts';
import type { PublicPages } from '#platform/sitemap/sitemap.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { allUnits } from '#modules/places/gazetteer.ts';
import { coverageNetworks } from './queries.ts';

/** The page of each of the 547 units, once a real network has something to show there; what only a demo shows is made up and is nobody's to find. */
const units = async (): Promise<string[]> => {
  const all = await Promise.all((await coverageNetworks()).map((id) => networkOf(publicScope(id))));
  return all.length && all.every(({ isDemo }) => !isDemo) ? allUnits().map(({ id }) => id) : [];
};

export const placePages: PublicPages = {
  name: 'places',
  count: async () => (await units()).length,
  list: async (offset, limit) => (await units()).slice(offset, offset + limit).map((id) => ({ path: `/services/places/${id}` })),
};
