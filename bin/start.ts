/** `npm start`: the whole product in one process. Builds what is missing, opens the database, shows the demo on a first start, serves, and stops cleanly. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import type { OpenDatabase } from './database.ts';

// Compiled code is kept beside the packages it comes from (whoever may write there may change the code itself anyway): a second start takes a seventh
// less of the processor (bench/http.md). It counts only for what is imported after it, hence the imports below.
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'kolo'));
const { env } = await import('#platform/env.ts');
const { stopAll } = await import('#platform/lifecycle.ts');
const { ensureBuilt } = await import('./build.ts');
const { openDatabase } = await import('./database.ts');
const { listen } = await import('./http.ts');

let opened: OpenDatabase | null = null;
let server: Awaited<ReturnType<typeof listen>> | null = null;
// Asked to stop while it is still starting, Kolo finishes starting first: a database half opened would be left behind.
const { promise: started, resolve: hasStarted } = Promise.withResolvers<void>();
stopOn(['SIGINT', 'SIGTERM'], async () => {
  await started;
  await server?.stop();
  await stopAll();
  await opened?.close();
});

try {
  // Tests build once and start many times.
  if (process.env.KOLO_BUILD !== 'done') ensureBuilt();
  opened = await openDatabase();
  for (const note of opened.notes) console.log(note);
  if (!env.production && (await isEmpty(opened))) {
    console.log('First start: loading the demo network …');
    const { seedDemo } = await import('./seed-demo.ts');
    await seedDemo();
  }
  const { handler } = await import('../build/handler.js' as string);
  server = await listen(handler);
  console.log(`Kolo is ready after ${(performance.now() / 1000).toFixed(1)} s: ${server.address}`);
  hasStarted();
} catch (error) {
  // A failed start must not leave a database running that nobody owns.
  await opened?.close().catch(() => {});
  console.error((error as Error).message);
  if (process.env.DEBUG) console.error(error);
  process.exit(1);
}

async function isEmpty({ pool }: OpenDatabase): Promise<boolean> {
  const { rows } = await pool.query('select exists (select from network) as any');
  return !rows[0].any;
}

function stopOn(signals: NodeJS.Signals[], stop: () => Promise<void>) {
  let stopping = false;
  for (const signal of signals) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      console.log('Stopping …');
      stop().then(
        () => process.exit(0),
        (error) => {
          console.error(error);
          process.exit(1);
        },
      );
    });
  }
}
