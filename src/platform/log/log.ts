import { sql } from 'kysely';
import type { Tx } from '../db/transaction.ts';
import type { Scope } from '../session/scope.ts';

export interface LogEntry {
  id: string;
  networkId: string;
  at: Date;
  actor: Scope['actor'];
  /** The command's name, `<noun>.<verb>`. */
  action: string;
  subject: { kind: string; id: string };
  details?: Record<string, unknown>;
}

/**
 * Appends one entry to the network's log inside the running transaction. The entry's hash covers its content and the hash before it
 * (SQL function `append_log`), so changing or removing one row breaks every hash after it. ASVS 5.0 16.4.2.
 */
export async function appendLog(tx: Tx, entry: LogEntry): Promise<void> {
  const actorId = entry.actor.kind === 'account' ? entry.actor.id : entry.actor.kind === 'system' ? entry.actor.name : null;
  await sql`select append_log(${entry.networkId}::uuid, ${entry.id}::uuid, ${entry.at}::timestamptz, ${entry.actor.kind}, ${actorId}, ${entry.action}, ${entry.subject.kind}, ${entry.subject.id}, ${JSON.stringify(entry.details ?? {})}::jsonb)`.execute(tx);
}

/**
 * Checks the whole chain of one network.
 * @returns the first sequence number whose hash does not fit its content and its predecessor, or null when the chain holds.
 */
export async function brokenLink(tx: Tx, networkId: string): Promise<number | null> {
  const { rows } = await sql<{ seq: number | null }>`select broken_log_link(${networkId}::uuid) as seq`.execute(tx);
  return rows[0]?.seq ?? null;
}
