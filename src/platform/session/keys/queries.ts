import { sql } from 'kysely';
import { reading } from '../../db/transaction.ts';
import { forbidden } from '../../problem.ts';
import { mayHaveKeys } from '../access.ts';
import { is, type Role, type Scope } from '../scope.ts';

export interface Key {
  keyId: string;
  name: string;
  /** The beginning of the key, to tell keys apart. */
  prefix: string;
  role: Role;
  owner: string;
  isOwn: boolean;
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
}

/** One's own keys that were not taken back; a coordinator sees those of all members. */
export async function keys(scope: Scope): Promise<Key[]> {
  if (!mayHaveKeys(scope)) throw forbidden();
  const own = scope.actor.kind === 'account' ? scope.actor.id : null;
  return reading(scope, async (tx) => {
    let wanted = tx
      .selectFrom('api_key as k')
      .select(['k.key_id', 'k.name', 'k.prefix', 'k.role', 'k.account_id', 'k.created_at', 'k.expires_at', 'k.last_used_at'])
      .select(sql<string>`(select m.name from member m where m.account_id = k.account_id limit 1)`.as('owner'))
      .where('k.network_id', '=', scope.networkId)
      .where('k.revoked_at', 'is', null)
      .orderBy('k.key_id', 'desc');
    if (!is(scope, 'coordinator')) wanted = wanted.where('k.account_id', '=', own);
    return (await wanted.execute()).map((row) => ({
      keyId: row.key_id,
      name: row.name,
      prefix: row.prefix,
      role: row.role as Role,
      owner: row.owner,
      isOwn: row.account_id === own,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
      lastUsedAt: row.last_used_at,
    }));
  });
}
