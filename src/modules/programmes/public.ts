/** What a visitor without an account may list: the programmes that the networks of this installation have published. */
import { sql } from 'kysely';
import { database } from '#platform/db/database.ts';
import type { Page } from '#platform/db/cursor.ts';
import { publicScope } from '#platform/session/scope.ts';
import { networkOf } from '#modules/networks/queries.ts';
import type { Network } from '#modules/networks/shape.ts';
import { listProgrammes, type ProgrammeFilter } from './queries.ts';
import type { ProgrammeRow } from './shape.ts';

/** The networks that have published something; each is asked through its own wall. */
export async function publicNetworks(): Promise<Network[]> {
  const { rows } = await sql<{ id: string }>`select networks_with_programmes() as id`.execute(database());
  const networks = await Promise.all(rows.map(({ id }) => networkOf(publicScope(id))));
  return networks.sort((a, b) => a.slug.localeCompare(b.slug));
}

/** Published programmes by network; networks in which nothing matches are left out. */
export async function publishedProgrammes(filter: ProgrammeFilter = {}, networkSlug: string | null = null): Promise<{ network: Network; page: Page<ProgrammeRow> }[]> {
  const networks = (await publicNetworks()).filter((network) => networkSlug === null || network.slug === networkSlug);
  const lists = await Promise.all(networks.map(async (network) => ({ network, page: await listProgrammes(publicScope(network.networkId), filter) })));
  return lists.filter(({ page }) => page.total > 0);
}
