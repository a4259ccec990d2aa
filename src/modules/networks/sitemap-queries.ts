import { sql, type RawBuilder } from 'kysely';
import { reading } from '#platform/db/transaction.ts';
import { publicScope } from '#platform/session/scope.ts';
import type { PublicPages } from '#platform/sitemap/sitemap.ts';
import { networkOf } from './queries.ts';

/**
 * Rows of real networks as public pages for search engines: one network after the other, each through its own wall. What a demo network shows is made up and is nobody's to find.
 * @param networks those that may have such rows, in a fixed order
 * @param from table and condition: `programme where published_at is not null`
 * @param path SQL for the address, `changed` for the day of the last change (text) or null, `key` for the order
 */
export function pagesOfNetworks(name: string, networks: () => Promise<readonly string[]>, of: { from: RawBuilder<unknown>; path: RawBuilder<unknown>; changed: RawBuilder<unknown>; key: RawBuilder<unknown> }): PublicPages {
  const real = async () => {
    const all = await Promise.all((await networks()).map((id) => networkOf(publicScope(id))));
    return all.filter(({ isDemo }) => !isDemo).map(({ networkId }) => publicScope(networkId));
  };
  const countIn = (scope: { networkId: string }) => reading(scope, async (tx) => (await sql<{ n: number }>`select count(*)::int as n from ${of.from}`.execute(tx)).rows[0]!.n);
  return {
    name,
    count: async () => (await Promise.all((await real()).map(countIn))).reduce((sum, n) => sum + n, 0),
    async list(offset, limit) {
      const pages: { path: string; changedOn: string | null }[] = [];
      let passed = 0;
      for (const scope of await real()) {
        if (pages.length >= limit) break;
        const skip = Math.max(0, offset - passed);
        const { rows } = await reading(scope, (tx) => sql<{ path: string; changedOn: string | null }>`select ${of.path} as path, ${of.changed} as "changedOn" from ${of.from} order by ${of.key} offset ${skip} limit ${limit - pages.length}`.execute(tx));
        pages.push(...rows);
        passed += await countIn(scope);
      }
      return pages;
    },
  };
}
