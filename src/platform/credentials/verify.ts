import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { credentialsContext } from './canonical.ts';
import { publicKeyFrom } from './multikey.ts';
import { holds } from './proof.ts';

/** Why a badge is not one. */
export type Refusal = 'shape' | 'type' | 'no-issuer' | 'no-subject' | 'no-proof' | 'foreign-key' | 'proof' | 'too-early' | 'expired' | 'revoked';
export type Verdict = { valid: true; key: string } | { valid: false; why: Refusal };

const list = <Item extends z.ZodType>(item: Item) => z.union([item, z.array(item)]).transform((value) => (Array.isArray(value) ? value : [value]) as z.output<Item>[]);
const moment = z.iso.datetime({ offset: true });

const credential = z.looseObject({
  '@context': z.array(z.unknown()).refine(([first]) => first === credentialsContext),
  type: list(z.string()),
  issuer: z.union([z.url(), z.looseObject({ id: z.url() })]).optional(),
  validFrom: moment,
  validUntil: moment.optional(),
  credentialSubject: list(z.looseObject({ achievement: z.unknown().optional() })).optional(),
  proof: list(z.looseObject({ type: z.string() })).optional(),
});
const suited = z.looseObject({
  type: z.literal('DataIntegrityProof'),
  cryptosuite: z.literal('eddsa-rdfc-2022'),
  created: moment,
  verificationMethod: z.url(),
  proofPurpose: z.literal('assertionMethod'),
  proofValue: z.string(),
});

/**
 * Is this an Open Badges 3.0 credential that holds on this day? Of several proofs, one of the suite `eddsa-rdfc-2022` must hold; others are left alone.
 * @param keyOf the public key at an address, or null when it is not one the reader trusts for this issuer; without it the key written into the address is
 * believed, which shows that nothing was changed, not who signed.
 * @param isRevoked asked last, with the entry of the status list
 */
export async function verify(
  raw: unknown,
  { at, keyOf = writtenKey, isRevoked = async () => false }: { at: Date; keyOf?: (method: string, issuer: string) => KeyObject | null | Promise<KeyObject | null>; isRevoked?: (status: unknown) => Promise<boolean> },
): Promise<Verdict> {
  const no = (why: Refusal): Verdict => ({ valid: false, why });
  const read = credential.safeParse(raw);
  if (!read.success) return no(raw && typeof raw === 'object' && !('proof' in raw) ? 'no-proof' : 'shape');
  const { data } = read;
  if (!data.type.includes('VerifiableCredential') || !data.type.some((type) => type === 'OpenBadgeCredential' || type === 'AchievementCredential')) return no('type');
  if (!data.issuer) return no('no-issuer');
  if (!data.credentialSubject?.length || data.credentialSubject.some(({ achievement }) => !achievement || typeof achievement !== 'object')) return no('no-subject');
  const proofs = (data.proof ?? []).flatMap((one) => suited.safeParse(one).data ?? []);
  if (!proofs.length) return no('no-proof');

  const issuer = typeof data.issuer === 'string' ? data.issuer : data.issuer.id;
  let why: Refusal = 'foreign-key';
  let key: string | null = null;
  for (const proof of proofs) {
    // Whoever signs in an issuer's name signs with a key that stands at the issuer's own address.
    const [address] = proof.verificationMethod.split('#');
    const publicKey = address === issuer ? await keyOf(proof.verificationMethod, issuer) : null;
    if (!publicKey) continue;
    why = 'proof';
    if (await holds(raw as Record<string, unknown>, proof as never, publicKey)) key = proof.verificationMethod;
    if (key) break;
  }
  if (!key) return no(why);
  if (new Date(data.validFrom) > at) return no('too-early');
  if (data.validUntil && new Date(data.validUntil) < at) return no('expired');
  if (await isRevoked(data['credentialStatus'])) return no('revoked');
  return { valid: true, key };
}

/** The key that stands in the address itself, behind the `#`. */
const writtenKey = (method: string): KeyObject | null => publicKeyFrom(method.split('#')[1] ?? '');
