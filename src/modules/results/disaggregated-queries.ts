import { sql } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';
import { Problem } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { seesSmallGroups } from './access.ts';
import { aboutEverybody, characteristicsIn, characteristicSql, type Characteristic } from './characteristic.ts';
import { factsOfOne } from './facts-where.ts';
import { carriers, col, countings } from './methods.ts';
import { readerOf, resultOf, type Asked } from './queries.ts';
import type { Query, Result } from './shape.ts';
import { cellKey, table } from './small-groups-queries.ts';

export interface Cell {
  /** Value of the characteristic (F, cso, RS-L-70343); null where nothing is stated. */
  value: string | null;
  /** Null when it is hidden. */
  net: number | null;
  gross: number | null;
  isHidden: boolean;
}

export interface Disaggregated {
  by: Characteristic;
  whole: Result;
  cells: Cell[];
  /** How many stand in more than one cell (two organisations of different types); null when hidden cells forbid to say. Bare numbers stand in none. */
  overlapping: number | null;
}

/**
 * A figure split by one characteristic: sex, age group, type of organisation, municipality.
 * For readers who do not work with the people small cells are hidden, and as many others as it takes that no subtraction gives them away.
 * @throws Problem 422 `results.split_twice` when the query already selects by a characteristic: such a table could be subtracted from a wider one.
 */
export async function disaggregated(tx: Tx, scope: Scope, programmeId: string, query: Query, by: Characteristic, asked: Asked = {}): Promise<Disaggregated> {
  const reader = await readerOf(tx, scope, programmeId);
  const shielded = !seesSmallGroups(reader) && countings[query.method].countsPersons;
  if (shielded && characteristicsIn(query).length) throw new Problem(422, 'results.split_twice');
  const whole = await resultOf(tx, reader, programmeId, query, asked);
  const about = { networkId: scope.networkId, programmeId, asKnownOn: asked.asKnownOn ?? null };
  const facts = factsOfOne(about, query.where);
  const { once, mention } = countings[query.method];
  const { rows } = await sql<{ value: string; net: number; gross: number }>`
    select value, count(distinct once) as net, count(distinct mention) as gross
    from (
      select ${characteristicSql(by)} as value, (${sql.join(once.map(col))})::text as once, (${sql.join(mention.map(col))})::text as mention
      from fact where ${carriers(facts, query)}
    ) named group by value order by value collate "C"`.execute(tx);
  const hidden = shielded ? (await table(tx, about, aboutEverybody(query), [by])).hidden : new Set<string>();
  const cells = rows.map(({ value, net, gross }): Cell => {
    const isHidden = whole.refused !== null || hidden.has(cellKey([value]));
    return { value: value || null, net: isHidden ? null : net, gross: isHidden ? null : gross, isHidden };
  });
  const sum = rows.reduce((total, row) => total + row.net, 0);
  const hides = cells.some((cell) => cell.isHidden);
  return { by, whole, cells, overlapping: hides || whole.net === null ? null : Math.max(0, sum - whole.net) };
}
