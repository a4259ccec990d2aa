import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '#platform/db/embedded/server.ts';
import { root } from '#platform/root.ts';
import { removeFolder, startApp, temporaryFolder, type Data } from './app.ts';

/** What a file begins with: a database with all tables and the places and nothing else, or the demo as it is after a first start. */
export type Template = 'migrated' | 'demo';

const urlOf = ({ user, password, host, port }: { user: string; password: string; host: string; port: number }, database: string) => `postgres://${user}:${password}@/${database}?host=${encodeURIComponent(host)}&port=${port}`;

/**
 * Before the first file: one PostgreSQL for the run, with both templates in it. A first start takes ten seconds, a copy of a database a fifth of one.
 * The files that are about starting, stopping, losing and keeping data (demo, faults, backup, sign-in) leave it alone: there Kolo starts on an empty
 * folder with a PostgreSQL of its own.
 */
export default async function makeTemplates(project: TestProject) {
  const folder = temporaryFolder();
  // Durability is tested on servers of their own; here only speed matters.
  const server = await startEmbedded(folder, { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200', shared_buffers: '128MB' });
  const of = (template: Template): Data => ({ dataDir: join(folder, template), env: { DATABASE_URL: urlOf(server.connection, template) } });
  await ask(urlOf(server.connection, 'postgres'), 'create database migrated');
  execFileSync(process.execPath, [join(root, 'bin/migrate.ts')], { cwd: root, env: { ...process.env, NODE_ENV: '', KOLO_DATA: of('migrated').dataDir, ...of('migrated').env }, stdio: ['ignore', 'ignore', 'inherit'] });
  await ask(urlOf(server.connection, 'postgres'), 'create database demo template migrated');
  const app = await startApp(of('demo'));
  await untilNothingIsQueued(of('demo').env.DATABASE_URL!);
  const code = await app.stop();
  if (code !== 0) throw new Error(`The Kolo that loaded the demo ended with ${code}:\n${app.output()}`);
  project.provide('databases', { folder, url: urlOf(server.connection, 'postgres') });
  return async () => {
    await server.stop();
    removeFolder(folder);
  };
}

let copies = 0;

/** A copy of a template that is this file's alone, with the secret it was written with; it is gone after the file. Call inside `beforeAll` or a test. */
export async function copyOf(template: Template, dataDir: string): Promise<Data> {
  const { folder, url } = inject('databases');
  const name = `e2e_${process.pid}_${++copies}`;
  await ask(url, `create database ${name} template ${template}`);
  const secret = join(folder, template, 'secret');
  if (existsSync(secret)) copyFileSync(secret, join(dataDir, 'secret'));
  return { dataDir, env: { DATABASE_URL: url.replace('@/postgres?', `@/${name}?`) } };
}

/** Gives the disk its room back when the Kolo of a copy has been stopped. */
export const dropCopy = ({ env }: Data) => ask(inject('databases').url, `drop database if exists ${/@\/(\w+)\?/.exec(env.DATABASE_URL!)![1]} with (force)`);

async function ask<Row extends pg.QueryResultRow>(url: string, statement: string): Promise<Row[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

/** What follows the demo by the queue is done once too, not by each file that begins with it. */
async function untilNothingIsQueued(url: string) {
  const waiting = async () => (await ask<{ n: number }>(url, 'select count(*)::int as n from graphile_worker.jobs'))[0]!.n;
  for (const until = Date.now() + 300_000; await waiting(); ) {
    if (Date.now() > until) throw new Error(`${await waiting()} jobs of the demo are still not done after five minutes.`);
    await new Promise((next) => setTimeout(next, 50));
  }
}

declare module 'vitest' {
  interface ProvidedContext {
    databases: { folder: string; url: string };
  }
}
