import { afterEach, expect, test } from 'vitest';
import { database } from '../db/database.ts';
import { withDatabase } from '../db/testing.ts';
import { env } from '../env.ts';
import { newId } from '../ids.ts';
import type { Problem } from '../problem.ts';
import { demoRoles, ensureDemoAccounts, signInToDemo } from './demo-accounts.ts';
import { choosePassword } from './proof/account.ts';
import { sendLink } from './proof/sign-in-link.ts';
import { accountWith, memberOf, networkNamed, visitBy } from './testing.ts';

withDatabase();
afterEach(() => void (env.production = false));
const said = (work: Promise<unknown>) => work.then(() => 'done', (problem: Problem) => problem.code ?? problem.message);

test('a demo network has one person for each role, once, however often it is asked for', async () => {
  const networkId = await networkNamed('demo-one', { isDemo: true });
  await database().insertInto('organisation').values({ network_id: networkId, organisation_id: newId(), type: 'cso', name: 'Prijatelji dece', fold: ' prijatelji dece' }).execute();
  await ensureDemoAccounts(networkId);
  await ensureDemoAccounts(networkId);
  expect((await demoRoles()).map(({ role }) => role)).toEqual(['coordinator', 'programme-officer', 'field-worker', 'organisation-representative', 'funder', 'auditor']);
});

test('a visitor steps in as one of them, and only as one of them', async () => {
  const officer = (await demoRoles()).find(({ role }) => role === 'programme-officer')!;
  const browser = visitBy();
  browser.take(await signInToDemo(browser.visit(), officer.accountId));
  expect(await browser.who()).toMatchObject({ account: { id: officer.accountId, isDemo: true }, scope: { networkId: officer.networkId, roles: ['programme-officer'] } });
  const real = await accountWith({ email: 'real@example.org' });
  await memberOf(officer.networkId, real, 'coordinator');
  expect(await said(signInToDemo(browser.visit(), real))).toBe('platform.not_found');
});

test('a network that is no demo gets none, and its members cannot be stepped into', async () => {
  const networkId = await networkNamed('no-demo');
  expect(await said(ensureDemoAccounts(networkId))).toMatch('demo network only');
  const holder = await accountWith({ email: 'x@no-demo.example' });
  await database().updateTable('auth.holder').set({ is_demo: true }).where('id', '=', holder).execute();
  await memberOf(networkId, holder, 'coordinator');
  expect((await demoRoles()).map(({ accountId }) => accountId)).not.toContain(holder);
});

test('nobody makes a demo account her own: no password, no letter', async () => {
  const [coordinator] = await demoRoles();
  const browser = visitBy();
  browser.take(await signInToDemo(browser.visit(), coordinator!.accountId));
  expect(await said(choosePassword(await browser.who(), 'dunje na ormaru'))).toBe('session.demo_account');
  await sendLink(browser.visit(), 'coordinator@demo-one.demo.invalid');
});

test('in production mode there is no demo: no list, no way in, and a session from before is nobody', async () => {
  const [coordinator] = await demoRoles();
  const browser = visitBy();
  browser.take(await signInToDemo(browser.visit(), coordinator!.accountId));
  expect((await browser.who()).account).not.toBeNull();
  env.production = true;
  expect(await said(demoRoles())).toBe('platform.not_found');
  expect(await said(signInToDemo(browser.visit(), coordinator!.accountId))).toBe('platform.not_found');
  expect((await browser.who()).account).toBeNull();
});
