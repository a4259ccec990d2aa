import type { Locale } from '../words/locales.ts';

/** What the sign-in functions need to know of a request; made by the routes, so that nothing here knows the web framework. */
export interface Visit {
  /** Where the person reaches Kolo, e.g. `http://localhost:3000`. */
  origin: string;
  headers: Headers;
  /** Network address of the client; only ever used to count tries, never kept. */
  address: string;
  locale: Locale;
  cookie(name: string): string | undefined;
}

/** A cookie to set, ready for a `Set-Cookie` header. */
export interface SetCookie {
  name: string;
  value: string;
  maxAge: number | undefined;
  secure: boolean;
}

export const isSecure = (origin: string): boolean => origin.startsWith('https:');

/** Browsers send a `__Secure-` cookie over https only and take it from there only. */
export const sessionCookieName = (origin: string): string => `${isSecure(origin) ? '__Secure-' : ''}kolo.session_token`;

/** The cookies a library's answer sets. All of ours are HttpOnly, SameSite=Lax and for the whole site. */
export function cookiesOf(headers: Headers): SetCookie[] {
  return headers.getSetCookie().map((line) => {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const at = pair.indexOf('=');
    const maxAge = attributes.find((attribute) => /^max-age=/i.test(attribute))?.slice(8);
    return {
      name: pair.slice(0, at),
      value: decodeURIComponent(pair.slice(at + 1)),
      maxAge: maxAge === undefined ? undefined : Number(maxAge),
      secure: attributes.some((attribute) => /^secure$/i.test(attribute)),
    };
  });
}

/** The request's headers without the session: a sign-in begins anew and is never taken for the confirmation of an older one. */
export function withoutSession(visit: Visit): Headers {
  const headers = new Headers(visit.headers);
  const kept = (headers.get('cookie') ?? '').split(/;\s*/).filter((pair) => pair && !pair.startsWith(`${sessionCookieName(visit.origin)}=`));
  if (kept.length) headers.set('cookie', kept.join('; '));
  else headers.delete('cookie');
  return headers;
}
