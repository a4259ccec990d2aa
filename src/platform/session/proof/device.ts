import { randomBytes } from 'node:crypto';
import { isSecure, type SetCookie, type Visit } from '../visit.ts';
import { sha256, sign, unsigned } from '../signed.ts';

const cookie = 'kolo.device';
const lasts = 400 * 24 * 3600;
const mark = (email: string) => sha256(email.toLowerCase()).slice(0, 16);

/**
 * A device on which this account was signed in before carries a mark. Wrong passwords from strange places may slow strangers down as much as
 * they like: the owner at her own device is counted by herself, so nobody can lock her out by guessing (OWASP: device cookies).
 * @returns a name for the device, or null for a strange one.
 */
export function knownDevice(visit: Visit, email: string): string | null {
  const [whose, device] = unsigned(visit.cookie(cookie))?.split('~') ?? [];
  return whose === mark(email) && device ? device : null;
}

/** The mark to leave after a sign-in. */
export const deviceMark = (visit: Visit, email: string): SetCookie => ({
  name: cookie,
  value: sign(`${mark(email)}~${knownDevice(visit, email) ?? randomBytes(12).toString('base64url')}`),
  maxAge: lasts,
  secure: isSecure(visit.origin),
});
