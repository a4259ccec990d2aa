/** Who is asking, through the front door: the built product, in production mode, over plain http as in an office network. */
import { createHash, createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { removeFolder, startApp, temporaryFolder, type App } from './app.ts';
import { launchBrowser } from './browser.ts';
import { Client } from './client.ts';
import { foundNetwork, operate } from './operator.ts';

const email = 'jelena@example.org';
const password = 'dunje na ormaru';
const dataDir = temporaryFolder();
let app: App;
let port = '';
let invitation = '';
let provider: Awaited<ReturnType<typeof startProvider>>;
let oidcInvitation = '';

beforeAll(async () => {
  invitation = foundNetwork(dataDir, 'proba', email);
  oidcInvitation = operate(dataDir, 'invite', '--slug', 'proba', '--email', 'oidc@example.org', '--role', 'auditor');
  provider = await startProvider();
  app = await startApp({ dataDir, env: { KOLO_MODE: 'production', OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: 'kolo', OIDC_CLIENT_SECRET: 'a secret of theirs', OIDC_NAME: 'Ministry' } });
  port = new URL(app.url).port;
});
afterAll(async () => {
  await app?.stop();
  provider?.server.close();
  removeFolder(dataDir);
});

const client = () => new Client(`http://localhost:${port}`);
const signIn = (who: Client, as = { email, password }) => who.post('/en/sign-in?/password', { ...as, to: '' });
async function signedIn() {
  const who = client();
  expect((await signIn(who)).status).toBe(303);
  return who;
}

describe('from an invitation to work', () => {
  test('the first coordinator opens her letter, chooses a password, and is in', async () => {
    const jelena = client();
    const page = await jelena.get(invitation);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Network coordinator');
    const token = new URL(invitation, app.url).searchParams.get('invitation')!;
    const weak = await jelena.post(`/en/sign-up?/join&invitation=${token}`, { token, name: 'Јелена Костић', password: '1qaz2wsx3edc' });
    expect(weak.status).toBe(422);
    expect(weak.text).toContain('Many people use this password');
    expect(weak.text).toContain('value="Јелена Костић"');
    const joined = await jelena.post(`/en/sign-up?/join&invitation=${token}`, { token, name: 'Јелена Костић', password });
    expect([joined.status, joined.location]).toEqual([303, '/en/work']);
    const members = await jelena.get('/en/work/members');
    expect(members.status).toBe(200);
    expect(members.text).toContain('Јелена Костић');
    expect((await client().get(invitation)).status).toBe(404);
  });

  test('she invites a colleague, whose letter lies in the data folder while no mail server is set', async () => {
    const jelena = await signedIn();
    const sent = await jelena.post('/en/work/members?/invite', { email: 'Ivan@example.org', role: 'field-worker', organisationId: '' });
    expect(sent.status).toBe(200);
    expect(sent.text).toContain('ivan@example.org');
    const folder = join(dataDir, 'mail');
    const [file] = readdirSync(folder);
    expect(statSync(join(folder, file!)).mode & 0o077).toBe(0);
    const letter = readFileSync(join(folder, file!), 'utf8').replace(/=\r?\n/g, '').replace(/=3D/g, '=');
    const link = /http:\/\/localhost:\d+(\/\S+)/.exec(letter)![1]!;
    const ivan = client();
    expect((await ivan.get(link)).text).toContain('Field worker');
    const token = new URL(link, app.url).searchParams.get('invitation')!;
    expect((await ivan.post('/en/sign-up?/join', { token, name: 'Иван', password: 'brodovi na Dunavu' })).status).toBe(303);
    expect((await ivan.get('/en/work/members')).text).not.toContain(email);
    expect((await ivan.get('/en/work/log')).status).toBe(403);
  });

  test('she reads in the log what happened, and that it is whole', async () => {
    const log = await (await signedIn()).get('/en/work/log');
    expect(log.text).toContain('The log is whole');
    expect(log.text).toContain('Invitation accepted');
    expect(log.text).toContain('Signed in');
    expect((await (await signedIn()).get('/sr-Latn/work/log?q=poziv')).text).toContain('Prihvaćen poziv');
  });

  test('without signing in every page of work leads to the sign-in, forms too', async () => {
    for (const path of ['/work/members', '/work/keys', '/work/log', '/work/no-such-page', '/bg/work/members', '/account', '/ro/account/confirm']) {
      const { status, location } = await client().get(path);
      expect([path, status, location]).toEqual([path, 303, expect.stringMatching(/^\/[\w-]+\/sign-in\?to=/)]);
    }
    expect((await client().post('/en/work/members?/end', { id: randomUUID() })).location).toMatch(/^\/en\/sign-in\?to=/);
  });

  test('after signing in one is where one wanted to go, and never on somebody else’s site', async () => {
    const to = async (wanted: string) => (await client().post('/en/sign-in?/password', { email, password, to: wanted })).location;
    expect(await to('/en/work/log?q=x')).toBe('/en/work/log?q=x');
    for (const elsewhere of ['https://evil.example/', '//evil.example/', '/\\evil.example/', 'javascript:alert(1)', '']) expect(await to(elsewhere)).toBe('/en/work');
  });
});

describe('ASVS 3.4 and 3.5 what the browser is told', () => {
  test('ASVS 3.4.3 the policy of pages: no inline script or style without this answer’s own nonce, no foreign frame, form or base', async () => {
    const [one, two] = [await client().get('/en/sign-in'), await client().get('/en/sign-in')];
    const policy = one.headers.get('content-security-policy')!;
    const rules = Object.fromEntries(policy.split(/;\s*/).map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1)]));
    expect(rules['default-src']).toEqual(["'self'"]);
    expect(rules['object-src']).toEqual(["'none'"]);
    expect(rules['frame-ancestors']).toEqual(["'none'"]);
    expect(rules['base-uri']).toEqual(["'self'"]);
    expect(rules['form-action']).toEqual(["'self'"]);
    expect(policy).not.toMatch(/unsafe-|https?:|\*/);
    for (const rule of ['script-src', 'style-src']) for (const source of rules[rule]!) expect(source).toMatch(/^'self'$|^'nonce-[\w+/=]{20,}'$/);
    expect(one.text).not.toMatch(/<script(?![^>]*(src=|nonce=))|\son\w+="|\sstyle="|javascript:/);
    const nonce = (text: string) => /nonce-([^']+)/.exec(text)?.[1];
    expect(nonce(policy)).not.toBe(nonce(two.headers.get('content-security-policy')!));
  });

  test('ASVS 3.4 the other headers, on pages, data and errors alike', async () => {
    for (const path of ['/en/sign-in', '/healthz', '/api/v1/openapi.json', '/en/no-such-page', '/api/auth/session', '/passkey.js']) {
      const { headers } = await client().get(path);
      expect([path, headers.get('x-content-type-options'), headers.get('referrer-policy'), path === '/passkey.js' || headers.get('content-security-policy') !== null, headers.get('permissions-policy')?.includes('geolocation=(self)'), headers.get('strict-transport-security')]).toEqual([path, 'nosniff', 'same-origin', true, true, null]);
    }
  });

  test('ASVS 3.3 the session’s cookie is HttpOnly and SameSite, and pages of signed-in people are not stored', async () => {
    const who = client();
    const { headers } = await signIn(who);
    const session = headers.getSetCookie().find((line) => line.startsWith('kolo.session_token='))!;
    expect(session).toMatch(/HttpOnly/i);
    expect(session).toMatch(/SameSite=Lax/i);
    expect(session).toMatch(/Path=\//i);
    expect((await who.get('/en/work/members')).headers.get('cache-control')).toBe('private, no-store');
  });

  test('ASVS 3.5.1 forms work over plain http at localhost, at an address of the office network and at a kiosk’s name', async () => {
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `192.168.1.20:${port}`, 'kiosk.local']) {
      const who = new Client(app.url, host);
      const { status, location } = await signIn(who);
      expect([host, status, location]).toEqual([host, 303, '/en/work']);
      expect([host, (await who.get('/en/work/members')).status]).toEqual([host, 200]);
    }
  });

  test('ASVS 3.5.1 a foreign page’s form, script or missing origin changes nothing, whatever it calls its content', async () => {
    const who = await signedIn();
    const invite = 'email=thief%40example.org&role=coordinator&organisationId=';
    for (const origin of ['http://evil.example', 'null', `https://localhost:${port}`, `http://localhost:${Number(port) + 1}`, undefined])
      for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'application/json', 'application/x-strange', undefined]) {
        const headers = { ...(origin ? { origin } : {}), ...(type ? { 'content-type': type } : {}) };
        const { status } = await who.send('POST', '/en/work/members?/invite', invite, headers);
        expect([origin, type, status]).toEqual([origin, type, 403]);
        expect([origin, type, (await who.send('POST', '/sign-out', 'everywhere=yes', headers)).status]).toEqual([origin, type, 403]);
        expect([origin, type, (await who.send('DELETE', '/api/v1/anything', undefined, headers)).status]).toEqual([origin, type, 403]);
      }
    expect((await who.send('POST', '/en/work/members?/invite', invite, { origin: who.origin, 'sec-fetch-site': 'cross-site', 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(403);
    expect((await who.get('/en/work/members')).text).not.toContain('thief@example.org');
  });

  test('with ORIGIN=https the cookie is Secure, forms from that address count, and HSTS is said', async () => {
    const folder = temporaryFolder();
    const path = foundNetwork(folder, 'https', email);
    const secure = await startApp({ dataDir: folder, env: { KOLO_MODE: 'production', ORIGIN: 'https://kolo.example.org' }, }).catch((error) => error as Error);
    // The printed address is the public one, so the real port is asked of the system.
    if (secure instanceof Error) throw secure;
    try {
      const real = /:(\d+)/.exec(await listening(secure.process.pid!))![1]!;
      const proxy = new Client(`http://127.0.0.1:${real}`, 'kolo.example.org');
      const token = new URL(path, 'http://x').searchParams.get('invitation')!;
      const joined = await proxy.send('POST', '/en/sign-up?/join', new URLSearchParams({ token, name: 'Јелена Костић', password }).toString(), { origin: 'https://kolo.example.org', 'content-type': 'application/x-www-form-urlencoded' });
      expect(joined.status).toBe(303);
      expect(joined.headers.get('strict-transport-security')).toContain('max-age=31536000');
      expect(joined.headers.getSetCookie().filter((line) => line.startsWith('__Secure-kolo.session_token=') && /; Secure/i.test(line))).toHaveLength(1);
      expect((await proxy.get('/en/work/members')).status).toBe(200);
      const plain = await proxy.send('POST', '/en/sign-in?/password', `email=${email}`, { origin: 'http://kolo.example.org', 'content-type': 'application/x-www-form-urlencoded' });
      expect(plain.status).toBe(403);
    } finally {
      await secure.stop();
      removeFolder(folder);
    }
  });
});

describe('keys for programs', () => {
  test('a key opens the API without a cookie and an origin; a made-up one, and one taken back, is refused', async () => {
    const who = await signedIn();
    const made = await who.post('/en/work/keys?/create', { name: 'Report', role: 'auditor', days: '30' });
    const key = /kolo_[0-9a-f]{8}_[\w-]{43}/.exec(made.text)![0];
    const program = client();
    const ask = (bearer: string) => program.get('/api/v1/openapi.json', { authorization: `Bearer ${bearer}` });
    expect((await ask(key)).status).toBe(200);
    expect((await ask(`${key.slice(0, -1)}_`)).status).toBe(401);
    expect((await ask('nonsense')).status).toBe(401);
    expect((await who.get('/en/work/keys')).text).not.toContain(key);
    const id = /name="id" value="([0-9a-f-]{36})"/.exec((await who.get('/en/work/keys')).text)![1]!;
    expect((await who.post('/en/work/keys?/revoke', { id })).status).toBe(200);
    expect((await ask(key)).status).toBe(401);
  });

  test('a key is for the API only: pages do not know it', async () => {
    const { status } = await client().get('/work/members', { authorization: `Bearer kolo_0123abcd_${'x'.repeat(43)}` });
    expect(status).toBe(303);
  });
});

describe('the life of an account', () => {
  const letters = () => readdirSync(join(dataDir, 'mail')).map((file) => readFileSync(join(dataDir, 'mail', file), 'utf8').replace(/=\r?\n/g, '').replace(/=3D/g, '='));
  const ivan = { email: 'ivan@example.org', password: 'brodovi na Dunavu' };

  test('a member changes her address by a letter to the new one, and deletes her account; what she did is a former member’s', async () => {
    const who = client();
    await signIn(who, ivan);
    const asked = await who.post('/en/account/email?/ask', { email: 'ivan.novi@example.org' });
    expect([asked.status, asked.text.includes('a letter is on its way')]).toEqual([200, true]);
    await expect.poll(() => letters().some((text) => /^To: ivan\.novi@/m.test(text))).toBe(true);
    const link = new URL(/http:\S+\/account\/email\?token=\S+/.exec(letters().find((text) => /^To: ivan\.novi@/m.test(text))!)![0]);
    // Opened by a program that looks into letters, or by somebody else, it does nothing.
    expect((await client().get(link.pathname + link.search)).location).toMatch(/^\/en\/sign-in/);
    expect((await who.get(link.pathname + link.search)).text).toContain('One more press');
    expect((await who.post(`/en/account/email?/confirm`, { token: link.searchParams.get('token')! })).text).toContain('The address has been changed');
    expect((await who.get('/en/account')).text).toContain('ivan.novi@example.org');
    expect((await signIn(client(), ivan)).status).toBe(401);

    expect((await who.post('/en/account/delete', { email: 'ivan@example.org' })).status).toBe(422);
    const gone = await who.post('/en/account/delete', { email: 'ivan.novi@example.org' });
    expect([gone.status, gone.location]).toEqual([303, '/en/sign-in?deleted']);
    expect((await who.get(gone.location!)).text).toContain('Your account has been deleted.');
    expect((await who.get('/en/account')).status).toBe(303);
    expect((await signIn(client(), { ...ivan, email: 'ivan.novi@example.org' })).status).toBe(401);
    const jelena = await signedIn();
    expect((await jelena.get('/en/work/members')).text).not.toContain('Иван');
    const log = (await jelena.get('/en/work/log')).text;
    expect(log).toContain('Member left the network');
    expect(log).toContain('former member');
    expect(log).not.toContain('Иван');
  });

  test('the only coordinator is told whom the network would lose', async () => {
    const jelena = await signedIn();
    expect((await jelena.get('/en/account/delete')).text).toContain('You are the only coordinator of Mreža za probu');
    expect((await jelena.post('/en/account/delete', { email })).status).toBe(409);
  });
});

describe('ending and guessing', () => {
  test('ASVS 7.4.1, 14.3.1 signing out clears the cookie and the browser’s cache, and the old cookie opens nothing', async () => {
    const who = await signedIn();
    const copy = client();
    copy.cookies.set('kolo.session_token', who.cookies.get('kolo.session_token')!);
    const out = await who.post('/en/sign-out', {});
    expect([out.status, out.location, out.headers.get('clear-site-data')]).toEqual([303, '/en', '"cache"']);
    expect(who.cookies.has('kolo.session_token')).toBe(false);
    expect((await copy.get('/en/work/members')).status).toBe(303);
  });

  test('ASVS 6.3.1 a guesser at the door is told to wait, in words', async () => {
    const guesser = client();
    let last = await signIn(guesser, { email: 'nobody@example.org', password: 'guess 0' });
    for (let n = 1; n < 6; n++) last = await signIn(guesser, { email: 'nobody@example.org', password: `guess ${n}` });
    expect(last.status).toBe(429);
    expect(last.text).toMatch(/Too many tries\. Wait \d+ seconds/);
  });

  test('in production mode the demo does not exist', async () => {
    expect((await client().get('/en/demo')).status).toBe(404);
    expect((await client().post('/en/demo', { account: randomUUID() })).status).toBe(404);
    expect((await client().get('/en/sign-in')).text).not.toContain('/demo');
  });

  test('of the sign-in library only what passkeys and the provider need is reachable', async () => {
    for (const path of ['sign-up/email', 'sign-in/email', 'get-session', 'change-password', 'update-user', 'delete-user', 'list-sessions', 'two-factor/disable', 'ok', 'error', 'magic-link/verify', 'passkey/list-user-passkeys', '../auth/get-session']) {
      expect([path, (await client().get(`/api/auth/${path}`)).status]).toEqual([path, 404]);
      expect([path, (await client().send('POST', `/api/auth/${path}`, '{}', { origin: `http://localhost:${port}`, 'content-type': 'application/json' })).status]).toEqual([path, 404]);
    }
    expect((await client().get('/api/auth/passkey/generate-register-options')).status).toBe(404);
  });

  test('ASVS 16.5.1 errors tell nothing of the inside', async () => {
    for (const path of ['/en/no-such-page', '/en/sign-up?invitation=x', '/api/auth/nothing', '/en/work/members/not-an-id']) {
      const { text } = await (await signedIn()).get(path);
      // The page carries its style sheet, which speaks of `select` too.
      expect(text.replace(/<style[\s\S]*?<\/style>/g, '')).not.toMatch(/node_modules|at \w+ \(|\.ts:|\.js:\d|select |postgres|Error:/i);
    }
  });

  test('ASVS 16.2.5 after all of this the operator’s lines hold no password, secret, address, name or query', async () => {
    const said = app.output();
    expect(said).toContain('"method":"POST"');
    for (const secret of [password, 'brodovi', email, 'ivan@', 'Јелена', 'Иван', 'invitation=', 'token', 'kolo_', '?/', 'guess', new URL(invitation, app.url).searchParams.get('invitation')!]) expect(said).not.toContain(secret);
    const postgres = readFileSync(join(dataDir, 'postgres.log'), 'utf8');
    for (const secret of [password, email, 'Јелена']) expect(postgres).not.toContain(secret);
    expect(statSync(join(dataDir, 'secret')).mode & 0o777).toBe(0o600);
    expect(existsSync(join(dataDir, 'mail'))).toBe(true);
  });
});

describe('with a script', () => {
  test('a passkey is added on the account’s page and signs in by itself afterwards', async () => {
    const browser = await launchBrowser();
    try {
      const context = await browser.newContext();
      const page = await context.newPage();
      const wrong: string[] = [];
      page.on('console', (message) => void (message.type() === 'error' && wrong.push(message.text())));
      page.on('pageerror', (error) => void wrong.push(error.message));
      const devtools = await context.newCDPSession(page);
      await devtools.send('WebAuthn.enable');
      await devtools.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
      const home = `http://localhost:${port}`;
      await page.goto(`${home}/en/sign-in?to=${encodeURIComponent('/en/account')}`);
      await page.fill('[name=email]', email);
      await page.fill('[name=password]', password);
      await page.click('button.main');
      await page.waitForURL(`${home}/en/account`);
      await page.click('[data-passkey=add] button');
      await page.locator('form[action="?/passkey"]').waitFor();
      await page.goto(`${home}/en/account`);
      await page.click('button:has-text("End all my sessions")');
      await page.goto(`${home}/en/sign-in?to=${encodeURIComponent('/en/account')}`);
      await page.click('[data-passkey=sign-in] button');
      await page.waitForURL(`${home}/en/account`);
      expect(await page.locator('text=(passkey)').count()).toBe(1);
      expect(wrong).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});

describe('with the organisation’s own provider', () => {
  const follow = async (who: Client, as: string) => {
    provider.person = { sub: `subject-of-${as}`, email: as, email_verified: true, name: 'Ода Петровић' };
    const begun = await who.get('/en/sign-in/provider?to=%2Fen%2Faccount');
    expect(begun.status).toBe(303);
    const back = await fetch(begun.headers.get('location')!, { redirect: 'manual' });
    const callback = new URL(back.headers.get('location')!);
    return who.get(callback.pathname + callback.search);
  };

  test('an invited person signs in there, has an account, and finds her invitation waiting', async () => {
    const who = client();
    expect((await who.get('/en/sign-in')).text).toContain('Continue with Ministry');
    expect(await follow(who, 'oidc@example.org')).toMatchObject({ status: 302, location: '/en/account' });
    const account = await who.get('/en/account');
    expect(account.text).toContain('Invitations waiting for you');
    const id = /name="invitation" value="([^"]+)"/.exec(account.text)![1]!;
    expect((await who.post('/en/account?/accept', { invitation: id })).status).toBe(303);
    expect((await who.get('/en/work/log')).text).toContain('Ода Петровић');
    expect(oidcInvitation).toContain('/sign-up?invitation=');
  });

  test('somebody nobody invited gets a sentence and no account', async () => {
    const who = client();
    const refused = await follow(who, 'uninvited@example.org');
    expect(refused.location).toMatch(/^\/en\/sign-in\?error=/);
    expect((await who.get(refused.location!)).text).toContain('Nobody has invited this address');
    expect((await who.get('/en/account')).status).toBe(303);
  });
});

/** A small OpenID provider: discovery, keys, a code for whoever comes, and a signed token for the code (OpenID Connect Core 1.0, code flow). */
async function startProvider() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const codes = new Map<string, { nonce: string | null; challenge: string | null }>();
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const made: { server: Server; issuer: string; person: Record<string, unknown> } = { server: createServer(), issuer: '', person: {} };
  made.server.on('request', async (request, response) => {
    const url = new URL(request.url!, made.issuer);
    const json = (value: unknown, status = 200) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (url.pathname === '/.well-known/openid-configuration') {
      json({ issuer: made.issuer, authorization_endpoint: `${made.issuer}/authorize`, token_endpoint: `${made.issuer}/token`, jwks_uri: `${made.issuer}/keys`, userinfo_endpoint: `${made.issuer}/me`, response_types_supported: ['code'], subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'], code_challenge_methods_supported: ['S256'] });
    } else if (url.pathname === '/keys') {
      json({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] });
    } else if (url.pathname === '/authorize') {
      const code = randomUUID();
      codes.set(code, { nonce: url.searchParams.get('nonce'), challenge: url.searchParams.get('code_challenge') });
      const back = new URL(url.searchParams.get('redirect_uri')!);
      back.searchParams.set('code', code);
      back.searchParams.set('state', url.searchParams.get('state')!);
      response.writeHead(302, { location: back.href }).end();
    } else if (url.pathname === '/token') {
      let body = '';
      for await (const piece of request) body += piece;
      const form = new URLSearchParams(body);
      const grant = codes.get(form.get('code')!);
      codes.delete(form.get('code')!);
      const proof = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url');
      if (!grant || grant.challenge !== proof) return json({ error: 'invalid_grant' }, 400);
      const now = Math.floor(Date.now() / 1000);
      const signed = `${part({ alg: 'RS256', kid: 'one', typ: 'JWT' })}.${part({ iss: made.issuer, aud: 'kolo', iat: now, exp: now + 300, ...(grant.nonce ? { nonce: grant.nonce } : {}), ...made.person })}`;
      json({ access_token: 'for-me', token_type: 'Bearer', expires_in: 300, id_token: `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}` });
    } else if (url.pathname === '/me') json(made.person);
    else json({}, 404);
  });
  await new Promise<void>((done) => made.server.listen(0, '127.0.0.1', done));
  made.issuer = `http://127.0.0.1:${(made.server.address() as AddressInfo).port}`;
  return made;
}

/** The address a process listens at, asked of Linux. */
async function listening(pid: number): Promise<string> {
  const inodes = new Set(readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return /socket:\[(\d+)\]/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
    } catch {
      return [];
    }
  }));
  const line = readFileSync(`/proc/${pid}/net/tcp`, 'utf8').split('\n').map((each) => each.trim().split(/\s+/)).find((columns) => columns[3] === '0A' && inodes.has(columns[9]!));
  return `:${Number.parseInt(line![1]!.split(':')[1]!, 16)}`;
}
