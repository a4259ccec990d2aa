import { sql } from 'kysely';
import { pagesOfNetworks } from '#modules/networks/sitemap-queries.ts';
import { networksWithAlliances } from './queries.ts';

/** The published networks of organisations, for search engines. */
export const alliancePages = pagesOfNetworks('networks', networksWithAlliances, {
  from: sql`alliance where network_id = current_network() and published_at is not null`,
  path: sql`'/networks/' || alliance_id`,
  changed: sql`to_char(published_at at time zone 'UTC', 'YYYY-MM-DD')`,
  key: sql`alliance_id`,
});

/** The guidelines a published network has adopted and published. */
export const guidelinePages = pagesOfNetworks('guidelines', networksWithAlliances, {
  from: sql`guideline g join alliance a using (network_id, alliance_id) where g.network_id = current_network() and g.published_at is not null and a.published_at is not null`,
  path: sql`'/networks/' || g.alliance_id || '/guidelines/' || g.guideline_id`,
  changed: sql`to_char(g.published_at at time zone 'UTC', 'YYYY-MM-DD')`,
  key: sql`g.guideline_id`,
});
