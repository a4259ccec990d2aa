import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { command, type CommandContext } from '#platform/command/command.ts';
import { newId } from '#platform/ids.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { mayPublish, signatureOf } from '../access.ts';
import { sealState } from './queries.ts';
import { definitionOf, redactedNow, sealed } from './sealing.ts';
import { sealOf } from '../seal.ts';
import { decisionInput, publishInput, type Publication } from './shape.ts';

/** Lets a figure leave the house: frozen, with the seal over the redacted evidence it rests on. */
export const publish = command({
  name: 'publication.publish',
  input: publishInput,
  may: (scope, { programmeId }) => mayPublish(scope, programmeId),
  run: (context, { programmeId, indicatorId, query, titles }) => freeze(context, { programmeId, indicatorId: indicatorId ?? null, query, titles }),
  record: ({ publicationId, seal }, { programmeId }) => ({ subject: { kind: 'publication', id: publicationId }, details: { programmeId, seal } }),
});

/** Publishes an erratum: the figure as the evidence gives it today takes the place of the one whose seal is broken, with the reason for everybody to read. */
export const publishErratum = command({
  name: 'erratum.publish',
  input: decisionInput,
  may: mayDecide,
  async run(context, { publicationId, reasons }) {
    const { old, sealThen } = await broken(context, publicationId);
    const { tx, scope } = context;
    const { publicationId: newPublicationId } = await freeze(context, old);
    await tx.updateTable('publication').set({ superseded_by: newPublicationId }).where('network_id', '=', scope.networkId).where('publication_id', '=', publicationId).execute();
    const erratumId = await decide(context, publicationId, 'published', reasons, sealThen);
    return { erratumId, publicationId: newPublicationId };
  },
  record: ({ erratumId, publicationId }, input) => ({ subject: { kind: 'erratum', id: erratumId }, details: { publicationId: input.publicationId, supersededBy: publicationId } }),
});

/** Says openly why the published figure stands although its evidence has changed. Another change afterwards proposes another erratum. */
export const dismissErratum = command({
  name: 'erratum.dismiss',
  input: decisionInput,
  may: mayDecide,
  async run(context, { publicationId, reasons }) {
    const { sealThen } = await broken(context, publicationId);
    return { erratumId: await decide(context, publicationId, 'dismissed', reasons, sealThen) };
  },
  record: ({ erratumId }, { publicationId }) => ({ subject: { kind: 'erratum', id: erratumId }, details: { publicationId } }),
});

async function freeze({ tx, scope, now }: CommandContext, { programmeId, indicatorId, query, titles }: Pick<Publication, 'programmeId' | 'indicatorId' | 'query' | 'titles'>): Promise<{ publicationId: string; seal: string }> {
  const { networkId } = scope;
  const publicationId = newId();
  const salt = randomBytes(32);
  const { result, definition, leaves, seal, evidenceIds } = await sealed(tx, { networkId, programmeId }, query, salt, now);
  await tx
    .insertInto('publication')
    .values({
      network_id: networkId, publication_id: publicationId, programme_id: programmeId, indicator_id: indicatorId, query: JSON.stringify(query), titles: JSON.stringify(titles),
      published_at: now, published_by: signatureOf(scope), result: JSON.stringify(result), definition, leaves, seal, salt, evidence_ids: evidenceIds,
    })
    .execute();
  return { publicationId, seal };
}

/** The publication whose seal no longer holds, kept still until the decision is written. @throws Problem 409 when nothing has changed or somebody has decided. */
async function broken({ tx, scope }: CommandContext, publicationId: string): Promise<{ old: Publication; sealThen: string }> {
  const { networkId } = scope;
  const { rows } = await sql<Publication & { salt: Buffer }>`
    select publication_id as "publicationId", programme_id as "programmeId", indicator_id as "indicatorId", query, titles, published_at as "publishedAt", superseded_by as "supersededBy", salt
    from publication where network_id = ${networkId} and publication_id = ${publicationId} for no key update`.execute(tx);
  const old = rows[0];
  if (!old) throw notFound();
  if (old.supersededBy) throw new Problem(409, 'results.already_superseded');
  const { isErratumProposed, state } = await sealState(tx, scope, publicationId);
  if (state === 'holds') throw new Problem(409, 'results.seal_holds');
  if (!isErratumProposed) throw new Problem(409, 'results.already_decided');
  const now = await redactedNow(tx, { networkId, programmeId: old.programmeId }, old.query, old.salt);
  return { old, sealThen: await sealOf(definitionOf(old.programmeId, old.query, now.result, old.publishedAt), now.leaves) };
}

async function decide({ tx, scope, now }: CommandContext, publicationId: string, state: 'published' | 'dismissed', reasons: Record<string, string | undefined>, sealThen: string): Promise<string> {
  const erratumId = newId();
  await tx
    .insertInto('erratum')
    .values({ network_id: scope.networkId, erratum_id: erratumId, publication_id: publicationId, state, reasons: JSON.stringify(reasons), seal_then: sealThen, decided_at: now, decided_by: signatureOf(scope) })
    .execute();
  return erratumId;
}

async function mayDecide(scope: CommandContext['scope'], { publicationId }: { publicationId: string }, tx: CommandContext['tx']): Promise<boolean> {
  const row = await tx.selectFrom('publication').select('programme_id').where('network_id', '=', scope.networkId).where('publication_id', '=', publicationId).executeTakeFirst();
  if (!row) throw notFound();
  return mayPublish(scope, row.programme_id);
}
