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

/** Says so when it has to build: that takes a while, and nobody should wonder what for. */
export function ensureBuilt(): void {
  if (isFresh()) return;
  const begun = new Date();
  console.log('Building the pages … (some ten seconds; only after an installation or a change)');
  for (const [what, ...args] of [['words', join(root, 'bin', 'words.ts')], ['pages', join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn']]) {
    // What the tools tell of their success helps nobody here; their warnings do, and everything when they fail.
    const { status, stdout } = spawnSync(process.execPath, args as string[], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_ENV: 'production' }, encoding: 'utf8' });
    if (status === 0) continue;
    console.error(stdout);
    throw new Error(`The ${what} could not be built; the reason stands above.`);
  }
  writeFileSync(stamp, '');
  // A file changed during the build is newer than this.
  utimesSync(stamp, begun, begun);
}
