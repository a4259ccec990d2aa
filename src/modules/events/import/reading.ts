import { sql } from 'kysely';
import { reading, within, type Tx } from '#platform/db/transaction.ts';
import { readFile } from '#platform/files/files.ts';
import { Problem } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { whichPlace, decide } from '#modules/places/which-place.ts';
import { readLists } from '../sheets/lists.ts';
import type { ListCorrections, ParticipantsList } from '../sheets/shape.ts';
import { statedRelation } from '../place-said.ts';
import { proposedEvents } from './events.ts';
import { showProgress } from './progress.ts';
import { resolveBatch } from './resolving.ts';
import type { ListEvent } from './shape.ts';

/** What is kept of a list beside its rows. */
export interface KeptList extends Omit<ParticipantsList, 'rows'> {
  rowCount: number;
  venue: { unit: string; name: string } | null;
  /** The event it is for; null until somebody says. */
  event: ListEvent | null;
  relation: string;
}

interface Correction {
  sheet: string;
  reading?: ListCorrections;
  event?: ListEvent;
  relation?: string;
}

/** Reads the files of a batch that wait for it, then works out who everybody is. Safe to run again at any time. */
export async function readBatch(scope: Scope, batchId: string): Promise<void> {
  const waiting = await reading(scope, (tx) =>
    tx.selectFrom('sheet_import').select(['import_id', 'file_id', 'programme_id', 'corrections']).where('network_id', '=', scope.networkId).where('batch_id', '=', batchId).where('state', '=', 'reading').orderBy('created_at').orderBy('import_id').execute(),
  );
  const read: string[] = [];
  for (const one of waiting) {
    try {
      await readOne(scope, { importId: one.import_id, fileId: one.file_id, programmeId: one.programme_id, corrections: one.corrections as unknown as Record<string, Correction> });
      read.push(one.import_id);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const problem = { code: error.code, details: error.details };
      await within(scope, (tx) => tx.updateTable('sheet_import').set({ state: 'failed', problem: JSON.stringify(problem) }).where('network_id', '=', scope.networkId).where('import_id', '=', one.import_id).execute());
    }
  }
  await resolveBatch(scope, batchId, read);
}

async function readOne(scope: Scope, { importId, fileId, programmeId, corrections }: { importId: string; fileId: string; programmeId: string; corrections: Record<string, Correction> }) {
  const { networkId } = scope;
  const { file, remembered } = await reading(scope, async (tx) => ({ file: await readFile(tx, networkId, fileId), remembered: await rememberedColumns(tx, networkId) }));
  const progress = showProgress(scope, importId, 'reading');
  const said = Object.values(corrections);
  const { lists, problems } = await readLists(file.bytes, file.name, {
    corrections: (sheet, fingerprint) => {
      const own = said.find((one) => one.sheet === sheet)?.reading;
      const mapping = { ...remembered.get(fingerprint), ...own?.mapping } as ListCorrections['mapping'];
      return own || remembered.has(fingerprint) ? { ...own, ...(Object.keys(mapping ?? {}).length && { mapping }) } : undefined;
    },
    onPeople: (rows) => progress(rows, 0),
  });
  if (!lists.length) throw new Problem(422, problems.find((one) => one.code !== 'sheets.no_list')?.code ?? 'import.no_list_in_file', { file: file.name });

  const kept = lists.map(({ rows, ...list }, listNo): KeptList => {
    const venue = list.venueText ? decide(whichPlace(list.venueText, { level: 'municipality' })).best : null;
    return { ...list, rowCount: rows.length, venue: venue && { unit: venue.municipality ?? venue.unit, name: venue.name }, event: corrections[listNo]?.event ?? null, relation: corrections[listNo]?.relation ?? statedRelation };
  });
  await within(scope, async (tx) => {
    await proposedEvents(tx, networkId, programmeId, kept);
    const rows = lists.flatMap((list, listNo) => list.rows.map((row) => ({ list_no: listNo, row_no: row.row, content: row })));
    await keepRows(tx, networkId, importId, rows);
    await tx
      .updateTable('sheet_import')
      .set({ lists: JSON.stringify(kept), summary: JSON.stringify({ fileProblems: problems }) })
      .where('network_id', '=', networkId)
      .where('import_id', '=', importId)
      .execute();
  });
}

async function rememberedColumns(tx: Tx, networkId: string): Promise<Map<string, Record<string, string>>> {
  const rows = await tx.selectFrom('column_memory').select(['header_fingerprint', 'mapping']).where('network_id', '=', networkId).execute();
  return new Map(rows.map((row) => [row.header_fingerprint, row.mapping as Record<string, string>]));
}

/** Rows as read now; what a person decided about a row stays with it. */
async function keepRows(tx: Tx, networkId: string, importId: string, rows: { list_no: number; row_no: number; content: unknown }[]) {
  const [lists, numbers] = [rows.map((row) => row.list_no), rows.map((row) => row.row_no)];
  await sql`delete from sheet_import_row r where network_id = ${networkId} and import_id = ${importId}
    and not exists (select from unnest(${lists}::int[], ${numbers}::int[]) as fresh (list_no, row_no) where fresh.list_no = r.list_no and fresh.row_no = r.row_no)`.execute(tx);
  for (let from = 0; from < rows.length; from += 5_000) {
    await sql`insert into sheet_import_row (network_id, import_id, list_no, row_no, content)
      select ${networkId}::uuid, ${importId}::uuid, list_no, row_no, content from json_to_recordset(${JSON.stringify(rows.slice(from, from + 5_000))}::json) as fresh (list_no int, row_no int, content jsonb)
      on conflict (network_id, import_id, list_no, row_no) do update set content = excluded.content`.execute(tx);
  }
}
