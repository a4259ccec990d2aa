import { sql } from 'kysely';
import { command, type CommandContext } from '#platform/command/command.ts';
import { newId } from '#platform/ids.ts';
import { InvalidInput, Problem } from '#platform/problem.ts';
import { mayCorrect, mayRecord, signatureOf } from './access.ts';
import { kindNamed } from './kind.ts';
import { currentEvidence, endFacts, writeEvidence, type Prepared } from './recording.ts';
import { canonical } from './seal.ts';
import { correctInput, recordInput, recordManyInput, withdrawImportInput, withdrawInput, type EvidenceInput, type Source } from './shape.ts';
import { withdrawal } from './withdrawal.ts';

/** Says that something happened. The facts that follow are written in the same transaction, so a page is right at once. */
export const recordEvidence = command({
  name: 'evidence.record',
  input: recordInput,
  may: (scope, { programmeId }) => mayRecord(scope, programmeId),
  run: async (context, { programmeId, ...one }) => {
    const { ids } = await record(context, programmeId, [one]);
    return { evidenceId: ids[0]! };
  },
  record: ({ evidenceId }, { kind, programmeId }) => ({ subject: { kind: 'evidence', id: evidenceId }, details: { kind, programmeId } }),
});

/** Many pieces at once, for imports: one statement per five thousand rows. All or nothing; the answer has the ids in the order of the input. */
export const recordManyEvidence = command({
  name: 'evidence.record-many',
  input: recordManyInput,
  may: (scope, { programmeId }) => mayRecord(scope, programmeId),
  run: (context, { programmeId, evidence }) => record(context, programmeId, evidence),
  record: ({ ids }, { programmeId, evidence }) => ({
    subject: { kind: 'programme', id: programmeId },
    details: { pieces: ids.length, kinds: Object.fromEntries(Map.groupBy(evidence, (one) => one.kind).entries().map(([kind, pieces]) => [kind, pieces.length])), imports: [...new Set(evidence.flatMap((one) => one.importId ?? []))] },
  }),
});

async function record({ tx, scope, now }: CommandContext, programmeId: string, evidence: readonly EvidenceInput[]): Promise<{ ids: string[] }> {
  const { networkId } = scope;
  const prepared = evidence.map((one, at) => prepare(one, evidence.length > 1 ? `evidence.${at}.` : ''));
  const sentBefore = await alreadyThere(tx, networkId, prepared, evidence.flatMap((one) => one.id ?? []));
  await writeEvidence(tx, { networkId, programmeId }, { recordedBy: signatureOf(scope), at: now }, prepared.filter((one) => !sentBefore.has(one.id)));
  return { ids: prepared.map((one) => one.id) };
}

/** Replaces a piece of evidence by what is right; the old row stays, and any day before today still counts with it. */
export const correctEvidence = command({
  name: 'evidence.correct',
  input: correctInput,
  may: mayReplace,
  run: async ({ tx, scope, now }, { evidenceId, ...right }) => {
    const { networkId } = scope;
    const wrong = await currentEvidence(tx, networkId, evidenceId);
    const prepared = prepare({ kind: wrong.kind, happenedOn: right.happenedOn ?? wrong.happened_on, payload: right.payload, source: right.source ?? wrong.source, ...(right.id && { id: right.id }), ...(wrong.import_id && { importId: wrong.import_id }) });
    await kindNamed(wrong.kind)?.mayBecome?.(tx, { networkId, programmeId: wrong.programme_id }, prepared.payload, wrong.payload);
    // Two clocks may disagree by a moment; what replaces must not be older than what it replaces.
    const at = now > wrong.recorded_at ? now : wrong.recorded_at;
    await endFacts(tx, networkId, [evidenceId], at);
    await onlyOnce(writeEvidence(tx, { networkId, programmeId: wrong.programme_id }, { recordedBy: signatureOf(scope), at }, [{ ...prepared, replaces: evidenceId }]));
    return { evidenceId: prepared.id };
  },
  record: (output, input) => ({ subject: { kind: 'evidence', id: output.evidenceId }, details: { replaces: input.evidenceId } }),
});

/** Takes a piece of evidence back. */
export const withdrawEvidence = command({
  name: 'evidence.withdraw',
  input: withdrawInput,
  may: mayReplace,
  run: async ({ tx, scope, now }, { evidenceId, reason }) => {
    const { networkId } = scope;
    const wrong = await currentEvidence(tx, networkId, evidenceId);
    const at = now > wrong.recorded_at ? now : wrong.recorded_at;
    await endFacts(tx, networkId, [evidenceId], at);
    await onlyOnce(writeEvidence(tx, { networkId, programmeId: wrong.programme_id }, { recordedBy: signatureOf(scope), at }, [takingBack(evidenceId, wrong.happened_on, reason)]));
    return { evidenceId };
  },
  record: ({ evidenceId }) => ({ subject: { kind: 'evidence', id: evidenceId } }),
});

/** A piece of evidence that still stands, with what it ought to say. */
export interface Right {
  evidence_id: string;
  kind: string;
  happened_on: string;
  payload: unknown;
  source: Source;
  import_id: string | null;
  recorded_at: Date;
}

/** Records pieces of one programme, for commands whose permission has been asked already. @returns their ids, in the order given */
export const recordEvidenceOf = (context: CommandContext, programmeId: string, evidence: readonly EvidenceInput[]): Promise<{ ids: string[] }> => record(context, programmeId, evidence);

/** Takes pieces of one programme back, for commands whose permission has been asked already. */
export async function takeBackEvidence({ tx, scope, now }: CommandContext, programmeId: string, pieces: readonly Pick<Right, 'evidence_id' | 'happened_on' | 'recorded_at'>[], reason: string): Promise<void> {
  const { networkId } = scope;
  const at = pieces.reduce((latest, one) => (one.recorded_at > latest ? one.recorded_at : latest), now);
  await endFacts(tx, networkId, pieces.map((one) => one.evidence_id), at);
  await onlyOnce(writeEvidence(tx, { networkId, programmeId }, { recordedBy: signatureOf(scope), at }, pieces.map((one) => takingBack(one.evidence_id, one.happened_on, reason))));
}

/** Replaces many pieces of one programme at once, for commands whose permission has been asked already. @returns the ids of what is right, in the order given */
export async function replaceEvidence({ tx, scope, now }: CommandContext, programmeId: string, pieces: readonly Right[]): Promise<{ ids: string[] }> {
  const { networkId } = scope;
  const at = pieces.reduce((latest, one) => (one.recorded_at > latest ? one.recorded_at : latest), now);
  await endFacts(tx, networkId, pieces.map((one) => one.evidence_id), at);
  const prepared = pieces.map((one) => ({
    ...prepare({ kind: one.kind, happenedOn: one.happened_on, payload: one.payload, source: one.source, ...(one.import_id && { importId: one.import_id }) }),
    replaces: one.evidence_id,
  }));
  await onlyOnce(writeEvidence(tx, { networkId, programmeId }, { recordedBy: signatureOf(scope), at }, prepared));
  return { ids: prepared.map((one) => one.id) };
}

/** Takes back everything an import brought that still stands, corrections included. */
export const withdrawImport = command({
  name: 'evidence.withdraw-import',
  input: withdrawImportInput,
  may: (scope, { programmeId }) => mayCorrect(scope, programmeId, ''),
  run: async ({ tx, scope, now }, { programmeId, importId, reason }) => {
    const { networkId } = scope;
    const { rows: standing } = await sql<{ evidence_id: string; happened_on: string; recorded_at: Date }>`
      select evidence_id, happened_on, recorded_at from evidence
      where network_id = ${networkId} and programme_id = ${programmeId} and import_id = ${importId} and kind <> ${withdrawal.name}
        and not exists (select from evidence later where later.network_id = evidence.network_id and later.replaces = evidence.evidence_id)
      order by evidence_id`.execute(tx);
    const at = standing.reduce((latest, one) => (one.recorded_at > latest ? one.recorded_at : latest), now);
    await endFacts(tx, networkId, standing.map((one) => one.evidence_id), at);
    await onlyOnce(writeEvidence(tx, { networkId, programmeId }, { recordedBy: signatureOf(scope), at }, standing.map((one) => takingBack(one.evidence_id, one.happened_on, reason))));
    return { withdrawn: standing.length };
  },
  record: ({ withdrawn }, { importId }) => ({ subject: { kind: 'import', id: importId }, details: { withdrawn } }),
});

/** @throws InvalidInput naming the field when the kind does not exist or the payload does not fit it. */
function prepare(one: EvidenceInput, path = ''): Prepared {
  const kind = kindNamed(one.kind);
  if (!kind || kind.name === withdrawal.name) throw new Problem(422, 'results.unknown_kind', { kind: one.kind }, `${path}kind`);
  const parsed = kind.payload.safeParse(one.payload);
  if (!parsed.success) {
    throw new InvalidInput(parsed.error.issues.map((issue) => ({ path: `${path}payload.${issue.path.join('.')}`, message: issue.message, code: issue.code })));
  }
  const place = kind.tell(parsed.data).places?.find((named) => named.id)?.id ?? null;
  return { id: one.id ?? newId(), kind: kind.name, happenedOn: one.happenedOn, placeId: place, payload: parsed.data, replaces: null, source: one.source ?? {}, importId: one.importId ?? null };
}

const takingBack = (evidenceId: string, happenedOn: string, reason: string): Prepared => ({
  id: newId(),
  kind: withdrawal.name,
  happenedOn,
  placeId: null,
  payload: { reason },
  replaces: evidenceId,
  source: {},
  importId: null,
});

/** Ids a device has sent before: the same piece sent again changes nothing. @throws Problem 409 when something else stands under such an id. */
async function alreadyThere(tx: CommandContext['tx'], networkId: string, prepared: readonly Prepared[], ids: readonly string[]): Promise<Set<string>> {
  if (!ids.length) return new Set();
  const { rows } = await sql<{ evidence_id: string; kind: string; payload: unknown }>`select evidence_id, kind, payload from evidence where network_id = ${networkId} and evidence_id = any(${ids}::uuid[])`.execute(tx);
  const there = new Map(rows.map((row) => [row.evidence_id, canonical([row.kind, row.payload])]));
  for (const one of prepared) {
    if (there.has(one.id) && there.get(one.id) !== canonical([one.kind, one.payload])) throw new Problem(409, 'results.id_taken', { id: one.id });
  }
  return new Set(there.keys());
}

/** Permission to replace is permission over the programme of the piece; a piece that is not there is answered by `run` with 404. */
async function mayReplace(scope: CommandContext['scope'], { evidenceId }: { evidenceId: string }, tx: CommandContext['tx']): Promise<boolean> {
  const row = await tx.selectFrom('evidence').select(['programme_id', 'recorded_by']).where('network_id', '=', scope.networkId).where('evidence_id', '=', evidenceId).executeTakeFirst();
  if (!row) throw new Problem(404, 'results.unknown_evidence');
  return mayCorrect(scope, row.programme_id, row.recorded_by);
}

/** Two people replace the same piece at once: PostgreSQL lets one through (`unique (network_id, replaces)`), the other is told. */
async function onlyOnce(writing: Promise<void>): Promise<void> {
  try {
    await writing;
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'evidence_network_id_replaces_key') throw new Problem(409, 'results.already_replaced');
    throw error;
  }
}
