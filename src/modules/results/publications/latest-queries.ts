import type { Tx } from '#platform/db/transaction.ts';
import type { Scope } from '#platform/session/scope.ts';
import { canonical } from '../seal.ts';
import type { Query } from '../shape.ts';
import { publicationsOf, sealState } from './queries.ts';
import type { Publication, SealState } from './shape.ts';

/** A published figure with the state of its seal now. */
export interface Standing {
  publication: Publication;
  seal: SealState;
}

/** More than this a page does not list; the API pages through all of them. */
const LISTED = 100;

/**
 * What a programme has published, newest first, each with the state of its seal. Testing a seal reads all evidence behind the figure, so the answer is
 * kept until something is written in the network: every write is a command, and every command moves the head of the log.
 * @throws Problem 404 when the scope may not read this programme's results.
 */
export async function publicationsWithSeals(tx: Tx, scope: Scope, programmeId: string): Promise<Standing[]> {
  const { publications } = await publicationsOf(tx, scope, programmeId, { limit: LISTED });
  return withSeals(tx, scope, publications);
}

/** These publications with the state of their seals, as far as possible from what was found out before. */
export async function withSeals(tx: Tx, scope: Scope, publications: readonly Publication[]): Promise<Standing[]> {
  if (!publications.length) return [];
  const head = await tx.selectFrom('log_head').select('seq').where('network_id', '=', scope.networkId).executeTakeFirst();
  const standing: Standing[] = [];
  for (const publication of publications) standing.push({ publication, seal: await keptState(tx, scope, publication.publicationId, String(head?.seq ?? 0)) });
  return standing;
}

const kept = new Map<string, { seq: string; seal: SealState }>();

async function keptState(tx: Tx, scope: Scope, publicationId: string, seq: string): Promise<SealState> {
  const before = kept.get(publicationId);
  if (before?.seq === seq) return before.seal;
  const seal = await sealState(tx, scope, publicationId);
  kept.delete(publicationId);
  kept.set(publicationId, { seq, seal });
  // The oldest goes first; a thousand states are some megabytes.
  if (kept.size > 1000) kept.delete(kept.keys().next().value!);
  return seal;
}

/** The publication that speaks for an indicator, or for a query: the newest that no erratum has replaced. */
export const standingOf = (standing: readonly Standing[], about: { indicatorId: string | null; query: Query }): Standing | null =>
  standing.find(({ publication }) => publication.supersededBy === null && about.indicatorId !== null && publication.indicatorId === about.indicatorId) ??
  standing.find(({ publication }) => publication.supersededBy === null && canonical(publication.query) === canonical(about.query)) ??
  null;
