import { sql } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { maySeePersons, mayReadResults, seesSmallGroups } from './access.ts';
import { factsWhere, type About } from './facts-where.ts';
import { bareNumbers, countings, type Bare, type Counted } from './methods.ts';
import { unitOf, type Query, type Relation, type Result } from './shape.ts';

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
    select fact.person_id as id, count(*) as times from fact where ${factsWhere(about, ['participation'], query.where)}
    group by fact.person_id having count(*) > 1 order by times desc, id limit ${PEOPLE_NAMED}`.execute(tx);
  return { ...result!, overlaps };
}

/** The numbers as they are, for every reader alike; `forReader` decides what may be shown. Equal queries are counted once. */
export async function counted(tx: Tx, about: About, queries: readonly Query[]): Promise<Result[]> {
  const different = new Map<string, Query>();
  for (const query of queries) different.set(JSON.stringify(query), query);
  if (!different.size) return [];
  const asked = [...different];
  const { rows } = await sql<Counted & Bare & { position: number }>`${sql.join(
    asked.map(([, query], position) => sql`(select ${sql.lit(position)} as position, named.*, bare.* from (${countings[query.method].count(about, query.where)}) named, (${bareNumbers(about, query)}) bare)`),
    sql` union all `,
  )}`.execute(tx);
  const results = new Map(rows.map((row) => [asked[row.position]![0], resultFrom(asked[row.position]![1], row)]));
  return queries.map((query) => results.get(JSON.stringify(query))!);
}

function resultFrom({ method, mixRelations }: Query, row: Counted & Bare): Result {
  const parts = (row.parts ?? []) as Result['parts'];
  const mixed = parts.length > 1 && !mixRelations;
  const known = row.unnamed === 0;
  return {
    unit: unitOf[method],
    relations: parts.map((part) => part.relation as Relation),
    net: mixed || !known ? null : row.net,
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
