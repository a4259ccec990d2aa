import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import type { Scope } from '../session/scope.ts';
import { databasePool } from './database.ts';
import { keptTogether } from './durability.ts';
import type { DB } from './tables.ts';

export type Tx = Transaction<DB>;
type Of = Pick<Scope, 'networkId'>;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Runs `work` in one transaction that can only see and touch the scope's network: row-level security is the second wall behind the queries' own `where`.
 * The role has no rights on other networks' rows, none to change the log, and none to change tables.
 * When the promise is fulfilled, what was written is on the disk (`durability.ts`).
 */
export async function within<T>(scope: Of, work: (tx: Tx) => Promise<T>): Promise<T> {
  const pool = databasePool();
  const { result, client } = await transaction(pool, scope, ", set_config('synchronous_commit', 'off', true)", work);
  await keptTogether(pool, client);
  return result;
}

/** A read through what the scope may see. The same wall as for writes, and nothing can be written. */
export async function reading<T>(scope: Of, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { result, client } = await transaction(databasePool(), scope, ", set_config('transaction_read_only', 'on', true)", work);
  client.release();
  return result;
}

/** @returns the result and the connection, which is the caller's to give back. */
async function transaction<T>(pool: Pool, { networkId }: Of, more: string, work: (tx: Tx) => Promise<T>): Promise<{ result: T; client: PoolClient }> {
  if (!uuid.test(networkId)) throw new Error('A scope without a network.');
  const client = await pool.connect();
  try {
    // One message instead of two: what a transaction costs beside its work is felt on every page.
    await client.query(`begin; select set_config('role', 'kolo_app', true), set_config('kolo.network', '${networkId}', true)${more}`);
    const result = await work(queriesOn(client));
    const { command } = await client.query('commit');
    // PostgreSQL answers a commit after a failed statement by rolling back: somebody has swallowed the statement's error.
    if (command === 'ROLLBACK') throw new Error('A statement of this transaction failed unnoticed; nothing was written.');
    return { result, client };
  } catch (error) {
    // A connection that cannot even roll back is closed and never used again.
    await client.query('rollback').then(
      () => client.release(),
      (lost: Error) => client.release(lost),
    );
    throw error;
  }
}

const known = new WeakMap<PoolClient, Tx>();

/** Queries that all go through this one connection. */
function queriesOn(client: PoolClient): Tx {
  let queries = known.get(client);
  if (!queries) {
    const onlyThis = { connect: async () => ({ query: client.query.bind(client), release() {} }), end: async () => {} };
    known.set(client, (queries = new Kysely<DB>({ dialect: new PostgresDialect({ pool: onlyThis as never }) }) as Tx));
  }
  return queries;
}
