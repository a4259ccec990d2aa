import { defineConfig } from 'vitest/config';

/** Tests of the built product as a process: over HTTP and in a browser. One after the other: each needs the machine. */
export default defineConfig({
  test: {
    include: ['e2e/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 400_000,
    hookTimeout: 400_000,
  },
});
