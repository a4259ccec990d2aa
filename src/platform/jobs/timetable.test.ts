import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { withDatabase } from '../db/testing.ts';
import { startJobs } from './jobs.ts';

const kolo = withDatabase();

test('a job with a time is on the timetable, and is done when its time comes', async () => {
  let done = 0;
  const runner = await startJobs(kolo.pool, [{ name: 'module.does-something', at: '17 * * * *', run: async () => void (done += 1) }, { name: 'module.follows', run: async () => {} }]);
  try {
    await expect.poll(async () => (await sql<{ identifier: string }>`select identifier from graphile_worker._private_known_crontabs`.execute(kolo.db)).rows.map(({ identifier }) => identifier)).toEqual(['module:does-something']);
    // What the timetable queues at seventeen past.
    await sql`select graphile_worker.add_job('module:does-something')`.execute(kolo.db);
    await expect.poll(() => done).toBe(1);
  } finally {
    await runner.stop();
  }
});
