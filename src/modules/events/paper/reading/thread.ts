import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Problem } from '#platform/problem.ts';
import { root } from '#platform/root.ts';
import type { KnownSheet, SheetReading } from './read-sheet.ts';

/** A picture of 50 megapixels takes some ten seconds on an old machine; what takes longer is no photograph of a sheet. */
const mostMilliseconds = 60_000;

/**
 * Reads a photograph in a thread of its own, which ends with it: its memory is given back at once, and a picture made to keep a decoder busy is stopped.
 * @throws Problem with what to do, when it is no readable page of a known sheet
 */
export function readInThread(bytes: Uint8Array, known: readonly KnownSheet[], milliseconds = mostMilliseconds): Promise<SheetReading> {
  const worker = new Worker(join(root, 'src/modules/events/paper/reading/worker.ts'), { workerData: { bytes, known }, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 768 } });
  return new Promise<SheetReading>((resolve, reject) => {
    const late = setTimeout(() => reject(new Problem(422, 'paper.took_too_long')), milliseconds);
    worker.once('message', ({ reading, problem }: { reading?: SheetReading; problem?: { status: number; code: string; details: Record<string, unknown> } }) => {
      clearTimeout(late);
      if (reading) resolve(reading);
      else reject(new Problem(problem!.status, problem!.code, problem!.details));
    });
    worker.once('error', (error) => {
      clearTimeout(late);
      reject((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Problem(422, 'paper.took_too_long') : error);
    });
  }).finally(() => void worker.terminate());
}
