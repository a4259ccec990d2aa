import { sql } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';

/** Tables whose rows stand in an order that people make, with what makes rows siblings. */
const orders = {
  framework_level: { id: 'level_id', siblings: ['programme_id', 'parent_id'] },
  indicator: { id: 'indicator_id', siblings: ['programme_id', 'level_id'] },
  target: { id: 'target_id', siblings: ['indicator_id'] },
} as const;
type Ordered = keyof typeof orders;

/** Moves a row one place up or down among its siblings; the first does not go up, the last not down. Numbers the siblings anew, so that gaps never matter. */
export async function moveAmongSiblings(tx: Tx, table: Ordered, networkId: string, id: string, direction: 'up' | 'down'): Promise<void> {
  const { id: key, siblings } = orders[table];
  const [name, idColumn] = [sql.table(table), sql.ref(key)];
  // Null is a value here: the levels without a parent are siblings too.
  const alike = sql.join(siblings.map((column) => sql`t.${sql.ref(column)} is not distinct from me.${sql.ref(column)}`), sql` and `);
  await sql`
    with sibling as (
      select t.${idColumn} as id, row_number() over (order by t.position, t.${idColumn}) * 2 as place from ${name} t join ${name} me on ${alike}
      where t.network_id = ${networkId} and me.network_id = ${networkId} and me.${idColumn} = ${id}
    ), numbered as (
      -- Three steps of two: the moved row lands between the next two.
      select id, row_number() over (order by place + case when id = ${id}::uuid then ${direction === 'up' ? -3 : 3} else 0 end) as position from sibling
    )
    update ${name} t set position = numbered.position from numbered where t.network_id = ${networkId} and t.${idColumn} = numbered.id and t.position <> numbered.position`.execute(tx);
}

/** The place after the last sibling. */
export async function lastPlace(tx: Tx, table: Ordered, networkId: string, column: 'programme_id' | 'indicator_id', of: string): Promise<number> {
  const { rows } = await sql<{ next: number }>`select coalesce(max(position), 0) + 1 as next from ${sql.table(table)} where network_id = ${networkId} and ${sql.ref(column)} = ${of}`.execute(tx);
  return rows[0]!.next;
}
