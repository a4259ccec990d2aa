/**
 * Rows imported per second: one list of 50,000 rows with matching on, into a network that knows 10,000 people already.
 * `node bench/import.ts [rows]`; a server of its own in a temporary folder; reference: the same file read by the sheet reader alone.
 * The work is done as in the product, by the job thread; `held up` is the longest the thread that answers pages had to wait meanwhile.
 * Seconds of computing stand beside the seconds gone by, because other work on the machine changes only the latter. Results: bench/import.md.
 */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execute } from '#platform/command/command.ts';
import { connect, useDatabase } from '#platform/db/database.ts';
import { startEmbedded } from '#platform/db/embedded/server.ts';
import { migrate } from '#platform/db/migrate.ts';
import { endThread, inThread } from '#platform/jobs/thread.ts';
import { newId } from '#platform/ids.ts';
import { systemScope } from '#platform/session/scope.ts';
import { accept, apply, begin } from '#modules/events/import/commands.ts';
import { readLists } from '#modules/events/sheets/lists.ts';
import { loadPlaces } from '#modules/places/load.ts';
import { plugIn } from '#registry';
import { seeded } from './people-data.ts';

const rows = Number(process.argv[2] ?? 50_000);
const given = ['Ana', 'Marija', 'Jelena', 'Milica', 'Ivana', 'Jovana', 'Dragana', 'Marko', 'Nikola', 'Stefan', 'Petar', 'Luka', 'Milan', 'Dejan', 'Vesna', 'Tamara'];
const roots = ['Petr', 'Jovan', 'Nikol', 'Mark', 'Stank', 'Rad', 'Mil', 'Tod', 'Zor', 'Bož', 'Vuk', 'Lak', 'Sim', 'Pav', 'Ark', 'Kost', 'Blag', 'Ljub', 'Div', 'Grub'];
const ends = ['ović', 'ić', 'ević', 'anović', 'enković', 'ulić', 'ašević', 'ojčić'];
const towns = ['Niš', 'Pirot', 'Vranje', 'Kragujevac', 'Šabac', 'Užice', 'Zrenjanin', 'Leskovac', 'Kruševac', 'Novi Sad', 'Loznica', 'Kula'];
// Fixed, so that every run reads the same list.
const random = seeded(20221122);
const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
function list(count: number, title: string, day: string): Uint8Array {
  const lines = Array.from({ length: count }, (_, i) => {
    const town = pick(towns);
    return `${i + 1};${pick(given)} ${pick(roots)}${pick(roots).toLowerCase()}${pick(ends)};Udruženje „${pick(roots)}a ${Math.floor(random() * 40)}“;${town};06${Math.floor(random() * 9)}/${100000 + Math.floor(random() * 899999)};x`;
  });
  return new TextEncoder().encode(`${title}\nR. br.;Ime i prezime;Organizacija;Opština;Telefon;Potpis ${day}\n${lines.join('\n')}\n`);
}

const folder = mkdtempSync(join(tmpdir(), 'kolo-bench-'));
chmodSync(folder, 0o755);
const server = await startEmbedded(folder);
const connection = connect(server.connection);
useDatabase(connection);
await migrate(connection.pool);
await loadPlaces(connection.db);
plugIn();
const [networkId, programmeId] = [newId(), newId()];
await connection.pool.query(`insert into network (network_id, slug, names) values ($1, 'bench', '{"en":"Bench"}')`, [networkId]);
await connection.pool.query(`insert into programme (network_id, programme_id, slug, titles) values ($1, $2, 'bench', '{"en":"Bench"}')`, [networkId, programmeId]);
const scope = systemScope(networkId, 'bench');

const work = 'src/modules/events/import/jobs.ts';

/** Seconds of computing of the database's processes so far (Linux keeps them in /proc). */
function databaseComputing(): number {
  const stats = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
    try {
      return [{ pid, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8'), fields: readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ') }];
    } catch {
      return [];
    }
  });
  const own = stats.find(({ command }) => /bin\/postgres\b/.test(command) && command.includes(folder))?.pid;
  // User, system, and both of processes that have ended, in hundredths.
  return stats.filter(({ pid, fields }) => pid === own || fields[1] === own).reduce((sum, { pid, fields }) => sum + fields.slice(11, pid === own ? 15 : 13).reduce((a, b) => a + Number(b), 0) / 100, 0);
}

async function bringIn(bytes: Uint8Array, name: string) {
  const batchId = newId();
  const t0 = performance.now();
  const { importId } = await execute(begin, scope, { programmeId, batchId, name, bytes });
  await inThread(work, 'read', { networkId, batchId });
  const t1 = performance.now();
  await execute(accept, scope, { importId });
  await execute(apply, scope, { importId });
  await inThread(work, 'apply', { networkId, importId });
  const t2 = performance.now();
  const { rows: done } = await connection.pool.query('select state, problem from sheet_import where import_id = $1', [importId]);
  if (done[0].state !== 'done') throw new Error(`The import did not come through: ${JSON.stringify(done[0])}`);
  const { rows: asked } = await connection.pool.query('select count(*)::int as n from sheet_import_row where import_id = $1 and doubts <> $2', [importId, '[]']);
  return { matching: (t1 - t0) / 1000, writing: (t2 - t1) / 1000, doubtful: asked[0].n as number };
}

await bringIn(list(10_000, 'Lista prva, Niš 2.5.2023.', '2.5.2023.'), 'prva.csv');
const bytes = list(rows, 'Lista druga, Niš 3.5.2023.', '3.5.2023.');
const [cpuBefore, databaseBefore] = [process.cpuUsage(), databaseComputing()];
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
const { matching, writing, doubtful } = await bringIn(bytes, 'druga.csv');
delay.disable();
const cpu = process.cpuUsage(cpuBefore);
const [own, databases] = [(cpu.user + cpu.system) / 1e6, databaseComputing() - databaseBefore];
const { rows: counts } = await connection.pool.query('select (select count(*) from person)::int as people, (select count(*) from fact)::int as facts');
const peak = Math.round(process.resourceUsage().maxRSS / 1024);
const before = performance.now();
await readLists(bytes, 'druga.csv');
const reference = (performance.now() - before) / 1000;
console.log(`| rows | sheet reader alone (reference) s | read and match s | write s | rows/s | ratio to reference | computing: Kolo s, database s | held up ms | rows with a question | people, facts after | peak memory MB |
|---|---|---|---|---|---|---|---|---|---|---|
| ${rows} | ${reference.toFixed(1)} | ${matching.toFixed(1)} | ${writing.toFixed(1)} | ${Math.round(rows / (matching + writing))} | ${((matching + writing) / reference).toFixed(1)} | ${own.toFixed(1)}, ${databases.toFixed(1)} | ${Math.round(delay.max / 1e6)} | ${doubtful} | ${counts[0].people}, ${counts[0].facts} | ${peak} |`);
await endThread();
await connection.close();
await server.stop();
rmSync(folder, { recursive: true, force: true });
