import { execFileSync, spawn } from 'node:child_process';
import { createConnection } from 'node:net';
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { startEmbedded } from '#platform/db/embedded/server.ts';
import { root } from '#platform/root.ts';
import { removeFolder, startApp, temporaryFolder, type App } from './app.ts';

// Real faults on real processes: what is acknowledged is there, what is not acknowledged is not half there.

const production = { KOLO_MODE: 'production' };
const folders: string[] = [];
const apps: App[] = [];
const folder = () => (folders.push(temporaryFolder()), folders.at(-1)!);
const start = async (dataDir: string, env: Record<string, string> = production) => (apps.push(await startApp({ dataDir, env })), apps.at(-1)!);

afterEach(async () => {
  for (const app of apps.splice(0)) if (app.process.exitCode === null && app.process.signalCode === null) await app.stop();
  for (const one of folders.splice(0)) {
    killPostgres(one);
    removeFolder(one);
  }
});

const databaseDir = (dataDir: string) => {
  const own = join(dataDir, 'postgres');
  return statSync(own, { throwIfNoEntry: false }) ? own : null;
};

function postmaster(dataDir: string): number | null {
  try {
    return Number(readFileSync(join(databaseDir(dataDir)!, 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return null;
  }
}

function killPostgres(dataDir: string) {
  const pid = postmaster(dataDir);
  if (pid) {
    try {
      process.kill(pid, 'SIGINT');
    } catch {
      // Already gone.
    }
  }
}

/** Reads the database of a stopped or running Kolo. */
async function look<T>(dataDir: string, question: (client: pg.Client) => Promise<T>): Promise<T> {
  const server = await startEmbedded(dataDir);
  const client = new pg.Client(server.connection);
  await client.connect();
  try {
    return await question(client);
  } finally {
    await client.end();
    await server.stop();
  }
}

describe('start and stop', () => {
  it('a second start finds the data of the first, and a clean stop leaves no process behind', async () => {
    const dataDir = folder();
    const first = await start(dataDir);
    expect(await (await fetch(`${first.url}/healthz`)).json()).toEqual({ status: 'ready' });
    expect(await first.stop()).toBe(0);
    expect(postmaster(dataDir)).toBe(null);
    await look(dataDir, (client) => client.query(`insert into network (network_id, slug, names) values (gen_random_uuid(), 'kept', '{"en":"Kept"}')`));
    const second = await start(dataDir);
    expect((await fetch(`${second.url}/healthz`)).status).toBe(200);
    await second.stop();
    expect(await look(dataDir, async (client) => (await client.query('select slug from network')).rows)).toEqual([{ slug: 'kept' }]);
  });

  it('refuses to run twice from one folder, with a sentence', async () => {
    const dataDir = folder();
    await start(dataDir);
    await expect(startApp({ dataDir, env: production })).rejects.toThrow(/Kolo already runs from .* \(process \d+\)/);
  });

  it('takes over the PostgreSQL that a killed Kolo left behind, and says so', async () => {
    const dataDir = folder();
    const killed = await start(dataDir);
    await killed.kill();
    const orphan = postmaster(dataDir);
    expect(orphan).toBeGreaterThan(0);
    const next = await start(dataDir);
    expect(next.output()).toContain(`process ${orphan}`);
    expect((await fetch(`${next.url}/healthz`)).status).toBe(200);
    await next.stop();
    expect(postmaster(dataDir)).toBe(null);
  });

  it('starts from a folder that only root may enter', async () => {
    const closed = folder();
    execFileSync('chmod', ['700', closed]);
    const app = await start(join(closed, 'data'));
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
    if (process.getuid?.() === 0) {
      const moved = app.output().match(/the database is kept in (\S+?)\.?\n/)?.[1];
      expect(moved).toMatch(/^\/var\/lib\/kolo\//);
      await app.stop();
      rmSync(join(moved!, '..'), { recursive: true, force: true });
    }
  });
});

describe('the database is restarted under load', () => {
  it('is started again by itself; nobody waits forever and answers come back', async () => {
    const dataDir = folder();
    const app = await start(dataDir);
    let stopped = false;
    const statuses: number[] = [];
    const load = Promise.all(
      Array.from({ length: 4 }, async () => {
        while (!stopped) statuses.push((await fetch(`${app.url}/healthz`).catch(() => ({ status: 0 }))).status);
      }),
    );
    const before = postmaster(dataDir)!;
    process.kill(before, 'SIGKILL');
    const until = Date.now() + 120_000;
    // PostgreSQL is back when its own file names a new process and the page answers 200 again.
    while (Date.now() < until && (postmaster(dataDir) === before || (await fetch(`${app.url}/healthz`)).status !== 200)) await new Promise((next) => setTimeout(next, 100));
    stopped = true;
    await load;
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
    expect(postmaster(dataDir)).not.toBe(before);
    expect(new Set(statuses)).toEqual(statuses.includes(503) ? new Set([200, 503]) : new Set([200]));
  });
});

describe('killed in the middle of an import', () => {
  /** Runs the import worker and kills it `after` milliseconds after it began to write; resolves with what it said. */
  function worker(dataDir: string, rows: number, after: number | null): Promise<string> {
    return new Promise((done) => {
      const child = spawn(process.execPath, [join(root, 'e2e/import-worker.ts'), String(rows)], { env: { ...process.env, KOLO_DATA: dataDir, ...production }, stdio: ['ignore', 'pipe', 'inherit'] });
      let said = '';
      child.stdout.on('data', (part) => {
        said += part;
        if (after !== null && String(part).includes('begin')) setTimeout(() => child.kill('SIGKILL'), after);
      });
      child.on('exit', () => done(said));
    });
  }

  it('nothing is half-written: every import is there as a whole or not at all', async () => {
    const dataDir = folder();
    const rows = 1_500;
    // The first one runs to its end, so that a whole import is known to look like this.
    const whole = await worker(dataDir, rows, null);
    expect(whole).toContain('written');
    const said: string[] = [];
    for (const after of [5, 40, 120, 250, 400, 700]) said.push(await worker(dataDir, rows, after));
    killPostgres(dataDir);
    const acknowledged = [whole, ...said].flatMap((text) => text.match(/written (\S+)/)?.[1] ?? []);
    const { imports, strays } = await look(dataDir, async (client) => ({
      imports: (await client.query(`select i.import_id, i.state, (select count(*)::int from evidence e where e.import_id = i.import_id and e.kind = 'participation') as pieces,
        (select count(*)::int from sheet_import_added a where a.import_id = i.import_id and a.kind = 'event') as events from sheet_import i order by i.created_at`)).rows as { import_id: string; state: string; pieces: number; events: number }[],
      strays: (await client.query(`select count(*)::int as n from evidence e where import_id is not null and not exists (select from sheet_import i where i.import_id = e.import_id and i.state = 'done')`)).rows[0].n as number,
    }));
    expect(strays).toBe(0);
    // Later lists of the same day belong to the event that the first one made.
    for (const [n, one] of imports.entries()) expect([one.state, one.pieces, one.events]).toEqual(one.state === 'done' ? ['done', rows, n === 0 ? 1 : 0] : [one.state, 0, 0]);
    for (const id of acknowledged) expect(imports.find((one) => one.import_id === id)?.state).toBe('done');
    // At least one kill must have come before the end, or this test says nothing.
    expect(imports.some((one) => one.state === 'importing')).toBe(true);
  });
});

/** A file system of its own and of little room; only root may mount one. */
function smallDisk(megabytes: number): string | null {
  const at = folder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', at], { stdio: 'ignore' });
    return at;
  } catch {
    return null;
  }
}

const mounts = process.getuid?.() === 0 && smallDiskWorks();
function smallDiskWorks(): boolean {
  const at = smallDisk(1);
  if (at) execFileSync('umount', [at]);
  return at !== null;
}

describe.runIf(mounts)('the disk is full', () => {
  it('the write is refused, what was there stays, and writing goes on when there is room again', async () => {
    const disk = smallDisk(220)!;
    try {
      const server = await startEmbedded(disk, { max_wal_size: '48MB', min_wal_size: '32MB' });
      const client = new pg.Client(server.connection);
      client.on('error', () => {});
      await client.connect();
      await client.query('create table kept (n int primary key, filler text)');
      await client.query('insert into kept values (1, null)');
      mkdirSync(join(disk, 'ballast'));
      writeFileSync(join(disk, 'ballast', 'a'), Buffer.alloc(1024 * 1024));
      let refused: { code?: string } | null = null;
      for (let n = 2; n < 2_000 && !refused; n++) {
        await client.query(`insert into kept select ${n}, string_agg(md5(random()::text), '') from generate_series(1, 40000)`).catch((error) => (refused = error));
      }
      // 53100 disk_full, or the server itself went down because its log had no room: both are refusals, never a lie.
      expect(refused).not.toBe(null);
      await client.end().catch(() => {});
      await server.stop();
      rmSync(join(disk, 'ballast'), { recursive: true });
      execFileSync('mount', ['-o', 'remount,size=600m', disk]);
      const again = await startEmbedded(disk);
      const reader = new pg.Client(again.connection);
      await reader.connect();
      expect((await reader.query('select n from kept where n = 1')).rows).toEqual([{ n: 1 }]);
      await reader.query('insert into kept values (100000, null)');
      expect((await reader.query('select count(*)::int as n from kept where n = 100000')).rows).toEqual([{ n: 1 }]);
      await reader.end();
      await again.stop();
    } finally {
      execFileSync('umount', ['-l', disk]);
    }
  });
});

describe('twelve clients drop a large download', () => {
  it('others are not held up, and no connection stays behind', async () => {
    const dataDir = folder();
    const app = await start(dataDir);
    const { port } = new URL(app.url);
    const asset = readdirSync(join(root, 'build/client/_app/immutable/assets')).map((name) => `/_app/immutable/assets/${name}`).sort((a, b) => statSync(join(root, 'build/client', b)).size - statSync(join(root, 'build/client', a)).size)[0]!;
    const sockets = Array.from({ length: 12 }, () => {
      const socket = createConnection(Number(port), '127.0.0.1');
      socket.on('error', () => {});
      // Asks for a lot, reads nothing.
      socket.pause();
      socket.write(Array.from({ length: 200 }, () => `GET ${asset} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`).join(''));
      return socket;
    });
    await new Promise((next) => setTimeout(next, 300));
    const began = performance.now();
    const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(`${app.url}/healthz`).then((answer) => answer.status)));
    expect(answers).toEqual(Array(20).fill(200));
    expect(performance.now() - began).toBeLessThan(60_000);
    for (const socket of sockets) socket.destroy();
    await new Promise((next) => setTimeout(next, 500));
    expect(await app.stop()).toBe(0);
  });
});
