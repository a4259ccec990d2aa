import { expect, test } from 'vitest';
import { database } from '../db/database.ts';
import { withDatabase } from '../db/testing.ts';
import { newId } from '../ids.ts';
import { cleanUp } from './cleaning.ts';
import { accountWith } from './testing.ts';

withDatabase();

test('ended sessions and old secrets go, running ones stay', async () => {
  const holder_id = await accountWith({ email: 'clean@example.org' });
  const [ago, ahead] = [new Date(Date.now() - 3 * 3600_000), new Date(Date.now() + 3600_000)];
  const session = (token: string, expires_at: Date, last_seen_at: Date | null, created_at = new Date()) => ({ id: newId(), holder_id, token, expires_at, last_seen_at, created_at });
  await database().insertInto('auth.session').values([session('running', ahead, new Date()), session('unused yet', ahead, null), session('over', ago, new Date()), session('idle', ahead, ago), session('never used', ahead, null, ago)]).execute();
  await database().insertInto('auth.verification').values([{ id: newId(), identifier: 'old', value: 'x', expires_at: ago }, { id: newId(), identifier: 'new', value: 'x', expires_at: ahead }]).execute();
  await cleanUp();
  expect((await database().selectFrom('auth.session').select('token').orderBy('token').execute()).map(({ token }) => token)).toEqual(['running', 'unused yet']);
  expect((await database().selectFrom('auth.verification').select('identifier').execute()).map(({ identifier }) => identifier)).toEqual(['new']);
});
