import { sql } from 'kysely';
import { cursorOf, readCursor } from '#platform/db/cursor.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { factsOfOne, type About } from './facts-where.ts';
import { storedKind, type Telling } from './kind.ts';
import { carriers, countings } from './methods.ts';
import type { Query, Relation, Source } from './shape.ts';

/** One fact that carries a figure. */
export interface BehindFact {
  evidence_id: string;
  person_id: string | null;
  organisation_id: string | null;
  place_id: string | null;
  relation: Relation | null;
  event_id: string | null;
  series_id: string | null;
  list_id: string;
  happened_on: string;
  /** A bare number of the unit; null for what is counted one by one. */
  value: number | null;
}

/** One piece of evidence behind a figure, whole: for those who may see it, and for whoever redacts it. */
export interface Behind {
  id: string;
  kind: string;
  happenedOn: string;
  payload: unknown;
  source: Source;
  /** The kept file its row is in. */
  file: { id: string; name: string; sha256: string } | null;
  telling: Telling;
  facts: BehindFact[];
}

/** SQL that is true for the facts that carry the figure: those counted one by one and the bare numbers. */
export function carrying(about: About, query: Query) {
  const facts = factsOfOne(about, query.where);
  const { reportedAs } = countings[query.method];
  const named = sql`(${carriers(facts, query)})`;
  return reportedAs.length ? sql`(${named} or (${facts(['reported'])} and fact.breakdown ->> 'what' = any(${reportedAs}::text[])))` : named;
}

/** The evidence behind a figure, oldest first, one page of it. `limit` null fetches all. */
export async function evidenceBehind(tx: Tx, about: About, query: Query, { cursor = null, limit }: { cursor?: string | null; limit: number | null }): Promise<{ evidence: Behind[]; next: string | null }> {
  const after = readCursor(cursor);
  const { rows: page } = await sql<{ id: string; day: string }>`
    select fact.evidence_id as id, min(fact.happened_on) as day from fact where ${carrying(about, query)} group by fact.evidence_id
    ${after ? sql`having (min(fact.happened_on), fact.evidence_id) > (${after.name}::date, ${after.id}::uuid)` : sql``}
    order by day, id ${limit === null ? sql`` : sql`limit ${limit + 1}`}`.execute(tx);
  const wanted = limit === null ? page : page.slice(0, limit);
  const last = wanted.at(-1);
  return { evidence: await fetchEvidence(tx, about, query, wanted.map((one) => one.id)), next: last && page.length > wanted.length ? cursorOf({ name: last.day, id: last.id }) : null };
}

async function fetchEvidence(tx: Tx, about: About, query: Query, ids: readonly string[]): Promise<Behind[]> {
  if (!ids.length) return [];
  const { rows } = await sql<Omit<Behind, 'telling' | 'facts'>>`
    select evidence.evidence_id as id, evidence.kind, evidence.happened_on as "happenedOn", evidence.payload, evidence.source,
      case when file.file_id is not null then jsonb_build_object('id', file.file_id, 'name', file.name, 'sha256', file.sha256) end as file
    from evidence left join file on file.network_id = evidence.network_id and file.file_id = (evidence.source ->> 'fileId')::uuid
    where evidence.network_id = ${about.networkId} and evidence.evidence_id = any(${ids}::uuid[])`.execute(tx);
  const { rows: facts } = await sql<BehindFact>`
    select fact.evidence_id, fact.person_id, fact.organisation_id, fact.place_id, fact.relation, fact.event_id, fact.series_id, fact.list_id, fact.happened_on,
      case when fact.measure = 'reported' then fact.value end as value
    from fact where fact.network_id = ${about.networkId} and fact.evidence_id = any(${ids}::uuid[]) and ${carrying(about, query)} order by fact.evidence_id, fact.ordinal`.execute(tx);
  const factsOf = Map.groupBy(facts, (fact) => fact.evidence_id);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => {
    const row = byId.get(id)!;
    return { ...row, telling: storedKind(row.kind).tell(row.payload), facts: factsOf.get(id) ?? [] };
  });
}
