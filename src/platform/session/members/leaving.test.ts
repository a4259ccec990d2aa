import { expect, test } from 'vitest';
import { sql } from 'kysely';
import { execute } from '../../command/command.ts';
import { database } from '../../db/database.ts';
import { withDatabase } from '../../db/testing.ts';
import { reading } from '../../db/transaction.ts';
import { brokenLink } from '../../log/log.ts';
import type { Problem } from '../../problem.ts';
import { createKey } from '../keys/commands.ts';
import { scopeOfKey } from '../api-key.ts';
import { signInWithPassword } from '../proof/sign-in.ts';
import { memberScope } from '../scope.ts';
import { accountWith, memberOf, networkNamed, visitBy } from '../testing.ts';
import { endMembership, invite } from './commands.ts';
import { joinWithAccount } from './joining.ts';
import { deleteAccount, lastCoordinatorOf } from './leaving.ts';
import { accountNames, members } from './queries.ts';

withDatabase();

const password = 'dunje na ormaru';
const said = (work: Promise<unknown>) => work.then(() => 'done', (problem: Problem) => problem.code ?? String(problem));

async function signedIn(email: string) {
  const browser = visitBy();
  browser.take((await signInWithPassword(browser.visit(), { email, password })).cookies);
  return browser;
}

test('a deleted account leaves its id and nothing else: no way in, no key, no name, no address, anywhere', async () => {
  const [first, second] = [await networkNamed('leave-first'), await networkNamed('leave-second')];
  const stays = await accountWith({ email: 'stays@example.org', name: 'Stays' });
  await memberOf(first, stays, 'coordinator');
  await memberOf(second, stays, 'coordinator');
  const email = 'leaves@example.org';
  const id = await accountWith({ email, password, name: 'Лела Одлази' });
  await memberOf(first, id, 'coordinator');
  const coordinator = memberScope({ networkId: second, actor: { kind: 'account', id: stays, name: 'Stays' }, roles: ['coordinator'], organisationId: null, programmeIds: null });
  const { token } = await execute(invite, coordinator, { email, role: 'auditor' });
  const browser = await signedIn(email);
  await joinWithAccount((await browser.who()).account!, { token });
  const scope = (await browser.who()).scope!;
  const { key } = await execute(createKey, scope, { name: 'Report', role: 'coordinator', days: 30 });
  expect(await scopeOfKey(key)).not.toBe(null);

  expect(await said(deleteAccount(browser.visit(), await browser.who(), 'stays@example.org'))).toBe('session.address_differs');
  await deleteAccount(browser.visit(), await browser.who(), ` ${email.toUpperCase()} `);

  expect((await browser.who()).account).toBe(null);
  expect(await said(signInWithPassword(visitBy().visit(), { email, password }))).toBe('session.wrong_sign_in');
  const { rows: keys } = await sql<{ revoked: boolean }>`select revoked_at is not null as revoked from api_key where account_id = ${id}`.execute(database());
  expect(keys).toEqual([{ revoked: true }]);
  expect((await members(coordinator)).map(({ name }) => name)).toEqual(['Stays']);
  expect(await accountNames({ ...coordinator, networkId: first }, [id])).toEqual({});
  for (const networkId of [first, second]) {
    const log = await database().selectFrom('log_entry').select(['action', 'actor_id']).where('network_id', '=', networkId).orderBy('seq', 'desc').limit(1).executeTakeFirst();
    expect(log).toEqual({ action: 'membership.leave', actor_id: id });
    expect(await reading({ networkId }, (tx) => brokenLink(tx, networkId))).toBe(null);
  }
  // Every column of every table of ours, whatever comes later.
  const { rows: columns } = await sql<{ table: string; column: string }>`
    select format('%I.%I', table_schema, table_name) as table, quote_ident(column_name) as column from information_schema.columns
    where table_schema in ('public', 'auth') and data_type in ('text', 'jsonb', 'ARRAY') and is_generated = 'NEVER'`.execute(database());
  expect(columns.length).toBeGreaterThan(100);
  const left: string[] = [];
  for (const { table, column } of columns) {
    const { rows } = await sql<{ found: boolean }>`select exists (select from ${sql.raw(table)} where ${sql.raw(column)}::text ilike any (array['%leaves@example.org%', '%Лела%'])) as found`.execute(database());
    if (rows[0]!.found) left.push(`${table}.${column}`);
  }
  expect(left).toEqual([]);
});

test('the last coordinator of any network cannot go, and nothing of hers has ended when she tries', async () => {
  const [alone, shared] = [await networkNamed('leave-alone'), await networkNamed('leave-shared')];
  const email = 'last@example.org';
  const id = await accountWith({ email, password });
  await memberOf(shared, id, 'auditor');
  const membershipId = await memberOf(alone, id, 'coordinator');
  const browser = await signedIn(email);
  expect(await lastCoordinatorOf(id)).toEqual([{ en: 'leave-alone' }]);
  expect(await said(deleteAccount(browser.visit(), await browser.who(), email))).toBe('session.last_coordinator_of');
  expect((await browser.who()).memberships).toHaveLength(2);
  await memberOf(alone, await accountWith({ email: 'next@example.org' }), 'coordinator');
  await execute(endMembership, memberScope({ networkId: alone, actor: { kind: 'account', id, name: 'x' }, roles: ['coordinator'], organisationId: null, programmeIds: null }), { membershipId });
  expect(await said(deleteAccount(browser.visit(), await browser.who(), email))).toBe('done');
});

test('ASVS 7.5.1 it wants a recent proof; a demo account is everybody’s and stays', async () => {
  const email = 'hasty@example.org';
  const id = await accountWith({ email, password });
  const browser = await signedIn(email);
  await browser.who();
  await database().updateTable('auth.session').set({ proven_at: new Date(Date.now() - 16 * 60_000) }).where('holder_id', '=', id).execute();
  expect(await said(deleteAccount(browser.visit(), await browser.who(), email))).toBe('session.prove_again');
  await database().updateTable('auth.session').set({ proven_at: new Date() }).where('holder_id', '=', id).execute();
  await database().updateTable('auth.holder').set({ is_demo: true }).where('id', '=', id).execute();
  expect(await said(deleteAccount(browser.visit(), await browser.who(), email))).toBe('session.demo_account');
});
