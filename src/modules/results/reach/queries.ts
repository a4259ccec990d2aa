import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';
import type { Scope } from '#platform/session/scope.ts';
import { factsOfOne, type About } from '../facts-where.ts';
import { spellingsOf } from '../figure/queries.ts';
import { isUnresolved } from '../places-counted.ts';
import { readerOf } from '../queries.ts';
import type { Relation } from '../shape.ts';

/** One municipality that lists of a programme name. */
export interface Reached {
  /** Unit id; `?` and a folded name where nobody has said yet which municipality is meant. */
  placeId: string;
  /** How many lists name it. */
  mentions: number;
  /** How it stands to them. */
  relations: Relation[];
  isUnresolved: boolean;
  /** How the source spells a name that is not resolved. */
  spelling: string | null;
}

/**
 * The municipalities a programme has reached, those named most often first: what the map and the table beside it show.
 * Venues are not among them: an event held somewhere reaches nobody from there by itself.
 * @throws Problem 404 when the scope may not read this programme's results.
 */
export async function reachOf(tx: Tx, scope: Scope, programmeId: string, { asKnownOn = null }: { asKnownOn?: Date | null } = {}): Promise<Reached[]> {
  await readerOf(tx, scope, programmeId);
  return reached(tx, scope, { networkId: scope.networkId, programmeId, asKnownOn });
}

/** The same for all published programmes of a network together: the map on the start page. What is there to practise with reaches nobody. */
export const networkReachOf = (tx: Tx, scope: Scope): Promise<Reached[]> =>
  reached(
    tx,
    scope,
    { networkId: scope.networkId, programmeId: null, asKnownOn: null },
    sql`and exists (select from programme p where p.network_id = fact.network_id and p.programme_id = fact.programme_id and p.published_at is not null and not p.is_practice)`,
  );

async function reached(tx: Tx, scope: Scope, about: About, only: RawBuilder<unknown> = sql``): Promise<Reached[]> {
  const { rows } = await sql<Omit<Reached, 'isUnresolved' | 'spelling'>>`
    select fact.place_id as "placeId", count(distinct fact.list_id)::int as mentions, array_agg(distinct fact.relation order by fact.relation) as relations
    from fact where ${factsOfOne(about, {})(['participation', 'mention'])} and fact.place_id is not null ${only}
    group by fact.place_id order by mentions desc, fact.place_id`.execute(tx);
  const spellings = await spellingsOf(tx, scope, about.programmeId, rows.map((row) => row.placeId).filter(isUnresolved));
  return rows.map((row) => ({ ...row, isUnresolved: isUnresolved(row.placeId), spelling: spellings[row.placeId] ?? null }));
}
