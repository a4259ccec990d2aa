import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { database } from '../../db/database.ts';
import { withDatabase } from '../../db/testing.ts';
import { secret } from '../secret.ts';
import { sign, unsigned } from '../signed.ts';
import { options } from './auth.ts';
import { linkPlugin } from './link.ts';
import { passkeyPlugin } from './passkey.ts';
import { secondFactorPlugins } from './second-factor.ts';

withDatabase();

test('every table and column the library will ask for is in our migration', async () => {
  const { getAuthTables } = await import('better-auth/db');
  const wanted = getAuthTables({ ...options('https://kolo.example.org', []), plugins: [linkPlugin(), ...secondFactorPlugins(), passkeyPlugin('https://kolo.example.org')] });
  const { rows } = await sql<{ column: string }>`select table_name || '.' || column_name as column from information_schema.columns where table_schema = 'auth'`.execute(database());
  const there = new Set(rows.map(({ column }) => column));
  const missing = Object.values(wanted).flatMap(({ modelName, fields }) => Object.entries(fields).map(([name, field]) => `${modelName}.${field.fieldName ?? name}`)).filter((column) => !there.has(column));
  expect(missing).toEqual([]);
  expect(Object.values(wanted).map(({ modelName }) => modelName).sort()).toEqual(['credential', 'holder', 'passkey', 'session', 'two_factor', 'verification']);
});

test('the cookie signature is the one the library makes and takes', async () => {
  const { makeSignature } = await import('better-auth/crypto');
  expect(sign('some.token')).toBe(`some.token.${await makeSignature('some.token', secret())}`);
  expect(unsigned(sign('some.token'))).toBe('some.token');
  expect([undefined, '', '.', 'some.token', `${sign('some.token')}x`, sign('some.token').replace('some', 'same')].map(unsigned)).toEqual([null, null, null, null, null, null]);
});
