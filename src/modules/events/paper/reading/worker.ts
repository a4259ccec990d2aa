/** The inside of the thread that reads one photograph. */
import { parentPort, workerData } from 'node:worker_threads';
import { Problem } from '#platform/problem.ts';
import { readSheet, type KnownSheet } from './read-sheet.ts';

const { bytes, known } = workerData as { bytes: Uint8Array; known: KnownSheet[] };
try {
  parentPort!.postMessage({ reading: await readSheet(bytes, known) });
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  parentPort!.postMessage({ problem: { status: error.status, code: error.code, details: error.details } });
}
