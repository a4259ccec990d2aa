import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { database } from '../db/database.ts';
import { withDatabase } from '../db/testing.ts';
import { within, type Tx } from '../db/transaction.ts';
import { newId } from '../ids.ts';
import { accountWith, memberOf, networkNamed } from './testing.ts';

withDatabase();

const run = async <T>(tx: Tx, statement: string) => (await tx.executeQuery<T>(sql.raw<T>(statement).compile(tx))).rows;
const tables = async (): Promise<string[]> =>
  (await sql<{ name: string }>`select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'network_id' where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`.execute(database())).rows.map(({ name }) => name);

/** Plain values by type, enough for any table: what is tested here is the wall, not the rules of the columns. */
const plain: Record<string, (marker: string) => string> = {
  uuid: () => `'${newId()}'`,
  text: (marker) => `'${marker}'`,
  jsonb: (marker) => `'{"en": "${marker}"}'`,
  bytea: () => `'x'`,
  boolean: () => 'false',
  date: () => `'2026-01-01'`,
  'timestamp with time zone': () => 'now()',
  tsvector: (marker) => `'${marker}'`,
  'text[]': (marker) => `'{${marker}}'`,
  'uuid[]': () => `'{}'`,
  'integer[]': () => `'{1}'`,
};
const number = ['integer', 'bigint', 'smallint', 'numeric', 'double precision', 'real'];

/** A row in every table that has a network, also in those that are added later. Only in this file's own database: it gives up its other rules first. */
async function plantEverywhere(networkId: string, marker: string): Promise<void> {
  for (const table of await tables()) {
    if (table === 'network') continue;
    const { rows } = await sql<{ name: string; type: string; required: boolean; made: boolean }>`
      select attname as name, format_type(atttypid, null) as type, attnotnull as required, attgenerated <> '' or attidentity <> '' as made
      from pg_attribute where attrelid = ${table}::regclass and attnum > 0 and not attisdropped`.execute(database());
    const columns = rows.filter(({ made, required }) => !made && required);
    const value = ({ name, type }: { name: string; type: string }): string => {
      if (name === 'network_id') return `'${networkId}'`;
      const base = type.replace(/\(.*\)/, '');
      if (number.includes(base)) return String(++planted);
      const make = plain[base] ?? (base.startsWith('character') ? plain.text : undefined);
      if (!make) throw new Error(`${table}.${name} has the type ${type}: say a plain value for it above.`);
      return make(`${marker} ${++planted}`);
    };
    await database().executeQuery(sql.raw(`insert into ${table} (${columns.map(({ name }) => `"${name}"`).join(', ')}) values (${columns.map(value).join(', ')})`).compile(database()));
  }
}
let planted = 1000;

/** Checks and references are another test's business. */
async function giveUpOtherRules() {
  const { rows } = await sql<{ statement: string }>`
    select format('alter table %s drop constraint %I cascade', conrelid::regclass, conname) as statement
    from pg_constraint where connamespace = 'public'::regnamespace and contype in ('c', 'f') and conrelid <> 0`.execute(database());
  for (const { statement } of rows) await database().executeQuery(sql.raw(statement).compile(database()));
  for (const table of await tables()) await database().executeQuery(sql.raw(`alter table ${table} disable trigger user`).compile(database()));
}

describe('ASVS 8.4.1 one network and another, in the database itself', () => {
  let first = '';
  let second = '';
  beforeAll(async () => {
    [first, second] = [await networkNamed('wall-first'), await networkNamed('wall-second')];
    await memberOf(first, await accountWith({ email: 'one@example.org', name: 'Member of first' }), 'coordinator');
    await memberOf(second, await accountWith({ email: 'two@example.org', name: 'Member of second' }), 'coordinator');
    await giveUpOtherRules();
    await database().deleteFrom('log_head').execute();
    for (const network of [first, second]) await plantEverywhere(network, network === first ? 'first' : 'second');
  });

  test('every table with a network in it has its wall, and its key begins with the network', async () => {
    const { rows } = await sql<{ name: string; wall: boolean; key: string | null }>`
      select c.relname as name, c.relrowsecurity and exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'own_network' and p.polwithcheck is not null) as wall,
        (select a.attname from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0] where i.indrelid = c.oid and i.indisprimary) as key
      from pg_class c join pg_attribute n on n.attrelid = c.oid and n.attname = 'network_id'
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`.execute(database());
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.filter(({ wall, key }) => !wall || key !== 'network_id')).toEqual([]);
  });

  test('with rows planted in both, each sees its own and nothing of the other, in every table', async () => {
    for (const table of await tables()) {
      for (const own of [first, second]) {
        const networks = await within({ networkId: own }, (tx) => run<{ network_id: string }>(tx, `select distinct network_id from ${table}`));
        expect([table, networks.map(({ network_id }) => network_id)]).toEqual([table, [own]]);
      }
    }
  });

  test('the window to the members’ names shows those of the own network', async () => {
    const names = await within({ networkId: first }, (tx) => run<{ name: string }>(tx, 'select name from member'));
    expect(names).toEqual([{ name: 'Member of first' }]);
  });

  test('nothing can be written into the other, taken out of it, or moved there', async () => {
    const theirs = async (table: string) => (await sql<{ rows: string }>`select coalesce(string_agg(t::text, ';' order by t::text), '') as rows from ${sql.table(table)} t where network_id = ${second}`.execute(database())).rows[0]!.rows;
    const attempt = (statement: string) =>
      within({ networkId: first }, async (tx) => {
        const { numAffectedRows } = await tx.executeQuery(sql.raw(statement).compile(tx));
        return Number(numAffectedRows ?? 0);
      }).catch((error: { code: string }) => error.code);
    const denied = '42501';
    for (const table of await tables()) {
      const before = await theirs(table);
      expect(before).not.toBe('');
      expect([table, await attempt(`delete from ${table} where network_id = '${second}'`)]).toEqual([table, expect.toBeOneOf([0, denied])]);
      expect([table, await attempt(`update ${table} set network_id = network_id where network_id = '${second}'`)]).toEqual([table, expect.toBeOneOf([0, denied])]);
      expect([table, await attempt(`update ${table} set network_id = '${second}'`)]).toEqual([table, denied]);
      expect([table, await theirs(table)]).toEqual([table, before]);
    }
    expect(await attempt(`insert into organisation (network_id, organisation_id, type, name, fold) values ('${second}', '${newId()}', 'cso', 'x', 'x')`)).toBe(denied);
  });

  test('without a network nothing is there at all', async () => {
    await database().transaction().execute(async (tx) => {
      await run(tx, 'set local role kolo_app');
      for (const table of [...(await tables()), 'member']) expect([table, await run(tx, `select 1 from ${table} limit 1`)]).toEqual([table, []]);
    });
  });

  test('no tenant transaction reaches a proof: the schema of passwords and sessions is closed to the application’s role', async () => {
    for (const table of ['holder', 'credential', 'session', 'verification', 'two_factor', 'passkey', 'used_code', 'throttle']) {
      const attempt = within({ networkId: first }, (tx) => run(tx, `select * from auth.${table}`)).catch((error: { code: string }) => error.code);
      expect([table, await attempt]).toEqual([table, '42501']);
    }
    expect(await within({ networkId: first }, (tx) => run(tx, `select auth.try_once('x', 1, 1, 1, 1)`)).catch((error: { code: string }) => error.code)).toBe('42501');
  });
});
