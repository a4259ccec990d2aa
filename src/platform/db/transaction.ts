import { CompiledQuery, type Transaction } from 'kysely';
import type { Scope } from '../session/scope.ts';
import { database } from './database.ts';
import type { DB } from './tables.ts';

export type Tx = Transaction<DB>;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Runs `work` in one transaction that can only see and touch the scope's network: row-level security is the second wall behind the queries' own `where`.
 * The role has no rights on other networks' rows, none to change the log, and none to change tables.
 */
export function within<T>(scope: Pick<Scope, 'networkId'>, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (!uuid.test(scope.networkId)) throw new Error('A scope without a network.');
  return database()
    .transaction()
    .execute(async (tx) => {
      await tx.executeQuery(CompiledQuery.raw(`select set_config('role', 'kolo_app', true), set_config('kolo.network', '${scope.networkId}', true)`));
      return work(tx);
    });
}

/** A read through what the scope may see. The same wall as for writes; nothing is recorded. */
export const reading = within;
