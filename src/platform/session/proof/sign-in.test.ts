import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createOTP } from '@better-auth/utils/otp';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { database } from '../../db/database.ts';
import { withDatabase } from '../../db/testing.ts';
import { mailFolder } from '../../mail/mail.ts';
import { Problem } from '../../problem.ts';
import { accountWith, memberOf, networkNamed, visitBy } from '../testing.ts';
import { assertProven, choosePassword, confirmSecondFactor, proveAgain, startSecondFactor, stopSecondFactor } from './account.ts';
import { counted, finishWithCode, signInWithPassword } from './sign-in.ts';
import { sendLink, signInWithLink } from './sign-in-link.ts';
import { endAllSessions, endSession, sessionsOf, signOut } from './sign-out.ts';

withDatabase();
afterEach(() => void vi.useRealTimers());

const password = 'dunje na ormaru';
const said = (work: Promise<unknown>) => work.then(() => 'accepted', (problem: Problem) => problem.code);
const tokenOf = (browser: ReturnType<typeof visitBy>) => browser.cookies.get('kolo.session_token')!;
const tokens = async () => (await database().selectFrom('auth.session').select('token').orderBy('created_at').execute()).map(({ token }) => token);

/** Somebody with an account who is signed in. */
async function signedIn(email: string, browser = visitBy()) {
  const id = await accountWith({ email, password });
  browser.take((await signInWithPassword(browser.visit(), { email, password })).cookies);
  return { id, email, browser };
}

/** Steps over the waits of the throttle as if the time had passed. */
const waitsAreOver = () => database().updateTable('auth.throttle').set({ blocked_until: new Date(0) }).execute();

describe('signing in with a password', () => {
  test('the right one leads in, a wrong one and an unknown address are told apart by nobody', async () => {
    const { id, browser } = await signedIn('ana@example.org');
    expect((await browser.who()).account).toMatchObject({ id, email: 'ana@example.org' });
    const stranger = visitBy();
    expect(await said(signInWithPassword(stranger.visit(), { email: 'ana@example.org', password: 'kruške na ormaru' }))).toBe('session.wrong_sign_in');
    expect(await said(signInWithPassword(stranger.visit(), { email: 'nobody@example.org', password }))).toBe('session.wrong_sign_in');
    expect((await stranger.who()).account).toBeNull();
  });

  test('the address may be typed in capitals and with blanks', async () => {
    await accountWith({ email: 'beka@example.org', password });
    expect((await signInWithPassword(visitBy().visit(), { email: '  Beka@Example.ORG ', password })).next).toBe('signed-in');
  });

  test('a cookie that somebody made up, or signed with another secret, is nobody', async () => {
    const { browser } = await signedIn('vera@example.org');
    const [token, signature] = tokenOf(browser).split('.');
    for (const forged of [token!, `${token}.`, `${token}.${signature!.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))}`, `x${token}.${signature}`]) {
      browser.cookies.set('kolo.session_token', forged);
      expect((await browser.who()).account).toBeNull();
    }
  });

  test('over https the cookie is Secure and has a name that browsers only accept from https', async () => {
    await accountWith({ email: 'sonja@example.org', password });
    const { cookies } = await signInWithPassword(visitBy({ origin: 'https://kolo.example.org' }).visit(), { email: 'sonja@example.org', password });
    expect(cookies.map(({ name, secure }) => [name, secure])).toEqual([['__Secure-kolo.session_token', true], ['kolo.device', true]]);
  });
});

describe('ASVS 6.3.1 guessing', () => {
  test('after five wrong passwords from one place the next ones wait, longer each time, the right one too; nothing is asked of the password meanwhile', async () => {
    await accountWith({ email: 'mila@example.org', password });
    const guesser = visitBy({ address: '203.0.113.7' });
    const guess = (text: string) => signInWithPassword(guesser.visit(), { email: 'mila@example.org', password: text }).then(() => 'accepted', (problem: Problem) => (problem.details.seconds as number) ?? problem.code);
    for (let n = 0; n < 5; n++) expect(await guess(`wrong guess number ${n}`)).toBe('session.wrong_sign_in');
    expect(await guess(password)).toBe(30);
    await waitsAreOver();
    expect(await guess('wrong guess number 6')).toBe('session.wrong_sign_in');
    expect(await guess(password)).toBe(60);
    await waitsAreOver();
    expect(await guess('wrong guess number 7')).toBe('session.wrong_sign_in');
    expect(await guess(password)).toBe(120);
    await waitsAreOver();
    expect(await guess(password)).toBe('accepted');
    expect(await guess('wrong again')).toBe('session.wrong_sign_in');
    expect(await guess(password)).toBe('accepted');
  });

  test('fifty guesses at the same moment are five guesses', async () => {
    await accountWith({ email: 'nada@example.org', password });
    const all = await Promise.all(Array.from({ length: 50 }, (_, n) => said(signInWithPassword(visitBy({ address: '203.0.113.8' }).visit(), { email: 'nada@example.org', password: `parallel guess ${n}` }))));
    expect(all.filter((code) => code === 'session.wrong_sign_in')).toHaveLength(5);
    expect(all.filter((code) => code === 'session.too_many_tries')).toHaveLength(45);
  });

  test('a crowd of strangers is slowed down together, and the owner signs in at her own device all the same', async () => {
    const owner = await signedIn('olga@example.org', visitBy({ address: '198.51.100.1' }));
    owner.browser.take(await signOut(owner.browser.visit()));
    const codes: string[] = [];
    for (let n = 0; n < 31; n++) codes.push(await said(signInWithPassword(visitBy({ address: `203.0.113.${100 + n}` }).visit(), { email: 'olga@example.org', password: `stranger ${n}` })));
    expect(codes.slice(0, 30)).toEqual(Array(30).fill('session.wrong_sign_in'));
    expect(codes[30]).toBe('session.too_many_tries');
    expect(await said(signInWithPassword(owner.browser.visit(), { email: 'olga@example.org', password }))).toBe('accepted');
    expect(await said(signInWithPassword(visitBy({ address: '198.51.100.99' }).visit(), { email: 'olga@example.org', password }))).toBe('session.too_many_tries');
  });

  test('whoever tries many accounts from one place is stopped there; colleagues who sign in rightly from one place are not', async () => {
    // Through the door that counts, without the slow hash of 200 passwords behind it.
    const wrong = () => Promise.reject(new Problem(401, 'session.wrong_sign_in'));
    const sprayed: string[] = [];
    for (let n = 0; n < 102; n++) sprayed.push(await said(counted(visitBy({ address: '203.0.113.200' }).visit(), `sprayed-${n}@example.org`, wrong)));
    expect(sprayed).toEqual([...Array(100).fill('session.wrong_sign_in'), 'session.too_many_tries', 'session.too_many_tries']);
    const office: string[] = [];
    for (let n = 0; n < 150; n++) office.push(await said(counted(visitBy({ address: '203.0.113.201' }).visit(), `colleague-${n}@example.org`, async () => true)));
    expect(office).toEqual(Array(150).fill('accepted'));
  });

  test('a device mark of one account opens no second lane for another', async () => {
    const { browser } = await signedIn('petra@example.org');
    await accountWith({ email: 'rada@example.org', password });
    for (let n = 0; n < 5; n++) await said(signInWithPassword(browser.visit(), { email: 'rada@example.org', password: `guess at rada ${n}` }));
    expect(await said(signInWithPassword(visitBy().visit(), { email: 'rada@example.org', password }))).toBe('session.too_many_tries');
  });
});

describe('sessions', () => {
  test('ASVS 7.2.4 each sign-in has a new token, and the session of the same browser before it is worth nothing any more', async () => {
    const { browser, email } = await signedIn('tara@example.org');
    const before = tokenOf(browser);
    browser.take((await signInWithPassword(browser.visit(), { email, password })).cookies);
    expect(tokenOf(browser)).not.toBe(before);
    expect((await browser.who()).account?.email).toBe(email);
    const thief = visitBy();
    thief.cookies.set('kolo.session_token', before);
    expect((await thief.who()).account).toBeNull();
  });

  test('ASVS 7.2.4 a session fixed by somebody else beforehand does not become the signed-in one', async () => {
    await accountWith({ email: 'una@example.org', password });
    const browser = visitBy();
    browser.cookies.set('kolo.session_token', 'chosen-by-a-stranger');
    browser.take((await signInWithPassword(browser.visit(), { email: 'una@example.org', password })).cookies);
    expect(tokenOf(browser)).not.toContain('chosen-by-a-stranger');
    expect(await tokens()).not.toContain('chosen-by-a-stranger');
  });

  test('ASVS 7.3.1 after two hours without a request the session ends, and with requests in between it does not', async () => {
    const { id, browser } = await signedIn('zora@example.org');
    const seen = (minutesAgo: number) => database().updateTable('auth.session').set({ last_seen_at: new Date(Date.now() - minutesAgo * 60_000) }).where('holder_id', '=', id).execute();
    await browser.who();
    await seen(119);
    expect((await browser.who()).account?.id).toBe(id);
    // That request counted: the two hours begin anew.
    expect(Date.now() - (await database().selectFrom('auth.session').select('last_seen_at').where('holder_id', '=', id).executeTakeFirstOrThrow()).last_seen_at!.getTime()).toBeLessThan(60_000);
    await seen(121);
    expect((await browser.who()).account).toBeNull();
    expect(await database().selectFrom('auth.session').select('id').where('holder_id', '=', id).execute()).toEqual([]);
  });

  test('ASVS 7.3.2 after seven days it ends in any case', async () => {
    const { id, browser } = await signedIn('iva@example.org');
    const { expires_at } = await database().selectFrom('auth.session').select('expires_at').where('holder_id', '=', id).executeTakeFirstOrThrow();
    expect(Math.round((expires_at.getTime() - Date.now()) / 60_000)).toBe(7 * 24 * 60);
    await database().updateTable('auth.session').set({ expires_at: new Date(Date.now() - 1000) }).where('holder_id', '=', id).execute();
    expect((await browser.who()).account).toBeNull();
  });

  test('ASVS 7.4.1 signing out ends the session on the server: a copy of the cookie is worth nothing', async () => {
    const { browser } = await signedIn('lena@example.org');
    const copy = visitBy();
    copy.cookies.set('kolo.session_token', tokenOf(browser));
    browser.take(await signOut(browser.visit()));
    expect(browser.cookies.has('kolo.session_token')).toBe(false);
    expect((await copy.who()).account).toBeNull();
  });

  test('ASVS 7.4.3 another password ends all other sessions and keeps the one it was chosen in', async () => {
    const { browser, email } = await signedIn('dara@example.org');
    const elsewhere = visitBy({ address: '198.51.100.7' });
    elsewhere.take((await signInWithPassword(elsewhere.visit(), { email, password })).cookies);
    await choosePassword(await browser.who(), 'šljive pod snegom');
    expect((await elsewhere.who()).account).toBeNull();
    expect((await browser.who()).account?.email).toBe(email);
    expect(await said(signInWithPassword(visitBy().visit(), { email, password }))).toBe('session.wrong_sign_in');
    expect(await said(signInWithPassword(visitBy().visit(), { email, password: 'šljive pod snegom' }))).toBe('accepted');
  });

  test('ASVS 7.4.5 a person sees her sessions, ends one of them or all, and never those of others', async () => {
    const { browser, email } = await signedIn('goca@example.org');
    const phone = visitBy({ userAgent: 'Phone', address: '198.51.100.8' });
    phone.take((await signInWithPassword(phone.visit(), { email, password })).cookies);
    await phone.who();
    const me = await browser.who();
    const list = await sessionsOf(me);
    expect(list.map(({ isThis, userAgent }) => [isThis, userAgent]).sort()).toEqual([[false, 'Phone'], [true, 'Test browser']]);
    const other = await signedIn('other@example.org');
    const theirs = (await sessionsOf(await other.browser.who()))[0]!.id;
    expect(await said(endSession(me, theirs))).toBe('platform.not_found');
    await endSession(me, list.find(({ isThis }) => !isThis)!.id);
    expect((await phone.who()).account).toBeNull();
    await endAllSessions(me, null);
    expect((await browser.who()).account).toBeNull();
    expect((await other.browser.who()).account?.email).toBe('other@example.org');
  });

  test('ASVS 16.3.1 the first request of a session is written into the log of each of the networks, once, with the proof; refusals too', async () => {
    const [first, second] = [await networkNamed('log-one'), await networkNamed('log-two')];
    const id = await accountWith({ email: 'maja@example.org', password });
    for (const network of [first, second]) await memberOf(network, id, 'coordinator');
    await said(signInWithPassword(visitBy().visit(), { email: 'maja@example.org', password: 'not this one' }));
    const browser = visitBy();
    browser.take((await signInWithPassword(browser.visit(), { email: 'maja@example.org', password })).cookies);
    await Promise.all([browser.who(), browser.who(), browser.who()]);
    for (const network of [first, second]) {
      const entries = await database().selectFrom('log_entry').select(['action', 'actor_kind', 'subject_id', 'details']).where('network_id', '=', network).where('subject_kind', '=', 'account').orderBy('seq').execute();
      expect(entries).toEqual([
        { action: 'account.refuse-sign-in', actor_kind: 'system', subject_id: id, details: { method: 'password' } },
        { action: 'account.sign-in', actor_kind: 'account', subject_id: id, details: { method: 'password' } },
      ]);
    }
  });
});

describe('ASVS 7.5.1 proving it again', () => {
  test('a proof older than a quarter of an hour is not enough for a sensitive change; the password renews it', async () => {
    const { id, browser } = await signedIn('sara@example.org');
    assertProven(await browser.who());
    await database().updateTable('auth.session').set({ proven_at: new Date(Date.now() - 16 * 60_000) }).where('holder_id', '=', id).execute();
    const later = await browser.who();
    expect(await said(choosePassword(later, 'nešto sasvim drugo'))).toBe('session.prove_again');
    expect(await said(proveAgain(browser.visit(), later, 'pogrešna lozinka'))).toBe('session.wrong_password');
    expect(await said(choosePassword(await browser.who(), 'nešto sasvim drugo'))).toBe('session.prove_again');
    await proveAgain(browser.visit(), later, password);
    await choosePassword(await browser.who(), 'nešto sasvim drugo');
  });
});

describe('sign-in links', () => {
  const letters = () => (existsSync(mailFolder) ? readdirSync(mailFolder).sort().map((file) => readFileSync(join(mailFolder, file), 'utf8')) : []);
  /** The secret in the newest letter to this address. */
  const secretFor = async (email: string): Promise<string> => {
    for (let wait = 0; wait < 3_000; wait++) {
      const letter = letters().reverse().find((text) => text.includes(`To: ${email}`));
      const plain = letter?.replace(/=\r?\n/g, '').replace(/=3D/g, '=');
      const token = plain && /token=(\w+)/.exec(plain)?.[1];
      if (token) return token;
      await new Promise((next) => setTimeout(next, 20));
    }
    throw new Error('no letter');
  };

  test('ASVS 6.5.1 a link opens once; the second time, and with a changed letter, it opens nothing', async () => {
    await accountWith({ email: 'link@example.org' });
    const browser = visitBy();
    await sendLink(browser.visit(), 'Link@example.org');
    const token = await secretFor('link@example.org');
    expect(await said(signInWithLink(browser.visit(), `${token.slice(0, -1)}${token.endsWith('a') ? 'b' : 'a'}`))).toBe('session.link_gone');
    const both = await Promise.all([said(signInWithLink(browser.visit(), token)), said(signInWithLink(visitBy().visit(), token))]);
    expect(both.sort()).toEqual(['accepted', 'session.link_gone']);
    expect(await said(signInWithLink(browser.visit(), token))).toBe('session.link_gone');
  });

  test('ASVS 6.5.5 a link is too old after a quarter of an hour', async () => {
    await accountWith({ email: 'late@example.org' });
    await sendLink(visitBy().visit(), 'late@example.org');
    const token = await secretFor('late@example.org');
    const { expires_at } = await database().selectFrom('auth.verification').select('expires_at').orderBy('created_at', 'desc').executeTakeFirstOrThrow();
    expect(Math.round((expires_at.getTime() - Date.now()) / 60_000)).toBe(15);
    await database().updateTable('auth.verification').set({ expires_at: new Date(Date.now() - 1000) }).execute();
    expect(await said(signInWithLink(visitBy().visit(), token))).toBe('session.link_gone');
  });

  test('the secret of a link is kept nowhere but in the letter', async () => {
    await accountWith({ email: 'hash@example.org' });
    await sendLink(visitBy().visit(), 'hash@example.org');
    const token = await secretFor('hash@example.org');
    const rows = await database().selectFrom('auth.verification').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test('an address without an account gets the same answer and no letter', async () => {
    await sendLink(visitBy().visit(), 'ghost@example.org');
    await new Promise((next) => setTimeout(next, 200));
    expect(letters().filter((text) => text.includes('ghost@example.org'))).toEqual([]);
    expect(await said(sendLink(visitBy().visit(), 'no address'))).toBe('session.email_needed');
  });

  test('ASVS 6.3.1 a mailbox is not flooded: the fourth letter waits', async () => {
    await accountWith({ email: 'flood@example.org' });
    const codes: string[] = [];
    for (let n = 0; n < 4; n++) codes.push(await said(sendLink(visitBy({ address: `198.51.100.${20 + n}` }).visit(), 'flood@example.org')));
    expect(codes).toEqual(['accepted', 'accepted', 'accepted', 'session.too_many_tries']);
  });
});

describe('the second factor', () => {
  const codeOf = (secret: string) => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
    const key = bits.match(/.{8}/g)!.map((byte) => String.fromCharCode(Number.parseInt(byte, 2))).join('');
    return createOTP(key, { digits: 6, period: 30 }).totp();
  };

  async function withSecondFactor(email: string) {
    const { browser, id } = await signedIn(email);
    const { secret, backupCodes } = await startSecondFactor(browser.visit(), await browser.who(), password);
    const code = await codeOf(secret);
    browser.take(await confirmSecondFactor(browser.visit(), await browser.who(), code));
    expect((await browser.who()).account).toMatchObject({ id, hasSecondFactor: true });
    await database().deleteFrom('auth.used_code').execute();
    return { id, browser, secret, backupCodes };
  }

  test('ASVS 6.3.3 once switched on, the password alone opens nothing; the code does', async () => {
    const { secret } = await withSecondFactor('code@example.org');
    const browser = visitBy();
    const first = await signInWithPassword(browser.visit(), { email: 'code@example.org', password });
    expect(first.next).toBe('second-factor');
    browser.take(first.cookies);
    expect((await browser.who()).account).toBeNull();
    expect(await said(finishWithCode(browser.visit(), '000000'))).toBe('session.wrong_code');
    browser.take((await finishWithCode(browser.visit(), ` ${(await codeOf(secret)).replace(/(...)/, '$1 ')} `)).cookies);
    expect((await browser.who()).account?.email).toBe('code@example.org');
  });

  test('ASVS 6.3.3 a sign-in link asks for the code too', async () => {
    const { secret } = await withSecondFactor('linkcode@example.org');
    const { authAt } = await import('./auth.ts');
    const browser = visitBy();
    let token = '';
    const auth = await authAt('http://localhost:3000');
    await auth.api.signInMagicLink({ body: { email: 'linkcode@example.org', metadata: { deliver: async (letter: { token: string }) => void (token = letter.token) } }, headers: browser.visit().headers });
    const first = await signInWithLink(browser.visit(), token);
    expect(first.next).toBe('second-factor');
    browser.take(first.cookies);
    expect((await browser.who()).account).toBeNull();
    browser.take((await finishWithCode(browser.visit(), await codeOf(secret))).cookies);
    expect((await browser.who()).account?.email).toBe('linkcode@example.org');
  });

  test('ASVS 6.5.1 a code opens once, also while the app still shows it', async () => {
    const { secret } = await withSecondFactor('once@example.org');
    const [first, second] = [visitBy(), visitBy()];
    for (const browser of [first, second]) browser.take((await signInWithPassword(browser.visit(), { email: 'once@example.org', password })).cookies);
    const code = await codeOf(secret);
    const both = await Promise.all([said(finishWithCode(first.visit(), code)), said(finishWithCode(second.visit(), code))]);
    expect(both.sort()).toEqual(['accepted', 'session.wrong_code']);
  });

  test('ASVS 6.5.1 each backup code opens once', async () => {
    const { backupCodes } = await withSecondFactor('backup@example.org');
    const enter = async (code: string) => {
      const browser = visitBy();
      browser.take((await signInWithPassword(browser.visit(), { email: 'backup@example.org', password })).cookies);
      return said(finishWithCode(browser.visit(), code));
    };
    expect(backupCodes).toHaveLength(10);
    expect(await enter(backupCodes[0]!)).toBe('accepted');
    expect(await enter(backupCodes[0]!)).toBe('session.wrong_code');
    expect(await enter(backupCodes[1]!)).toBe('accepted');
    const rows = await database().selectFrom('auth.two_factor').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(backupCodes[2]!);
  });

  test('ASVS 6.3.1 codes are guessed five times in one sign-in and ten times in all', async () => {
    await withSecondFactor('guess@example.org');
    const codes: string[] = [];
    for (let signIn = 0; signIn < 3; signIn++) {
      const browser = visitBy({ address: `198.51.100.${50 + signIn}` });
      browser.take((await signInWithPassword(browser.visit(), { email: 'guess@example.org', password })).cookies);
      for (let n = 0; n < 6; n++) codes.push(await said(finishWithCode(browser.visit(), String(100_000 + signIn * 10 + n))));
    }
    expect(codes).toEqual([...Array(5).fill('session.wrong_code'), 'session.begin_again', ...Array(5).fill('session.wrong_code'), 'session.code_locked', ...Array(6).fill('session.code_locked')]);
  });

  test('switching it off needs the password', async () => {
    const { browser } = await withSecondFactor('off@example.org');
    expect(await said(stopSecondFactor(browser.visit(), await browser.who(), 'wrong password'))).toBe('session.wrong_password');
    expect((await browser.who()).account?.hasSecondFactor).toBe(true);
    browser.take(await stopSecondFactor(browser.visit(), await browser.who(), password));
    expect((await browser.who()).account?.hasSecondFactor).toBe(false);
  });
});
