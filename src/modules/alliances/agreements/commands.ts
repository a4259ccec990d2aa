import { sql } from 'kysely';
import { z } from 'zod';
import { command } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { fingerprint, storeFile } from '#platform/files/files.ts';
import { newId } from '#platform/ids.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { removeUnusedFile } from '#modules/events/documents/commands.ts';
import { largestDocument } from '#modules/events/documents/shape.ts';
import { fileKind, type FileKind } from '#modules/events/sheets/file-kind.ts';
import { areOrganisations } from '#modules/organisations/queries.ts';
import { unitById } from '#modules/places/gazetteer.ts';
import { signatureOf } from '#modules/results/access.ts';
import { mayChangeAgreements } from './access.ts';
import { changedAgreement, day, newAgreement, type Party } from './shape.ts';

const id = z.uuid();
/** What signed papers come as; no programs and no web pages, whatever they are called. */
const taken: readonly FileKind[] = ['pdf', 'zip', 'document', 'picture'];

export const addAgreement = command({
  name: 'agreement.add',
  input: newAgreement,
  may: mayChangeAgreements,
  async run({ tx, scope, now }, input) {
    const agreementId = newId();
    await areThere(tx, scope.networkId, input);
    await tx.insertInto('agreement').values({ network_id: scope.networkId, agreement_id: agreementId, ...rowOf(input), created_at: now, created_by: signatureOf(scope) }).execute();
    await writeParts(tx, scope.networkId, agreementId, input);
    return { agreementId };
  },
  record: ({ agreementId }, { kind, validFrom, validUntil }) => ({ subject: { kind: 'agreement', id: agreementId }, details: { kind, validFrom, validUntil } }),
});

/** Says everything about an agreement anew. */
export const changeAgreement = command({
  name: 'agreement.change',
  input: changedAgreement,
  may: mayChangeAgreements,
  async run({ tx, scope: { networkId } }, { agreementId, ...input }) {
    await locked(tx, networkId, agreementId);
    if (input.continues === agreementId) throw new Problem(422, 'agreements.continues_itself', {}, 'continues');
    const end = await endingIn(tx, networkId, agreementId);
    if (end && end < input.validFrom) throw new Problem(422, 'agreements.ended_before_it_began', { day: end }, 'validFrom');
    await areThere(tx, networkId, input);
    await tx.updateTable('agreement').set(rowOf(input)).where('network_id', '=', networkId).where('agreement_id', '=', agreementId).execute();
    await tx.deleteFrom('agreement_party').where('network_id', '=', networkId).where('agreement_id', '=', agreementId).execute();
    await tx.deleteFrom('agreement_place').where('network_id', '=', networkId).where('agreement_id', '=', agreementId).execute();
    await writeParts(tx, networkId, agreementId, input);
    return { agreementId };
  },
  record: ({ agreementId }, { kind, validFrom, validUntil }) => ({ subject: { kind: 'agreement', id: agreementId }, details: { kind, validFrom, validUntil } }),
});

/** It ended before its time. What was agreed stays as it was agreed; the end and its reason stand beside it. */
export const endAgreement = command({
  name: 'agreement.end',
  input: z.strictObject({ agreementId: id, endedOn: day, reason: z.string().trim().min(10, { error: 'agreements.problem_reason' }).max(2_000, { error: 'agreements.problem_reason' }) }),
  may: mayChangeAgreements,
  async run({ tx, scope, now }, { agreementId, endedOn, reason }) {
    const { valid_from, valid_until, renewal } = await locked(tx, scope.networkId, agreementId);
    if (endedOn < valid_from) throw new Problem(422, 'agreements.ended_before_it_began', { day: endedOn }, 'endedOn');
    if (valid_until && renewal !== 'automatic' && endedOn >= valid_until) throw new Problem(422, 'agreements.ended_not_early', {}, 'endedOn');
    if (await endingIn(tx, scope.networkId, agreementId)) throw new Problem(409, 'agreements.ended_already', {}, 'endedOn');
    await tx.insertInto('agreement_ending').values({ network_id: scope.networkId, ending_id: newId(), agreement_id: agreementId, ended_on: endedOn, reason, said_at: now, said_by: signatureOf(scope) }).execute();
    return { agreementId };
  },
  record: ({ agreementId }, { endedOn }) => ({ subject: { kind: 'agreement', id: agreementId }, details: { endedOn } }),
});

/** The early end was a mistake: the agreement goes on, and what was said stays readable. */
export const takeBackEnd = command({
  name: 'agreement.take-back-end',
  input: z.strictObject({ agreementId: id }),
  may: mayChangeAgreements,
  async run({ tx, scope, now }, { agreementId }) {
    await locked(tx, scope.networkId, agreementId);
    const gone = await tx.updateTable('agreement_ending').set({ taken_back_at: now, taken_back_by: signatureOf(scope) }).where('network_id', '=', scope.networkId).where('agreement_id', '=', agreementId).where('taken_back_at', 'is', null).executeTakeFirst();
    if (!gone.numUpdatedRows) throw notFound();
    return { agreementId };
  },
  record: ({ agreementId }) => ({ subject: { kind: 'agreement', id: agreementId } }),
});

/** Keeps the signed paper, byte for byte. @throws Problem 413, 422 or 409 that says what is wrong with the file */
export const addAgreementFile = command({
  name: 'agreement_file.add',
  input: z.strictObject({ agreementId: id, name: z.string().max(1_000), mediaType: z.string().max(200), bytes: z.instanceof(Uint8Array) }),
  may: mayChangeAgreements,
  async run({ tx, scope, now }, { agreementId, name, mediaType, bytes }) {
    const { networkId } = scope;
    await locked(tx, networkId, agreementId);
    if (!bytes.byteLength) throw new Problem(422, 'documents.file_empty', {}, 'file');
    if (bytes.byteLength > largestDocument) throw new Problem(413, 'documents.file_too_large', { megabytes: largestDocument / 1024 / 1024 }, 'file');
    if (!taken.includes(fileKind(bytes))) throw new Problem(422, 'agreements.file_kind', {}, 'file');
    const { fileId, sha256 } = await storeFile(tx, networkId, { name, mediaType, bytes });
    const { rows } = await sql`insert into agreement_file (network_id, agreement_id, file_id, added_at, added_by) values (${networkId}, ${agreementId}, ${fileId}, ${now}, ${signatureOf(scope)}) on conflict do nothing returning file_id`.execute(tx);
    if (!rows.length) throw new Problem(409, 'agreements.file_there_already', {}, 'file');
    return { agreementId, fileId, sha256 };
  },
  record: ({ agreementId }, { bytes }) => ({ subject: { kind: 'agreement', id: agreementId }, details: { sha256: fingerprint(bytes) } }),
});

/** Takes a paper away that does not belong here; its bytes too, where nothing else stands on them. */
export const removeAgreementFile = command({
  name: 'agreement_file.remove',
  input: z.strictObject({ agreementId: id, fileId: id }),
  may: mayChangeAgreements,
  async run({ tx, scope: { networkId } }, { agreementId, fileId }) {
    await locked(tx, networkId, agreementId);
    const { sha256 } = (await tx.selectFrom('file').select('sha256').where('network_id', '=', networkId).where('file_id', '=', fileId).executeTakeFirst()) ?? { sha256: null };
    const gone = await tx.deleteFrom('agreement_file').where('network_id', '=', networkId).where('agreement_id', '=', agreementId).where('file_id', '=', fileId).executeTakeFirst();
    if (!gone.numDeletedRows) throw notFound();
    await removeUnusedFile(tx, networkId, fileId);
    return { agreementId, sha256 };
  },
  record: ({ agreementId, sha256 }) => ({ subject: { kind: 'agreement', id: agreementId }, details: { sha256 } }),
});

async function locked(tx: Tx, networkId: string, agreementId: string): Promise<{ valid_from: string; valid_until: string | null; renewal: string }> {
  const { rows: [row] } = await sql<{ valid_from: string; valid_until: string | null; renewal: string }>`select valid_from::text, valid_until::text, renewal from agreement where network_id = ${networkId} and agreement_id = ${agreementId} for update`.execute(tx);
  if (!row) throw notFound();
  return row;
}

const endingIn = async (tx: Tx, networkId: string, agreementId: string): Promise<string | null> =>
  (await sql<{ day: string }>`select ended_on::text as day from agreement_ending where network_id = ${networkId} and agreement_id = ${agreementId} and taken_back_at is null`.execute(tx)).rows[0]?.day ?? null;

type Input = z.output<typeof newAgreement>;

const rowOf = ({ titles, kind, scopes, reference, signedOn, validFrom, validUntil, renewal, renewalMonths, continues, accountId, locale, origin }: Input) => ({
  titles: JSON.stringify(titles), kind, scopes: JSON.stringify(scopes), reference, signed_on: signedOn, valid_from: validFrom, valid_until: validUntil, renewal, renewal_months: renewalMonths, continues, account_id: accountId, locale, origin,
});

const keyOf = (party: Party) => ('allianceId' in party ? party.allianceId : party.organisationId);

async function areThere(tx: Tx, networkId: string, { parties, places, accountId, continues }: Input) {
  if (new Set(parties.map(keyOf)).size !== parties.length) throw new Problem(422, 'agreements.party_twice', {}, 'parties');
  const alliances = parties.flatMap((party) => ('allianceId' in party ? [party.allianceId] : []));
  const { rows } = await sql`select from alliance where network_id = ${networkId} and alliance_id = any (${alliances}::uuid[])`.execute(tx);
  if (rows.length !== alliances.length || !(await areOrganisations(tx, networkId, parties.flatMap((party) => ('organisationId' in party ? [party.organisationId] : []))))) throw new Problem(422, 'alliances.unknown_organisation', {}, 'parties');
  const unknown = places.find((place) => !unitById(place));
  if (unknown) throw new Problem(422, 'alliances.place_unknown', { text: unknown }, 'places');
  if (accountId && !(await tx.selectFrom('member').select('account_id').where('network_id', '=', networkId).where('account_id', '=', accountId).where('until', 'is', null).executeTakeFirst())) throw new Problem(422, 'agreements.unknown_account', {}, 'accountId');
  if (continues && !(await tx.selectFrom('agreement').select('agreement_id').where('network_id', '=', networkId).where('agreement_id', '=', continues).executeTakeFirst())) throw new Problem(422, 'agreements.unknown_agreement', {}, 'continues');
}

async function writeParts(tx: Tx, network_id: string, agreement_id: string, { parties, places }: Input) {
  await tx.insertInto('agreement_party').values(parties.map((party, position) => ({ network_id, agreement_id, position, organisation_id: 'organisationId' in party ? party.organisationId : null, alliance_id: 'allianceId' in party ? party.allianceId : null }))).execute();
  const rows = [...new Set(places)].map((place_id) => ({ network_id, agreement_id, place_id }));
  if (rows.length) await tx.insertInto('agreement_place').values(rows).execute();
}
