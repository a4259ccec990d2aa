import { sql } from 'kysely';
import { pageSize, readCursor, cursorOf } from '#platform/db/cursor.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { joinedBetween, type JoinedEntries } from '../joined/queries.ts';
import { evidenceBehind } from '../behind.ts';
import { readerOf } from '../queries.ts';
import { canonical, sealOf } from '../seal.ts';
import { definitionOf, redactedNow } from './sealing.ts';
import type { Erratum, Publication, SealState } from './shape.ts';

const fields = sql`publication_id as "publicationId", programme_id as "programmeId", indicator_id as "indicatorId", query, titles, published_at as "publishedAt", result, seal, superseded_by as "supersededBy"`;

/** What a programme has published, newest first. @throws Problem 404 when the scope may not read this programme's results. */
export async function publicationsOf(tx: Tx, scope: Scope, programmeId: string, { cursor = null, limit }: { cursor?: string | null; limit?: number } = {}): Promise<{ publications: Publication[]; next: string | null }> {
  await readerOf(tx, scope, programmeId);
  const after = readCursor(cursor);
  const size = pageSize(limit);
  const { rows } = await sql<Publication>`
    select ${fields} from publication where network_id = ${scope.networkId} and programme_id = ${programmeId}
      ${after ? sql`and (published_at, publication_id) < (${after.name}::timestamptz, ${after.id}::uuid)` : sql``}
    order by published_at desc, publication_id desc limit ${size + 1}`.execute(tx);
  const publications = rows.slice(0, size);
  const last = publications.at(-1);
  return { publications, next: last && rows.length > size ? cursorOf({ name: last.publishedAt.toISOString(), id: last.publicationId }) : null };
}

/** One publication. @throws Problem 404 when it is not there for this reader. */
export async function publication(tx: Tx, scope: Scope, publicationId: string): Promise<Publication> {
  const { rows } = await sql<Publication>`select ${fields} from publication where network_id = ${scope.networkId} and publication_id = ${publicationId}`.execute(tx);
  const found = rows[0];
  if (!found) throw notFound();
  await readerOf(tx, scope, found.programmeId);
  return found;
}

/** Everything a reader needs to make the seal again: the definition and the leaves, in their order, exactly as they were sealed. */
export async function sealedLines(tx: Tx, scope: Scope, publicationId: string): Promise<{ definition: string; leaves: string[]; seal: string }> {
  await publication(tx, scope, publicationId);
  const { rows } = await sql<{ definition: string; leaves: string[]; seal: string }>`select definition, leaves, seal from publication where network_id = ${scope.networkId} and publication_id = ${publicationId}`.execute(tx);
  return rows[0]!;
}

/** Whether a publication's seal still holds, what has changed if not, and whether an erratum waits for a decision. */
export async function sealState(tx: Tx, scope: Scope, publicationId: string): Promise<SealState> {
  const published = await publication(tx, scope, publicationId);
  const { networkId } = scope;
  const { rows } = await sql<{ definition: string; leaves: string[]; salt: Buffer; evidence_ids: string[] }>`
    select definition, leaves, salt, evidence_ids from publication where network_id = ${networkId} and publication_id = ${publicationId}`.execute(tx);
  const { definition, leaves, salt, evidence_ids: before } = rows[0]!;
  const now = await redactedNow(tx, { networkId, programmeId: published.programmeId }, published.query, salt);
  const errata = await errataOf(tx, networkId, publicationId);
  const holds = canonical(now.leaves) === canonical(leaves);
  const isIntact = (await sealOf(definition, leaves)) === published.seal;
  if (holds) return { state: 'holds', since: null, changes: { added: 0, removed: 0, changed: 0, recounted: 0, joined: 0, separated: 0 }, figure: now.result, isIntact, isErratumProposed: false, errata: errata.map(({ sealThen: _, ...erratum }) => erratum) };

  const { since: recordedSince, ...changes } = await changesSince(tx, networkId, published.publishedAt, new Set(before), new Set(now.evidenceIds));
  // Nothing was recorded differently where two entries were joined, and yet fewer are counted.
  const joined = await joinedBetween(tx, networkId, published.query.method, [...before, ...now.evidenceIds], published.publishedAt);
  const moments = [recordedSince, ...joined.map((one) => one.separatedAt ?? one.joinedAt)].filter((moment) => moment !== null).map(Number);
  const since = moments.length ? new Date(Math.min(...moments)) : null;
  const sealNow = await sealOf(definitionOf(published.programmeId, published.query, now.result, published.publishedAt), now.leaves);
  return {
    state: 'broken',
    since,
    changes: { ...changes, joined: joined.filter((one) => one.separatedAt === null).length, separated: joined.filter((one) => one.separatedAt !== null).length },
    figure: now.result,
    isIntact,
    isErratumProposed: published.supersededBy === null && errata.at(-1)?.sealThen !== sealNow,
    errata: errata.map(({ sealThen: _, ...erratum }) => erratum),
  };
}

async function errataOf(tx: Tx, networkId: string, publicationId: string): Promise<(Erratum & { sealThen: string })[]> {
  const { rows } = await sql<Erratum & { sealThen: string }>`
    select erratum_id as "erratumId", state, reasons, decided_at as "decidedAt", seal_then as "sealThen" from erratum
    where network_id = ${networkId} and publication_id = ${publicationId} order by decided_at, erratum_id`.execute(tx);
  return rows;
}

/** Follows corrections from the published evidence to today's, so that a corrected piece counts as changed and not as one gone and one new. */
async function changesSince(tx: Tx, networkId: string, publishedAt: Date, before: ReadonlySet<string>, now: ReadonlySet<string>): Promise<Pick<SealState['changes'], 'added' | 'removed' | 'changed' | 'recounted'> & { since: Date | null }> {
  const gone = [...before].filter((id) => !now.has(id));
  const fresh = [...now].filter((id) => !before.has(id));
  const { rows } = await sql<{ root: string; id: string; at: Date }>`
    with recursive later as (
      select replaces as root, evidence_id as id, recorded_at as at from evidence where network_id = ${networkId} and replaces = any(${gone}::uuid[])
      union all
      select later.root, evidence.evidence_id, evidence.recorded_at from evidence join later on evidence.network_id = ${networkId} and evidence.replaces = later.id
    )
    select * from later
    union all
    select null, evidence_id, recorded_at from evidence where network_id = ${networkId} and evidence_id = any(${fresh}::uuid[])`.execute(tx);
  const changed = new Map(rows.filter((row) => row.root && now.has(row.id)).map((row) => [row.id, row.root]));
  // What nobody has replaced, and what was there already, is not what has changed: it is counted differently.
  const [replaced, known] = [new Set(rows.map((row) => row.root)), new Set(rows.filter((row) => !row.root && row.at <= publishedAt).map((row) => row.id))];
  const recounted = gone.filter((id) => !replaced.has(id)).length + fresh.filter((id) => known.has(id)).length;
  const times = rows.filter((row) => row.at > publishedAt).map((row) => row.at.getTime());
  return {
    added: fresh.filter((id) => !changed.has(id) && !known.has(id)).length,
    removed: gone.filter((id) => replaced.has(id)).length - changed.size,
    changed: changed.size,
    recounted,
    since: times.length ? new Date(Math.min(...times)) : null,
  };
}

/** Which entries were joined or separated since a figure was published, by name, for those who answer for the figure. @throws Problem 404 when it is not there for this reader. */
export async function joinedSince(tx: Tx, scope: Scope, publicationId: string): Promise<JoinedEntries[]> {
  const { programmeId, query, publishedAt } = await publication(tx, scope, publicationId);
  const { networkId } = scope;
  const { rows } = await sql<{ ids: string[] }>`select evidence_ids as ids from publication where network_id = ${networkId} and publication_id = ${publicationId}`.execute(tx);
  const { evidence } = await evidenceBehind(tx, { networkId, programmeId, asKnownOn: null }, query, { limit: null });
  return joinedBetween(tx, networkId, query.method, [...rows[0]!.ids, ...evidence.map(({ id }) => id)], publishedAt);
}
