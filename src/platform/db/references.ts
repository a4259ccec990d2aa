import { sql } from 'kysely';
import type { Tx } from './transaction.ts';

/** A column of a table that refers to another one. */
export interface Reference {
  table: string;
  column: string;
}

/** All columns that refer to rows of this table by their id, asked of the database itself, so that no table that comes later is forgotten. */
export async function referencesTo(tx: Tx, table: string): Promise<Reference[]> {
  const { rows } = await sql<Reference>`
    select c.conrelid::regclass::text as table, a.attname as column from pg_constraint c join pg_attribute k on k.attrelid = c.confrelid and k.attname = ${`${table}_id`}
      join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[array_position(c.confkey, k.attnum)]
    where c.contype = 'f' and c.confrelid = ${table}::regclass order by 1, 2`.execute(tx);
  return rows;
}

/**
 * Which of these rows other rows refer to.
 * @param except tables whose rows are part of what they refer to
 * @returns those referred to, each with the tables that do
 */
export async function referredTo(tx: Tx, networkId: string, table: string, ids: readonly string[], except: readonly string[]): Promise<Map<string, string[]>> {
  const references = (await referencesTo(tx, table)).filter((one) => !except.includes(one.table));
  if (!ids.length || !references.length) return new Map();
  const wanted = sql`any (${[...ids]}::uuid[])`;
  const naming = references.map((one) => sql`select ${sql.ref(one.column)} as id, ${one.table}::text as named_by from ${sql.table(one.table)} where network_id = ${networkId} and ${sql.ref(one.column)} = ${wanted}`);
  const { rows } = await sql<{ id: string; tables: string[] }>`select id, array_agg(distinct named_by order by named_by) as tables from (${sql.join(naming, sql` union `)}) as said group by id`.execute(tx);
  return new Map(rows.map(({ id, tables }) => [id, tables]));
}
