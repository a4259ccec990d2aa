import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The nearest folder at or above `from` that holds Kolo's package.json. */
function projectRoot(from: string): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    try {
      if (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).name === 'kolo') return folder;
    } catch {
      // No package.json here, or none that can be read: look one folder up.
    }
    if (dirname(folder) === folder) return null;
  }
}

/** The project's folder, the same for `src/` run directly and for the bundle in `build/`. */
export const root = projectRoot(import.meta.dirname) ?? projectRoot(process.cwd()) ?? process.cwd();
