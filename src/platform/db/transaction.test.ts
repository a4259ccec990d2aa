import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../ids.ts';
import { database, databasePool } from './database.ts';
import { withDatabase } from './testing.ts';
import { reading, within } from './transaction.ts';

withDatabase();
const ours = { networkId: newId() };
const theirs = { networkId: newId() };
const add = (scope: typeof ours, slug: string) => within(scope, (tx) => tx.insertInto('network').values({ network_id: scope.networkId, slug, names: '{}' }).execute());
const rename = (slug: string) => within(ours, (tx) => tx.updateTable('network').set({ slug }).where('network_id', '=', ours.networkId).execute());
const slug = async () => (await database().selectFrom('network').select('slug').where('network_id', '=', ours.networkId).executeTakeFirstOrThrow()).slug;

beforeAll(async () => {
  // Test databases do without the disk; here it is what is looked at. New connections know.
  await sql`do $$ begin execute format('alter database %I set synchronous_commit = on', current_database()); end $$`.execute(database());
  await databasePool().query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()');
  await databasePool().query('set synchronous_commit = on');
  await add(ours, 'ours');
  await add(theirs, 'theirs');
});

describe('one transaction', () => {
  test('keeps all or nothing', async () => {
    await expect(
      within(ours, async (tx) => {
        await tx.updateTable('network').set({ slug: 'half-done' }).execute();
        throw new Error('on the way');
      }),
    ).rejects.toThrow('on the way');
    expect(await slug()).toBe('ours');
  });

  test('says so when a statement failed and nobody noticed', async () => {
    const swallowing = within(ours, async (tx) => {
      await tx.updateTable('network').set({ slug: 'unnoticed' }).execute();
      await sql`select 1 / 0`.execute(tx).catch(() => {});
    });
    await expect(swallowing).rejects.toThrow('failed unnoticed');
    expect(await slug()).toBe('ours');
  });

  test('a read writes nothing', async () => {
    await expect(reading(ours, (tx) => tx.updateTable('network').set({ slug: 'read' }).execute())).rejects.toMatchObject({ code: '25006' });
    expect(await slug()).toBe('ours');
  });

  test('leaves nothing behind on its connection', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, n) => (n % 2 ? reading(theirs, async () => null) : within(ours, async () => null))));
    const { rows } = await databasePool().query("select current_user = session_user as own, coalesce(current_setting('kolo.network', true), '') as network, current_setting('synchronous_commit') as keeping, current_setting('transaction_read_only') as reading");
    expect(rows).toEqual([{ own: true, network: '', keeping: 'on', reading: 'off' }]);
  });

  test('a connection that was lost is not used again', async () => {
    await expect(within(ours, (tx) => sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx))).rejects.toThrow();
    for (let n = 0; n < 20; n++) expect(await reading(ours, async (tx) => (await tx.selectFrom('network').select('slug').execute()).length)).toBe(1);
  });

  test('a scope without a network opens nothing', async () => {
    await expect(within({ networkId: "'; drop table network; --" }, async () => null)).rejects.toThrow('A scope without a network.');
  });
});

describe('what is acknowledged', () => {
  test('is on the disk: the log of the database is flushed beyond the commit', async () => {
    for (let n = 0; n < 20; n++) {
      // Where the log of the database ended while the transaction was still open; its changes lie before.
      const { written } = await within(ours, async (tx) => {
        await tx.updateTable('network').set({ slug: `kept-${n}` }).where('network_id', '=', ours.networkId).execute();
        const { rows } = await sql<{ written: string }>`select pg_current_wal_insert_lsn()::text as written`.execute(tx);
        return rows[0]!;
      });
      const { rows } = await databasePool().query('select pg_current_wal_flush_lsn() > $1::pg_lsn as kept', [written]);
      expect(rows).toEqual([{ kept: true }]);
    }
  });

  test('many at once are all kept, and more than there are connections do not wait for each other for ever', async () => {
    await Promise.all(Array.from({ length: 60 }, (_, n) => rename(`many-${n}`)));
    expect(await slug()).toMatch(/^many-\d+$/);
  });

  test('is not said when the database goes away before the flush', async () => {
    const flushing = Array.from({ length: 10 }, (_, n) => rename(`lost-${n}`).then(() => 'kept', () => 'lost'));
    await databasePool().query("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
    await Promise.all(flushing);
    // Whatever happened to those, the next ones are kept: no queue stays stuck.
    await rename('afterwards');
    expect(await slug()).toBe('afterwards');
  });
});
