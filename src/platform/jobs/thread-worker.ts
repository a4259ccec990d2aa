/** The inside of the job thread: connects to the database and runs what it is asked for, one message at a time. */
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { connect, useDatabase } from '../db/database.ts';

useDatabase(connect({ ...workerData, max: 3 }));

let queue = Promise.resolve();
parentPort!.on('message', ({ id, file, name, payload }: { id: string; file: string; name: string; payload: unknown }) => {
  queue = queue.then(async () => {
    try {
      const module = (await import(pathToFileURL(file).href)) as Record<string, (payload: unknown) => Promise<void>>;
      await module[name]!(payload);
      parentPort!.postMessage({ id });
    } catch (error) {
      console.error(error);
      parentPort!.postMessage({ id, error: (error as Error).message });
    }
  });
});
