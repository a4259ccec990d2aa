import { database } from '../../db/database.ts';
import { notFound } from '../../problem.ts';
import type { Visitor } from '../gate.ts';
import { isSecure, sessionCookieName, type SetCookie, type Visit } from '../visit.ts';
import { networkCookie } from '../gate.ts';
import { endSessionOf } from './sign-in.ts';

/** What the browser is told to throw away at sign-out (ASVS 5.0 14.3.1). Not "storage": work a device has not sent yet lies there, and must not be lost. */
export const clearSiteData = '"cache"';

/** Ends the session on the server, so that a copied cookie is worth nothing, and takes the cookies back. ASVS 5.0 7.4.1. */
export async function signOut(visit: Visit): Promise<SetCookie[]> {
  await endSessionOf(visit);
  const secure = isSecure(visit.origin);
  return [sessionCookieName(visit.origin), networkCookie].map((name) => ({ name, value: '', maxAge: 0, secure }));
}

export interface OpenSession {
  id: string;
  isThis: boolean;
  userAgent: string | null;
  method: string | null;
  createdAt: Date;
  lastSeenAt: Date | null;
}

/** Where the person is signed in now, latest first. */
export async function sessionsOf(visitor: Visitor): Promise<OpenSession[]> {
  const rows = await database().selectFrom('auth.session').select(['id', 'user_agent', 'method', 'created_at', 'last_seen_at']).where('holder_id', '=', visitor.account!.id).where('expires_at', '>', new Date()).orderBy('last_seen_at', (order) => order.desc().nullsLast()).execute();
  return rows.map((row) => ({ id: row.id, isThis: row.id === visitor.session!.id, userAgent: row.user_agent, method: row.method, createdAt: row.created_at, lastSeenAt: row.last_seen_at }));
}

/** Ends one of the person's own sessions. @throws 404 for anybody else's. */
export async function endSession(visitor: Visitor, id: string): Promise<void> {
  const { numDeletedRows } = await database().deleteFrom('auth.session').where('id', '=', id).where('holder_id', '=', visitor.account!.id).executeTakeFirst();
  if (!numDeletedRows) throw notFound();
}

/** Ends all sessions of the person; `except` keeps the one she is using. ASVS 5.0 7.4.5. */
export async function endAllSessions(visitor: Visitor, except: string | null): Promise<void> {
  let all = database().deleteFrom('auth.session').where('holder_id', '=', visitor.account!.id);
  if (except) all = all.where('id', '<>', except);
  await all.execute();
}
