import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createApi } from '../api/api.ts';
import { program } from '../api/testing.ts';
import { command, execute } from '../command/command.ts';
import { database } from '../db/database.ts';
import { withDatabase } from '../db/testing.ts';
import { newId } from '../ids.ts';
import { memberScope, systemScope, type Role } from '../session/scope.ts';
import { networkNamed } from '../session/testing.ts';
import { logApi } from './api.ts';

withDatabase();
const api = createApi([logApi]);
let ours: string;
let theirs: string;
const as = (role: Role, networkId = ours) => program(api, memberScope({ networkId, actor: { kind: 'account', id: newId(), name: role }, roles: [role], organisationId: null, programmeIds: null }));
const doing = command({ name: 'thing.do', input: z.object({ what: z.string() }), may: () => true, run: async (_, { what }) => what, record: (what) => ({ subject: { kind: 'thing', id: what }, details: { what } }) });

beforeAll(async () => {
  ours = await networkNamed('ours');
  theirs = await networkNamed('theirs');
  for (let n = 1; n <= 5; n++) await execute(doing, systemScope(ours, 'test'), { what: `ours-${n}` });
  await execute(doing, systemScope(theirs, 'test'), { what: 'theirs-1' });
});

test.each(['coordinator', 'auditor'] as const)('a %s reads what happened, newest first, and that the chain holds', async (role) => {
  const { body } = await as(role).get('/log?limit=2');
  expect(body).toMatchObject({ data: [{ seq: 5, action: 'thing.do', actor: { kind: 'system', name: 'test' }, subject: { kind: 'thing', id: 'ours-5' }, details: { what: 'ours-5' } }, { seq: 4 }], total: 5, next: '4', chain: { entries: 5, checked: true, broken: null } });
  const second = (await as(role).get('/log?limit=2&cursor=4')).body;
  expect(second.data.map(({ seq }: { seq: number }) => seq)).toEqual([3, 2]);
  expect((await as(role).get('/log?limit=2&cursor=2')).body).toMatchObject({ data: [{ seq: 1 }], next: null });
});

test.each(['programme-officer', 'field-worker', 'organisation-representative', 'funder'] as const)('a %s does not', async (role) => {
  expect((await as(role).get('/log')).status).toBe(403);
});

test('a visitor is asked who she is; another network reads its own (ASVS 5.0 8.4.1)', async () => {
  expect((await program(api, null).get('/log')).status).toBe(401);
  const { body, text } = await as('auditor', theirs).get('/log');
  expect([body.total, text.includes('ours-')]).toEqual([1, false]);
});

test('a cursor and a day are what they should be', async () => {
  for (const query of ['cursor=x', 'cursor=0', 'cursor=-1', 'cursor=99999999999999999999']) expect((await as('auditor').get(`/log?${query}`)).status).toBe(400);
  for (const query of ['from=yesterday', 'actor=me', 'check=maybe']) expect((await as('auditor').get(`/log?${query}`)).status).toBe(422);
});

test('tampering with one row is found (ASVS 5.0 16.4.2)', async () => {
  await database().updateTable('log_entry').set({ subject_id: 'something else' }).where('network_id', '=', ours).where('seq', '=', '3').execute();
  expect((await as('auditor').get('/log')).body.chain).toEqual({ entries: 5, checked: true, broken: 3 });
});
