import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { connect, useDatabase, type Database } from './database.ts';

let clones = 0;

/**
 * Gives a test file a real, migrated database of its own (a clone of the template, some 50 ms), with the places loaded and nothing else in it.
 * Call at the top of a test file; `database()` and commands then work as in the product.
 */
export function withDatabase(): { readonly db: Database; readonly pool: pg.Pool } {
  const settings = inject('postgres');
  const name = `test_${process.pid}_${++clones}_${Math.random().toString(36).slice(2, 8)}`;
  let connection: ReturnType<typeof connect>;
  beforeAll(async () => {
    const admin = new pg.Client({ ...settings, database: 'postgres' });
    await admin.connect();
    await admin.query(`create database ${name} template kolo_template`);
    await admin.end();
    connection = connect({ ...settings, database: name });
    useDatabase(connection);
  });
  afterAll(async () => {
    await connection.close();
    const admin = new pg.Client({ ...settings, database: 'postgres' });
    await admin.connect();
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  });
  return {
    get db() {
      return connection.db;
    },
    get pool() {
      return connection.pool;
    },
  };
}

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { host: string; user: string; password: string; port: number };
  }
}
