import { sql } from 'kysely';
import { pagesOfNetworks } from '#modules/networks/sitemap-queries.ts';
import { directoryNetworks } from './hsds/queries.ts';

/** The published services, for search engines. */
export const servicePages = pagesOfNetworks('services', directoryNetworks, {
  from: sql`service where network_id = current_network() and published and status <> 'defunct'`,
  path: sql`'/services/' || service_id`,
  changed: sql`to_char(last_modified at time zone 'UTC', 'YYYY-MM-DD')`,
  key: sql`service_id`,
});
