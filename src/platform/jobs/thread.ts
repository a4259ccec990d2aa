import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { connectionSettings } from '../db/database.ts';
import { newId } from '../ids.ts';
import { root } from '../root.ts';

/** How long the thread waits for more work before its memory is given back. */
const idleMilliseconds = 20_000;

let thread: { worker: Worker; waiting: Map<string, { done: () => void; fail: (error: Error) => void }>; idle: NodeJS.Timeout | null } | null = null;

/**
 * Runs an exported function of a source file in a thread of its own with its own database connections, so that long computing does not hold up
 * the pages. One thread per process; it runs the source itself, not the bundle.
 * @param file path from the project's root @param name of the exported async function @param payload ids only
 */
export function inThread(file: string, name: string, payload: Record<string, string>): Promise<void> {
  const current = (thread ??= begin());
  if (current.idle) clearTimeout(current.idle);
  current.idle = null;
  const id = newId();
  return new Promise<void>((done, fail) => {
    current.waiting.set(id, { done, fail });
    current.worker.postMessage({ id, file: join(root, file), name, payload });
  }).finally(() => {
    if (current.waiting.size || current !== thread) return;
    current.idle = setTimeout(() => {
      if (thread === current) thread = null;
      void current.worker.terminate();
    }, idleMilliseconds);
    current.idle.unref();
  });
}

/** Ends the thread and its database connections, before the database itself is stopped. */
export async function endThread(): Promise<void> {
  await thread?.worker.terminate();
}

function begin() {
  const worker = new Worker(join(root, 'src/platform/jobs/thread-worker.ts'), { workerData: connectionSettings(), execArgv: [] });
  worker.unref();
  const waiting = new Map<string, { done: () => void; fail: (error: Error) => void }>();
  worker.on('message', ({ id, error }: { id: string; error?: string }) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asked?.done();
    else asked?.fail(new Error(error));
  });
  const ended = (error: Error) => {
    if (thread?.worker === worker) thread = null;
    for (const { fail } of waiting.values()) fail(error);
    waiting.clear();
  };
  worker.on('error', ended);
  worker.on('exit', () => ended(new Error('The job thread ended.')));
  return { worker, waiting, idle: null as NodeJS.Timeout | null };
}
