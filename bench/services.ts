/**
 * The directory of services at size: `/hsds` lists and single services over HTTP, the finder's search with the 239 questions of the tests, and the whole
 * directory streamed. `node bench/services.ts [services]` (100,000 unless told otherwise); see services.md.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, useDatabase } from '#platform/db/database.ts';
import { startEmbedded } from '#platform/db/embedded/server.ts';
import { migrate } from '#platform/db/migrate.ts';
import { searchQuery } from '#platform/matching/search-form.ts';
import { loadPlaces } from '#modules/places/load.ts';
import { distances } from '#modules/services/distances.ts';
import { termId } from '#modules/services/nomenclature/nomenclature.ts';
import { findServices } from '#modules/services/queries.ts';
import { removeFolder, startApp, temporaryFolder } from '../e2e/app.ts';
import { launchBrowser } from '../e2e/browser.ts';
import { weigh } from '../e2e/weight.ts';
import type { Done, Load } from './http-client.ts';
import { seeded } from './people-data.ts';
import { residentMB } from './processes.ts';
import { makeDirectory, towns } from './services-data.ts';

const many = Number(process.argv[2] ?? 100_000);
const dataDir = temporaryFolder();
const server = await startEmbedded(dataDir);
const opened = connect(server.connection);
useDatabase(opened);
await migrate(opened.pool);
await loadPlaces(opened.db);

const begun = performance.now();
const { scope, someIds } = await makeDirectory(opened, many);
const seconds = (performance.now() - begun) / 1000;
await opened.pool.query('vacuum analyze');
console.log(`${many.toLocaleString('en')} services brought in through the product's own writing: ${(many / seconds).toFixed(0)} a second.\n`);

const { questions } = JSON.parse(readFileSync(join(import.meta.dirname, '../src/modules/services/nomenclature/fixtures/questions.json'), 'utf8')) as { questions: Record<string, string[]> };
const texts = Object.values(questions).flat();
/** Text → the category that is meant. */
const meant = new Map(Object.entries(questions).flatMap(([category, all]) => all.map((text) => [text, termId('category', category.replace('category:', ''))] as const)));
const random = seeded(5);
const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
/** One letter in the middle left out. */
const mistyped = (text: string) => (text.length > 5 ? text.slice(0, 3) + text.slice(4) : text);
const timesOf = async (ask: (text: string) => Promise<unknown>) => {
  for (const text of texts) await ask(text);
  const times: number[] = [];
  for (const text of texts) {
    const from = performance.now();
    await ask(text);
    times.push(performance.now() - from);
  }
  times.sort((a, b) => a - b);
  return { p50: times[times.length >> 1]!, p95: times[Math.floor(times.length * 0.95)]!, p99: times[Math.floor(times.length * 0.99)]! };
};
const table = [
  ['a need alone', await timesOf((q) => findServices({ q }))],
  ['a need with a letter missing', await timesOf((q) => findServices({ q: mistyped(q) }))],
  ['a need and a place', await timesOf((q) => findServices({ q: `${q} ${pick(['Šabac', 'Ниш', 'Търговище', 'Chișinău', 'Нови Сад'])}` }))],
  ['a need, a place and an age', await timesOf((q) => findServices({ q, unit: pick(towns).id, age: 7 }))],
  ['a need and its kind, a group and an age', await timesOf((q) => findServices({ q, term: meant.get(q)!, group: termId('user-group', 'children'), age: 40 }))],
  ['a need within 10, 25, 50 or 100 km', await timesOf((q) => findServices({ q, unit: pick(towns).id, within: pick(distances) }))],
  ['a word that thousands are called by', await timesOf(() => findServices({ q: pick(['Сунцокрет', 'Izvor', 'дом', 'деца', 'центар', 'Дом Ниш', 'Izvor Šabac']) }))],
  ['no need: a kind, a place or an age', await timesOf((q) => findServices(pick([{ term: meant.get(q)! }, { unit: pick(towns).id }, { age: 30 }, { unit: pick(towns).id, within: 25 }])))],
  ['a need, page 20', await timesOf((q) => findServices({ q, page: 20 }))],
] as const;
console.log(`| search of the finder (${texts.length} questions) | p50 ms | p95 ms | p99 ms | aim p95 |\n|---|--:|--:|--:|--:|`);
for (const [what, { p50, p95, p99 }] of table) console.log(`| ${what} | ${p50.toFixed(1)} | ${p95.toFixed(1)} | ${p99.toFixed(1)} | 20 |`);
// What PostgreSQL's own search would do with the same texts: names with any of the words, the best twenty by ts_rank and how many there are. It knows no kinds, no slips and no places.
const plain = await timesOf((q) => opened.pool.query('select service_id, count(*) over () from service_card where network_id = $1 and words @@ $2::tsquery order by ts_rank(words, $2::tsquery) desc limit 20', [scope.networkId, searchQuery(q)!.replaceAll('&', '|')]));
console.log(`| *reference: PostgreSQL's full-text search, names only* | ${plain.p50.toFixed(1)} | ${plain.p95.toFixed(1)} | ${plain.p99.toFixed(1)} | |`);
console.log(`\nA need alone takes ${(table[0][1].p50 / plain.p50).toFixed(2)} times as long as the reference at the median, ${(table[0][1].p95 / plain.p95).toFixed(2)} times at 95 of 100.`);

await opened.close();
await server.stop();

const app = await startApp({ dataDir, env: { KOLO_MODE: 'production', KOLO_API_RATE: '1000000' } });
try {
  const load = async (paths: string[]): Promise<Done> => {
    const client = fork(join(import.meta.dirname, 'http-client.ts'), { stdio: 'inherit' });
    client.send({ url: app.url, method: 'GET', paths, headers: {}, connections: 10, warmUpSeconds: 2, seconds: 5 } satisfies Load);
    // It first says that it is warm.
    await once(client, 'message');
    const [done] = (await once(client, 'message')) as [Done];
    return done;
  };
  const cases: [string, string[]][] = [
    ['list of 50 services', ['/hsds/services?per_page=50']],
    ['list of 50, page 1,000', [`/hsds/services?per_page=50&page=${Math.min(1_000, Math.floor(many / 50))}`]],
    ['organisations, 50', ['/hsds/organizations?per_page=50']],
    ['services at locations, 50, page 1,000', [`/hsds/service_at_locations?per_page=50&page=${Math.min(1_000, Math.floor(many / 50))}`]],
    ['list of 50, in full', ['/hsds/services?per_page=50&full=true']],
    ['one service in full', someIds.map((id) => `/hsds/services/${id}`)],
    ['the finder’s first page', ['/en/services']],
    ['the finder’s page', texts.slice(0, 100).map((q) => `/en/services?q=${encodeURIComponent(q)}`)],
  ];
  console.log('\n| over HTTP, 10 connections | requests/s | p50 ms | p99 ms |\n|---|--:|--:|--:|');
  for (const [what, paths] of cases) {
    const { requests, seconds, p50, p99 } = await load(paths);
    console.log(`| ${what} | ${(requests / seconds).toFixed(0)} | ${p50.toFixed(1)} | ${p99.toFixed(1)} |`);
  }
  const idle = residentMB(app.process.pid!);
  const from = performance.now();
  let bytes = 0;
  let most = 0;
  const response = await fetch(`${app.url}/hsds/services?format=ndjson&full=true`);
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    most = Math.max(most, residentMB(app.process.pid!) ?? 0);
  }
  console.log(`\nThe whole directory in full, line by line: ${(bytes / 1e6).toFixed(0)} MB in ${((performance.now() - from) / 1000).toFixed(1)} s; memory of the process ${idle?.toFixed(0)} MB before, at most ${most.toFixed(0)} MB meanwhile.`);

  // A first visit on a phone: slow 4G (150 ms, 1,600 kbit/s), a processor four times slower, nothing kept; the median of five.
  const browser = await launchBrowser();
  try {
    const middle = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!;
    const asked: [string, string][] = [['sr-Cyrl', 'дневни боравак Шабац'], ['sr-Latn', 'dnevni boravak Šabac'], ['bg', 'дневен център Търговище'], ['ro', 'centru de zi Chișinău'], ['en', 'day care Novi Sad']];
    console.log('\n| the finder on slow 4G | script and style, bytes | everything, bytes | first paint, ms | usable, ms |\n|---|--:|--:|--:|--:|');
    for (const [locale, q] of asked) {
      for (const path of ['/services', `/services?${new URLSearchParams({ q })}`]) {
        const visits = [];
        for (let n = 0; n < 5; n += 1) visits.push(await weigh(browser, `${app.url}/${locale}${path}`, { latency: 150, kbitPerSecond: 1_600, slower: 4 }));
        console.log(`| ${locale}, ${path === '/services' ? 'begin' : q} | ${visits[0]!.scriptAndStyle} | ${visits[0]!.total} | ${middle(visits.map((one) => one.readable))} | ${middle(visits.map((one) => one.usable))} |`);
      }
    }
  } finally {
    await browser.close();
  }
} finally {
  await app.stop();
  removeFolder(dataDir);
}
