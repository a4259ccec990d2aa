import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { migrateQueue } from '../jobs/jobs.ts';
import { root } from '../root.ts';

/**
 * Brings the database to the newest migration: forward only, each file in its own transaction, each applied once.
 * A file that was changed after it ran is refused by name, because two installations would differ without anybody knowing.
 * @returns the names of the files applied now.
 */
export async function migrate(pool: Pool, folder = join(root, 'migrations')): Promise<string[]> {
  const client = await pool.connect();
  const applied: string[] = [];
  try {
    await client.query(`create table if not exists migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())`);
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.sql')).sort()) {
      const text = readFileSync(join(folder, name), 'utf8');
      const sha256 = createHash('sha256').update(text).digest('hex');
      await client.query('begin');
      try {
        // Two processes that start together take turns here; the second finds the work done.
        await client.query('lock table migration in exclusive mode');
        const { rows } = await client.query('select sha256 from migration where name = $1', [name]);
        if (rows.length && rows[0].sha256 !== sha256) throw new Error(`migrations/${name} was changed after it ran on this database. Restore the file and put the change into a new migration.`);
        if (!rows.length) {
          await client.query(text);
          await client.query('insert into migration (name, sha256) values ($1, $2)', [name, sha256]);
          applied.push(name);
        }
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw new Error(`Migration ${name} failed and was rolled back: ${(error as Error).message}`, { cause: error });
      }
    }
  } finally {
    client.release();
  }
  if (applied.length) await migrateQueue(pool);
  return applied;
}
