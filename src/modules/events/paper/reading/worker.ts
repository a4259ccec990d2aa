/** The inside of the thread that reads one photograph, or takes one scan apart. */
import { parentPort, workerData } from 'node:worker_threads';
import { Problem } from '#platform/problem.ts';
import { readSheet } from './read-sheet.ts';
import type { Asked } from './thread.ts';

// MuPDF tells the console what it finds wrong with a file; whoever sent it is told in a sentence instead.
Object.assign(globalThis, { $libmupdf_wasm_Module: { print: () => {}, printErr: () => {} } });

const asked = workerData as Asked;
try {
  // MuPDF is ten megabytes: only a scan asks for it.
  const done = 'known' in asked ? await readSheet(asked.bytes, asked.known) : (await import('./scan.ts')).scannedPages(asked.bytes, asked.name);
  parentPort!.postMessage({ done });
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  parentPort!.postMessage({ problem: { status: error.status, code: error.code, details: error.details, field: error.field } });
}
