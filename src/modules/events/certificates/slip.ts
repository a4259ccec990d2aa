/** The short secret on a slip of paper: the holder's link for somebody who has no address. Pure but for the drawing of it. */
import { createHash, randomBytes } from 'node:crypto';

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 80 random bits as 16 letters and digits that are not taken for one another (Crockford's base 32), in groups of four for people who type it. */
export const newSlip = (): string => [...randomBytes(16)].map((byte) => letters[byte & 31]).join('').replace(/.{4}(?=.)/g, '$&-');

/** What somebody typed or scanned, as the hash by which a certificate knows its slip (SHA-256 in hexadecimal); null where it can be none. */
export function slipHash(typed: string): string | null {
  const plain = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{16}$/.test(plain) ? createHash('sha256').update(plain).digest('hex') : null;
}
