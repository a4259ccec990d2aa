/** Open Badges 3.0 as JSON Web Tokens (Open Badges 3.0, 8.2): read and checked, never made, because they would want a second, RSA, key beside the one Kolo signs with. */
import { createPublicKey, verify as verifyBytes, type JsonWebKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { Refusal, Verdict } from './verify.ts';

/** Algorithms the standard names. `none`, and everything that shares a secret, is no signature. */
const algorithms = ['RS256', 'ES256', 'EdDSA'] as const;
const typeOfKey = { RS256: 'rsa', ES256: 'ec', EdDSA: 'ed25519' } as const;

const header = z.looseObject({ alg: z.enum(algorithms), jwk: z.record(z.string(), z.unknown()).optional(), kid: z.string().optional() });
const claims = z.looseObject({ iss: z.string().optional(), nbf: z.number().optional(), exp: z.number().optional(), vc: z.record(z.string(), z.unknown()).optional() });
const issuer = z.union([z.url(), z.looseObject({ id: z.url() })]).transform((one) => (typeof one === 'string' ? one : one.id));
const list = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const subjects = z.union([z.record(z.string(), z.unknown()), z.array(z.record(z.string(), z.unknown())).min(1)]).transform((value) => [value].flat());

export type TokenVerdict = Exclude<Verdict, { valid: true }> | { valid: true; key: string; isDraft: boolean };

/**
 * Is this token an Open Badges 3.0 credential that holds on this day? The credential is the token's claims (W3C VC-JOSE-COSE), or stands in its claim `vc`,
 * as in drafts of the standard (`isDraft`): those name an achievement or not.
 * @param keyOf the public key at an address (`kid`), or null when the reader does not trust it for this issuer. Without it only a key that stands in the token
 * itself is believed, which shows that nothing was changed, not who signed.
 */
export async function verifyToken(
  token: string,
  { at, keyOf, isRevoked = async () => false }: { at: Date; keyOf?: (kid: string, issuer: string) => KeyObject | null | Promise<KeyObject | null>; isRevoked?: (status: unknown) => Promise<boolean> },
): Promise<TokenVerdict> {
  const no = (why: Refusal): TokenVerdict => ({ valid: false, why });
  const parts = token.trim().split('.');
  const [head, said] = [header.safeParse(read(parts[0])), claims.safeParse(read(parts[1]))];
  if (parts.length !== 3 || !head.success || !said.success) return no('shape');
  const { data: claim } = said;
  const credential: Record<string, unknown> = claim.vc ?? claim;
  const types = list.safeParse(credential['type']);
  if (!types.data?.includes('VerifiableCredential') || !types.data.some((type) => type === 'OpenBadgeCredential' || type === 'AchievementCredential')) return no('type');
  const by = issuer.safeParse(credential['issuer'] ?? claim.iss).data;
  // Who signed and who is said to have issued it are one (VC Data Model 1.1, 6.3.1).
  if (!by || (claim.iss !== undefined && claim.iss !== by)) return no('no-issuer');
  const about = subjects.safeParse(credential['credentialSubject']).data;
  if (!about || (!claim.vc && about.some(({ achievement }) => !achievement || typeof achievement !== 'object'))) return no('no-subject');

  const { alg, jwk, kid } = head.data;
  const key = keyOf && kid ? await keyOf(kid, by) : keyOf ? null : publicKeyIn(jwk);
  if (!key) return no(jwk || kid ? 'foreign-key' : 'no-proof');
  if (key.asymmetricKeyType !== typeOfKey[alg] || !signs(alg, key, `${parts[0]}.${parts[1]}`, parts[2]!)) return no('proof');

  const from = moment(credential['validFrom'] ?? credential['issuanceDate']) ?? seconds(claim.nbf);
  const until = moment(credential['validUntil'] ?? credential['expirationDate']) ?? seconds(claim.exp);
  if (!from) return no('shape');
  if (from > at || (claim.nbf !== undefined && seconds(claim.nbf)! > at)) return no('too-early');
  if ((until && until < at) || (claim.exp !== undefined && seconds(claim.exp)! < at)) return no('expired');
  if (await isRevoked(credential['credentialStatus'])) return no('revoked');
  return { valid: true, key: kid ?? JSON.stringify(jwk), isDraft: claim.vc !== undefined };
}

function read(part: string | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

function publicKeyIn(jwk: Record<string, unknown> | undefined): KeyObject | null {
  try {
    return jwk ? createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' }) : null;
  } catch {
    return null;
  }
}

function signs(alg: (typeof algorithms)[number], key: KeyObject, text: string, signature: string): boolean {
  try {
    // JOSE writes the two numbers of an elliptic signature one after the other, not as DER (RFC 7518, 3.4).
    return verifyBytes(alg === 'EdDSA' ? null : 'sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}

const seconds = (at: number | undefined): Date | null => (at === undefined ? null : new Date(at * 1_000));
function moment(text: unknown): Date | null {
  const at = typeof text === 'string' ? new Date(text) : null;
  return at && !Number.isNaN(at.getTime()) ? at : null;
}
