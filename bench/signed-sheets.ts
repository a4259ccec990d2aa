/**
 * `npm run bench -- signed-sheets`: how long a photograph of 12 megapixels of a sign-in sheet takes to read and how much memory, and how often the reader is right, over generated photographs by difficulty.
 * `node bench/signed-sheets.ts 20` takes 20 of each.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { difficulties, photograph } from '#modules/events/paper/fixtures/photograph.ts';
import { fillIn } from '#modules/events/paper/fixtures/filled-sheet.ts';
import { Problem } from '#platform/problem.ts';
import { readSheet } from '#modules/events/paper/reading/read-sheet.ts';
import { blankPage, knownOf, printedForTest } from '#modules/events/paper/testing.ts';
import { randomOf } from '#modules/events/fixtures/random.ts';

const named = 14;
const sheet = printedForTest(named);
const known = [knownOf(sheet, named)];

/** In a process of its own, so that its memory is that of reading alone. */
async function readFolder(folder: string) {
  const milliseconds: number[] = [];
  const busy: number[] = [];
  for (const name of readdirSync(folder).sort()) {
    const bytes = readFileSync(join(folder, name));
    const begun = performance.now();
    const before = process.cpuUsage();
    await readSheet(bytes, known);
    milliseconds.push(performance.now() - begun);
    const { user, system } = process.cpuUsage(before);
    busy.push((user + system) / 1000);
  }
  console.log(JSON.stringify({ milliseconds, busy, megabytes: process.resourceUsage().maxRSS / 1024 }));
}

async function measure(times: number) {
  const blank = await blankPage(sheet);
  console.log(`Node ${process.version}, ${availableParallelism()} cores, load ${loadavg()[0]!.toFixed(1)}\n`);
  const folder = mkdtempSync(join(tmpdir(), 'kolo-bench-sheets-'));
  for (let n = 0; n < 10; n++) writeFileSync(join(folder, `${n}.jpg`), await photograph(fillIn(blank, sheet.geometry, { named, seed: n + 1 }).sheet, randomOf(n + 50), 'usual', { width: 4_000 }));
  const { stdout } = spawnSync(process.execPath, [import.meta.filename, '--read', folder], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  const { milliseconds, busy, megabytes } = JSON.parse(stdout) as { milliseconds: number[]; busy: number[]; megabytes: number };
  // The first one warms the process up; in the product each photograph has a thread of its own and is a first one.
  const [sorted, work] = [milliseconds, busy].map((all) => all.slice(1).sort((a, b) => a - b)) as [number[], number[]];
  console.log(`12 megapixels: first ${(milliseconds[0]! / 1000).toFixed(2)} s, then median ${(sorted[4]! / 1000).toFixed(2)} s, slowest ${(sorted.at(-1)! / 1000).toFixed(2)} s; processor time first ${(busy[0]! / 1000).toFixed(2)} s, then median ${(work[4]! / 1000).toFixed(2)} s; peak memory of the process ${megabytes.toFixed(0)} MB\n`);

  console.log('| photographs | not read | cells | signature missed | signature invented | asked about | handwritten names lost |\n|---|---|---|---|---|---|---|');
  for (const difficulty of difficulties) {
    const sum = { refused: 0, cells: 0, missed: 0, invented: 0, unsure: 0, lost: 0 };
    for (let n = 0; n < times; n++) {
      const filled = fillIn(blank, sheet.geometry, { named, seed: 1_000 + n });
      const jpeg = await photograph(filled.sheet, randomOf(5_000 + n), difficulty, { width: 2_400 });
      const reading = await readSheet(jpeg, known).catch((error: unknown) => (error instanceof Problem ? null : Promise.reject(error)));
      if (!reading) {
        sum.refused++;
        continue;
      }
      const rows = new Map(reading.rows.map((row) => [row.row, row.proposal]));
      for (const { row, what, isWalkIn } of filled.truth) {
        const isSigned = what === 'signed' || what === 'initials';
        const proposal = rows.get(row) ?? 'unsigned';
        if (isWalkIn && isSigned && !rows.has(row)) sum.lost++;
        // A struck-out cell is neither; that it is asked about is right.
        if (what === 'struck') continue;
        sum.cells++;
        if (proposal === 'unsure') sum.unsure++;
        else if (isSigned && proposal === 'unsigned') sum.missed++;
        else if (!isSigned && proposal === 'signed') sum.invented++;
      }
    }
    console.log(`| ${times} ${difficulty} | ${sum.refused} | ${sum.cells} | ${sum.missed} | ${sum.invented} | ${sum.unsure} (${((100 * sum.unsure) / Math.max(1, sum.cells)).toFixed(1)}%) | ${sum.lost} |`);
  }
}

if (process.argv[2] === '--read') await readFolder(process.argv[3]!);
else await measure(Number(process.argv[2] ?? 40));
