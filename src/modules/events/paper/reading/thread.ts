import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Problem } from '#platform/problem.ts';
import { root } from '#platform/root.ts';
import type { KnownSheet, SheetReading } from './read-sheet.ts';
import { turns } from './turns.ts';

/** A picture of 50 megapixels takes some ten seconds on an old machine; what takes longer is no photograph of a sheet. */
const mostMilliseconds = 60_000;

/** Each takes up to some hundred megabytes and a whole core: however many are sent, two are read at once, and the others wait. */
const inTurn = turns(2);

export type Asked = { bytes: Uint8Array; known: readonly KnownSheet[] } | { bytes: Uint8Array; name: string };

/** Reads a photograph. @throws Problem with what to do, when it is no readable page of a known sheet */
export const readInThread = (bytes: Uint8Array, known: readonly KnownSheet[], milliseconds?: number): Promise<SheetReading> => inThread({ bytes, known }, milliseconds);

/** The pages of a scan (PDF) as JPEG pictures. @throws Problem with what to do */
export const pagesInThread = (bytes: Uint8Array, name: string, milliseconds?: number): Promise<Uint8Array[]> => inThread({ bytes, name }, milliseconds);

/** In a thread of its own, which ends with the work: its memory is given back at once, and a file made to keep a decoder busy is stopped. */
const inThread = <Done>(asked: Asked, milliseconds?: number): Promise<Done> => inTurn(() => readingThread<Done>(asked, milliseconds));

function readingThread<Done>(asked: Asked, milliseconds = mostMilliseconds): Promise<Done> {
  const worker = new Worker(join(root, 'src/modules/events/paper/reading/worker.ts'), { workerData: asked, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 768 } });
  let late: NodeJS.Timeout;
  return new Promise<Done>((resolve, reject) => {
    late = setTimeout(() => reject(new Problem(422, 'paper.took_too_long')), milliseconds);
    worker.once('message', ({ done, problem }: { done?: Done; problem?: { status: number; code: string; details: Record<string, unknown>; field: string | null } }) => {
      if (problem) reject(new Problem(problem.status, problem.code, problem.details, problem.field));
      else resolve(done!);
    });
    worker.once('error', (error) => reject((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Problem(422, 'paper.took_too_long') : error));
  }).finally(() => {
    clearTimeout(late);
    void worker.terminate();
  });
}
