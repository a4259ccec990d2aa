import { describe, expect, test } from 'vitest';
import { execute } from '../../command/command.ts';
import { database } from '../../db/database.ts';
import { withDatabase } from '../../db/testing.ts';
import { newId } from '../../ids.ts';
import type { Problem } from '../../problem.ts';
import { memberScope, roles, type Role } from '../scope.ts';
import { signInWithPassword } from '../proof/sign-in.ts';
import { accountWith, memberOf, networkNamed, visitBy } from '../testing.ts';
import { changeRole, endMembership, endSessions, invite, withdrawInvitation } from './commands.ts';
import { invitationOf, invitationsFor, joinWithAccount, joinWithNewAccount } from './joining.ts';
import { members, openInvitations } from './queries.ts';

withDatabase();

const password = 'dunje na ormaru';
const said = (work: Promise<unknown>) => work.then(() => 'done', (problem: Problem) => problem.code);
const scopeOf = (networkId: string, accountId: string, role: Role) => memberScope({ networkId, actor: { kind: 'account', id: accountId, name: 'x' }, roles: [role], organisationId: null, programmeIds: null });

let made = 0;
/** A network with one coordinator. */
async function network() {
  const networkId = await networkNamed(`members-${++made}`);
  const coordinatorId = await accountWith({ email: `coordinator-${made}@example.org`, password, name: `Coordinator ${made}` });
  const membershipId = await memberOf(networkId, coordinatorId, 'coordinator');
  return { networkId, coordinatorId, membershipId, scope: scopeOf(networkId, coordinatorId, 'coordinator') };
}
const actions = async (networkId: string) => (await database().selectFrom('log_entry').select('action').where('network_id', '=', networkId).orderBy('seq').execute()).map(({ action }) => action);

describe('joining', () => {
  test('an invited person chooses a name and a password and is a member with the role she was invited to', async () => {
    const { networkId, scope } = await network();
    const { token } = await execute(invite, scope, { email: ' Nova@Example.org', role: 'field-worker' });
    expect(await invitationOf(token)).toMatchObject({ networkId, email: 'nova@example.org', role: 'field-worker', hasAccount: false });
    expect(await joinWithNewAccount(token, { name: ' Нова Особа ', password })).toBe('nova@example.org');
    expect((await members(scope)).map(({ name, email, role }) => ({ name, email, role }))).toEqual([
      { name: `Coordinator ${made}`, email: `coordinator-${made}@example.org`, role: 'coordinator' },
      { name: 'Нова Особа', email: 'nova@example.org', role: 'field-worker' },
    ]);
    expect(await actions(networkId)).toEqual(['membership.begin', 'membership.invite', 'membership.accept']);
    const browser = visitBy();
    browser.take((await signInWithPassword(browser.visit(), { email: 'nova@example.org', password })).cookies);
    expect((await browser.who()).scope).toMatchObject({ networkId, roles: ['field-worker'], organisationId: null, programmeIds: null });
  });

  test('an invitation opens once, not after it was withdrawn, not after a week, and only its newest letter', async () => {
    const { scope, networkId } = await network();
    const first = await execute(invite, scope, { email: 'once-only@example.org', role: 'auditor' });
    const second = await execute(invite, scope, { email: 'once-only@example.org', role: 'auditor' });
    expect(await said(invitationOf(first.token))).toBe('session.invitation_gone');
    await joinWithNewAccount(second.token, { name: 'Ona Sama', password });
    expect(await said(joinWithNewAccount(second.token, { name: 'Ona Sama', password }))).toBe('session.invitation_gone');
    const third = await execute(invite, scope, { email: 'withdrawn@example.org', role: 'auditor' });
    await execute(withdrawInvitation, scope, { invitationId: third.invitationId });
    expect(await said(invitationOf(third.token))).toBe('session.invitation_gone');
    const fourth = await execute(invite, scope, { email: 'too-late@example.org', role: 'auditor' });
    await database().updateTable('invitation').set({ expires_at: new Date(Date.now() - 1000) }).where('network_id', '=', networkId).where('invitation_id', '=', fourth.invitationId).execute();
    expect(await said(joinWithNewAccount(fourth.token, { name: 'Kasna Osoba', password }))).toBe('session.invitation_gone');
    expect(await openInvitations(scope)).toMatchObject([{ email: 'too-late@example.org' }]);
  });

  test('two clicks on one letter make one account and one membership', async () => {
    const { scope } = await network();
    const { token } = await execute(invite, scope, { email: 'two-clicks@example.org', role: 'auditor' });
    const both = await Promise.all([said(joinWithNewAccount(token, { name: 'Dva Klika', password })), said(joinWithNewAccount(token, { name: 'Dva Klika', password }))]);
    // Which sentence the second one gets depends on how far the first has come: her account is there, or her invitation is used already.
    expect(both.filter((each) => each === 'done')).toHaveLength(1);
    expect(['session.account_there', 'session.invitation_gone']).toContain(both.find((each) => each !== 'done'));
    expect((await members(scope)).filter(({ email }) => email === 'two-clicks@example.org')).toHaveLength(1);
  });

  test('with an account already, the invitation waits on its page and is accepted there; nobody else can', async () => {
    const { scope, networkId } = await network();
    const id = await accountWith({ email: 'has-one@example.org', name: 'Has One' });
    const other = await accountWith({ email: 'somebody-else@example.org' });
    const { invitationId, token } = await execute(invite, scope, { email: 'has-one@example.org', role: 'funder' });
    const me = { id, name: 'Has One', email: 'has-one@example.org', isDemo: false, hasSecondFactor: false };
    const stranger = { ...me, id: other, email: 'somebody-else@example.org' };
    expect(await invitationsFor(id)).toMatchObject([{ invitationId, role: 'funder', networkId }]);
    expect(await invitationsFor(other)).toEqual([]);
    expect(await said(joinWithAccount(stranger, { invitationId }))).toBe('platform.not_found');
    expect(await said(joinWithAccount(stranger, { token }))).toBe('session.invitation_of_another');
    expect(await said(joinWithNewAccount(token, { name: 'Thief', password }))).toBe('session.account_there');
    await joinWithAccount(me, { invitationId });
    expect((await members(scope)).map(({ role }) => role).sort()).toEqual(['coordinator', 'funder']);
  });

  test('the secret of a letter is not in the database, nor the address in the log', async () => {
    const { scope } = await network();
    const { token } = await execute(invite, scope, { email: 'secretive@example.org', role: 'funder' });
    const { rows } = await database().selectFrom('invitation').selectAll().execute().then((rows) => ({ rows }));
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(JSON.stringify(await database().selectFrom('log_entry').selectAll().execute())).not.toContain('secretive');
  });

  test('a representative needs an organisation of the network', async () => {
    const { scope } = await network();
    const { scope: elsewhere, networkId: other } = await network();
    expect(await said(execute(invite, scope, { email: 'rep@example.org', role: 'organisation-representative' }))).toBe('session.organisation_needed');
    const organisationId = newId();
    await database().insertInto('organisation').values({ network_id: other, organisation_id: organisationId, type: 'cso', name: 'Prijatelji', fold: 'prijatelji' }).execute();
    expect(await said(execute(invite, scope, { email: 'rep@example.org', role: 'organisation-representative', organisationId }))).toBe('platform.still_used_or_missing');
    expect(await said(execute(invite, elsewhere, { email: 'rep@example.org', role: 'organisation-representative', organisationId }))).toBe('done');
  });
});

describe('who may', () => {
  test('ASVS 8.2.1 only a coordinator manages members', async () => {
    const { networkId, membershipId } = await network();
    for (const role of roles.filter((each) => each !== 'coordinator')) {
      const accountId = await accountWith({ email: `${role}-${made}@example.org` });
      const scope = scopeOf(networkId, accountId, role);
      expect(await said(execute(invite, scope, { email: 'x@example.org', role: 'coordinator' }))).toBe('platform.forbidden');
      expect(await said(execute(changeRole, scope, { membershipId, role: 'auditor' }))).toBe('platform.forbidden');
      expect(await said(execute(endMembership, scope, { membershipId }))).toBe('platform.forbidden');
      expect(await said(execute(endSessions, scope, { membershipId }))).toBe('platform.forbidden');
      expect(await said(openInvitations(scope))).toBe('platform.forbidden');
      expect(await said(members(scope))).toBe(role === 'funder' ? 'platform.forbidden' : 'done');
    }
  });

  test('ASVS 8.2.3 members see names and roles, only the coordinator sees addresses', async () => {
    const { networkId } = await network();
    const accountId = await accountWith({ email: `seer-${made}@example.org` });
    await memberOf(networkId, accountId, 'field-worker');
    expect((await members(scopeOf(networkId, accountId, 'field-worker'))).map(({ email }) => email)).toEqual([null, null]);
  });

  test('ASVS 8.4.1 a coordinator of another network finds none of these members', async () => {
    const mine = await network();
    const { scope } = await network();
    for (const command of [endMembership, endSessions] as const) expect(await said(execute(command, scope, { membershipId: mine.membershipId }))).toBe('platform.not_found');
    expect(await said(execute(changeRole, scope, { membershipId: mine.membershipId, role: 'auditor' }))).toBe('platform.not_found');
    expect((await members(scope)).map(({ membershipId }) => membershipId)).not.toContain(mine.membershipId);
  });
});

describe('the last coordinator', () => {
  test('cannot be ended or given another role; with a second one she can', async () => {
    const { networkId, membershipId, scope } = await network();
    expect(await said(execute(endMembership, scope, { membershipId }))).toBe('session.last_coordinator');
    expect(await said(execute(changeRole, scope, { membershipId, role: 'auditor' }))).toBe('session.last_coordinator');
    const second = await accountWith({ email: `second-${made}@example.org` });
    const secondMembership = await memberOf(networkId, second, 'coordinator');
    const { membershipId: now } = await execute(changeRole, scope, { membershipId, role: 'auditor' });
    expect((await members(scope)).map(({ role }) => role).sort()).toEqual(['auditor', 'coordinator']);
    expect(await said(execute(endMembership, scope, { membershipId: secondMembership }))).toBe('session.last_coordinator');
    await execute(changeRole, scope, { membershipId: now, role: 'coordinator' });
    await execute(endMembership, scope, { membershipId: secondMembership });
  });

  test('two coordinators who end each other at the same moment: one stays', async () => {
    const { networkId, membershipId, scope } = await network();
    const second = await accountWith({ email: `rival-${made}@example.org` });
    const rival = await memberOf(networkId, second, 'coordinator');
    const both = await Promise.all([said(execute(endMembership, scope, { membershipId: rival })), said(execute(endMembership, scopeOf(networkId, second, 'coordinator'), { membershipId }))]);
    expect(both.sort()).toEqual(['done', 'session.last_coordinator']);
  });

  test('the database itself keeps her, whoever asks', async () => {
    const { networkId, membershipId } = await network();
    const ended = database().updateTable('membership').set({ until: new Date() }).where('network_id', '=', networkId).where('membership_id', '=', membershipId).execute();
    await expect(ended).rejects.toMatchObject({ code: '23514', constraint: 'last_coordinator' });
  });
});

describe('what ends', () => {
  test('ASVS 7.4.2 after the membership ended the very next request of a running session may do nothing there', async () => {
    const { networkId, scope } = await network();
    const email = `leaver-${made}@example.org`;
    const membershipId = await memberOf(networkId, await accountWith({ email, password }), 'programme-officer');
    const browser = visitBy();
    browser.take((await signInWithPassword(browser.visit(), { email, password })).cookies);
    expect((await browser.who()).scope?.networkId).toBe(networkId);
    await execute(endMembership, scope, { membershipId });
    expect(await browser.who()).toMatchObject({ account: { email }, scope: null, memberships: [] });
  });

  test('ASVS 7.4.5 a coordinator ends the sign-ins of a member in her own network, and in no other', async () => {
    const here = await network();
    const there = await network();
    const email = `lost-laptop-${made}@example.org`;
    const id = await accountWith({ email, password });
    const membershipId = await memberOf(here.networkId, id, 'programme-officer');
    await memberOf(there.networkId, id, 'auditor');
    const laptop = visitBy();
    laptop.take((await signInWithPassword(laptop.visit(), { email, password })).cookies);
    expect((await laptop.who()).memberships).toHaveLength(2);
    await execute(endSessions, here.scope, { membershipId });
    expect((await laptop.who()).memberships.map(({ networkId }) => networkId)).toEqual([there.networkId]);
    const again = visitBy();
    again.take((await signInWithPassword(again.visit(), { email, password })).cookies);
    expect((await again.who()).memberships).toHaveLength(2);
  });

  test('somebody in two networks works in the one she chose, and a made-up choice chooses nothing new', async () => {
    const [first, second] = [await network(), await network()];
    const email = `both-${made}@example.org`;
    const id = await accountWith({ email, password });
    await memberOf(first.networkId, id, 'auditor');
    await memberOf(second.networkId, id, 'field-worker');
    const browser = visitBy();
    browser.take((await signInWithPassword(browser.visit(), { email, password })).cookies);
    expect((await browser.who()).scope).toMatchObject({ networkId: first.networkId, roles: ['auditor'] });
    browser.cookies.set('kolo.network', second.networkId);
    expect((await browser.who()).scope).toMatchObject({ networkId: second.networkId, roles: ['field-worker'] });
    browser.cookies.set('kolo.network', (await network()).networkId);
    expect((await browser.who()).scope).toMatchObject({ networkId: first.networkId, roles: ['auditor'] });
  });
});
