import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';
import { carrying } from '../behind.ts';
import type { About } from '../facts-where.ts';
import { countings } from '../methods.ts';
import type { Method, Query } from '../shape.ts';
import { spansOf, type Joining, type Span } from './spans.ts';

/** Whom people and organisations count as. Whoever was never joined is not in the maps and counts as herself. */
export interface Joined {
  spans: ReadonlyMap<string, Span[]>;
  /** Types of the organisations that others count as. */
  types: ReadonlyMap<string, string>;
}

export const nobodyJoined: Joined = { spans: new Map(), types: new Map() };

/** What facts about these people and organisations must name, at every moment. Two small statements; one where nobody was ever joined. */
export async function joinedAmong(tx: Tx, networkId: string, ids: ReadonlySet<string>): Promise<Joined> {
  if (!ids.size) return nobodyJoined;
  const { rows } = await sql<Joining>`
    with recursive up as (
      select entry_id, into_id, joined_at, separated_at from joining where network_id = ${networkId} and entry_id = any (${[...ids]}::uuid[])
      union
      select j.entry_id, j.into_id, j.joined_at, j.separated_at from joining j join up on j.network_id = ${networkId} and j.entry_id = up.into_id
    )
    select entry_id as "entryId", into_id as "intoId", joined_at as "joinedAt", separated_at as "separatedAt" from up`.execute(tx);
  if (!rows.length) return nobodyJoined;
  const joinings = Map.groupBy(rows, (one) => one.entryId);
  const spans = new Map([...joinings.keys()].filter((id) => ids.has(id)).map((id) => [id, spansOf(id, joinings)]));
  const roots = [...new Set([...spans.values()].flat().map(({ id }) => id))];
  const { rows: types } = await sql<{ id: string; type: string }>`select organisation_id as id, type from organisation where network_id = ${networkId} and organisation_id = any (${roots}::uuid[])`.execute(tx);
  return { spans, types: new Map(types.map(({ id, type }) => [id, type])) };
}

/** What a method counts, if it is something that can be joined. */
export const joinable = (method: Method): 'person' | 'organisation' | null => (countings[method].countsPersons ? 'person' : method === 'organisations' ? 'organisation' : null);

/** A joining that bears on a figure. Names are as in the directory; who did it is an account or a system name (`signatureOf`). */
export interface JoinedEntries {
  kind: 'person' | 'organisation';
  entry: string;
  into: string;
  joinedAt: Date;
  joinedBy: string;
  separatedAt: Date | null;
  separatedBy: string | null;
}

/** The joinings made or taken back after a moment that bear on these pieces of evidence, newest first. */
export async function joinedBetween(tx: Tx, networkId: string, method: Method, evidenceIds: readonly string[], since: Date): Promise<JoinedEntries[]> {
  if (!evidenceIds.length) return [];
  const changed = sql`((j.joined_at > ${since} and j.separated_at is null) or (j.joined_at <= ${since} and j.separated_at > ${since}))`;
  return bearingOn(tx, networkId, method, sql`select unnest(${[...evidenceIds]}::uuid[])`, changed);
}

/** The joinings a figure rests on: those that stood at the moment it speaks of. */
export function joinedBehind(tx: Tx, about: About, query: Query): Promise<JoinedEntries[]> {
  const at = about.asKnownOn;
  const stood = at ? sql`(j.joined_at <= ${at} and (j.separated_at is null or j.separated_at > ${at}))` : sql`j.separated_at is null`;
  return bearingOn(tx, about.networkId, query.method, sql`select fact.evidence_id from fact where ${carrying(about, query)}`, stood);
}

/** A joining bears on a figure when evidence of both sides is in it: of the entry, and of what it was joined into without having come through the entry. */
async function bearingOn(tx: Tx, networkId: string, method: Method, evidenceIds: RawBuilder<unknown>, when: RawBuilder<unknown>): Promise<JoinedEntries[]> {
  const kind = joinable(method);
  if (!kind) return [];
  const column = sql.raw(kind === 'person' ? 'person_id' : 'organisation_id');
  // Most networks have few joinings; the evidence is looked through for those alone.
  const { rows } = await sql<JoinedEntries>`
    select j.kind, coalesce(${nameOf(kind, 'entry_id', networkId)}, '') as entry, coalesce(${nameOf(kind, 'into_id', networkId)}, '') as into,
      j.joined_at as "joinedAt", j.joined_by as "joinedBy", j.separated_at as "separatedAt", j.separated_by as "separatedBy"
    from joining j
    where j.network_id = ${networkId} and j.kind = ${kind} and ${when}
      and exists (select from fact of_entry where of_entry.network_id = ${networkId} and of_entry.${column} = j.entry_id and of_entry.evidence_id in (${evidenceIds}))
      and exists (select from fact of_other where of_other.network_id = ${networkId} and of_other.${column} = j.into_id and of_other.evidence_id in (${evidenceIds})
        and not exists (select from fact through where through.network_id = ${networkId} and through.evidence_id = of_other.evidence_id and through.${column} = j.entry_id))
    order by coalesce(j.separated_at, j.joined_at) desc, j.joining_id limit ${JOININGS_NAMED}`.execute(tx);
  return rows;
}

/** More than this nobody reads beside a figure. */
const JOININGS_NAMED = 200;

const nameOf = (kind: 'person' | 'organisation', column: 'entry_id' | 'into_id', networkId: string) =>
  kind === 'person'
    ? sql`(select concat_ws(' ', p.given, p.surname) from person p where p.network_id = ${networkId} and p.person_id = ${sql.ref(`j.${column}`)})`
    : sql`(select o.name from organisation o where o.network_id = ${networkId} and o.organisation_id = ${sql.ref(`j.${column}`)})`;
