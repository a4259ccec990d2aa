import { database } from '../../db/database.ts';
import { Problem } from '../../problem.ts';
import { recordRefusal } from '../members/sign-ins.ts';
import { forgive, giveBack, placeOf, tryOnce } from '../throttle.ts';
import { unsigned } from '../signed.ts';
import { cookiesOf, sessionCookieName, withoutSession, type SetCookie, type Visit } from '../visit.ts';
import { authAt } from './auth.ts';
import { deviceMark, knownDevice } from './device.ts';

/** What a right proof leads to: a session, or the question for the code of the second factor. */
export interface Accepted {
  next: 'signed-in' | 'second-factor';
  cookies: SetCookie[];
}

/** Every proof is counted before it is looked at: wrong or right, one after the other. ASVS 5.0 6.3.1. */
export async function counted<T>(visit: Visit, email: string, check: () => Promise<T>): Promise<T> {
  const place = placeOf(visit.address);
  const device = knownDevice(visit, email);
  const here = `${email}|${device ?? place}`;
  // Behind a proxy on the same machine everybody comes from one address. The place comes first: whoever is stopped there leaves no counts of accounts behind.
  const countsPlace = !device && !isLoopback(place);
  if (countsPlace) await tryOnce('placeAnyAccount', place);
  await tryOnce('accountHere', here);
  if (!device) await tryOnce('accountAnywhere', email);
  const result = await check();
  await forgive('accountHere', here);
  if (!device) await forgive('accountAnywhere', email);
  if (countsPlace) await giveBack('placeAnyAccount', place);
  return result;
}

const isLoopback = (place: string) => place.startsWith('127.') || place === '0:0:0:0';

/** @throws Problem 401 `session.wrong_sign_in` (never says which of the two was wrong), 429 `session.too_many_tries`. */
export async function signInWithPassword(visit: Visit, raw: { email: string; password: string }): Promise<Accepted> {
  const email = raw.email.trim().toLowerCase();
  return counted(visit, email, async () => {
    const auth = await authAt(visit.origin);
    const response = await auth.api.signInEmail({ body: { email, password: raw.password }, headers: withoutSession(visit), asResponse: true });
    if (!response.ok) {
      await refused(email, 'password');
      throw new Problem(401, 'session.wrong_sign_in');
    }
    return accepted(visit, response, email);
  });
}

/** The code of the authenticator app, or one of the backup codes, after the first proof. */
export async function finishWithCode(visit: Visit, raw: string): Promise<Accepted> {
  const code = raw.trim().replace(/\s/g, '');
  const isBackup = !/^\d{6}$/.test(code);
  const [auth, { answered }] = await Promise.all([authAt(visit.origin), import('./second-factor.ts')]);
  const body = { code };
  const call = { body, headers: withoutSession(visit), asResponse: true as const };
  const response = await answered(isBackup ? auth.api.verifyBackupCode(call) : auth.api.verifyTOTP(call));
  if (!response.ok) {
    const { code: reason } = (await response.json().catch(() => ({}))) as { code?: string };
    if (reason === 'ACCOUNT_TEMPORARILY_LOCKED') throw new Problem(429, 'session.code_locked');
    if (reason === 'INVALID_TWO_FACTOR_COOKIE' || reason === 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE') throw new Problem(401, 'session.begin_again');
    throw new Problem(401, 'session.wrong_code', {}, 'code');
  }
  const { user } = (await response.clone().json()) as { user: { email: string } };
  return accepted(visit, response, user.email);
}

/** From here on the browser is signed in: the session it had before, if any, ends; the new one has a token of its own. ASVS 5.0 7.2.4. */
export async function accepted(visit: Visit, response: Response, email: string): Promise<Accepted> {
  const cookies = cookiesOf(response.headers);
  const body = (await response.json()) as { twoFactorRedirect?: boolean };
  if (body.twoFactorRedirect) return { next: 'second-factor', cookies };
  await endSessionOf(visit);
  return { next: 'signed-in', cookies: [...cookies, deviceMark(visit, email)] };
}

/** Ends the session the request came with; nothing happens when it came with none. */
export async function endSessionOf(visit: Visit): Promise<void> {
  const token = unsigned(visit.cookie(sessionCookieName(visit.origin)));
  if (token) await database().deleteFrom('auth.session').where('token', '=', token).execute();
}

async function refused(email: string, method: string) {
  const holder = await database().selectFrom('auth.holder').select('id').where('email', '=', email).executeTakeFirst();
  if (holder) await recordRefusal(holder.id, method);
}
