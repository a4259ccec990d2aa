/**
 * The built product over HTTP: cold start and idle memory on existing data, then requests per second of the API on 10,000 and 100,000 people,
 * each beside a bare node:http server that runs the same SQL. `node bench/http.ts [rounds]`; see http.md.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { join } from 'node:path';
import pg from 'pg';
import { execute } from '#platform/command/command.ts';
import { connect, useDatabase } from '#platform/db/database.ts';
import { startEmbedded } from '#platform/db/embedded/server.ts';
import { migrate } from '#platform/db/migrate.ts';
import { addPerson } from '#modules/people/commands.ts';
import { listPeople, person } from '#modules/people/queries.ts';
import { loadPlaces } from '#modules/places/load.ts';
import { removeFolder, startApp, temporaryFolder } from '../e2e/app.ts';
import type { Done, Load } from './http-client.ts';
import { peopleNetwork } from './http-people.ts';
import type { Reference, Statement } from './http-reference.ts';
import { processorSeconds, residentMB } from './processes.ts';

const rounds = Number(process.argv[2] ?? 3);
const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!;
const said = (number: number | null, digits = 0) => (number === null ? '' : number.toFixed(digits));
const beside = (name: string) => fork(join(import.meta.dirname, name), { stdio: 'inherit' });

const dataDir = temporaryFolder();
let heard: Statement[] | null = null;
listen();
const { connection, cases } = await prepare();
await startsAndMemory();
await requests();
removeFolder(dataDir);

interface Case {
  name: string;
  aim: number;
  load: Omit<Load, 'url'>;
  reference: Omit<Reference, 'connection'>;
}

/** Two networks with people and keys, and for each case the statements the product itself sends for it. */
async function prepare() {
  const server = await startEmbedded(dataDir);
  const opened = connect(server.connection);
  useDatabase(opened);
  try {
    await migrate(opened.pool);
    await loadPlaces(opened.db);
    const small = await peopleNetwork('small', 10_000);
    const large = await peopleNetwork('large', 100_000);
    await opened.pool.query('vacuum analyze');
    const list = { method: 'GET' as const, paths: ['/api/v1/people?limit=50'], connections: 10 };
    const common = { warmUpSeconds: 2, seconds: 5 };
    const shown = large.someIds[0]!;
    const added = { given: 'Nova', surname: 'Novak', affiliations: [{ organisationId: small.organisationId }] };
    const write = await statementsOf(() => execute(addPerson, small.scope, added));
    const known = new Set([small.scope.networkId, small.organisationId, small.scope.actor.kind === 'account' ? small.scope.actor.id : '']);
    const fresh = [...new Set(JSON.stringify(write).match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g))].filter((id) => !known.has(id));
    const cases: Case[] = [
      { name: 'list of 50 with total, 10,000 people', aim: 400, load: { ...list, ...common, headers: bearer(small.key) }, reference: { statements: reads(await statementsOf(() => listPeople(small.scope, { limit: 50 }))), replaced: [] } },
      { name: 'list of 50 with total, 100,000 people', aim: 300, load: { ...list, ...common, headers: bearer(large.key) }, reference: { statements: reads(await statementsOf(() => listPeople(large.scope, { limit: 50 }))), replaced: [] } },
      {
        name: 'one person of 100,000',
        aim: 800,
        load: { method: 'GET', paths: large.someIds.map((id) => `/api/v1/people/${id}`), connections: 10, ...common, headers: bearer(large.key) },
        reference: { statements: reads(await statementsOf(() => person(large.scope, shown))), replaced: [shown] },
      },
      {
        name: 'add a person, recorded in the log',
        aim: 400,
        load: { method: 'POST', paths: ['/api/v1/people'], connections: 8, ...common, headers: bearer(small.key), body: JSON.stringify({ ...added, given: 'Nova {n}' }) },
        reference: { statements: write, replaced: fresh },
      },
    ];
    return { connection: server.connection, cases };
  } finally {
    await opened.close();
    await server.stop();
  }
}

function bearer(key: string) {
  return { authorization: `Bearer ${key}` };
}

/** The one statement that reads, without the transaction and the wall around it. */
function reads(statements: Statement[]): Statement[] {
  return [statements.find(({ text }) => /\bfrom person p\b/.test(text))!];
}

/** What the product sends to the database while it does this, so that the reference runs the same SQL whatever becomes of it. */
async function statementsOf(work: () => Promise<unknown>): Promise<Statement[]> {
  heard = [];
  await work();
  const statements = heard;
  heard = null;
  return statements;
}

/** Set before the first connection is made, because connections are wrapped once and kept. */
function listen() {
  const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [asked, values] = args as [string | Statement, unknown[] | undefined];
    heard?.push(typeof asked === 'string' ? { text: asked, values: values ?? [] } : { text: asked.text, values: asked.values ?? [] });
    return query.apply(this, args);
  } as typeof pg.Client.prototype.query;
}

/** From the start of the process until it says it is ready, until the first page has been answered, and what it holds after ten seconds without work. */
async function startsAndMemory() {
  const ready: number[] = [];
  const answered: number[] = [];
  const idle: (number | null)[] = [];
  for (let n = 0; n < 7; n += 1) {
    const begun = performance.now();
    const app = await startApp({ dataDir, env: { KOLO_MODE: 'production' } });
    ready.push(performance.now() - begun);
    await (await fetch(`${app.url}/en/`, { redirect: 'manual' })).text();
    answered.push(performance.now() - begun);
    if (n < 3) {
      await wait(10_000);
      idle.push(residentMB(app.process.pid!));
    }
    await app.stop();
  }
  console.log(`| | median | aim |\n|---|---|---|
| ready (7 starts), s | ${said(median(ready) / 1000, 2)} | 1.0 |
| first page answered, s | ${said(median(answered) / 1000, 2)} | |
| memory of the Kolo process after 10 s of idling (3 starts), MB | ${idle.includes(null) ? 'not told here' : said(median(idle as number[]))} | 150 |\n`);
}

async function requests() {
  const app = await startApp({ dataDir, env: { KOLO_MODE: 'production', KOLO_API_RATE: '1000000' } });
  try {
    console.log('| | requests/s | aim | p50 ms | p99 ms | processor ms per request: Kolo + PostgreSQL | reference requests/s | ratio |\n|---|---|---|---|---|---|---|---|');
    for (const { name, aim, load, reference } of cases) {
      const server = beside('http-reference.ts');
      server.send({ ...reference, connection });
      const [referenceUrl] = (await once(server, 'message')) as [string];
      const ours: (Done & { own: number | null; started: number | null })[] = [];
      const theirs: Done[] = [];
      // In turns, so that a busier moment of the machine meets both.
      for (let n = 0; n < rounds; n += 1) {
        ours.push(await measure({ ...load, url: app.url }, app.process));
        theirs.push(await measure({ ...load, url: referenceUrl }, server));
      }
      server.kill();
      const per = (runs: Done[]) => median(runs.map((run) => run.requests / run.seconds));
      const cost = (which: 'own' | 'started') => said(ours[0]![which] === null ? null : median(ours.map((run) => run[which]!)), 2);
      console.log(`| ${name} | ${said(per(ours))} | ${aim} | ${said(median(ours.map((run) => run.p50)), 1)} | ${said(median(ours.map((run) => run.p99)), 1)} | ${cost('own')} + ${cost('started')} | ${said(per(theirs))} | ${said(per(ours) / per(theirs), 2)} |`);
    }
    const after = residentMB(app.process.pid!);
    // What the collector gives back once there is nothing to do; how long it waits is its own affair (http.md).
    await wait(30_000);
    console.log(`\nMemory of the Kolo process after this load: ${said(after)} MB; after 30 s of quiet: ${said(residentMB(app.process.pid!))} MB`);
  } finally {
    await app.stop();
  }
}

async function measure(load: Load, server: ChildProcess) {
  const client = beside('http-client.ts');
  client.send(load);
  const failed = once(client, 'exit').then(([code]) => {
    throw new Error(`The load ended with code ${code}.`);
  });
  await Promise.race([once(client, 'message'), failed]);
  const before = processorSeconds(server.pid!);
  const [done] = (await Promise.race([once(client, 'message'), failed])) as [Done];
  const after = processorSeconds(server.pid!);
  failed.catch(() => {});
  const each = (which: 'own' | 'started') => (before && after ? ((after[which] - before[which]) * 1000) / done.requests : null);
  return { ...done, own: each('own'), started: each('started') };
}
