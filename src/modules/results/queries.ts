import { sql } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import { publicScope, type Scope } from '#platform/session/scope.ts';
import { maySeePersons, ownProgrammes, seesSmallGroups } from './access.ts';
import { counted } from './counted-queries.ts';
import { factsOfOne, type About } from './facts-where.ts';
import { countings, measuresOf } from './methods.ts';
import type { Query, Result } from './shape.ts';
import { tooSmall } from './small-groups-queries.ts';

export interface Asked {
  /** Answer with what was known at that moment. */
  asKnownOn?: Date | null;
}

/** How many people counted more than once are named in the answer about one figure. */
const PEOPLE_NAMED = 50;

/**
 * Answers many queries about one programme, in their order and in one statement (a second one looks for small groups when the reader may not see them).
 * @throws Problem 404 when the scope may not read this programme's results.
 */
export async function resultsOf(tx: Tx, scope: Scope, programmeId: string, queries: readonly Query[], { asKnownOn = null }: Asked = {}): Promise<Result[]> {
  return resultsFor(tx, await readerOf(tx, scope, programmeId), programmeId, queries, { asKnownOn });
}

async function resultsFor(tx: Tx, reader: Scope, programmeId: string, queries: readonly Query[], { asKnownOn = null }: Asked): Promise<Result[]> {
  const about = { networkId: reader.networkId, programmeId, asKnownOn };
  return forReader(tx, reader, about, queries, await counted(tx, about, queries));
}

/** Answers one query, naming also the people who are counted more than once, to those who may see persons. */
export async function resultOf(tx: Tx, scope: Scope, programmeId: string, query: Query, asked: Asked = {}): Promise<Result> {
  const reader = await readerOf(tx, scope, programmeId);
  const [result] = await resultsFor(tx, reader, programmeId, [query], asked);
  if (query.method !== 'people' || !maySeePersons(reader)) return result!;
  const about = { networkId: scope.networkId, programmeId, asKnownOn: asked.asKnownOn ?? null };
  const { rows: overlaps } = await sql<{ id: string; times: number }>`
    select fact.person_id as id, count(distinct fact.evidence_id) as times from fact where ${factsOfOne(about, query.where)(measuresOf(query.method, query.where))}
    group by fact.person_id having count(distinct fact.evidence_id) > 1 order by times desc, id limit ${PEOPLE_NAMED}`.execute(tx);
  return { ...result!, overlaps };
}

/** The one place where figures are taken back from readers who do not work with the people behind them. */
export async function forReader(tx: Tx, scope: Scope, about: About, queries: readonly Query[], results: readonly Result[]): Promise<Result[]> {
  if (seesSmallGroups(scope)) return [...results];
  const refused = await tooSmall(tx, about, queries);
  return results.map((result, at) => {
    if (refused[at]) return { ...result, net: null, gross: null, unnamed: 0, bounds: null, overlaps: [], evidence: 0, refused: 'small-group' };
    // How many people stand behind an organisation or a municipality is a figure of its own, with its own small groups.
    return countings[queries[at]!.method].countsPersons ? result : { ...result, evidence: result.gross ?? result.parts.reduce((sum, part) => sum + part.gross, 0) };
  });
}

/**
 * Through whose eyes this programme is read: one's own where it is one's work, a visitor's where it is only published.
 * @throws Problem 404 when it is neither.
 */
export async function readerOf(tx: Tx, scope: Scope, programmeId: string): Promise<Scope> {
  const { rows } = await sql<{ isOwn: boolean; isPublished: boolean }>`
    select ${ownProgrammes(scope)} as "isOwn", p.published_at is not null as "isPublished" from programme p where p.network_id = ${scope.networkId} and p.programme_id = ${programmeId}`.execute(tx);
  if (rows[0]?.isOwn) return scope;
  if (!rows[0]?.isPublished) throw notFound();
  return publicScope(scope.networkId);
}
