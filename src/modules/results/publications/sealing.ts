import type { Tx } from '#platform/db/transaction.ts';
import { Problem } from '#platform/problem.ts';
import { publicScope } from '#platform/session/scope.ts';
import { evidenceBehind } from '../behind.ts';
import { counted } from '../counted-queries.ts';
import type { About } from '../facts-where.ts';
import { keysWith, leavesOf } from '../leaf.ts';
import { forReader } from '../queries.ts';
import { canonical, recount, sealOf, type Definition, type Leaf } from '../seal.ts';
import { unitOf, type Query, type Result } from '../shape.ts';

/** More leaves than this do not fit one page, one browser or one row; such a figure is published in parts (by year, by kind of event). */
const MOST_EVIDENCE = 200_000;

export interface Sealed {
  result: Result;
  definition: string;
  leaves: string[];
  seal: string;
  evidenceIds: string[];
}

/**
 * What the evidence gives at this moment, redacted as for the public whoever asks, with its seal.
 * @throws Problem 422 when the figure may not be published: a small group, relations that nobody declared to be mixed, or too much of it.
 */
export async function sealed(tx: Tx, { networkId, programmeId }: { networkId: string; programmeId: string }, query: Query, salt: Buffer, publishedAt: Date): Promise<Sealed> {
  const { result, leaves, evidenceIds } = await redactedNow(tx, { networkId, programmeId }, query, salt);
  if (result.refused === 'small-group') throw new Problem(422, 'results.small_group');
  if (result.refused === 'mixed-relations') throw new Problem(422, 'results.mixed_relations', {}, 'query');
  const definition = definitionOf(programmeId, query, result, publishedAt);
  // The reader's own recount must come out the same. It does not when somebody has recorded something between the two questions: then ask again.
  const again = recount(leaves.map((leaf) => JSON.parse(leaf) as Leaf));
  if (again.net !== result.net || again.gross !== result.gross) throw new Problem(409, 'results.changed_meanwhile');
  return { result, definition, leaves, seal: await sealOf(definition, leaves), evidenceIds };
}

/** The public's view of a figure now: also when it may no longer be published, so that a broken seal can be told. */
export async function redactedNow(tx: Tx, { networkId, programmeId }: { networkId: string; programmeId: string }, query: Query, salt: Buffer): Promise<{ result: Result; leaves: string[]; evidenceIds: string[] }> {
  const about: About = { networkId, programmeId, asKnownOn: null };
  const [result] = await forReader(tx, publicScope(networkId), about, [query], await counted(tx, about, [query]));
  const { evidence } = await evidenceBehind(tx, about, query, { limit: MOST_EVIDENCE + 1 });
  if (evidence.length > MOST_EVIDENCE) throw new Problem(422, 'results.too_much_to_publish', { most: MOST_EVIDENCE });
  return { result: result!, leaves: leavesOf(query.method, evidence, keysWith(salt)), evidenceIds: evidence.map((piece) => piece.id) };
}

export const definitionOf = (programme: string, query: Query, { net, gross, unnamed }: Result, publishedAt: Date): string =>
  canonical({ format: 'kolo-seal/1', programme, query, unit: unitOf[query.method], publishedAt: publishedAt.toISOString(), net, gross: gross ?? 0, unnamed } satisfies Definition);
