import { sql } from 'kysely';
import { fold } from '#platform/matching/fold.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { factsOfMany, factsOfOne, shapeOf, type About } from './facts-where.ts';
import { bareNumbers, countings, municipalitiesByRelation, type Bare, type Counted } from './methods.ts';
import { relations, unitOf, type Query, type Result } from './shape.ts';

/**
 * Results as they are, for every reader alike; `queries.ts` decides what may be shown.
 * Queries of one method that ask by the same keys become one part of one statement, planned once and run for each; equal queries are counted once.
 */
export async function counted(tx: Tx, about: About, queries: readonly Query[]): Promise<Result[]> {
  if (!queries.length) return [];
  const asked: Query[] = [];
  const places = new Map<string, number>();
  const placeOf = queries.map((query) => {
    const key = JSON.stringify(query);
    if (!places.has(key)) places.set(key, asked.push(query) - 1);
    return places.get(key)!;
  });
  const alike = Map.groupBy(asked.keys(), (position) => {
    const { method, where } = asked[position]!;
    // Asking for venues makes another set of measures, so it is another way of asking.
    return `${method} ${where.relations?.includes('venue') ?? false} ${shapeOf(where)}`;
  });
  const statements = [...alike.values()].map((positions) => {
    const { method, where } = asked[positions[0]!]!;
    const { facts, columns } = factsOfMany(about, where);
    const values = JSON.stringify(positions.map((position) => ({ position, ...asked[position]!.where })));
    return sql`(select asked.position, named.*, bare.* from json_to_recordset(${values}::json) as asked (${columns})
      cross join lateral (${countings[method].count(facts, where)}) named cross join lateral (${bareNumbers(facts, method)}) bare)`;
  });
  const { rows } = await sql<Counted & Bare & { position: number }>`${sql.join(statements, sql` union all `)}`.execute(tx);

  const results: Result[] = [];
  for (const row of rows) results[row.position] = resultFrom(asked[row.position]!, row, await partsOf(tx, about, asked[row.position]!, row));
  return placeOf.map((at) => results[at]!);
}

/** Nearly always there is one relation and nothing more to ask. */
async function partsOf(tx: Tx, about: About, { where }: Query, { relations: found, net, gross }: Counted): Promise<Result['parts']> {
  if (!found) return [];
  if (found[0] === found[1]) return [{ relation: relations.find((relation) => relation.charCodeAt(0) === found[0])!, net, gross }];
  const { rows } = await municipalitiesByRelation(factsOfOne(about, where), where).execute(tx);
  return rows as Result['parts'];
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
    unresolved: row.unresolved + new Set(row.unrecognised?.map((name) => fold(name) || name.trim())).size,
    parts,
    evidence: row.evidence + row.bare,
    refused: mixed ? 'mixed-relations' : null,
  };
}
