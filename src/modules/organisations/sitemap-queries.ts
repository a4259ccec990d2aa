import { sql } from 'kysely';
import { publicNetworks } from '#modules/networks/queries.ts';
import { pagesOfNetworks } from '#modules/networks/sitemap-queries.ts';
import { isPublicOrganisation } from './queries.ts';

/** The organisations visitors see, for search engines. */
export const organisationPages = pagesOfNetworks('organisations', async () => (await publicNetworks()).map(({ networkId }) => networkId), {
  from: sql`organisation o where o.network_id = current_network() and o.same_as is null and ${isPublicOrganisation}`,
  path: sql`'/organisations/' || o.organisation_id`,
  changed: sql`o.assured_on::text`,
  key: sql`o.organisation_id`,
});
