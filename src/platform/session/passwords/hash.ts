import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto';
import { promisify } from 'node:util';

// argon2id with the least memory OWASP recommends (19 MiB, 2 passes): a small server stays small, and a guess costs some 40 ms.
const cost = { memory: 19_456, passes: 2, parallelism: 1 };
const derive = promisify((parameters: Argon2Parameters, done: (error: Error | null, key: Buffer) => void) => argon2('argon2id', parameters, done));

let running = 0;
const waiting: (() => void)[] = [];

/** Two at a time: a flood of sign-ins waits in line and does not take all the memory. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= 2) await new Promise<void>((turn) => waiting.push(turn));
  running++;
  try {
    return await work();
  } finally {
    running--;
    waiting.shift()?.();
  }
}

const key = (password: string, nonce: Buffer, { memory, passes, parallelism } = cost) =>
  // The same password typed on two keyboards may be composed differently; NFC makes it one.
  inTurn(() => derive({ message: password.normalize('NFC'), nonce, memory, passes, parallelism, tagLength: 32 }));

const bare = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

/** `$argon2id$v=19$m=…,t=…,p=…$salt$hash` (PHC string format). ASVS 5.0 11.4.2. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${bare(nonce)}$${bare(await key(password, nonce))}`;
}

/** Reads the cost from the hash itself, so that older hashes go on working when the cost is raised. */
export async function verifyPassword({ hash, password }: { hash: string; password: string }): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(hash);
  if (!parts) return false;
  const [, memory, passes, parallelism, nonce, expected] = parts;
  const found = await key(password, Buffer.from(nonce!, 'base64'), { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) });
  const wanted = Buffer.from(expected!, 'base64');
  return found.length === wanted.length && timingSafeEqual(found, wanted);
}
