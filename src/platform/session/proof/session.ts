import { randomBytes } from 'node:crypto';
import { database } from '../../db/database.ts';
import { newId } from '../../ids.ts';
import { sign } from '../signed.ts';
import { isSecure, sessionCookieName, type SetCookie, type Visit } from '../visit.ts';
import { sessionLasts } from './limits.ts';
import { endSessionOf } from './sign-in.ts';

/** Begins a session in the form the library gives its own, for the one way in that the library does not know: the demo. */
export async function beginSession(visit: Visit, holderId: string, method: 'demo'): Promise<SetCookie[]> {
  await endSessionOf(visit);
  const token = randomBytes(24).toString('base64url');
  await database().insertInto('auth.session').values({ id: newId(), holder_id: holderId, token, method, expires_at: new Date(Date.now() + sessionLasts * 1000), user_agent: visit.headers.get('user-agent')?.slice(0, 300) ?? null }).execute();
  return [{ name: sessionCookieName(visit.origin), value: sign(token), maxAge: sessionLasts, secure: isSecure(visit.origin) }];
}
