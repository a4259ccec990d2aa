/** `npm run dev`: the same product with pages that reload as they are written. */
import { createServer } from 'vite';
import { env } from '#platform/env.ts';
import { openDatabase } from './database.ts';

const opened = await openDatabase();
for (const note of opened.notes) console.log(note);
const vite = await createServer({ server: { port: env.PORT, host: env.HOST } });
await vite.listen();
vite.printUrls();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, async () => {
    await vite.close();
    await opened.close();
    process.exit(0);
  });
}
