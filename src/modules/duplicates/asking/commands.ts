import { sql } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';
import type { Kind } from '../shape.ts';

/**
 * Works out again which pairs around these entries are to be asked about (all pairs of the kind without `ids`): called by whatever changes a pair, a decision or a
 * joining, in its transaction. Pairs are asked about between the entries that stand for the two today; those that have become one, or were told apart under
 * other entries of theirs, ask nothing any more, and of several pairs between the same two the most probable one asks.
 */
export async function askAgain(tx: Tx, networkId: string, kind: Kind, ids?: readonly string[]): Promise<void> {
  const entry = sql.table(kind);
  const id = sql.ref(`e.${kind}_id`);
  const rootOf = (column: 'one_id' | 'other_id') => sql`(select coalesce(e.same_as, ${id}) from ${entry} e where e.network_id = ${networkId} and ${id} = ${sql.ref(`d.${column}`)})`;
  const around = ids ? sql`and (d.one_id = any (${[...ids]}::uuid[]) or d.other_id = any (${[...ids]}::uuid[]))` : sql``;
  const { rows } = await sql<{ low: string; high: string }>`
    with rooted as (select d.duplicate_id, ${rootOf('one_id')} as a, ${rootOf('other_id')} as b from duplicate d where d.network_id = ${networkId} and d.kind = ${kind} ${around})
    update duplicate d set root_low = least(coalesce(r.a, d.one_id), coalesce(r.b, d.other_id)), root_high = greatest(coalesce(r.a, d.one_id), coalesce(r.b, d.other_id))
    from rooted r where d.network_id = ${networkId} and d.duplicate_id = r.duplicate_id
      and (d.root_low, d.root_high) is distinct from (least(coalesce(r.a, d.one_id), coalesce(r.b, d.other_id)), greatest(coalesce(r.a, d.one_id), coalesce(r.b, d.other_id)))
    returning d.root_low as low, d.root_high as high`.execute(tx);
  const touched = ids ? [...new Set([...ids, ...rows.flatMap(({ low, high }) => [low, high])])] : null;
  const near = touched ? sql`and (d.root_low = any (${touched}::uuid[]) or d.root_high = any (${touched}::uuid[]))` : sql``;
  await sql`
    with asked as (
      select d.duplicate_id, d.is_asked as before,
        d.state in ('open', 'later') and d.root_low <> d.root_high and not bool_or(d.state = 'different') over pair
          and row_number() over (partition by d.root_low, d.root_high order by d.state not in ('open', 'later'), d.state desc, d.probability desc, d.duplicate_id) = 1 as after
      from duplicate d where d.network_id = ${networkId} and d.kind = ${kind} ${near}
      window pair as (partition by d.root_low, d.root_high)
    )
    update duplicate d set is_asked = a.after from asked a where d.network_id = ${networkId} and d.duplicate_id = a.duplicate_id and a.before <> a.after`.execute(tx);
}
