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

/** Appends many entries of one actor in one statement, in their order: each is an effect of its own, and asking the database for each would cost more than the effect. */
export async function appendLogs(tx: Tx, { networkId, at, actor, action }: Pick<LogEntry, 'networkId' | 'at' | 'actor' | 'action'>, entries: readonly Pick<LogEntry, 'id' | 'subject' | 'details'>[]): Promise<void> {
  if (!entries.length) return;
  const actorId = actor.kind === 'account' ? actor.id : actor.kind === 'system' ? actor.name : null;
  const column = <T>(of: (entry: (typeof entries)[number]) => T) => entries.map(of);
  await sql`
    select append_log(${networkId}::uuid, id, ${at}::timestamptz, ${actor.kind}, ${actorId}, ${action}, kind, subject, details::jsonb)
    from unnest(${column((one) => one.id)}::uuid[], ${column((one) => one.subject.kind)}::text[], ${column((one) => one.subject.id)}::text[], ${column((one) => JSON.stringify(one.details ?? {}))}::text[]) as one (id, kind, subject, details)`.execute(tx);
}

/**
 * Checks the whole chain of one network.
 * @returns the first sequence number whose hash does not fit its content and its predecessor, or null when the chain holds.
 */
export async function brokenLink(tx: Tx, networkId: string): Promise<number | null> {
  const { rows } = await sql<{ seq: number | null }>`select broken_log_link(${networkId}::uuid) as seq`.execute(tx);
  return rows[0]?.seq ?? null;
}
