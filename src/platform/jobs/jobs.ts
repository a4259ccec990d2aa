import { sql } from 'kysely';
import type { Runner, TaskList } from 'graphile-worker';
import type { Pool } from 'pg';
import { database } from '../db/database.ts';
import type { Tx } from '../db/transaction.ts';

/** Work that follows a command: named `<module>.<verb>-<noun>`, given ids only, safe to run twice. */
export interface Job {
  name: string;
  /** Minute, hour, day, month, weekday (UTC) at which it is also done by itself, for all networks: its payload then names none. */
  at?: string;
  run(payload: { networkId: string } & Record<string, string>): Promise<void>;
}

/**
 * Puts a job into the queue inside the running transaction: it exists exactly when what caused it was committed.
 * @param key two jobs with one key that have not begun are one job.
 */
export async function enqueue(tx: Tx, name: string, payload: { networkId: string } & Record<string, string>, key?: string): Promise<void> {
  await sql`select enqueue_job(${name}, ${JSON.stringify(payload)}::json, ${key ?? null})`.execute(tx);
}

/** Whether work asked for under this key still waits or is being done. What has failed for good is not waited for. */
export async function isUnderWay(key: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select exists (select from graphile_worker.jobs where key = ${key} and attempts < max_attempts) or exists (
    select from graphile_worker.jobs where key = ${key} and locked_at is not null) as found`.execute(database());
  return rows[0]!.found;
}

/** Makes or updates the queue's own tables (schema `graphile_worker`); part of every migration run. */
export async function migrateQueue(pool: Pool): Promise<void> {
  const { runMigrations } = await import('graphile-worker');
  await runMigrations({ pgPool: pool, logger: await quiet() });
}

/** Starts working through the queue in this process. Jobs left by a killed process are taken up again. */
export async function startJobs(pool: Pool, jobs: readonly Job[]): Promise<Runner> {
  const { run } = await import('graphile-worker');
  // A timetable takes no dots in names. One process of the installation queues each of them, whichever is first.
  const timed = (name: string) => name.replaceAll('.', ':');
  const taskList: TaskList = Object.fromEntries(jobs.flatMap((job) => [job.name, ...(job.at ? [timed(job.name)] : [])].map((name) => [name, (payload: unknown) => job.run(payload as Parameters<Job['run']>[0])])));
  const crontab = jobs.flatMap(({ name, at }) => (at ? [`${at} ${timed(name)}`] : [])).join('\n');
  return run({ pgPool: pool, taskList, crontab, concurrency: 2, noHandleSignals: true, pollInterval: 2_000, logger: await quiet() });
}

/** Only warnings and errors; never a payload. */
async function quiet() {
  const { Logger } = await import('graphile-worker');
  return new Logger(() => (level, message) => {
    if (level === 'error' || level === 'warning') console.error(`Jobs: ${message}`);
  });
}
