import { defineConfig } from 'vitest/config';

/** Tests of the built product as a process: over HTTP and in a browser. Two files at a time: a journey waits for its server more than it works, and each file has a Kolo, a data folder, a database and a port of its own (the database a copy of one that is made once). */
export default defineConfig({
  test: {
    include: ['e2e/**/*.test.ts'],
    pool: 'forks',
    globalSetup: ['e2e/unpack-browser.ts', 'e2e/databases.ts'],
    maxWorkers: 2,
    testTimeout: 400_000,
    hookTimeout: 400_000,
  },
});
