import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// The secret and the letters of a test run stay out of the data of a Kolo that runs from this folder, and go with it.
const data = mkdtempSync(join(tmpdir(), 'kolo-test-data-'));
process.on('exit', () => rmSync(data, { recursive: true, force: true }));

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'bin/**/*.test.ts'],
    globalSetup: ['src/platform/db/testing-server.ts'],
    setupFiles: ['src/platform/days-testing.ts'],
    pool: 'forks',
    env: { KOLO_DATA: data },
    maxWorkers: 2,
    // Generous: a shared two-core machine may be four times slower; nothing here is a timed test.
    testTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    hookTimeout: 300_000,
  },
});
