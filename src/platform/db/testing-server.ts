/** Vitest's global setup: one PostgreSQL for the run, with a migrated template that each test file clones. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { connect } from './database.ts';
import { startEmbedded } from './embedded/server.ts';
import { migrate } from './migrate.ts';
import { loadPlaces } from '#modules/places/load.ts';

export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'kolo-test-'));
  // As root, PostgreSQL runs as an account of its own and has to get in; else its database would be kept, and left, in /var/lib/kolo.
  chmodSync(folder, 0o755);
  // Durability is tested on servers of their own; here only speed matters.
  const server = await startEmbedded(folder, { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' });
  const { user, password, host, port } = server.connection;
  const admin = new pg.Client({ ...server.connection, database: 'postgres' });
  await admin.connect();
  await admin.query('create database kolo_template');
  const template = connect({ ...server.connection, database: 'kolo_template' });
  await migrate(template.pool);
  await loadPlaces(template.db);
  await template.close();
  await admin.end();
  project.provide('postgres', { host, user, password, port });
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
