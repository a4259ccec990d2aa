import { sql } from 'kysely';
import { pagesOfNetworks } from '#modules/networks/sitemap-queries.ts';
import { publicNetworks } from '#modules/networks/queries.ts';

/** The published programmes, for search engines. */
export const programmePages = pagesOfNetworks('programmes', async () => (await publicNetworks()).map(({ networkId }) => networkId), {
  from: sql`programme where network_id = current_network() and published_at is not null`,
  path: sql`'/programmes/' || slug`,
  changed: sql`to_char(published_at at time zone 'UTC', 'YYYY-MM-DD')`,
  key: sql`slug`,
});
