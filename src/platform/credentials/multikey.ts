import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { fromBase58, toBase58 } from './multibase.ts';

// The two bytes in front of an Ed25519 key say what it is. Source: multicodec table, ed25519-pub and ed25519-priv.
const publicHead = [0xed, 0x01];
const privateHead = [0x80, 0x26];
/** An Ed25519 private key as DER (RFC 8410) is these bytes and the 32 of the seed. */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A new Ed25519 key pair: the public one as multibase (`z6Mk…`), the private one as its 32-byte seed. */
export function newKeyPair(): { publicKey: string; seed: Uint8Array } {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { publicKey: publicKeyOf(privateKey), seed: new Uint8Array(Buffer.from(privateKey.export({ format: 'jwk' }).d!, 'base64url')) };
}

export const privateKeyFrom = (seed: Uint8Array): KeyObject => createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' });

/** The seed inside a private key written as multibase (`z3u2…`); null when it is none. */
export function seedFrom(multibase: string): Uint8Array | null {
  const bytes = fromBase58(multibase);
  return bytes?.length === 34 && bytes[0] === privateHead[0] && bytes[1] === privateHead[1] ? bytes.slice(2) : null;
}

/** The public half as multibase (`z6Mk…`). */
export function publicKeyOf(privateKey: KeyObject): string {
  const x = Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).x!, 'base64url');
  return toBase58(Uint8Array.from([...publicHead, ...x]));
}

/** The key written as multibase; null when it is not an Ed25519 key. */
export function publicKeyFrom(multibase: string): KeyObject | null {
  const bytes = fromBase58(multibase);
  if (bytes?.length !== 34 || bytes[0] !== publicHead[0] || bytes[1] !== publicHead[1]) return null;
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(bytes.slice(2)).toString('base64url') }, format: 'jwk' });
}
