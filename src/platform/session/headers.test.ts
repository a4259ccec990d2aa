import { describe, expect, test } from 'vitest';
import { isForeign, policyWithoutPage, secureAnswer } from './headers.ts';
import { errorLines, requestLine } from './request-line.ts';
import { placeOf } from './throttle.ts';
import { cookiesOf } from './visit.ts';

describe('ASVS 3.4 what every answer says', () => {
  const said = (given: Record<string, string>, how: { secure: boolean; personal: boolean }) => {
    const headers = new Headers(given);
    secureAnswer(headers, how);
    return Object.fromEntries(headers);
  };

  test('ASVS 3.4.3 an answer without a policy may load nothing; a page keeps its own', () => {
    expect(said({}, { secure: false, personal: false })['content-security-policy']).toBe(policyWithoutPage);
    expect(said({ 'content-security-policy': "default-src 'self'" }, { secure: false, personal: false })['content-security-policy']).toBe("default-src 'self'");
  });

  test('ASVS 3.4.1 strict transport security over https only: over plain http it would lock a LAN out', () => {
    expect(said({}, { secure: true, personal: false })['strict-transport-security']).toBe('max-age=31536000');
    expect(said({}, { secure: false, personal: false })['strict-transport-security']).toBeUndefined();
  });

  test('ASVS 14.3.2 what a signed-in person sees is not kept by the browser', () => {
    expect(said({}, { secure: false, personal: true })['cache-control']).toBe('private, no-store');
    expect(said({}, { secure: false, personal: false })['cache-control']).toBeUndefined();
  });
});

describe('ASVS 3.5.1 requests of foreign pages', () => {
  const own = 'http://192.168.1.20:3000';
  const foreign = (method: string, headers: Record<string, string>) => isForeign(new Request(`${own}/x`, { method, headers }), own);

  test('a change is ours only when the browser says it came from this very origin', () => {
    expect(foreign('POST', { origin: own })).toBe(false);
    expect(foreign('POST', { origin: own, 'sec-fetch-site': 'same-origin' })).toBe(false);
    expect(foreign('POST', {})).toBe(true);
    expect(foreign('POST', { origin: 'null' })).toBe(true);
    expect(foreign('POST', { origin: 'http://192.168.1.20' })).toBe(true);
    expect(foreign('POST', { origin: 'https://192.168.1.20:3000' })).toBe(true);
    expect(foreign('POST', { origin: own, 'sec-fetch-site': 'cross-site' })).toBe(true);
    for (const method of ['PUT', 'PATCH', 'DELETE']) expect(foreign(method, { origin: 'http://evil.example' })).toBe(true);
  });

  test('reading is open to links from everywhere', () => {
    expect(foreign('GET', { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' })).toBe(false);
  });
});

describe('ASVS 16.2.5 the operator’s lines', () => {
  test('name the route and never the address, so no name, search or secret of a link can stand in them', () => {
    const line = requestLine({ method: 'POST', route: '/(public)/sign-in/link', status: 303, milliseconds: 12.6, account: null });
    expect(JSON.parse(line!)).toEqual({ at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/), method: 'POST', route: '/(public)/sign-in/link', status: 303, ms: 13 });
  });

  test('reading leaves no line, a refusal does (16.3.2), a scanner does not', () => {
    const line = (method: string, status: number, route: string | null = '/work') => requestLine({ method, route, status, milliseconds: 1, account: 'id' }) !== null;
    expect([line('GET', 200), line('GET', 303), line('GET', 403), line('GET', 500), line('DELETE', 204), line('GET', 404, null)]).toEqual([false, false, true, true, true, false]);
  });
});

test('ASVS 16.2.5 the line of a bug tells where and why, without the row the database repeats', () => {
  const cause = Object.assign(new Error('duplicate key value violates unique constraint "holder_email_key"'), { code: '23505', detail: 'Key (email)=(jelena@example.org) already exists.' });
  const lines = errorLines(new Error('Something broke', { cause }));
  expect(lines).toMatch(/^Error: Something broke\n[\s\S]*\nbecause: Error: duplicate key[\s\S]*\[23505\]$/);
  expect(lines).not.toContain('jelena');
});

test('one customer’s IPv6 addresses are one place, IPv4 in either form is itself', () => {
  expect(placeOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
  expect(placeOf('2001:db8:1:2::1')).toBe('2001:db8:1:2');
  expect(placeOf('2001:0db8:0001:0002::9')).toBe('2001:db8:1:2');
  expect(placeOf('2001:db8::1')).toBe('2001:db8:0:0');
  expect(placeOf('::ffff:192.0.2.1')).toBe('192.0.2.1');
  expect(placeOf('192.0.2.1')).toBe('192.0.2.1');
  expect(placeOf('::1')).toBe('0:0:0:0');
});

test('cookies of an answer are read with their age and whether they are Secure', () => {
  const headers = new Headers();
  headers.append('set-cookie', 'a=b%2Bc.d%3D; Max-Age=5; Path=/; HttpOnly; Secure; SameSite=Lax');
  headers.append('set-cookie', 'gone=; Max-Age=0; Path=/');
  expect(cookiesOf(headers)).toEqual([{ name: 'a', value: 'b+c.d=', maxAge: 5, secure: true }, { name: 'gone', value: '', maxAge: 0, secure: false }]);
});
