import { createHmac, timingSafeEqual } from 'node:crypto';
import { secret } from '#platform/session/secret.ts';

/** What a link without an account opens; one made for one thing opens no other. */
export type Purpose = 'registration' | 'seats' | 'calendar' | 'wall' | 'here' | 'questionnaire' | 'certificate' | 'survey' | 'assurance';

interface Named {
  networkId: string;
  id: string;
  /** Counts up when earlier links shall open nothing any more; 0–65535. */
  version: number;
}

const bytesOf = (uuid: string) => Buffer.from(uuid.replaceAll('-', ''), 'hex');
const uuidOf = (bytes: Buffer) => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
const mac = (purpose: Purpose, body: Buffer) => createHmac('sha256', secret()).update(`${purpose}\0`).update(body).digest().subarray(0, 18);

/**
 * The secret of a link in a letter: it names its row and carries a mark only this installation can make (HMAC-SHA-256, 144 bits), so that nothing secret lies in
 * the database and a letter can be written again at any time. 70 letters of base64url.
 */
export function secretFor(purpose: Purpose, { networkId, id, version }: Named): string {
  const body = Buffer.concat([bytesOf(networkId), bytesOf(id), Buffer.from([version >> 8, version & 255])]);
  return Buffer.concat([body, mac(purpose, body)]).toString('base64url');
}

/** @returns what the secret names, or null when this installation has not made it for this purpose. Whether the row is there and of this version is the caller's to ask. */
export function namedBy(purpose: Purpose, text: string): Named | null {
  if (!/^[A-Za-z0-9_-]{70}$/.test(text)) return null;
  const bytes = Buffer.from(text, 'base64url');
  const body = bytes.subarray(0, 34);
  if (!timingSafeEqual(bytes.subarray(34), mac(purpose, body))) return null;
  return { networkId: uuidOf(body.subarray(0, 16)), id: uuidOf(body.subarray(16, 32)), version: body.readUInt16BE(32) };
}
