/**
 * `npm test`: everything that must hold. Types, unit and database tests, then the built product driven over HTTP and in a browser.
 * Ends with one line "N passed, N failed". Options: `--fast` leaves out the built product, `--browser` runs only that.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#platform/root.ts';
import { ensureBuilt } from './build.ts';

const only = process.argv.includes('--browser') ? 'browser' : process.argv.includes('--fast') ? 'fast' : 'all';
const results = join(root, 'test-results');
let passed = 0;
let failed = 0;

/** Runs a program of node_modules; one check that either passes or fails. */
function check(name: string, script: string, args: string[]) {
  console.log(`\n── ${name}`);
  const { status } = spawnSync(process.execPath, [join(root, script), ...args], { cwd: root, stdio: 'inherit' });
  if (status === 0) passed++;
  else failed++;
}

/** Runs a Vitest configuration and adds its counts; a run that ends without a report counts as one failure. */
function suite(name: string, config: string) {
  console.log(`\n── ${name}`);
  const report = join(results, `${name.replaceAll(' ', '-')}.json`);
  rmSync(report, { force: true });
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config', config, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], { cwd: root, stdio: 'inherit' });
  try {
    const counts = JSON.parse(readFileSync(report, 'utf8')) as { numPassedTests: number; numFailedTests: number; numFailedTestSuites: number };
    passed += counts.numPassedTests;
    failed += counts.numFailedTests;
    // A file that breaks before its first test, or an error outside any test, is a failure too.
    if (status !== 0 && counts.numFailedTests === 0) failed++;
  } catch {
    failed++;
  }
}

mkdirSync(results, { recursive: true });
if (only !== 'browser') {
  check('words', 'bin/words.ts', []);
  check('generated types', 'node_modules/@sveltejs/kit/svelte-kit.js', ['sync']);
  check('types', 'node_modules/svelte-check/bin/svelte-check', ['--tsconfig', './tsconfig.json', '--output', 'human', '--threshold', 'error']);
  suite('modules and database', 'vitest.config.ts');
}
if (only !== 'fast') {
  ensureBuilt();
  suite('the built product', 'vitest.e2e.config.ts');
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
