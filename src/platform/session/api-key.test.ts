import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { execute } from '../command/command.ts';
import { database } from '../db/database.ts';
import { withDatabase } from '../db/testing.ts';
import type { Problem } from '../problem.ts';
import { keyIn, scopeOfKey } from './api-key.ts';
import { createKey, revokeKey } from './keys/commands.ts';
import { keys } from './keys/queries.ts';
import { changeRole, endMembership } from './members/commands.ts';
import { memberScope, systemScope, type Role } from './scope.ts';
import { accountWith, memberOf, networkNamed } from './testing.ts';

withDatabase();
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.now() }));
afterEach(() => void vi.useRealTimers());

const said = (work: Promise<unknown>) => work.then(() => 'done', (problem: Problem) => problem.code);
const sixSecondsLater = () => vi.setSystemTime(Date.now() + 6_000);
const scopeOf = (networkId: string, accountId: string, role: Role) => memberScope({ networkId, actor: { kind: 'account', id: accountId, name: 'x' }, roles: [role], organisationId: null, programmeIds: null });

let made = 0;
async function member(role: Role) {
  const networkId = await networkNamed(`keys-${++made}`);
  const first = await accountWith({ email: `first-${made}@example.org` });
  await memberOf(networkId, first, 'coordinator');
  const accountId = await accountWith({ email: `owner-${made}@example.org`, name: 'Owner' });
  const membershipId = await memberOf(networkId, accountId, role);
  return { networkId, accountId, membershipId, scope: scopeOf(networkId, accountId, role), coordinator: scopeOf(networkId, first, 'coordinator') };
}

test('a key acts for its owner in her network, in the role it was made for', async () => {
  const { networkId, accountId, scope } = await member('coordinator');
  const { key } = await execute(createKey, scope, { name: 'Dashboard', role: 'funder', days: 30 });
  expect(key).toMatch(/^kolo_[0-9a-f]{8}_[\w-]{43}$/);
  expect(await scopeOfKey(key)).toEqual({ networkId, actor: { kind: 'account', id: accountId, name: 'Owner' }, roles: ['funder'], organisationId: null, programmeIds: null });
  expect(await scopeOfKey(`${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`)).toBeNull();
  expect((await keys(scope))[0]).toMatchObject({ name: 'Dashboard', prefix: key.slice(0, 13), isOwn: true });
});

test('the key itself is kept nowhere: not in the database, not in the log', async () => {
  const { scope } = await member('auditor');
  const { key } = await execute(createKey, scope, { name: 'x', role: 'auditor', days: 1 });
  const secret = key.slice(14);
  for (const table of ['api_key', 'log_entry'] as const) expect(JSON.stringify(await database().selectFrom(table).selectAll().execute())).not.toContain(secret);
});

test('ASVS 8.2.1 nobody makes a key that may do more than she may', async () => {
  const { scope } = await member('field-worker');
  expect(await said(execute(createKey, scope, { name: 'x', role: 'coordinator', days: 1 }))).toBe('platform.forbidden');
  expect(await said(execute(createKey, scope, { name: 'x', role: 'field-worker', days: 1 }))).toBe('done');
  expect(await said(execute(createKey, systemScope(scope.networkId, 'x'), { name: 'x', role: 'funder', days: 1 }))).toBe('platform.forbidden');
});

test('a key loses what its owner loses: the role, then the membership', async () => {
  const { scope, coordinator, membershipId } = await member('programme-officer');
  const { key } = await execute(createKey, scope, { name: 'x', role: 'programme-officer', days: 1 });
  expect((await scopeOfKey(key))?.roles).toEqual(['programme-officer']);
  const { membershipId: now } = await execute(changeRole, coordinator, { membershipId, role: 'auditor' });
  sixSecondsLater();
  expect(await scopeOfKey(key)).toBeNull();
  const { membershipId: back } = await execute(changeRole, coordinator, { membershipId: now, role: 'programme-officer' });
  sixSecondsLater();
  expect((await scopeOfKey(key))?.roles).toEqual(['programme-officer']);
  await execute(endMembership, coordinator, { membershipId: back });
  sixSecondsLater();
  expect(await scopeOfKey(key)).toBeNull();
  await memberOf(scope.networkId, (scope.actor as { id: string }).id, 'programme-officer');
  sixSecondsLater();
  expect(await scopeOfKey(key)).toBeNull();
});

test('a key that is taken back stops at once here, and within five seconds where another process remembers it', async () => {
  const { scope, coordinator } = await member('auditor');
  const { key, keyId } = await execute(createKey, scope, { name: 'x', role: 'auditor', days: 1 });
  expect(await scopeOfKey(key)).not.toBeNull();
  await execute(revokeKey, coordinator, { keyId });
  expect(await scopeOfKey(key)).toBeNull();
  const second = await execute(createKey, scope, { name: 'y', role: 'auditor', days: 1 });
  expect(await scopeOfKey(second.key)).not.toBeNull();
  // What another process would have done: the row changes, this process is not told.
  await database().updateTable('api_key').set({ revoked_at: new Date() }).where('key_id', '=', second.keyId).execute();
  expect(await scopeOfKey(second.key)).not.toBeNull();
  sixSecondsLater();
  expect(await scopeOfKey(second.key)).toBeNull();
});

test('a key is too old after its days', async () => {
  const { scope } = await member('auditor');
  const { key, keyId } = await execute(createKey, scope, { name: 'x', role: 'auditor', days: 1 });
  await database().updateTable('api_key').set({ expires_at: new Date(Date.now() - 1000) }).where('key_id', '=', keyId).execute();
  expect(await scopeOfKey(key)).toBeNull();
  expect(await said(execute(createKey, scope, { name: 'x', role: 'auditor', days: 367 }))).toBe('platform.invalid_input');
});

test('ASVS 8.2.2 one takes back one’s own keys; a coordinator those of the network; nobody those of another network', async () => {
  const { scope, networkId } = await member('auditor');
  const { keyId } = await execute(createKey, scope, { name: 'x', role: 'auditor', days: 1 });
  const colleague = await accountWith({ email: 'colleague@example.org' });
  await memberOf(networkId, colleague, 'auditor');
  expect(await said(execute(revokeKey, scopeOf(networkId, colleague, 'auditor'), { keyId }))).toBe('platform.not_found');
  expect(await keys(scopeOf(networkId, colleague, 'auditor'))).toEqual([]);
  const elsewhere = await member('coordinator');
  expect(await said(execute(revokeKey, elsewhere.scope, { keyId }))).toBe('platform.not_found');
  expect(await keys(elsewhere.scope)).toEqual([]);
  expect(await said(execute(revokeKey, scope, { keyId }))).toBe('done');
});

test('only a whole key in a Bearer header counts', () => {
  const key = `kolo_0123abcd_${'x'.repeat(43)}`;
  expect(keyIn(`Bearer ${key}`)).toBe(key);
  expect([null, '', key, `Basic ${key}`, `Bearer ${key}x`, `Bearer ${key.slice(1)}`].map(keyIn)).toEqual([null, null, null, null, null, null]);
});
