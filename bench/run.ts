/** `npm run bench`: every benchmark, one after the other, each in a process of its own so that none warms up another. `npm run bench -- http results` runs some. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '#platform/root.ts';
import { ensureBuilt } from '../bin/build.ts';

const all = ['results', 'import', 'matching', 'matching-names', 'matching-speed', 'door', 'check-in', 'search', 'certificates', 'signed-sheets', 'http', 'public-page', 'registration-page'];
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !all.includes(name));
if (unknown.length) {
  console.error(`There is no benchmark called ${unknown.join(', ')}. There are: ${all.join(', ')}.`);
  process.exit(1);
}

// What is measured is what is written now, not an earlier build.
ensureBuilt();
let failed = 0;
for (const name of asked.length ? asked : all) {
  console.log(`\n## ${name}\n`);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`)], { cwd: root, stdio: 'inherit' });
  if (status !== 0) failed += 1;
}
process.exit(failed ? 1 : 0);
