/**
 * `node bench/results.ts`: figures over a million facts, and what recording costs. Starts a PostgreSQL of its own, with Kolo's settings, in a temporary
 * folder, and prints a Markdown table. Method and last figures: bench/results.md. Options: `--facts 100000` for a quick look.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompiledQuery, sql } from 'kysely';
import pg from 'pg';
import { execute } from '#platform/command/command.ts';
import { connect, useDatabase, type Connection } from '#platform/db/database.ts';
import { startEmbedded } from '#platform/db/embedded/server.ts';
import { migrate } from '#platform/db/migrate.ts';
import { reading } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { publicScope, systemScope } from '#platform/session/scope.ts';
import { loadPlaces } from '#modules/places/load.ts';
import { byMonth } from '#modules/results/by-month-queries.ts';
import { recordEvidence, recordManyEvidence } from '#modules/results/commands.ts';
import { resultsOf } from '#modules/results/queries.ts';
import { query } from '#modules/results/shape.ts';
import { plugIn } from '#registry';
import { makeNetwork, type Made } from './results-data.ts';
import { indicators } from './results-queries.ts';

let now: Connection | null = null;
const wanted = Number(process.argv[process.argv.indexOf('--facts') + 1]) || 1_000_000;
const folder = mkdtempSync(join(tmpdir(), 'kolo-bench-'));
// As root, PostgreSQL runs as an account of its own and has to get in; else its database would be kept, and left, in /var/lib/kolo.
chmodSync(folder, 0o755);
const server = await startEmbedded(folder);
plugIn();

try {
  const table: [what: string, figure: string][] = [];
  await one(table);
  await many(table);
  await recording(table);
  console.log(`| ${wanted.toLocaleString('en')} facts | |\n|---|--:|\n${table.map(([what, figure]) => `| ${what} | ${figure} |`).join('\n')}`);
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** All facts in one programme: the same counts by Kolo and by hand. */
async function one(table: [string, string][]) {
  await withDatabase('one', async (connection) => {
    const made = await makeNetwork(connection.pool, 'one', { programmes: 1, facts: wanted });
    table.push(...(await ratio(made, 'one programme')), ...(await completed(made)));
  });
}

/** The same number of facts in twenty programmes: a page of one of them, and the network by month. */
async function many(table: [string, string][]) {
  await withDatabase('many', async (connection) => {
    const made = await makeNetwork(connection.pool, 'many', { programmes: 20, facts: wanted });
    table.push(...(await ratio(made, 'one of 20 programmes')));
    const scope = systemScope(made.networkId, 'bench');
    const whole = await timed(7, () => reading(scope, (tx) => byMonth(tx, scope, null)));
    const slice = await timed(7, () => reading(scope, (tx) => byMonth(tx, scope, made.programmeIds[0]!)));
    table.push([`people, organisations and municipalities by month, all programmes (${whole.result.length} months)`, ms(whole.median)], ['the same for one programme', ms(slice.median)]);
  });
}

async function ratio(made: Made, where: string): Promise<[string, string][]> {
  const list = indicators();
  const scope = systemScope(made.networkId, 'bench');
  const programmeId = made.programmeIds[0]!;
  const parameters = [made.networkId, programmeId];
  const ours = () => reading(scope, (tx) => resultsOf(tx, scope, programmeId, list.map((one) => one.query)));
  const byHand = () =>
    reading(scope, async (tx) => {
      const rows: { net: number; gross: number }[] = [];
      for (const one of list) rows.push((await tx.executeQuery(CompiledQuery.raw(one.byHand, parameters))).rows[0] as { net: number; gross: number });
      return rows;
    });
  const inOne = () => reading(scope, async (tx) => (await tx.executeQuery(CompiledQuery.raw(list.map((one) => `(${one.byHand})`).join(' union all '), parameters))).rows as { net: number; gross: number }[]);
  // One after the other in every round, so that a disturbance of the machine meets all of them.
  const times: Record<'ours' | 'byHand' | 'inOne', number[]> = { ours: [], byHand: [], inOne: [] };
  let figures: { net: number | null; gross: number | null }[] = [];
  let counted: { net: number; gross: number }[] = [];
  for (let round = 0; round < 7; round += 1) {
    for (const [name, run] of [['ours', ours], ['byHand', byHand], ['inOne', inOne]] as const) {
      const began = performance.now();
      const result = await run();
      times[name].push(performance.now() - began);
      if (name === 'ours') figures = result;
      if (name === 'byHand') counted = result as typeof counted;
    }
  }
  const different = list.filter((_, at) => figures[at]!.net !== counted[at]!.net || figures[at]!.gross !== counted[at]!.gross);
  if (different.length) throw new Error(`${different.length} figures differ from the counts by hand, first ${JSON.stringify(different[0]!.query)}`);
  const visitor = publicScope(made.networkId);
  await sql`update programme set published_at = now() where programme_id = ${programmeId}`.execute(connectionNow().db);
  const shown = await timed(3, () => reading(visitor, (tx) => resultsOf(tx, visitor, programmeId, list.map((one) => one.query))));
  return [
    [`200 indicators, ${where} (${made.facts.toLocaleString('en')} facts in the network)`, ms(median(times.ours))],
    ['the same counts by hand, 200 statements', ms(median(times.byHand))],
    ['the same counts by hand, one statement', ms(median(times.inOne))],
    ['**ratio to 200 statements** (median of rounds)', times2(median(times.ours.map((time, at) => time / times.byHand[at]!)))],
    ['ratio to one statement (median of rounds)', times2(median(times.ours.map((time, at) => time / times.inOne[at]!)))],
    ['the same 200 for a visitor, small groups looked for', ms(shown.median)],
  ];
}

/** Who has completed looks at every signature and at every day of every event; the reference is the plain count of people over the same lists, in the same rounds. */
async function completed({ networkId, programmeIds }: Made): Promise<[string, string][]> {
  await connectionNow().pool.query('insert into event_day (network_id, event_id, day) select network_id, event_id, first_day + n from event, generate_series(0, 1) n');
  await connectionNow().pool.query('analyze event_day, event, evidence');
  const { rows } = await connectionNow().pool.query(`select count(*) as n from fact where measure = 'attendance' and known_until is null`);
  const scope = systemScope(networkId, 'bench');
  const lines: [string, string][] = [];
  for (const [said, where] of [['', {}], [', of one year', { from: '2021-01-01', until: '2021-12-31' }]] as const) {
    const times: Record<'people' | 'completed-people' | 'every-day-people', number[]> = { people: [], 'completed-people': [], 'every-day-people': [] };
    for (let round = 0; round < 8; round += 1) {
      for (const method of Object.keys(times) as (keyof typeof times)[]) {
        const began = performance.now();
        await reading(scope, (tx) => resultsOf(tx, scope, programmeIds[0]!, [query.parse({ method, where })]));
        // The first round warms up.
        if (round) times[method].push(performance.now() - began);
      }
    }
    const over = (method: keyof typeof times) => times2(median(times[method].map((time, at) => time / times.people[at]!)));
    lines.push([`people over ${Number(rows[0].n).toLocaleString('en')} signatures${said}`, ms(median(times.people))]);
    for (const method of ['completed-people', 'every-day-people'] as const) lines.push([`${method} over the same${said}`, `${ms(median(times[method]))} (${over(method)} times the people)`]);
  }
  return lines;
}

/** One attendance through the whole command (permission, facts, log, commit to disk), with ever more facts there. */
async function recording(table: [string, string][]) {
  for (let facts = 1_000; facts <= wanted; facts *= 10) {
    await withDatabase(`n${facts}`, async (connection) => {
      const { networkId, programmeIds } = await makeNetwork(connection.pool, `n${facts}`, { programmes: 1, facts });
      const scope = systemScope(networkId, 'bench');
      const programmeId = programmeIds[0]!;
      const { rows: events } = await connection.pool.query('select event_id from event where network_id = $1 limit 50', [networkId]);
      const { rows: people } = await connection.pool.query('select person_id from person where network_id = $1 limit 500', [networkId]);
      const { rows: organisations } = await connection.pool.query('select organisation_id from organisation where network_id = $1 limit 20', [networkId]);
      const piece = (at: number) => ({
        kind: 'participation',
        happenedOn: '2022-05-01',
        payload: { eventId: events[at % events.length].event_id, personId: people[at % people.length].person_id, organisationId: organisations[at % organisations.length].organisation_id, placeId: 'RS-L-79014', relation: 'seat', days: ['2022-05-01'], breakdown: { sex: 'F' } },
      });
      let at = 0;
      const recorded = await timed(300, () => execute(recordEvidence, scope, { programmeId, id: newId(), ...piece(at++) }));
      table.push([`record one attendance, ${facts.toLocaleString('en')} facts there`, ms(recorded.median, 2)]);
      if (facts * 10 > wanted) {
        const began = performance.now();
        await execute(recordManyEvidence, scope, { programmeId, evidence: Array.from({ length: 50_000 }, (_, n) => piece(n)) });
        table.push(['record 50,000 participations at once', `${Math.round(50_000 / ((performance.now() - began) / 1000)).toLocaleString('en')} rows/s`]);
      }
    });
  }
}

async function withDatabase(name: string, work: (connection: Connection) => Promise<void>) {
  await administer(`create database ${name}`);
  const connection = connect({ ...server.connection, database: name });
  now = connection;
  useDatabase(connection);
  try {
    await migrate(connection.pool);
    await loadPlaces(connection.db);
    await work(connection);
  } finally {
    await connection.close();
    await administer(`drop database ${name} with (force)`);
  }
}
async function administer(statement: string) {
  const admin = new pg.Client(server.connection);
  await admin.connect();
  await admin.query(statement);
  await admin.end();
}
function connectionNow(): Connection {
  return now!;
}

async function timed<T>(rounds: number, run: () => Promise<T>): Promise<{ median: number; result: T }> {
  const times: number[] = [];
  let result = await run();
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    result = await run();
    times.push(performance.now() - began);
  }
  return { median: median(times), result };
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}
function ms(time: number, digits = 0): string {
  return `${time.toFixed(digits)} ms`;
}
function times2(ratio: number): string {
  return ratio.toFixed(2);
}
