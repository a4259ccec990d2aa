import { sql } from 'kysely';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { command, execute } from '../command/command.ts';
import { database } from '../db/database.ts';
import { withDatabase } from '../db/testing.ts';
import { within } from '../db/transaction.ts';
import type { Problem } from '../problem.ts';
import { root } from '../root.ts';
import { memberScope, roles, systemScope, type Role } from '../session/scope.ts';
import { accountWith, memberOf, networkNamed } from '../session/testing.ts';
import { wordsOf } from '../words/load.ts';
import { logChoices, logState, whatHappened } from './queries.ts';

withDatabase();

const note = command({
  name: 'test.note',
  input: z.object({ id: z.string(), details: z.record(z.string(), z.unknown()).default({}) }),
  may: () => true,
  run: async (_context, { id }) => id,
  record: (id, { details }) => ({ subject: { kind: 'note', id }, details }),
});
const said = (work: Promise<unknown>) => work.then(() => 'done', (problem: Problem) => problem.code);
const scopeOf = (networkId: string, role: Role, id = '00000000-0000-7000-8000-000000000000') => memberScope({ networkId, actor: { kind: 'account', id, name: 'x' }, roles: [role], organisationId: null, programmeIds: null });

let made = 0;
let networkId = '';
beforeEach(async () => {
  networkId = await networkNamed(`log-${++made}`);
});
const state = (id = networkId) => logState(scopeOf(id, 'auditor'), true);

describe('ASVS 16.4.2 the log cannot be changed unnoticed', () => {
  beforeEach(async () => {
    for (let n = 1; n <= 8; n++) await execute(note, systemScope(networkId, 'test'), { id: `note ${n}`, details: { n } });
  });
  /** What only the owner of the database could do, with a tool of her own. */
  const tamper = (statement: string) => database().executeQuery(sql.raw(statement.replaceAll('$network', `'${networkId}'`)).compile(database()));

  test('untouched it is whole', async () => {
    expect(await state()).toEqual({ count: 8, broken: null, checked: true });
  });

  test.each([
    ['who did it', `update log_entry set actor_id = 'somebody else' where network_id = $network and seq = 3`],
    ['what was done', `update log_entry set action = 'test.nothing' where network_id = $network and seq = 3`],
    ['to what', `update log_entry set subject_id = 'note 4' where network_id = $network and seq = 3`],
    ['the details', `update log_entry set details = '{"n": 4}' where network_id = $network and seq = 3`],
    ['when, by a microsecond', `update log_entry set at = at + interval '1 microsecond' where network_id = $network and seq = 3`],
    ['the hash itself', `update log_entry set hash = sha256('x') where network_id = $network and seq = 3`],
    ['an entry taken out', `delete from log_entry where network_id = $network and seq = 3`],
    ['two entries exchanged', `update log_entry set seq = case seq when 3 then -4 else -3 end where network_id = $network and seq in (3, 4); update log_entry set seq = -seq where network_id = $network and seq < 0`],
  ])('%s', async (_what, statement) => {
    for (const part of statement.split(';')) await tamper(part);
    expect((await state()).broken).toBe(3);
  });

  test('the last entries cut off, with nothing after them to break', async () => {
    await tamper('delete from log_entry where network_id = $network and seq > 6');
    expect((await state()).broken).toBe(8);
  });

  test('an entry written past the door', async () => {
    await tamper(`insert into log_entry select network_id, 9, log_id, at, actor_kind, actor_id, action, subject_kind, subject_id, details, hash from log_entry where network_id = $network and seq = 8`);
    expect((await state()).broken).not.toBeNull();
  });

  test('one network’s broken log leaves the other’s whole', async () => {
    const other = await networkNamed(`log-${++made}`);
    await execute(note, systemScope(other, 'test'), { id: 'x' });
    await tamper('delete from log_entry where network_id = $network and seq = 3');
    expect(await state(other)).toEqual({ count: 1, broken: null, checked: true });
  });

  test('the application’s own role can neither change, remove nor write an entry, nor turn the chain’s head', async () => {
    const attempt = (statement: string) => within({ networkId }, (tx) => tx.executeQuery(sql.raw(statement).compile(tx)).then(() => null)).catch((error: { code: string }) => error.code);
    const denied = '42501';
    expect(await attempt(`update log_entry set action = 'x'`)).toBe(denied);
    expect(await attempt('delete from log_entry')).toBe(denied);
    expect(await attempt(`insert into log_entry select * from log_entry limit 1`)).toBe(denied);
    expect(await attempt('update log_head set seq = 1')).toBe(denied);
    expect(await attempt('truncate log_entry')).toBe(denied);
    expect(await attempt('alter table log_entry disable trigger all')).toBe(denied);
    const other = await networkNamed(`log-${++made}`);
    expect(await attempt(`select append_log('${other}', '${other}', now(), 'system', 'x', 'x.y', 'x', 'x', '{}')`)).toBe(denied);
  });
});

test('thirty writers at once leave one unbroken chain', async () => {
  await Promise.all(Array.from({ length: 30 }, (_, n) => execute(note, systemScope(networkId, 'test'), { id: `${n}` })));
  expect(await state()).toEqual({ count: 30, broken: null, checked: true });
});

test('a command that fails leaves no entry', async () => {
  const failing = command({ ...note, run: async () => Promise.reject(new Error('no')) });
  await expect(execute(failing, systemScope(networkId, 'test'), { id: 'x' })).rejects.toThrow('no');
  expect(await state()).toEqual({ count: 0, broken: null, checked: true });
});

describe('reading it', () => {
  test('newest first, by pages that join without a gap, with a count that equals the rows', async () => {
    for (let n = 1; n <= 7; n++) await execute(note, systemScope(networkId, 'test'), { id: `note ${n}` });
    const scope = scopeOf(networkId, 'coordinator');
    const pages: string[][] = [];
    for (let before: number | undefined; ; ) {
      const { entries, total, next } = await whatHappened(scope, { before }, 3);
      expect(total).toBe(7);
      pages.push(entries.map(({ subject }) => subject.id));
      if (next === null) break;
      before = next;
    }
    expect(pages).toEqual([['note 7', 'note 6', 'note 5'], ['note 4', 'note 3', 'note 2'], ['note 1']]);
  });

  test('filtered by person, action, day, and what was typed; signs that mean something to SQL mean nothing here', async () => {
    const accountId = await accountWith({ email: `reader-${made}@example.org`, name: 'Снежана 100%' });
    await memberOf(networkId, accountId, 'coordinator');
    const scope = scopeOf(networkId, 'coordinator', accountId);
    await execute(note, scope, { id: 'first', details: { colour: 'madder' } });
    await execute(note, systemScope(networkId, 'seed'), { id: 'second' });
    const found = async (filter: Parameters<typeof whatHappened>[1]) => (await whatHappened(scope, filter)).entries.map(({ subject }) => subject.id);
    expect(await found({ action: 'test.note' })).toEqual(['second', 'first']);
    expect(await found({ actor: accountId })).toEqual(['first']);
    expect(await found({ text: 'MADDER' })).toEqual(['first']);
    expect(await found({ text: 'снежана' })).toEqual(['first']);
    expect(await found({ text: '100%' })).toEqual(['first']);
    expect(await found({ text: '%' })).toEqual(['first']);
    expect(await found({ text: 'nothing like it', actionsLike: ['test.note'] })).toEqual(['second', 'first']);
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Belgrade' }).format(new Date());
    expect(await found({ from: today, to: today, action: 'test.note' })).toEqual(['second', 'first']);
    expect(await found({ to: '2020-01-01' })).toEqual([]);
    expect((await whatHappened(scope, { action: 'test.note' })).entries.map(({ actor }) => actor)).toEqual([{ kind: 'system', name: 'seed' }, { kind: 'account', name: 'Снежана 100%' }]);
    expect(await logChoices(scope)).toEqual({ actions: ['membership.begin', 'test.note'], actors: [{ id: accountId, name: 'Снежана 100%' }] });
  });

  test('ASVS 8.2.1 it is for coordinators and auditors', async () => {
    for (const role of roles) {
      const expected = role === 'coordinator' || role === 'auditor' ? 'done' : 'platform.forbidden';
      expect([role, await said(whatHappened(scopeOf(networkId, role), {})), await said(logState(scopeOf(networkId, role), true)), await said(logChoices(scopeOf(networkId, role)))]).toEqual([role, expected, expected, expected]);
    }
  });

  test('every command of the product has words in the log', async () => {
    const names = globSync('src/**/*.ts', { cwd: root, exclude: (name) => name === 'generated' })
      .filter((file) => !file.endsWith('.test.ts'))
      .flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(/command(?:<[^>]*>)?\(\{\s*name: '([a-z-]+\.[a-z-]+)'/g)].map((match) => match[1]!));
    expect(names.length).toBeGreaterThan(20);
    const t = await wordsOf('en');
    const missing = names.filter((name) => !t.has(`log.action_${name.replace(/[.-]/g, '_')}`));
    expect(missing, 'Say in src/platform/log/words/*.json what these commands do, as action_<noun>_<verb>').toEqual([]);
  });
});
