/** `npm run seed`: brings the demo network into the database. Twice is the same as once. */
import { env } from '#platform/env.ts';
import { openDatabase } from './database.ts';
import { seedDemo } from './seed-demo.ts';

if (env.production) {
  console.error('The demo network is for trying Kolo out: anyone may enter it without a password. It is not loaded in production mode (KOLO_MODE=production).');
  process.exit(1);
}
const begun = performance.now();
const opened = await openDatabase();
try {
  for (const note of opened.notes) console.log(note);
  const { added } = await seedDemo();
  console.log(added ? `The demo network is loaded: ${added} programmes in ${((performance.now() - begun) / 1000).toFixed(1)} s.` : 'The demo network is there already.');
} finally {
  await opened.close();
}
