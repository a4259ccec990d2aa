import { reading } from '../db/transaction.ts';
import type { Scope } from '../session/scope.ts';
import { ownerOf } from './owner.ts';

/** Somebody of the network whose work lies on a phone. `name` is null where the account has been deleted since. */
export interface Maker {
  actor: Scope['actor'];
  name: string | null;
}

/** What stands in the place of the name of whoever deleted her account (`session/members/leaving.ts`). */
const NOBODY = '-';

/** Whose work these owners (`owner.ts`) mean, of all who are or ever were in the network: who waits for nobody may have left it. */
export async function colleaguesOf(scope: Scope, owners: readonly string[]): Promise<Map<string, Maker>> {
  if (!owners.length) return new Map();
  const rows = await reading(scope, (tx) => tx.selectFrom('member').select(['account_id', 'name']).distinct().where('network_id', '=', scope.networkId).execute());
  const all = rows.map(({ account_id, name }): Maker => ({ actor: { kind: 'account', id: account_id!, name: '' }, name: name === NOBODY ? null : name }));
  return new Map(all.map((one): [string, Maker] => [ownerOf({ networkId: scope.networkId, actor: one.actor }), one]).filter(([owner]) => owners.includes(owner)));
}
