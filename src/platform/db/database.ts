import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { DB } from './tables.ts';

// Days stay the text they are (`2022-03-30`): a Date would drag a time zone in. Counts fit a JavaScript number.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);

export type Database = Kysely<DB>;
export type ConnectionSettings = pg.PoolConfig;
export interface Connection {
  db: Database;
  pool: pg.Pool;
  close(): Promise<void>;
}

/** A pool of connections; the process keeps one, tests and scripts make their own and end it. */
export function connect(settings: ConnectionSettings): Connection {
  // A moment belongs to the same day whatever the clocks of the machine are set to.
  const pool = new pg.Pool({ max: 12, idleTimeoutMillis: 30_000, connectionTimeoutMillis: 10_000, options: '-c TimeZone=UTC', ...settings });
  // A connection that dies while idle (database restarted) is replaced by the pool; without a listener it would end the process.
  let closing = false;
  const lost = (error: Error) => {
    // On the way out the server may say goodbye before the connection has.
    if (!closing) console.error(`A database connection was lost: ${error.message}`);
  };
  pool.on('error', lost);
  // Also while a library holds the connection for itself (the job queue listens on one).
  pool.on('connect', (client) => client.on('error', lost));
  return { db: new Kysely<DB>({ dialect: new PostgresDialect({ pool }) }), pool, close: () => ((closing = true), pool.end()) };
}

let current: Connection | null = null;

/** Gives the process its database; called once by whoever starts it (`bin/start.ts`, a test, a benchmark). */
export function useDatabase(connection: Connection) {
  current = connection;
}

/** The process's database without any scope: for the platform itself. Modules read through `reading` and write through commands. */
export function database(): Database {
  return connection().db;
}

/** The process's connection pool, for libraries that bring their own queries (sign-in, jobs). */
export function databasePool(): pg.Pool {
  return connection().pool;
}

/** How the process is connected, for a thread that needs connections of its own. Holds the password: never logged. */
export function connectionSettings(): ConnectionSettings {
  const { host, port, user, password, database, connectionString, ssl } = connection().pool.options;
  return connectionString ? { connectionString, ...(ssl && { ssl }) } : { host, port, user, password, database };
}

function connection(): Connection {
  // The bundle in build/ and the script that starts it are two copies of this file; they meet on globalThis.
  current ??= (globalThis as { kolo?: Connection }).kolo ?? null;
  if (!current) throw new Error('The database is not connected yet.');
  return current;
}

/** Makes a connection known to a separately bundled copy of this file (see `connection`). */
export function shareDatabase(connection: Connection) {
  (globalThis as { kolo?: Connection }).kolo = connection;
  useDatabase(connection);
}
