import { reading } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Localised } from '#platform/words/localised.ts';
import type { Network } from './shape.ts';

/** The network of the scope. @throws 404 when it is no longer there. */
export const networkOf = (scope: Scope): Promise<Network> =>
  reading(scope, async (tx) => {
    const row = await tx.selectFrom('network').selectAll().where('network_id', '=', scope.networkId).executeTakeFirst();
    if (!row) throw notFound();
    return { networkId: row.network_id, slug: row.slug, names: row.names as Localised, country: row.country as Network['country'], isDemo: row.is_demo };
  });
