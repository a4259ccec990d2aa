import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { secret } from './secret.ts';

const mac = (text: string) => createHmac('sha256', secret()).update(text).digest('base64');

/** A text only this installation can have made: `text.signature`, the form better-auth gives its cookies (HMAC-SHA-256, base64). */
export const sign = (text: string): string => `${text}.${mac(text)}`;

/** @returns the text when the signature is ours, else null; the comparison takes the same time wherever the difference lies. */
export function unsigned(signed: string | undefined): string | null {
  const dot = signed?.lastIndexOf('.') ?? -1;
  if (!signed || dot < 1) return null;
  const text = signed.slice(0, dot);
  const given = Buffer.from(signed.slice(dot + 1));
  const ours = Buffer.from(mac(text));
  return given.length === ours.length && timingSafeEqual(given, ours) ? text : null;
}

/** What is kept of a secret that only has to be recognised (links, keys): a long random text needs no slow hash. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
