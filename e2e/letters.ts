import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { withoutLocale } from '#platform/words/locales.ts';
import type { App } from './app.ts';

/** The letters that lie in the data folder for this address, the oldest first, readable whatever they are packed in. */
export function lettersTo({ dataDir }: Pick<App, 'dataDir'>, address: string): string[] {
  const folder = join(dataDir, 'mail');
  return (existsSync(folder) ? readdirSync(folder).sort() : [])
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .filter((letter) => new RegExp(`^To: ${address}$`, 'm').test(letter))
    .map((letter) => letter.split(/^--\S+$/m).map(unpacked).join('\n'));
}

/** Letters follow a moment later, by the queue: waits until there are so many. @returns the latest */
export async function lastLetterTo(app: Pick<App, 'dataDir'>, address: string, n = 1): Promise<string> {
  await expect.poll(() => lettersTo(app, address).length, { interval: 200 }).toBe(n);
  return lettersTo(app, address).at(-1)!;
}

/** What a letter says, without the breaks of its lines, so that a sentence can be looked for. */
export const bodyOf = (letter: string): string => letter.replace(/\s+/g, ' ').trim();

/** The address that the latest of so many letters leads to, without its language. @param page the word of the path before the secret, e.g. `invited` */
export async function linkTo(app: Pick<App, 'dataDir'>, address: string, page: string, n = 1): Promise<string> {
  return withoutLocale(new RegExp(`https?://[^/\\s]+(/\\S+/${page}/[\\w.-]+)`).exec(await lastLetterTo(app, address, n))![1]!);
}

/** A part of a letter: its head, and its words out of base64 or quoted-printable (RFC 2045, 6.7 and 6.8). */
function unpacked(part: string): string {
  const [head = '', ...rest] = part.trimStart().split(/\r?\n\r?\n/);
  const body = rest.join('\n\n');
  if (!/content-type: text\//i.test(head)) return part;
  if (/encoding: base64/i.test(head)) return `${head}\n\n${Buffer.from(body, 'base64').toString()}`;
  if (!/encoding: quoted-printable/i.test(head)) return part;
  return `${head}\n\n${Buffer.from(body.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))), 'latin1').toString()}`;
}
