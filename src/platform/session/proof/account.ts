import { sql } from 'kysely';
import { database } from '../../db/database.ts';
import { newId } from '../../ids.ts';
import { notFound, Problem } from '../../problem.ts';
import { provenLately, type Visitor } from '../gate.ts';
import { personName } from '../members/shape.ts';
import { hashPassword, verifyPassword } from '../passwords/hash.ts';
import { assertGoodPassword } from '../passwords/policy.ts';
import { unsigned } from '../signed.ts';
import { cookiesOf, type SetCookie, type Visit } from '../visit.ts';
import { authAt } from './auth.ts';
import { counted } from './sign-in.ts';
import { endAllSessions } from './sign-out.ts';

/** The ways in an account has. */
export interface Ways {
  password: boolean;
  secondFactor: boolean;
  openId: boolean;
  passkeys: { id: string; name: string | null; createdAt: Date }[];
}

export async function waysIn(visitor: Visitor): Promise<Ways> {
  const id = visitor.account!.id;
  const credentials = await database().selectFrom('auth.credential').select(['provider_id', 'password']).where('holder_id', '=', id).execute();
  const passkeys = await database().selectFrom('auth.passkey').select(['id', 'name', 'created_at']).where('holder_id', '=', id).orderBy('id').execute();
  return {
    password: credentials.some((each) => each.provider_id === 'credential' && each.password !== null),
    secondFactor: visitor.account!.hasSecondFactor,
    openId: credentials.some((each) => each.provider_id === 'oidc'),
    passkeys: passkeys.map((row) => ({ id: row.id, name: row.name, createdAt: row.created_at })),
  };
}

/** Sensitive changes ask for a proof that is at most a quarter of an hour old. ASVS 5.0 7.5.1. @throws Problem 403 `session.prove_again`. */
export function assertProven(visitor: Visitor): void {
  if (!provenLately(visitor)) throw new Problem(403, 'session.prove_again');
}

/** Renews the session's proof with the password. Without one the person signs in again, by link or passkey. */
export async function proveAgain(visit: Visit, visitor: Visitor, password: string): Promise<void> {
  await counted(visit, visitor.account!.email, async () => {
    const credential = await passwordOf(visitor);
    if (!credential?.password || !(await verifyPassword({ hash: credential.password, password }))) throw new Problem(401, 'session.wrong_password', {}, 'password');
  });
  await database().updateTable('auth.session').set({ proven_at: sql`now()` }).where('id', '=', visitor.session!.id).execute();
}

const passwordOf = (visitor: Visitor) => database().selectFrom('auth.credential').select(['id', 'password']).where('holder_id', '=', visitor.account!.id).where('provider_id', '=', 'credential').executeTakeFirst();

/**
 * Sets the first password or another one; all other sessions end (ASVS 5.0 7.4.3). The old password is not asked again when it was a moment ago:
 * `assertProven` sees to that.
 */
export async function choosePassword(visitor: Visitor, password: string): Promise<void> {
  assertOrdinary(visitor);
  assertProven(visitor);
  const { id, email, name } = visitor.account!;
  assertGoodPassword(password, { email, name });
  const hash = await hashPassword(password);
  const there = await passwordOf(visitor);
  if (there) await database().updateTable('auth.credential').set({ password: hash, updated_at: sql`now()` }).where('id', '=', there.id).execute();
  else await database().insertInto('auth.credential').values({ id: newId(), holder_id: id, provider_id: 'credential', provider_account_id: id, password: hash }).execute();
  await endAllSessions(visitor, visitor.session!.id);
}

/** The name others see. */
export async function rename(visitor: Visitor, raw: unknown): Promise<void> {
  assertOrdinary(visitor);
  const name = personName.safeParse(raw);
  if (!name.success) throw new Problem(422, 'session.name_needed', {}, 'name');
  await database().updateTable('auth.holder').set({ name: name.data, updated_at: sql`now()` }).where('id', '=', visitor.account!.id).execute();
}

export async function removePasskey(visitor: Visitor, id: string): Promise<void> {
  assertProven(visitor);
  const { numDeletedRows } = await database().deleteFrom('auth.passkey').where('id', '=', id).where('holder_id', '=', visitor.account!.id).executeTakeFirst();
  if (!numDeletedRows) throw notFound();
}

/** A demo account belongs to everybody who tries the demo: nobody may make it her own. */
export function assertOrdinary(visitor: Visitor): void {
  if (visitor.account!.isDemo) throw new Problem(403, 'session.demo_account');
}

/** What an authenticator app needs, shown once, and the backup codes, shown once. */
export interface SecondFactorStart {
  uri: string;
  secret: string;
  backupCodes: string[];
}

/**
 * Begins a second factor; it counts only after `confirmSecondFactor` has seen a code of it.
 * @param password asked once more of those who have one; the others must have proved themselves a moment ago.
 */
export async function startSecondFactor(visit: Visit, visitor: Visitor, password: string): Promise<SecondFactorStart> {
  assertOrdinary(visitor);
  const body = await proof(visit, visitor, password);
  const auth = await authAt(visit.origin);
  const answer = await auth.api.enableTwoFactor({ body, headers: visit.headers });
  if (answer.method !== 'totp') throw notFound();
  return { uri: answer.totpURI, secret: new URL(answer.totpURI).searchParams.get('secret') ?? '', backupCodes: answer.backupCodes };
}

/** @returns the cookies of the new session: switching the second factor on begins one. */
export async function confirmSecondFactor(visit: Visit, visitor: Visitor, code: string): Promise<SetCookie[]> {
  assertProven(visitor);
  const [auth, { answered }] = await Promise.all([authAt(visit.origin), import('./second-factor.ts')]);
  const response = await answered(auth.api.verifyTOTP({ body: { code: code.replace(/\s/g, '') }, headers: visit.headers, asResponse: true }));
  if (!response.ok) throw new Problem(401, 'session.wrong_code', {}, 'code');
  return goingOn(response);
}

export async function stopSecondFactor(visit: Visit, visitor: Visitor, password: string): Promise<SetCookie[]> {
  const body = await proof(visit, visitor, password);
  const auth = await authAt(visit.origin);
  const response = await auth.api.disableTwoFactor({ body, headers: visit.headers, asResponse: true });
  if (!response.ok) throw notFound();
  return goingOn(response);
}

/** New backup codes instead of the old ones. */
export async function renewBackupCodes(visit: Visit, visitor: Visitor, password: string): Promise<string[]> {
  const body = await proof(visit, visitor, password);
  const auth = await authAt(visit.origin);
  return (await auth.api.generateBackupCodes({ body, headers: visit.headers })).backupCodes;
}

async function proof(visit: Visit, visitor: Visitor, password: string) {
  if (!(await passwordOf(visitor))?.password) {
    assertProven(visitor);
    return {};
  }
  await proveAgain(visit, visitor, password);
  return { password };
}

/** The library begins a new session with a new token; for the person it is the same one, not another sign-in. */
async function goingOn(response: Response): Promise<SetCookie[]> {
  const cookies = cookiesOf(response.headers);
  const token = cookies.map((cookie) => (cookie.name.endsWith('kolo.session_token') ? unsigned(cookie.value) : null)).find(Boolean);
  if (token) await database().updateTable('auth.session').set({ last_seen_at: sql`now()` }).where('token', '=', token).execute();
  return cookies;
}
