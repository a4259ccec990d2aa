import { sql } from 'kysely';
import { command, executeWithin } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { storeFile } from '#platform/files/files.ts';
import { newId } from '#platform/ids.ts';
import { enqueue } from '#platform/jobs/jobs.ts';
import { notFound, Problem } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { signatureOf } from '#modules/results/access.ts';
import { withdrawImport } from '#modules/results/commands.ts';
import { takeListBack } from '../check-in/without-list-commands.ts';
import { seriesFor } from '../planning/series-commands.ts';
import { mayImport, mayUndoImport } from './access.ts';
import { lockEvents, removeAdded } from './added.ts';
import { settle, settleAll } from './decisions.ts';
import { readLater } from './later.ts';
import { beginImport, correctImport, decideDoubt, largestFile, oneBatch, oneImport, type ListEvent } from './shape.ts';

/** Takes a file in: it is kept whole at once, and read by a job. */
export const begin = command({
  name: 'import.begin',
  input: beginImport,
  may: (scope, { programmeId }) => mayImport(scope, programmeId),
  async run({ tx, scope, now }, { programmeId, batchId, name, mediaType, bytes }) {
    const { networkId } = scope;
    if (bytes.byteLength === 0) throw new Problem(422, 'import.file_empty', { file: name }, 'files');
    if (bytes.byteLength > largestFile) throw new Problem(413, 'import.file_too_large', { file: name, megabytes: largestFile / 1024 / 1024 }, 'files');
    const programme = await tx.selectFrom('programme').select('programme_id').where('network_id', '=', networkId).where('programme_id', '=', programmeId).executeTakeFirst();
    if (!programme) throw notFound();
    const { fileId } = await storeFile(tx, networkId, { name, mediaType, bytes });
    const done = await tx.selectFrom('sheet_import').select('import_id').where('network_id', '=', networkId).where('programme_id', '=', programmeId).where('file_id', '=', fileId).where('state', '=', 'done').executeTakeFirst();
    if (done) throw new Problem(409, 'import.file_already_imported', { file: name, importId: done.import_id }, 'files');
    const importId = newId();
    await tx
      .insertInto('sheet_import')
      .values({ network_id: networkId, import_id: importId, programme_id: programmeId, file_id: fileId, batch_id: batchId, state: 'reading', created_by: signatureOf(scope), created_at: now })
      .execute();
    await readLater(tx, networkId, batchId);
    return { importId };
  },
  record: ({ importId }, { programmeId, bytes }) => ({ subject: { kind: 'import', id: importId }, details: { programmeId, bytes: bytes.byteLength } }),
});

/** A person puts the reading of a list right (columns, header, days) or says which event it is for. */
export const correct = command({
  name: 'import.correct',
  input: correctImport,
  may: mayTouch,
  async run(context, { importId, listNo, sheet, reading, event: said, newSeries, relation }) {
    const { tx, scope, now } = context;
    const { networkId } = scope;
    const row = await locked(tx, scope, importId, ['deciding', 'failed']);
    const corrections = { ...(row.corrections as Record<string, Record<string, unknown>>) };
    const before = corrections[`${listNo}`] ?? {};
    const event = newSeries && said?.to === 'new-event' ? { ...said, seriesId: await seriesFor(context, { programmeId: row.programme_id, eventId: null, seriesId: said.seriesId, kind: said.kind, componentId: null }, newSeries) } : said;
    corrections[`${listNo}`] = { ...before, sheet, ...(reading && { reading: { ...(before.reading as object), ...reading } }), ...(event && { event }), ...(relation && { relation }) };
    await tx.updateTable('sheet_import').set({ corrections: JSON.stringify(corrections), state: 'reading', problem: null }).where('network_id', '=', networkId).where('import_id', '=', importId).execute();
    if (reading?.mapping) await rememberColumns(tx, networkId, row.lists as { headerFingerprint: string }[], listNo, reading.mapping, now);
    await readLater(tx, networkId, row.batch_id);
    return { importId };
  },
  record: ({ importId }, { reading, event, relation }) => ({ subject: { kind: 'import', id: importId }, details: { changed: [reading && 'reading', event && 'event', relation && 'relation'].filter(Boolean) } }),
});

/** A person answers a question; with `everywhere` for all open rows of the batch that ask the same about the same text. */
export const decide = command({
  name: 'import.decide',
  input: decideDoubt,
  may: mayTouch,
  async run(context, input) {
    const row = await locked(context.tx, context.scope, input.importId, ['deciding']);
    const settled = await settle(context, row.batch_id, input);
    return { importId: input.importId, settled };
  },
  record: ({ importId, settled }, { field, choice }) => ({ subject: { kind: 'import', id: importId }, details: { field, settled, answer: choice === 'new' || choice === 'none' ? choice : 'chosen' } }),
});

/** Accepts Kolo's first proposal for every question still open in the batch of this import. */
export const accept = command({
  name: 'import.accept',
  input: oneImport,
  may: mayTouch,
  async run(context, { importId }) {
    const row = await found(context.tx, context.scope, importId);
    return { importId, settled: await settleAll(context, row.batch_id) };
  },
  record: ({ importId, settled }) => ({ subject: { kind: 'import', id: importId }, details: { settled } }),
});

/** Asks for the import itself; a job does it, so that 50,000 rows hold up nobody. */
export const apply = command({
  name: 'import.apply',
  input: oneImport,
  may: mayTouch,
  async run({ tx, scope }, { importId }) {
    const row = await locked(tx, scope, importId, ['deciding']);
    const unplaced = (row.lists as { title: string; event: ListEvent | null }[]).find((list) => list.event === null);
    if (unplaced) throw new Problem(422, 'import.list_without_event', { list: unplaced.title });
    const open = await tx.selectFrom('sheet_import_row').select('row_no').where('network_id', '=', scope.networkId).where('import_id', '=', importId).where('open_doubts', '>', 0).limit(1).executeTakeFirst();
    if (open) throw new Problem(422, 'import.open_doubts');
    await tx.updateTable('sheet_import').set({ state: 'importing', finished_by: signatureOf(scope) }).where('network_id', '=', scope.networkId).where('import_id', '=', importId).execute();
    await enqueue(tx, 'events.apply-import', { networkId: scope.networkId, importId }, `apply:${importId}`);
    return { importId };
  },
  record: ({ importId }) => ({ subject: { kind: 'import', id: importId } }),
});

/**
 * Imports all of a batch that is decided about. One transaction: otherwise the first would be written while the next still waits to be asked for,
 * and the people it brings would open new questions there.
 */
export const applyBatch = command({
  name: 'import.apply-batch',
  input: oneBatch,
  may: async (scope, { batchId }, tx) => {
    const rows = await tx.selectFrom('sheet_import').select('programme_id').where('network_id', '=', scope.networkId).where('batch_id', '=', batchId).execute();
    return rows.length > 0 && rows.every((row) => mayImport(scope, row.programme_id));
  },
  async run(context, { batchId }) {
    const { tx, scope } = context;
    const decided = await tx.selectFrom('sheet_import').select('import_id').where('network_id', '=', scope.networkId).where('batch_id', '=', batchId).where('state', '=', 'deciding').orderBy('created_at').orderBy('import_id').execute();
    for (const { import_id: importId } of decided) await executeWithin(context, apply, { importId });
    return { batchId, imports: decided.length };
  },
  record: ({ batchId, imports }) => ({ subject: { kind: 'import', id: batchId }, details: { imports } }),
});

/**
 * Takes back everything an import brought: its evidence is withdrawn (what was known before stays known as of then), and what it added is removed. Who was also said to
 * have been there by a door, a roll call or a signed sheet stays as that says it; what other work rests on by now stays, and is kept with the import to be said, with why.
 */
export const undo = command({
  name: 'import.undo',
  input: oneImport,
  may: async (scope, { importId }, tx) => mayUndoImport(scope, (await found(tx, scope, importId)).programme_id),
  async run(context, { importId }) {
    const { tx, scope, now } = context;
    const row = await locked(tx, scope, importId, ['done']);
    await lockEvents(context, importId);
    const people = await takeListBack(context, row.programme_id, importId, 'import.undo');
    const { withdrawn } = await executeWithin(context, withdrawImport, { programmeId: row.programme_id, importId, reason: 'import.undo' });
    const { removed, stayed } = await removeAdded(context, importId);
    await tx.updateTable('sheet_import').set({ state: 'undone', finished_at: now, finished_by: signatureOf(scope), summary: JSON.stringify({ ...(row.summary as object), stayed, cameAllTheSame: people.stayed }) }).where('network_id', '=', scope.networkId).where('import_id', '=', importId).execute();
    return { importId, withdrawn: withdrawn + people.withdrawn, removed, stayed, cameAllTheSame: people.stayed };
  },
  record: ({ importId, withdrawn, removed, stayed, cameAllTheSame }) => ({ subject: { kind: 'import', id: importId }, details: { withdrawn, removed, cameAllTheSame, stayed: Object.fromEntries(Object.entries(stayed).map(([kind, { n }]) => [kind, n])) } }),
});

/** Leaves an import that was not carried out; the file stays kept. */
export const discard = command({
  name: 'import.discard',
  input: oneImport,
  may: mayTouch,
  async run({ tx, scope, now }, { importId }) {
    const row = await locked(tx, scope, importId, ['reading', 'deciding', 'failed']);
    await tx.deleteFrom('sheet_import_row').where('network_id', '=', scope.networkId).where('import_id', '=', importId).execute();
    await tx.updateTable('sheet_import').set({ state: 'discarded', finished_at: now, finished_by: signatureOf(scope) }).where('network_id', '=', scope.networkId).where('import_id', '=', importId).execute();
    await readLater(tx, scope.networkId, row.batch_id);
    return { importId };
  },
  record: ({ importId }) => ({ subject: { kind: 'import', id: importId } }),
});

async function mayTouch(scope: Scope, { importId }: { importId: string }, tx: Tx): Promise<boolean> {
  return mayImport(scope, (await found(tx, scope, importId)).programme_id);
}

async function found(tx: Tx, scope: Scope, importId: string) {
  const row = await tx.selectFrom('sheet_import').selectAll().where('network_id', '=', scope.networkId).where('import_id', '=', importId).executeTakeFirst();
  if (!row) throw notFound();
  return row;
}

/** The import, locked against a second click, in one of the states the command makes sense in. */
async function locked(tx: Tx, scope: Scope, importId: string, states: readonly string[]) {
  const row = await tx.selectFrom('sheet_import').selectAll().where('network_id', '=', scope.networkId).where('import_id', '=', importId).forUpdate().executeTakeFirst();
  if (!row) throw notFound();
  if (!states.includes(row.state)) throw new Problem(409, 'import.not_now', { state: row.state });
  return row;
}

async function rememberColumns(tx: Tx, networkId: string, lists: { headerFingerprint: string }[], listNo: number, mapping: Record<string, string>, now: Date) {
  const fingerprint = lists[listNo]?.headerFingerprint;
  if (!fingerprint) return;
  await tx
    .insertInto('column_memory')
    .values({ network_id: networkId, header_fingerprint: fingerprint, mapping: JSON.stringify(mapping), used_at: now })
    .onConflict((c) => c.columns(['network_id', 'header_fingerprint']).doUpdateSet({ mapping: sql`column_memory.mapping || excluded.mapping`, used_at: now }))
    .execute();
}

