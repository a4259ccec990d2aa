/** `npm start`: the whole product in one process. Builds what is missing, opens the database, shows the demo on a first start, serves, and stops cleanly. */
import { env } from '#platform/env.ts';
import { stopAll } from '#platform/lifecycle.ts';
import { ensureBuilt } from './build.ts';
import { openDatabase, type OpenDatabase } from './database.ts';
import { listen } from './http.ts';

const begun = performance.now();
let opened: OpenDatabase | null = null;

try {
  // Tests build once and start many times.
  if (process.env.KOLO_BUILD !== 'done' && ensureBuilt()) console.log('Built the pages.');
  opened = await openDatabase();
  for (const note of opened.notes) console.log(note);
  if (!env.production && (await isEmpty(opened))) {
    console.log('First start: loading the demo network …');
    const { seedDemo } = await import('./seed-demo.ts');
    await seedDemo();
  }
  const { handler } = await import('../build/handler.js' as string);
  const server = await listen(handler);
  console.log(`Kolo is ready after ${((performance.now() - begun) / 1000).toFixed(1)} s: ${server.address}`);
  stopOn(['SIGINT', 'SIGTERM'], async () => {
    await server.stop();
    await stopAll();
    await opened!.close();
  });
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
