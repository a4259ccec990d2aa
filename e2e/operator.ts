import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '#platform/root.ts';

/** Runs `npm run network -- …` on a data folder whose Kolo is not running. @returns what it printed. */
export const operate = (dataDir: string, ...args: string[]): string =>
  execFileSync(process.execPath, [join(root, 'bin/network.ts'), ...args], { cwd: root, env: { ...process.env, NODE_ENV: '', KOLO_MODE: 'production', KOLO_DATA: dataDir }, encoding: 'utf8' }).trim();

/** A network with an invited coordinator. @returns the path of her invitation. */
export function foundNetwork(dataDir: string, slug: string, email: string): string {
  operate(dataDir, 'create', '--slug', slug, '--name', 'Мрежа за пробу', '--country', 'RS');
  return operate(dataDir, 'invite', '--slug', slug, '--email', email, '--language', 'en').replace(/^.*?(\/en\/)/s, '$1');
}
