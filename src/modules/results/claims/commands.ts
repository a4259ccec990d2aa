import { sql } from 'kysely';
import { command, type CommandContext } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { notFound, Problem } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { reachesProgramme } from '../access.ts';
import { mayLinkClaims } from './access.ts';
import { claimsOf, type FoundClaim } from './read.ts';
import { addTextInput, claimInput, linkInput, textInput, type Reading } from './shape.ts';

/** Keeps a published text and every number in it. Nothing is linked yet: what a number counts is for a person to say. */
export const addText = command({
  name: 'claims.add-text',
  input: addTextInput,
  may: (scope, { programmeId }) => mayLinkClaims(scope, programmeId),
  async run({ tx, scope }, { programmeId, textId = newId(), title, body, language, publishedOn, url }) {
    const network_id = scope.networkId;
    const there = await tx.selectFrom('programme').select('programme_id').where('network_id', '=', network_id).where('programme_id', '=', programmeId).executeTakeFirst();
    if (!there) throw notFound();
    const sentBefore = await tx.selectFrom('claim_text').select('claim_text_id').where('network_id', '=', network_id).where('claim_text_id', '=', textId).executeTakeFirst();
    if (sentBefore) return { textId, claimIds: await idsOf(tx, network_id, textId) };

    const read = claimsOf(body, language);
    await tx.insertInto('claim_text').values({ network_id, claim_text_id: textId, programme_id: programmeId, title, language: read.language, published_on: publishedOn, url, body }).execute();
    const rows = read.claims.map((claim, position) => ({ claim_id: newId(), ...rowOf(claim, position) }));
    await sql`insert into claim (network_id, claim_text_id, programme_id, claim_id, position, start_at, end_at, number, number_until, number_text, comparator, kind, subject, unit_hint, sentence, number_at)
      select ${network_id}, ${textId}, ${programmeId}, claim_id, position, start_at, end_at, number, number_until, number_text, comparator, kind, subject, unit_hint, sentence, number_at
      from jsonb_populate_recordset(null::claim, ${JSON.stringify(rows)}::jsonb)`.execute(tx);
    return { textId, claimIds: rows.map(({ claim_id }) => claim_id) };
  },
  record: ({ textId, claimIds }, { programmeId }) => ({ subject: { kind: 'claim-text', id: textId }, details: { programmeId, claims: claimIds.length } }),
});

/** Says what a claim counts: one reading, or several when the sentence can be read in several ways. Replaces what was said before. */
export const linkClaim = command({
  name: 'claim.link',
  input: linkInput,
  may: mayTouch,
  async run({ tx, scope }, { claimId, readings, note }) {
    const { programmeId } = await claimed(tx, scope, claimId);
    await ofThisProgramme(tx, scope.networkId, programmeId, readings);
    const set = { readings: JSON.stringify(readings), ...(note && { note: JSON.stringify(note) }) };
    await tx.updateTable('claim').set(set).where('network_id', '=', scope.networkId).where('claim_id', '=', claimId).execute();
    return { claimId };
  },
  record: ({ claimId }, { readings }) => ({ subject: { kind: 'claim', id: claimId }, details: { readings: readings.map(({ query }) => query) } }),
});

/** Takes back what was said about a claim. */
export const unlinkClaim = command({
  name: 'claim.unlink',
  input: claimInput,
  may: mayTouch,
  run: (context, { claimId }) => change(context, claimId, { readings: '[]', note: '{}' }),
  record: ({ claimId }) => ({ subject: { kind: 'claim', id: claimId } }),
});

/** For a number that claims nothing, or that is nobody else's business: it stays in the list of the network and leaves the public page. */
export const hideClaim = command({
  name: 'claim.hide',
  input: claimInput,
  may: mayTouch,
  run: (context, { claimId }) => change(context, claimId, { is_public: false }),
  record: ({ claimId }) => ({ subject: { kind: 'claim', id: claimId } }),
});

export const showClaim = command({
  name: 'claim.show',
  input: claimInput,
  may: mayTouch,
  run: (context, { claimId }) => change(context, claimId, { is_public: true }),
  record: ({ claimId }) => ({ subject: { kind: 'claim', id: claimId } }),
});

/** Removes a text with its claims and links; the log keeps that it was there. */
export const removeText = command({
  name: 'claims.remove-text',
  input: textInput,
  async may(scope, { textId }, tx) {
    const text = await tx.selectFrom('claim_text').select('programme_id').where('network_id', '=', scope.networkId).where('claim_text_id', '=', textId).executeTakeFirst();
    return permitted(scope, text?.programme_id);
  },
  async run({ tx, scope }, { textId }) {
    const { numDeletedRows } = await tx.deleteFrom('claim_text').where('network_id', '=', scope.networkId).where('claim_text_id', '=', textId).executeTakeFirstOrThrow();
    if (!numDeletedRows) throw notFound();
    return { textId };
  },
  record: ({ textId }) => ({ subject: { kind: 'claim-text', id: textId } }),
});

async function mayTouch(scope: Scope, { claimId }: { claimId: string }, tx: Tx): Promise<boolean> {
  const claim = await tx.selectFrom('claim').select('programme_id').where('network_id', '=', scope.networkId).where('claim_id', '=', claimId).executeTakeFirst();
  return permitted(scope, claim?.programme_id);
}

/** What a membership does not reach does not exist for it. */
function permitted(scope: Scope, programmeId: string | undefined): boolean {
  if (programmeId === undefined || !reachesProgramme(scope, programmeId)) throw notFound();
  return mayLinkClaims(scope, programmeId);
}

async function claimed(tx: Tx, scope: Scope, claimId: string): Promise<{ programmeId: string }> {
  const claim = await tx.selectFrom('claim').select('programme_id as programmeId').where('network_id', '=', scope.networkId).where('claim_id', '=', claimId).forUpdate().executeTakeFirst();
  if (!claim) throw notFound();
  return claim;
}

async function change({ tx, scope }: CommandContext, claimId: string, set: { readings?: string; note?: string; is_public?: boolean }): Promise<{ claimId: string }> {
  await tx.updateTable('claim').set(set).where('network_id', '=', scope.networkId).where('claim_id', '=', claimId).execute();
  return { claimId };
}

/** Events and series of another programme would count nothing, and nobody would see why. */
async function ofThisProgramme(tx: Tx, networkId: string, programmeId: string, readings: readonly Reading[]): Promise<void> {
  for (const [table, key, named] of [
    ['event', 'event_id', readings.flatMap(({ query }) => query.where.eventIds ?? [])],
    ['series', 'series_id', readings.flatMap(({ query }) => query.where.seriesIds ?? [])],
  ] as const) {
    const wanted = [...new Set(named)];
    if (!wanted.length) continue;
    const { rows } = await sql<{ id: string }>`select ${sql.ref(key)} as id from ${sql.table(table)} where network_id = ${networkId} and programme_id = ${programmeId} and ${sql.ref(key)} = any(${wanted}::uuid[])`.execute(tx);
    if (rows.length < wanted.length) throw new Problem(422, `claims.unknown_${table}`, { id: wanted.find((one) => !rows.some(({ id }) => id === one)) }, 'readings');
  }
}

async function idsOf(tx: Tx, networkId: string, textId: string): Promise<string[]> {
  const rows = await tx.selectFrom('claim').select('claim_id').where('network_id', '=', networkId).where('claim_text_id', '=', textId).orderBy('position').execute();
  return rows.map(({ claim_id }) => claim_id);
}

const rowOf = ({ start, end, number, until, numberText, comparator, kind, subject, unitHint, sentence, numberAt }: FoundClaim, position: number) => ({
  position,
  start_at: start,
  end_at: end,
  number,
  number_until: until,
  number_text: numberText,
  comparator,
  kind,
  subject,
  unit_hint: unitHint,
  sentence,
  number_at: numberAt,
});
