/** Opens the database for whoever runs a script: the one DATABASE_URL names, else the embedded one in ./data; migrated, with the places in it. */
import { env } from '#platform/env.ts';
import { connect, shareDatabase, type Database } from '#platform/db/database.ts';
import { startEmbedded } from '#platform/db/embedded/server.ts';
import { migrate } from '#platform/db/migrate.ts';
import { ensurePlaces } from '#modules/places/load.ts';
import type { Pool } from 'pg';

export interface OpenDatabase {
  db: Database;
  pool: Pool;
  /** A connection URL for programs that want one. */
  url: string;
  notes: string[];
  applied: string[];
  close(): Promise<void>;
}

export async function openDatabase(): Promise<OpenDatabase> {
  const server = env.DATABASE_URL ? null : await startEmbedded(env.dataDir);
  const connection = connect(server?.connection ?? { connectionString: env.DATABASE_URL });
  const close = async () => {
    await connection.close();
    await server?.stop();
  };
  try {
    const applied = await migrate(connection.pool);
    await ensurePlaces(connection.db);
    shareDatabase(connection);
    return { ...connection, url: env.DATABASE_URL ?? urlOf(server!.connection), notes: server?.notes ?? [], applied, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function urlOf(connection: { host: string; user: string; password: string; database: string; port: number }): string {
  return `postgres://${connection.user}:${connection.password}@/${connection.database}?host=${encodeURIComponent(connection.host)}&port=${connection.port}`;
}
