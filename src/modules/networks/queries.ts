import { sql, type RawBuilder } from 'kysely';
import { pageSize, type Page, type PageRequest } from '#platform/db/cursor.ts';
import { database } from '#platform/db/database.ts';
import { reading } from '#platform/db/transaction.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { publicScope, type Scope } from '#platform/session/scope.ts';
import type { Localised } from '#platform/words/localised.ts';
import { timeZoneAt } from '#platform/words/zone.ts';
import type { Network } from './shape.ts';

/** The network of the scope. @throws 404 when it is no longer there. */
export const networkOf = (scope: Scope): Promise<Network> =>
  reading(scope, async (tx) => {
    const row = await tx.selectFrom('network').selectAll().where('network_id', '=', scope.networkId).executeTakeFirst();
    if (!row) throw notFound();
    return { networkId: row.network_id, slug: row.slug, names: row.names as Localised, country: row.country as Network['country'], isDemo: row.is_demo, contact: { name: row.contact_name, email: row.contact_email, phone: row.contact_phone } };
  });

/** The network's logo as PNG; null where it has none. */
export const logoOf = (scope: Pick<Scope, 'networkId'>): Promise<Buffer | null> =>
  reading(scope, async (tx) => (await tx.selectFrom('network_logo').select('png').where('network_id', '=', scope.networkId).executeTakeFirst())?.png ?? null);

/** The clocks of the network with this id, in SQL: as `timeZoneAt` says them. */
export const zoneOfNetwork = (networkId: RawBuilder<unknown>) =>
  sql<string>`(select case n.country when 'BG' then ${timeZoneAt('BG')} when 'MD' then ${timeZoneAt('MD')} else ${timeZoneAt(null)} end from network n where n.network_id = ${networkId})`;

/** The networks that have published something; each is asked through its own wall. */
export async function publicNetworks(): Promise<Network[]> {
  const { rows } = await sql<{ id: string }>`select networks_with_something() as id`.execute(database());
  const networks = await Promise.all(rows.map(({ id }) => networkOf(publicScope(id))));
  return networks.sort((a, b) => (a.slug < b.slug ? -1 : 1));
}

/**
 * A visitor's list over all networks that have published something, one network after the other, as one list with one cursor:
 * the network's slug, a dot, and the cursor inside that network's list.
 * @param list the list of one network; asked through that network's own wall.
 */
export async function acrossNetworks<Row>(request: Pick<PageRequest, 'after' | 'limit'>, list: (scope: Scope, request: PageRequest) => Promise<Page<Row>>): Promise<Page<Row & { network: Network }>> {
  const [, first = '', within = ''] = request.after ? (/^([a-z0-9-]{2,60})\.([A-Za-z0-9_-]*)$/.exec(request.after) ?? badCursor()) : [];
  const items: (Row & { network: Network })[] = [];
  let room = pageSize(request.limit);
  let total = 0;
  let next: string | null = null;
  for (const network of await publicNetworks()) {
    const passed = network.slug < first;
    // Also networks that are passed already, or not reached yet, are asked how many they have.
    const page = await list(publicScope(network.networkId), { limit: Math.max(1, passed ? 1 : room), after: network.slug === first && within ? within : null });
    total += page.total;
    if (passed || next !== null || !page.items.length) continue;
    if (room === 0) {
      next = `${network.slug}.`;
      continue;
    }
    items.push(...page.items.map((row) => ({ ...row, network })));
    room -= page.items.length;
    if (page.next) next = `${network.slug}.${page.next}`;
  }
  return { items, total, previous: null, next };
}

/** The first published thing that is found in one of the networks, with the scope of a visitor there. @throws 404 */
export async function inSomeNetwork<Found>(find: (scope: Scope) => Promise<Found | null>): Promise<Found> {
  for (const { networkId } of await publicNetworks()) {
    const found = await find(publicScope(networkId));
    if (found) return found;
  }
  throw notFound();
}

function badCursor(): never {
  throw new Problem(400, 'platform.bad_cursor');
}
