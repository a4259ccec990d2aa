import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from '../env.ts';

let known: string | null = null;

/**
 * The secret that signs cookies and hides second factors at rest: KOLO_SECRET, else one this installation makes for itself on first use.
 * Several processes of one installation must share it: the same data folder, or the same KOLO_SECRET.
 */
export function secret(): string {
  known ??= env.KOLO_SECRET ?? fromFile(join(env.dataDir, 'secret'));
  return known;
}

function fromFile(file: string): string {
  mkdirSync(env.dataDir, { recursive: true });
  try {
    // "wx" fails when the file is there, so two processes that start together agree on one secret.
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}
