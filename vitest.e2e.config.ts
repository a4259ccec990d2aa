import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The two longest files begin, also where no earlier run is remembered: started last, one of them would leave the other core idle for minutes. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const isLong = ({ moduleId }: TestSpecification) => /\/(journeys|access-matrix)\.test\.ts$/.test(moduleId);
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

/** Tests of the built product as a process: over HTTP and in a browser. Two files at a time: a journey waits for its server more than it works, and each file has a Kolo, a data folder, a database and a port of its own (the database a copy of one that is made once). */
export default defineConfig({
  test: {
    include: ['e2e/**/*.test.ts'],
    pool: 'forks',
    globalSetup: ['e2e/unpack-browser.ts', 'e2e/databases.ts'],
    setupFiles: ['src/platform/days-testing.ts'],
    // A file with a browser takes longer.
    env: { KOLO_TEST_BEFORE_MIDNIGHT: '3' },
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // Generous, and said once: what is waited for comes, and on a slow machine late.
    testTimeout: 400_000,
    expect: { poll: { timeout: 120_000 } },
    hookTimeout: 400_000,
  },
});
