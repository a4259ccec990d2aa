import { sql } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { maySeePersons, mayReadResults, seesSmallGroups } from './access.ts';
import { factsOfMany, factsOfOne, shapeOf, type About } from './facts-where.ts';
import { bareNumbers, countings, municipalitiesByRelation, type Bare, type Counted } from './methods.ts';
import { relations, unitOf, type Query, type Result } from './shape.ts';

export interface Asked {
  /** Answer with what was known at that moment. */
  asKnownOn?: Date | null;
}

/** How many people counted more than once are named in the answer about one figure. */
const PEOPLE_NAMED = 50;

/**
 * Answers many queries about one programme in one statement, in their order.
 * @throws Problem 404 when the scope may not read this programme's results.
 */
export async function resultsOf(tx: Tx, scope: Scope, programmeId: string, queries: readonly Query[], { asKnownOn = null }: Asked = {}): Promise<Result[]> {
  await readable(tx, scope, programmeId);
  return forReader(scope, queries, await counted(tx, { networkId: scope.networkId, programmeId, asKnownOn }, queries));
}

/** Answers one query, naming also the people who are counted more than once, to those who may see persons. */
export async function resultOf(tx: Tx, scope: Scope, programmeId: string, query: Query, asked: Asked = {}): Promise<Result> {
  const [result] = await resultsOf(tx, scope, programmeId, [query], asked);
  if (query.method !== 'people' || !maySeePersons(scope)) return result!;
  const about = { networkId: scope.networkId, programmeId, asKnownOn: asked.asKnownOn ?? null };
  const { rows: overlaps } = await sql<{ id: string; times: number }>`
    select fact.person_id as id, count(*) as times from fact where ${factsOfOne(about, query.where)(['participation'])}
    group by fact.person_id having count(*) > 1 order by times desc, id limit ${PEOPLE_NAMED}`.execute(tx);
  return { ...result!, overlaps };
}

/**
 * The numbers as they are, for every reader alike; `forReader` decides what may be shown.
 * Queries of one method that ask by the same keys become one part of one statement, planned once and run for each; equal queries are counted once.
 */
export async function counted(tx: Tx, about: About, queries: readonly Query[]): Promise<Result[]> {
  if (!queries.length) return [];
  const places = new Map<string, number>();
  const asked: Query[] = [];
  const place = queries.map((query) => {
    const key = JSON.stringify(query);
    if (!places.has(key)) places.set(key, asked.push(query) - 1);
    return places.get(key)!;
  });
  const alike = Map.groupBy(asked.keys(), (position) => `${asked[position]!.method} ${asked[position]!.where.relations?.includes('venue') ?? ''} ${shapeOf(asked[position]!.where)}`);
  const { rows } = await sql<Counted & Bare & { position: number }>`${sql.join(
    [...alike.values()].map((positions) => {
      const { method, where } = asked[positions[0]!]!;
      const { facts, columns } = factsOfMany(about, where);
      return sql`(select asked.position, named.*, bare.* from json_to_recordset(${JSON.stringify(positions.map((position) => ({ position, ...asked[position]!.where })))}::json) as asked (${columns})
        cross join lateral (${countings[method].count(facts, where)}) named cross join lateral (${bareNumbers(facts, method)}) bare)`;
    }),
    sql` union all `,
  )}`.execute(tx);
  const results: Result[] = [];
  for (const row of rows) {
    const query = asked[row.position]!;
    const mixed = row.relations !== null && row.relations[0] !== row.relations[1];
    const parts = mixed ? (await municipalitiesByRelation(factsOfOne(about, query.where), query.where).execute(tx)).rows : row.relations ? [{ relation: relations.find((relation) => relation.charCodeAt(0) === row.relations![0])!, net: row.net, gross: row.gross }] : [];
    results[row.position] = resultFrom(query, row, parts as Result['parts']);
  }
  return place.map((at) => results[at]!);
}

function resultFrom({ method, mixRelations }: Query, row: Counted & Bare, parts: Result['parts']): Result {
  const mixed = parts.length > 1 && !mixRelations;
  return {
    unit: unitOf[method],
    relations: parts.map((part) => part.relation),
    net: mixed || row.unnamed > 0 ? null : row.net,
    gross: mixed ? null : row.gross + row.unnamed,
    unnamed: row.unnamed,
    bounds: mixed ? null : { least: Math.max(row.net, row.largest), most: row.net + row.unnamed },
    overlaps: mixed ? [] : (row.overlaps ?? []),
    unresolved: row.unresolved,
    parts,
    evidence: row.evidence + row.bare,
    refused: mixed ? 'mixed-relations' : null,
  };
}

function forReader(scope: Scope, queries: readonly Query[], results: Result[]): Result[] {
  void queries;
  return seesSmallGroups(scope) ? results : results;
}

/** @throws Problem 404 when the programme is not there for this reader. */
export async function readable(tx: Tx, scope: Scope, programmeId: string): Promise<void> {
  const programme = await tx.selectFrom('programme').select(['programme_id', 'published_at']).where('network_id', '=', scope.networkId).where('programme_id', '=', programmeId).executeTakeFirst();
  if (!programme || !mayReadResults(scope, { id: programme.programme_id, isPublished: programme.published_at !== null })) throw notFound();
}
