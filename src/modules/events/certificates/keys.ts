import type { KeyObject } from 'node:crypto';
import { newKeyPair, privateKeyFrom } from '#platform/credentials/multikey.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { openedAtRest, sealedAtRest } from '#platform/session/at-rest.ts';

const use = 'badge key';

/** Makes the network's key pair if it has none yet; two at once make one. */
export async function haveKey(tx: Tx, networkId: string, now: Date): Promise<void> {
  const has = await tx.selectFrom('badge_key').select('public_key').where('network_id', '=', networkId).executeTakeFirst();
  if (has) return;
  const { publicKey, seed } = newKeyPair();
  await tx
    .insertInto('badge_key')
    .values({ network_id: networkId, public_key: publicKey, sealed_private: sealedAtRest(seed, use, networkId), made_at: now })
    .onConflict((c) => c.column('network_id').doNothing())
    .execute();
}

/** The key pair of a network that has issued something; null for one that has not. @throws Error when the installation's secret is not the one it was sealed with */
export async function keyPair(tx: Tx, networkId: string): Promise<{ publicKey: string; privateKey: () => KeyObject; madeAt: Date } | null> {
  const row = await tx.selectFrom('badge_key').select(['public_key', 'sealed_private', 'made_at']).where('network_id', '=', networkId).executeTakeFirst();
  return row ? { publicKey: row.public_key, privateKey: () => privateKeyFrom(openedAtRest(row.sealed_private, use, networkId)), madeAt: new Date(row.made_at) } : null;
}
