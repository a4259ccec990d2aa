import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { secret } from './secret.ts';

/** One key for each use, derived from the installation's secret (RFC 5869). */
const keyFor = (use: string) => Buffer.from(hkdfSync('sha256', secret(), 'kolo at rest', use, 32));

/**
 * Bytes that only this installation can read again (AES-256-GCM): 12 bytes of nonce, 16 of tag, the rest.
 * @param use what it is, e.g. `badge key`; `of` whose it is: neither can be exchanged for another.
 */
export function sealedAtRest(bytes: Uint8Array, use: string, of: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyFor(use), nonce).setAAD(Buffer.from(of));
  const hidden = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), hidden]);
}

/** @throws Error when the secret is another one than it was sealed with, or somebody changed the bytes */
export function openedAtRest(sealed: Uint8Array, use: string, of: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', keyFor(use), sealed.subarray(0, 12)).setAAD(Buffer.from(of)).setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
}
