/** Why: `docs/decisions/0007-kept-together.md`. */
import type { Pool, PoolClient } from 'pg';

interface Waiting {
  kept(): void;
  lost(error: Error): void;
}

/** Writes a record of its own and waits until the log of the database is on the disk up to it, and with it everything committed before. */
const flush = "select pg_logical_emit_message(true, 'kolo', '')";

const queues = new WeakMap<Pool, { waiting: Waiting[]; isFlushing: boolean }>();

/**
 * Waits until what this connection has just committed (with `synchronous_commit` off) is on the disk, together with everybody who waits for the same:
 * one flush for all who committed before it began. Takes the connection over and gives it back to the pool.
 * @throws when the database is gone before; the caller must not say that anything was saved.
 */
export function keptTogether(pool: Pool, client: PoolClient): Promise<void> {
  let queue = queues.get(pool);
  if (!queue) queues.set(pool, (queue = { waiting: [], isFlushing: false }));
  const { waiting, isFlushing } = queue;
  return new Promise((kept, lost) => {
    waiting.push({ kept, lost });
    if (isFlushing) client.release();
    else void flushFor(queue, client);
  });
}

/** The first to wait flushes for all who come meanwhile, until nobody waits. */
async function flushFor(queue: { waiting: Waiting[]; isFlushing: boolean }, client: PoolClient) {
  queue.isFlushing = true;
  let broken: Error | undefined;
  while (queue.waiting.length && !broken) {
    const together = queue.waiting.splice(0);
    await client.query(flush).catch((error: Error) => (broken = error));
    for (const one of together) broken ? one.lost(broken) : one.kept();
  }
  // Whoever came while the connection broke has another one to try with: its own transaction may have been committed after a restart.
  for (const one of queue.waiting.splice(0)) one.lost(broken!);
  queue.isFlushing = false;
  client.release(broken);
}
