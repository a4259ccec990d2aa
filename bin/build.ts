/** Builds the pages when they are missing or older than what they are made from; a second start finds them ready. */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#platform/root.ts';

const stamp = join(root, 'build', '.made');

function isFresh(): boolean {
  if (!existsSync(stamp)) return false;
  const made = statSync(stamp).mtimeMs;
  const sources = globSync(['src/**/*', 'static/**/*', 'package-lock.json', 'vite.config.ts'], { cwd: root, exclude: (name) => name === 'generated' || name === 'data' || name === 'fixtures' });
  // Folders are newer as soon as something is made in them, the generated words for instance.
  return sources.map((file) => statSync(join(root, file))).every((found) => found.isDirectory() || found.mtimeMs <= made);
}

/** @returns true when something had to be built. */
export function ensureBuilt(): boolean {
  if (isFresh()) return false;
  const begun = new Date();
  for (const [what, ...args] of [['words', join(root, 'bin', 'words.ts')], ['pages', join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn']]) {
    const { status } = spawnSync(process.execPath, args as string[], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, NODE_ENV: 'production' } });
    if (status !== 0) throw new Error(`The ${what} could not be built; the reason stands above.`);
  }
  writeFileSync(stamp, '');
  // A file changed during the build is newer than this.
  utimesSync(stamp, begun, begun);
  return true;
}
