/**
 * What every answer says to the browser besides its content. The content security policy of pages is Kit's (vite.config.ts: nonces, no inline
 * scripts or styles); everything that is no page may load nothing at all. ASVS 5.0 3.4.
 */
export function securityHeaders(secure: boolean): Record<string, string> {
  return {
    'x-content-type-options': 'nosniff',
    // "no-referrer" would also hide the origin of Kolo's own forms from Kolo, and the check against foreign forms needs it.
    'referrer-policy': 'same-origin',
    'permissions-policy': 'camera=(self), publickey-credentials-get=(self), publickey-credentials-create=(self), geolocation=(self), microphone=(), payment=(), usb=(), browsing-topics=()',
    'cross-origin-opener-policy': 'same-origin',
    ...(secure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
}

/** For answers that came without a policy: data, files, and the plainest error page. */
export const policyWithoutPage = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Adds what is missing; a policy or a cache rule that the page set itself stays. */
export function secureAnswer(headers: Headers, { secure, personal }: { secure: boolean; personal: boolean }): void {
  for (const [name, value] of Object.entries(securityHeaders(secure))) headers.set(name, value);
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', policyWithoutPage);
  // What somebody saw while signed in must not come back with the back button after she has signed out (ASVS 5.0 14.3.1, 14.2.2).
  if (personal && !headers.has('cache-control')) headers.set('cache-control', 'private, no-store');
}

/**
 * May this request change something in the name of the signed-in person? Kit refuses foreign forms; this also covers every other kind of content,
 * and the API when it is used with the cookie. A request with an API key carries no cookie and needs no origin. ASVS 5.0 3.5.1.
 */
export function isForeign(request: Request, ownOrigin: string): boolean {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return false;
  const site = request.headers.get('sec-fetch-site');
  return request.headers.get('origin') !== ownOrigin || (site !== null && site !== 'same-origin');
}
