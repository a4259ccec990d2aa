/**
 * Data Integrity proofs of the suite `eddsa-rdfc-2022`: sign a JSON-LD document, and tell whether a signature is one.
 * Source: W3C Data Integrity EdDSA Cryptosuites v1.0, 3.2; held by its test vectors in `proof.test.ts`.
 */
import { createHash, sign as signBytes, verify as verifyBytes, type KeyObject } from 'node:crypto';
import { canonical } from './canonical.ts';
import { fromBase58, toBase58 } from './multibase.ts';

export interface Proof {
  type: 'DataIntegrityProof';
  cryptosuite: 'eddsa-rdfc-2022';
  created: string;
  /** Address of the public key. */
  verificationMethod: string;
  proofPurpose: 'assertionMethod';
  /** The signature as multibase. */
  proofValue: string;
}
export type Unsigned = { '@context': readonly unknown[] } & Record<string, unknown>;
type Contexts = ReadonlyMap<string, object>;

const sha256 = (text: string) => createHash('sha256').update(text).digest();

/** The 64 bytes that are signed: SHA-256 of the proof's options, then SHA-256 of the document, both in canonical form. */
export async function hashData({ proof: _, ...document }: Record<string, unknown>, options: Omit<Proof, 'proofValue'>, contexts?: Contexts): Promise<Buffer> {
  const [proofText, documentText] = await Promise.all([canonical({ '@context': document['@context'], ...options }, contexts), canonical(document, contexts)]);
  return Buffer.concat([sha256(proofText), sha256(documentText)]);
}

/** The document with its proof. The same document, key and moment give the same signature. */
export async function signed<Document extends Unsigned>(document: Document, by: { privateKey: KeyObject; verificationMethod: string; created: string }, contexts?: Contexts): Promise<Document & { proof: Proof }> {
  const options = { type: 'DataIntegrityProof', cryptosuite: 'eddsa-rdfc-2022', created: by.created, verificationMethod: by.verificationMethod, proofPurpose: 'assertionMethod' } as const;
  const proofValue = toBase58(signBytes(null, await hashData(document, options, contexts), by.privateKey));
  return { ...document, proof: { ...options, proofValue } };
}

/** Is this proof over this document made with this key? What cannot be read is no proof. */
export async function holds(document: Record<string, unknown>, proof: Proof, publicKey: KeyObject, contexts?: Contexts): Promise<boolean> {
  const { proofValue, ...options } = proof;
  const signature = fromBase58(proofValue);
  if (signature?.length !== 64) return false;
  try {
    return verifyBytes(null, await hashData(document, options, contexts), publicKey, signature);
  } catch {
    return false;
  }
}
