import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'bin/**/*.test.ts'],
    globalSetup: ['src/platform/db/testing-server.ts'],
    pool: 'forks',
    // The secret and the letters of a test run stay out of the data of a Kolo that runs from this folder.
    env: { KOLO_DATA: mkdtempSync(join(tmpdir(), 'kolo-test-data-')) },
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
