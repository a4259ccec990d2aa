import { notFound } from '../../problem.ts';
import type { Visitor } from '../gate.ts';
import { placeOf, tryOnce } from '../throttle.ts';
import { cookiesOf, isSecure, sessionCookieName, type SetCookie, type Visit } from '../visit.ts';
import { assertOrdinary, assertProven } from './account.ts';
import { authAt, openIdProvider } from './auth.ts';
import { endSessionOf } from './sign-in.ts';

/** The library's own endpoints that a browser's script or an OpenID provider must reach. Everything else of it stays closed. */
const open: Record<string, 'passkey' | 'oidc'> = {
  'GET passkey/generate-authenticate-options': 'passkey',
  'POST passkey/verify-authentication': 'passkey',
  'GET passkey/generate-register-options': 'passkey',
  'POST passkey/verify-registration': 'passkey',
  'GET callback/oidc': 'oidc',
};

/** @throws 404 for every path that is not open, 403 for a new passkey without a recent proof, 429 after too many wrong ones. */
export async function answer(visit: Visit, visitor: Visitor, request: Request, path: string): Promise<Response> {
  const part = open[`${request.method} ${path}`];
  if (!part || (part === 'oidc' && !openIdProvider())) throw notFound();
  if (path.includes('regist')) {
    if (!visitor.account) throw notFound();
    assertOrdinary(visitor);
    assertProven(visitor);
  }
  if (part === 'passkey') await tryOnce('passkeysFromHere', placeOf(visit.address));
  const auth = await authAt(visit.origin, part);
  const response = await auth.handler(request);
  const began = response.headers.getSetCookie().some((cookie) => cookie.startsWith(`${sessionCookieName(visit.origin)}=`) && !/max-age=0/i.test(cookie));
  // A new sign-in ends the session the browser had before (ASVS 5.0 7.2.4).
  if (began) await endSessionOf(visit);
  return response;
}

/** The address of the OpenID provider to send the browser to, and the cookies that tie its answer to this browser. */
export async function beginOpenId(visit: Visit, back: { ok: string; error: string }): Promise<{ url: string; cookies: SetCookie[] }> {
  if (!openIdProvider()) throw notFound();
  const auth = await authAt(visit.origin, 'oidc');
  const response = await auth.api.signInSocial({ body: { provider: 'oidc', callbackURL: back.ok, errorCallbackURL: back.error, disableRedirect: true }, headers: visit.headers, asResponse: true });
  const { url } = (await response.json()) as { url?: string };
  if (!response.ok || !url) throw notFound();
  return { url, cookies: cookiesOf(response.headers).map((cookie) => ({ ...cookie, secure: isSecure(visit.origin) })) };
}
