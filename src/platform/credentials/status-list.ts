import { gunzipSync, gzipSync } from 'node:zlib';

/** Places in one list. Fewer would let a reader of the list tell whose credential is looked at. Source: W3C Bitstring Status List v1.0, 3.1. */
export const listLength = 131_072;

/** Credentials taken back, as the `encodedList` of a BitstringStatusList: a bit each, the first bit leftmost, compressed, multibase base64url. */
export function encodedList(revoked: Iterable<number>): string {
  const bits = new Uint8Array(listLength / 8);
  for (const index of revoked) {
    if (index < 0 || index >= listLength) throw new RangeError(`There is no place ${index} in a status list.`);
    bits[index >> 3]! |= 0x80 >> (index & 7);
  }
  return `u${gzipSync(bits, { level: 9 }).toString('base64url')}`;
}

/** Whether the credential at this place is taken back. @throws Error for what is not such a list, or a place outside it */
export function isSet(encoded: string, index: number): boolean {
  if (!encoded.startsWith('u')) throw new Error('A status list begins with u.');
  const bits = gunzipSync(Buffer.from(encoded.slice(1), 'base64url'), { maxOutputLength: 16 * 1024 * 1024 });
  if (index < 0 || index >= bits.length * 8) throw new RangeError(`There is no place ${index} in this status list.`);
  return (bits[index >> 3]! & (0x80 >> (index & 7))) !== 0;
}
