/**
 * How long it takes to find the doubles among 10,000, 100,000 and 1,000,000 made-up people (both scripts, one row in ten a double, names by Zipf's law),
 * and how the time grows. `node bench/matching-speed.ts [10000 100000 1000000]` prints the table that stands in matching.md.
 */
import { spawnSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { matchTable } from '#platform/matching/table/match-table.ts';
import { scored } from './matching-data.ts';
import { makePeople } from './people-data.ts';

const row = (...cells: (string | number)[]) => `| ${cells.join(' | ')} |`;
const number = (x: number) => Math.round(x).toLocaleString('en-GB');

if (process.argv[2] === '--one') {
  const rows = Number(process.argv[3]);
  const people = makePeople({ rows, doubles: 0.1, mostDoubles: 2, errors: 2, families: 0.05, seed: 2026, countries: ['sr', 'bg', 'ro'] });
  const truth = Array.from(people.truth, String);
  // What the made-up people themselves take is not the matching's.
  const before = process.resourceUsage().maxRSS / 1024;
  const load = loadavg()[0]!;
  const started = performance.now();
  const match = await matchTable(people);
  const seconds = (performance.now() - started) / 1000;
  const peak = process.resourceUsage().maxRSS / 1024;
  const groups = match.clustering.groups.filter(({ length }) => length > 1);
  const { precision, recall, f1, missed } = scored(groups, truth);
  const pairs = groups.reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0);
  const truePairs = pairs * precision + missed;
  console.log(row(number(rows), seconds.toFixed(1), number(rows / seconds), `${number(peak)} (${number(before)} before)`, (match.candidates / truePairs).toFixed(0), precision.toFixed(4), recall.toFixed(4), f1.toFixed(4), match.clustering.questions.length, load.toFixed(1)));
} else {
  const sizes = process.argv.slice(2).map(Number);
  console.log(`${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}\n`);
  console.log(row('rows', 'seconds', 'rows/s', 'peak memory, MiB', 'candidates per true pair', 'precision', 'recall', 'F1', 'asked', 'load before'));
  console.log('|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|');
  // Each size in a process of its own: memory once taken is not given back.
  for (const rows of sizes.length ? sizes : [10_000, 100_000, 1_000_000]) {
    const { stdout, stderr, status } = spawnSync(process.execPath, [import.meta.filename, '--one', String(rows)], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    process.stdout.write(stdout);
  }
}
