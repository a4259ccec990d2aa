import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { database } from '../../db/database.ts';
import { withDatabase } from '../../db/testing.ts';
import { mailFolder } from '../../mail/mail.ts';
import type { Problem } from '../../problem.ts';
import { accountWith, memberOf, networkNamed, visitBy } from '../testing.ts';
import { askForNewEmail, confirmNewEmail } from './new-email.ts';
import { signInWithPassword } from './sign-in.ts';

withDatabase();

const password = 'dunje na ormaru';
const said = (work: Promise<unknown>) => work.then(() => 'done', (problem: Problem) => problem.code ?? String(problem));
let made = 0;

async function signedIn(email: string) {
  const id = await accountWith({ email, password });
  const networkId = await networkNamed(`new-email-${++made}`);
  await memberOf(networkId, id, 'coordinator');
  return { id, networkId, email, browser: await another(email) };
}
async function another(email: string) {
  const browser = visitBy({ address: `192.0.2.${++made % 250}` });
  browser.take((await signInWithPassword(browser.visit(), { email, password })).cookies);
  // Its first request, which is the sign-in.
  await browser.who();
  return browser;
}
const allLetters = () => (existsSync(mailFolder) ? readdirSync(mailFolder).map((name) => readFileSync(join(mailFolder, name), 'utf8')) : []);
const recipient = (text: string) => /^To: (.*)$/m.exec(text)?.[1]!.trim();
/** The letter to this address; letters are written without anybody waiting for them. */
async function letterTo(address: string): Promise<string> {
  for (let n = 0; n < 3_000; n += 1) {
    const found = allLetters().find((text) => recipient(text) === address && text.length > 300);
    if (found) return found.replace(/=\r?\n/g, '').replace(/=3D/g, '=');
    await new Promise((next) => setTimeout(next, 20));
  }
  throw new Error(`There came no letter to ${address}.`);
}
const tokenIn = (text: string) => decodeURIComponent(/account\/email\?token=([^\s&]+)/.exec(text)![1]!);
const emailOf = async (id: string) => (await database().selectFrom('auth.holder').select('email').where('id', '=', id).executeTakeFirstOrThrow()).email;

describe('another address', () => {
  test('counts once the letter to it was opened; the old one is told, other sign-ins end, the log says that and not what', async () => {
    const { id, browser, networkId } = await signedIn('old@example.org');
    const elsewhere = await another('old@example.org');
    await askForNewEmail(browser.visit(), await browser.who(), ' New@Example.org ');
    const letter = await letterTo('new@example.org');
    expect(await emailOf(id)).toBe('old@example.org');
    browser.take(await confirmNewEmail(browser.visit(), await browser.who(), tokenIn(letter)));
    expect(await emailOf(id)).toBe('new@example.org');
    expect(await letterTo('old@example.org')).not.toContain('token=');
    expect((await browser.who()).account?.email).toBe('new@example.org');
    expect((await elsewhere.who()).account).toBe(null);
    const fresh = visitBy();
    expect(await said(signInWithPassword(fresh.visit(), { email: 'old@example.org', password }))).toBe('session.wrong_sign_in');
    fresh.take((await signInWithPassword(fresh.visit(), { email: 'new@example.org', password })).cookies);
    expect((await fresh.who()).account?.id).toBe(id);
    const log = await database().selectFrom('log_entry').select(['action', 'details', 'actor_id']).where('network_id', '=', networkId).where('action', '=', 'account.change-email').execute();
    expect(log).toEqual([{ action: 'account.change-email', details: {}, actor_id: id }]);
    // The letter opens once.
    expect(await said(confirmNewEmail(browser.visit(), await browser.who(), tokenIn(letter)))).toBe('session.link_gone');
  });

  test('ASVS 7.5.1 asks for a recent proof, a real address, and not the present one', async () => {
    const { browser, id } = await signedIn('careful@example.org');
    expect(await said(askForNewEmail(browser.visit(), await browser.who(), 'no address'))).toBe('session.email_needed');
    expect(await said(askForNewEmail(browser.visit(), await browser.who(), 'careful@example.org'))).toBe('session.email_same');
    await database().updateTable('auth.session').set({ proven_at: new Date(Date.now() - 16 * 60_000) }).where('holder_id', '=', id).execute();
    expect(await said(askForNewEmail(browser.visit(), await browser.who(), 'x@example.org'))).toBe('session.prove_again');
  });

  test('somebody else’s letter, a made-up one, and one opened without signing in change nothing', async () => {
    const mine = await signedIn('mine@example.org');
    const theirs = await signedIn('theirs@example.org');
    await askForNewEmail(mine.browser.visit(), await mine.browser.who(), 'mine-new@example.org');
    const token = tokenIn(await letterTo('mine-new@example.org'));
    expect(await said(confirmNewEmail(theirs.browser.visit(), await theirs.browser.who(), token))).toBe('session.link_gone');
    // The last letter but one: the last one carries bits that say nothing.
    expect(await said(confirmNewEmail(mine.browser.visit(), await mine.browser.who(), token.replace(/.(?=.$)/, (letter) => (letter === 'x' ? 'y' : 'x'))))).toBe('session.link_gone');
    expect([await emailOf(mine.id), await emailOf(theirs.id)]).toEqual(['mine@example.org', 'theirs@example.org']);
  });

  test('ASVS 6.3.8 an address that has an account gets no letter, and the answer does not tell', async () => {
    await accountWith({ email: 'taken@example.org' });
    const { browser } = await signedIn('curious@example.org');
    expect(await said(askForNewEmail(browser.visit(), await browser.who(), 'taken@example.org'))).toBe('done');
    await askForNewEmail(browser.visit(), await browser.who(), 'free@example.org');
    await letterTo('free@example.org');
    expect(allLetters().map(recipient)).not.toContain('taken@example.org');
  });

  test('who takes the address while the letter is on its way keeps it', async () => {
    const { browser, id } = await signedIn('slow@example.org');
    await askForNewEmail(browser.visit(), await browser.who(), 'wanted@example.org');
    const token = tokenIn(await letterTo('wanted@example.org'));
    await accountWith({ email: 'wanted@example.org' });
    expect(await said(confirmNewEmail(browser.visit(), await browser.who(), token))).toBe('session.email_taken');
    expect(await emailOf(id)).toBe('slow@example.org');
  });
});
