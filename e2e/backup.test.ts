/** A backup made while people work, and one of a stopped Kolo: each starts by itself and shows the same figures. */
import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectionOfRunning } from '#platform/db/embedded/server.ts';
import { root } from '#platform/root.ts';
import { removeFolder, startApp, temporaryFolder, type App } from './app.ts';
import { Client } from './client.ts';

const dataDir = temporaryFolder();
const elsewhere = temporaryFolder();
let app: App;

beforeAll(async () => {
  app = await startApp({ dataDir });
});
afterAll(async () => {
  await app?.stop();
  removeFolder(dataDir);
  removeFolder(elsewhere);
});

/** Runs `npm run backup` beside this process, which goes on working. */
const backUp = (from: string, ...to: string[]) =>
  new Promise<{ code: number; said: string }>((done) => {
    execFile(process.execPath, [join(root, 'bin/backup.ts'), ...to], { cwd: root, env: { ...process.env, KOLO_DATA: from } }, (error, stdout, stderr) => done({ code: error ? Number(error.code) : 0, said: (stdout + stderr).trim() }));
  });
const connect = async (folder: string) => {
  const client = new pg.Client({ ...connectionOfRunning(folder, join(folder, 'postgres')), database: 'kolo' });
  await client.connect();
  return client;
};

/** Everything the public reads of a programme's figures, and that the log is whole. */
async function figures(url: string) {
  const read = async (path: string) => (await fetch(url + path)).json();
  const programme = '/api/v1/programmes/families-in-crisis';
  const visitor = new Client(url);
  const account = /name="account" value="([^"]+)"/.exec((await visitor.get('/en/demo')).text)![1]!;
  expect((await visitor.post('/en/demo', { account })).status).toBe(303);
  return { results: await read(`${programme}/results`), claims: await read(`${programme}/claims`), organisations: await read('/api/v1/organisations?limit=200'), whole: (await visitor.get('/en/work/log')).text.includes('The log is whole') };
}

test('a backup made while things are written holds everything that was acknowledged before it began, each change whole, and shows the same figures', async () => {
  const shown = await figures(app.url);
  expect(shown.whole).toBe(true);
  expect(shown.claims.data.length).toBeGreaterThan(3);
  const writer = await connect(dataDir);
  await writer.query('create table busy_one (n int); create table busy_two (n int, fill text)');
  let written = 0;
  let stopped = false;
  const writing = (async () => {
    while (!stopped) {
      await writer.query(`begin; insert into busy_one values (${written + 1}); insert into busy_two values (${written + 1}, repeat('x', 50000)); commit`);
      written += 1;
    }
  })();
  await expect.poll(() => written).toBeGreaterThan(20);
  const before = written;
  const target = join(elsewhere, 'while-running');
  const { code, said } = await backUp(dataDir, target);
  const after = written;
  stopped = true;
  await writing;
  await writer.end();
  expect([code, said]).toEqual([0, expect.stringMatching(/^Backed up .* while Kolo runs to /)]);
  // The test proves nothing unless work went on meanwhile.
  expect(after).toBeGreaterThan(before + 5);

  const restored = await startApp({ dataDir: target });
  try {
    const reader = await connect(target);
    const { rows } = await reader.query('select (select max(n) from busy_one) as one, (select count(*)::int from busy_one) as ones, (select max(n) from busy_two) as two, (select count(*)::int from busy_two) as twos');
    await reader.end();
    expect(rows[0].one).toBeGreaterThanOrEqual(before);
    expect(rows[0]).toEqual({ one: rows[0].one, ones: rows[0].one, two: rows[0].one, twos: rows[0].one });
    expect(await figures(restored.url)).toEqual(shown);
  } finally {
    await restored.stop();
  }
  // The one it was taken from went on.
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
});

test('a backup of a stopped Kolo starts too, and one put into a closed folder is found there, not begun anew', async () => {
  const shown = await figures(app.url);
  await app.stop();
  const target = join(elsewhere, 'stopped');
  const { code, said } = await backUp(dataDir, target);
  expect([code, said]).toEqual([0, expect.stringMatching(/^Backed up .* to /)]);
  expect(said).not.toContain('while Kolo runs');
  // As root, PostgreSQL's own account cannot enter this folder and its database moves; as anybody else it stays where it is.
  const closed = join(elsewhere, 'closed');
  mkdirSync(closed, { mode: 0o700 });
  renameSync(target, join(closed, 'data'));
  const restored = await startApp({ dataDir: join(closed, 'data') });
  const database = realpathSync(join(closed, 'data', 'postgres'));
  try {
    expect(await figures(restored.url)).toEqual(shown);
  } finally {
    await restored.stop();
    if (!database.startsWith(closed)) rmSync(dirname(database), { recursive: true });
    chmodSync(closed, 0o755);
  }
  app = await startApp({ dataDir });
});

test('what cannot be backed up is said, and leaves nothing behind', async () => {
  const said = async (from: string, ...to: string[]) => {
    const answer = await backUp(from, ...to);
    expect(answer.code).toBe(1);
    return answer.said;
  };
  expect(await said(dataDir)).toMatch(/^Name one folder/);
  expect(await said(dataDir, dataDir)).toMatch(/is there already\. Name a folder that does not exist yet/);
  expect(await said(dataDir, join(dataDir, 'backup'))).toMatch(/lies within the data folder/);
  expect(await said(join(elsewhere, 'nothing'), join(elsewhere, 'x'))).toMatch(/^There is no database in .*nothing yet/);
  expect(existsSync(join(elsewhere, 'x'))).toBe(false);
  expect(readdirSync(elsewhere).filter((name) => name.endsWith('.part'))).toEqual([]);
});
