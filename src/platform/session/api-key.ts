import { timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import { database } from '../db/database.ts';
import { env } from '../env.ts';
import { rolesForKeys } from './access.ts';
import { memberScope, roles, type Role, type Scope } from './scope.ts';
import { sha256 } from './signed.ts';

/** A key's answer is kept this long in the process: a key that is taken back stops at once in this process, elsewhere within this time. */
const keptFor = 5_000;
const most = 2_000;
const kept = new Map<string, { scope: Scope | null; until: number }>();

/** The key of an `Authorization: Bearer …` header that looks like one of Kolo's, else null. */
export function keyIn(authorization: string | null): string | null {
  return /^Bearer +(kolo_[0-9a-f]{8}_[A-Za-z0-9_-]{43})$/i.exec(authorization ?? '')?.[1] ?? null;
}

/**
 * Who is asking, by an API key. The key acts for its owner, in its own role, and only while she still is a member who may have it.
 * @returns the scope, or null for a key that is unknown, too old, or was taken back.
 */
export async function scopeOfKey(key: string): Promise<Scope | null> {
  const hash = sha256(key);
  const known = kept.get(hash);
  if (known && known.until > Date.now()) return known.scope;
  const scope = await lookUp(hash);
  // Refusals are kept too, so that a program with an old key does not keep the database busy.
  kept.delete(hash);
  if (kept.size >= most) kept.delete(kept.keys().next().value!);
  kept.set(hash, { scope, until: Date.now() + keptFor });
  return scope;
}

/** A key that was just taken back must not live on in this process's memory. */
export const forgetKey = (hash: string): void => void kept.delete(hash);

async function lookUp(hash: string): Promise<Scope | null> {
  const { rows } = await sql<{ network_id: string; key_id: string; hash: string; key_role: Role; own_role: Role; organisation_id: string | null; programme_ids: string[] | null; account_id: string; name: string; is_demo: boolean; stale: boolean }>`
    select k.network_id, k.key_id, k.hash, k.role as key_role, m.role as own_role, m.organisation_id, m.programme_ids, h.id as account_id, h.name, h.is_demo,
      coalesce(k.last_used_at < now() - interval '1 hour', true) as stale
    from api_key k
      join membership m on m.network_id = k.network_id and m.account_id = k.account_id and m.until is null
      join auth.holder h on h.id = k.account_id
    where k.hash = ${hash} and k.revoked_at is null and k.expires_at > now()`.execute(database());
  const row = rows[0];
  if (!row || !timingSafeEqual(Buffer.from(row.hash), Buffer.from(hash))) return null;
  if (row.is_demo && env.production) return null;
  if (!rolesForKeys(row.own_role, roles).includes(row.key_role)) return null;
  if (row.stale) await database().updateTable('api_key').set({ last_used_at: sql`date_trunc('hour', now())` }).where('network_id', '=', row.network_id).where('key_id', '=', row.key_id).execute();
  return memberScope({ networkId: row.network_id, actor: { kind: 'account', id: row.account_id, name: row.name }, roles: [row.key_role], organisationId: row.organisation_id, programmeIds: row.programme_ids });
}
