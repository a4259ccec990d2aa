import { chownSync, closeSync, copyFileSync, existsSync, fsyncSync, lstatSync, mkdirSync, openSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { connectionOfRunning, livingPostmaster } from './server.ts';

/** What a backup was. */
export interface Backup {
  target: string;
  /** Whether Kolo was running meanwhile. */
  running: boolean;
  bytes: number;
}

/** Files of a data folder that belong to the process, not to the data. */
const processFiles = ['kolo.pid', 'postgres.log', 'postgres'];
/** What PostgreSQL makes anew at its start (PostgreSQL 18 manual, 25.3.4.2 "Backing up the data directory"); the folders stay, empty. */
const emptied = ['pg_dynshmem', 'pg_notify', 'pg_replslot', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp', 'pg_subtrans', 'pg_wal'];
const left = (name: string) => ['postmaster.pid', 'postmaster.opts', 'backup_label', 'tablespace_map', 'pg_internal.init'].includes(name) || name.startsWith('pgsql_tmp');

/**
 * Copies a data folder (database, its password, the secret, letters that wait) into a new folder, whether Kolo runs or not. The copy is a data folder
 * itself: to restore it, start Kolo on it. While Kolo runs this is PostgreSQL's base backup through SQL (manual, 25.3.4): the copy holds everything that
 * was acknowledged before it ended; nobody has to wait for it.
 * @throws with a sentence when there is nothing to copy or something in the way; half a copy never stands under the wanted name.
 */
export async function backUp(dataDir: string, wanted: string): Promise<Backup> {
  const target = resolve(wanted);
  const databaseDir = join(dataDir, 'postgres');
  if (!existsSync(join(databaseDir, 'PG_VERSION'))) throw new Error(`There is no database in ${dataDir} yet. Start Kolo once, or name the folder with KOLO_DATA.`);
  if (existsSync(target) && (!statSync(target).isDirectory() || readdirSync(target).length)) throw new Error(`${target} is there already. Name a folder that does not exist yet, for example one with the day in its name.`);
  if (`${target}/`.startsWith(`${realpathSync(dataDir)}/`)) throw new Error(`${target} lies within the data folder. A backup belongs elsewhere, best on another disk.`);
  const part = `${target}.part`;
  rmSync(part, { recursive: true, force: true });
  const source = realpathSync(databaseDir);
  const pid = livingPostmaster(source);
  try {
    mkdirSync(part, { recursive: true, mode: statSync(dataDir).mode });
    if (pid) await copyRunning(connectionOfRunning(dataDir, source), source, join(part, 'postgres'));
    else {
      copyFolder(source, join(part, 'postgres'));
      copyFolder(join(source, 'pg_wal'), join(part, 'postgres', 'pg_wal'));
      if (livingPostmaster(source)) throw new Error('Kolo was started while its data was being copied. Make the backup again.');
    }
    copyFolder(dataDir, part, processFiles);
    rmSync(target, { recursive: true, force: true });
    renameSync(part, target);
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    throw error;
  }
  return { target, running: pid !== null, bytes: sizeOf(target) };
}

/** The database of a running Kolo: from the start of the copy to its end PostgreSQL keeps its journal, which makes the files of many moments one. */
async function copyRunning(connection: pg.ClientConfig, source: string, to: string): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    // Reserves the journal from here on, for as long as this connection lasts.
    await client.query(`select pg_create_physical_replication_slot('kolo_backup_' || pg_backend_pid(), true, true)`);
    await client.query(`select pg_backup_start('kolo', true)`);
    copyFolder(source, to);
    // PostgreSQL may be writing these bytes at this very moment: two readings alike are whole.
    const control = join('global', 'pg_control');
    for (let last = Buffer.alloc(0), now = readFileSync(join(source, control)); !now.equals(last); last = now, now = readFileSync(join(source, control))) writeFileSync(join(to, control), now);
    const { rows } = await client.query('select labelfile from pg_backup_stop(false)');
    writeFileSync(join(to, 'backup_label'), rows[0].labelfile, { mode: 0o600 });
    give(join(to, 'backup_label'), source);
    // Last of all: now everything is in it that the copied files need to become one moment.
    copyFolder(join(source, 'pg_wal'), join(to, 'pg_wal'));
  } finally {
    await client.end();
  }
}

/** Copies with rights and, as root, owners; every file is on the disk when this returns. A file that vanishes meanwhile is repeated by the journal. */
function copyFolder(from: string, to: string, except: readonly string[] = []): void {
  mkdirSync(to, { recursive: true, mode: statSync(from).mode });
  give(to, from);
  for (const name of readdirSync(from)) {
    if (except.includes(name) || left(name)) continue;
    const [a, b] = [join(from, name), join(to, name)];
    try {
      const stat = lstatSync(a);
      if (stat.isDirectory()) copyFolder(a, b, emptied.includes(name) ? readdirSync(a) : undefined);
      else if (stat.isFile()) {
        copyFileSync(a, b);
        give(b, a);
        const file = openSync(b, 'r+');
        fsyncSync(file);
        closeSync(file);
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}

function give(to: string, like: string) {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(like);
  chownSync(to, uid, gid);
}

const sizeOf = (path: string): number => (lstatSync(path).isDirectory() ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0) : lstatSync(path).size);
