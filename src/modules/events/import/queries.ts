import { sql } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { readFile, type IncomingFile } from '#platform/files/files.ts';
import { notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { SheetProblem, SheetRow } from '../sheets/shape.ts';
import { mayImport } from './access.ts';
import { entryKinds, type EntryKind, type Stayed, type StayingReason } from './staying.ts';
import type { KeptList } from './reading.ts';
import type { Doubt, ImportSummary, RowResolution } from './shape.ts';

export type ImportState = 'reading' | 'deciding' | 'importing' | 'done' | 'undone' | 'failed' | 'discarded';

export interface ImportOverview {
  importId: string;
  batchId: string;
  file: { id: string; name: string; sha256: string; size: number };
  state: ImportState;
  problem: { code: string; details: Record<string, unknown> } | null;
  /** Of one taken back also what stayed, and how many people were said to have been there by more than the list. */
  summary: Partial<ImportSummary> & { fileProblems?: SheetProblem[]; stayed?: Stayed; cameAllTheSame?: number };
  lists: KeptList[];
  progress: { step: string; done: number; total: number } | null;
  /** Of an import taken back: what stayed because other work rests on it. */
  stayed: StayedEntries[];
  createdAt: Date;
  finishedAt: Date | null;
}

/** Entries of one kind: how many, and the first of them as they are called today. */
export interface StayedEntries {
  kind: EntryKind;
  n: number;
  first: { id: string; name: string | Record<string, string>; because: StayingReason[] }[];
}

export interface BatchPage {
  programme: { id: string; slug: string; titles: Record<string, string> };
  imports: ImportOverview[];
  events: { id: string; titles: Record<string, string>; firstDay: string; lastDay: string }[];
  series: { id: string; titles: Record<string, string>; kind: string }[];
}

/** Everything about one batch but its rows. @throws Problem 404 for a batch that is not there or not for this person. */
export function batchPage(scope: Scope, batchId: string): Promise<BatchPage> {
  const { networkId } = scope;
  return reading(scope, async (tx) => {
    const { rows } = await sql<Omit<ImportOverview, 'file' | 'stayed'> & { programmeId: string; slug: string; titles: Record<string, string>; fileId: string; fileName: string; sha256: string; size: number }>`
      select import_id as "importId", batch_id as "batchId", i.programme_id as "programmeId", p.slug, p.titles, f.file_id as "fileId", f.name as "fileName", f.sha256, f.size,
        i.state, i.problem, i.summary, i.lists, i.created_at as "createdAt", i.finished_at as "finishedAt",
        (select jsonb_build_object('step', g.step, 'done', g.done, 'total', g.total) from sheet_import_progress g where g.network_id = i.network_id and g.import_id = i.import_id) as progress
      from sheet_import i
      join file f on f.network_id = i.network_id and f.file_id = i.file_id
      join programme p on p.network_id = i.network_id and p.programme_id = i.programme_id
      where i.network_id = ${networkId} and i.batch_id = ${batchId}
      order by i.created_at, i.import_id`.execute(tx);
    const first = rows[0];
    if (!first || !mayImport(scope, first.programmeId)) throw notFound();
    const events = await tx.selectFrom('event').select(['event_id', 'titles', 'first_day', 'last_day']).where('network_id', '=', networkId).where('programme_id', '=', first.programmeId).orderBy('first_day').limit(500).execute();
    const series = await tx.selectFrom('series').select(['series_id', 'titles', 'kind']).where('network_id', '=', networkId).where('programme_id', '=', first.programmeId).orderBy('position').execute();
    const stayed: StayedEntries[][] = [];
    for (const { importId, state, summary } of rows) stayed.push(state === 'undone' && summary.stayed ? await called(tx, networkId, importId, summary.stayed) : []);
    return {
      programme: { id: first.programmeId, slug: first.slug, titles: first.titles },
      imports: rows.map(({ fileId, fileName, sha256, size, programmeId: _, slug: __, titles: ___, ...row }, at) => ({ ...row, stayed: stayed[at]!, file: { id: fileId, name: fileName, sha256, size } })),
      events: events.map((event) => ({ id: event.event_id, titles: event.titles as Record<string, string>, firstDay: event.first_day, lastDay: event.last_day })),
      series: series.map((one) => ({ id: one.series_id, titles: one.titles as Record<string, string>, kind: one.kind })),
    };
  });
}

/** What stayed and is there today, by the names it has now: what another import was still using goes when that one is taken back. */
async function called(tx: Tx, networkId: string, importId: string, stayed: Stayed): Promise<StayedEntries[]> {
  const nameOf = { event: sql`titles`, person: sql`to_jsonb(concat_ws(' ', given, surname))`, organisation: sql`to_jsonb(name)` };
  const all: StayedEntries[] = [];
  for (const kind of entryKinds) {
    const because = new Map(stayed[kind].first.map((one) => [one.id, one.because]));
    const { rows } = await sql<{ id: string; name: string | Record<string, string>; n: number }>`
      select * from (select ${sql.ref(`${kind}_id`)} as id, ${nameOf[kind]} as name, count(*) over ()::int as n from ${sql.table(kind)}
        where network_id = ${networkId} and ${sql.ref(`${kind}_id`)} in (select subject_id from sheet_import_added where network_id = ${networkId} and import_id = ${importId} and kind = ${kind})) there
      order by id <> all (${[...because.keys()]}::uuid[]), id limit ${because.size}`.execute(tx);
    if (rows[0]) all.push({ kind, n: rows[0].n, first: rows.flatMap(({ id, name }) => (because.has(id) ? { id, name, because: because.get(id)! } : [])) });
  }
  return all;
}

export interface OpenDoubt extends Doubt {
  importId: string;
  listNo: number;
  rowNo: number;
  file: string;
  /** The row as the sheet has it, in the order of its columns. */
  cells: string[];
  content: SheetRow;
  resolution: RowResolution | null;
  /** The municipality its list was held in. */
  venue: string | null;
  /** How many open rows of the batch ask the same about the same text, this one included. */
  alike: number;
}

/**
 * The questions of a batch that nobody has answered yet, in the order of files and rows. What many rows ask about one place or one organisation is one question;
 * two people of one name may well be two, so about people each row asks for itself.
 * @returns `limit` of them, and how many there are.
 */
export function openDoubts(scope: Scope, batchId: string, limit = 25): Promise<{ doubts: OpenDoubt[]; total: number }> {
  const { networkId } = scope;
  return reading(scope, async (tx) => {
    // Questions and their number in one statement: while answers are worked through, two would see two different states.
    const { rows } = await sql<Omit<OpenDoubt, 'cells' | keyof Doubt | 'venue'> & { doubt: Doubt; lists: KeptList[]; programmeId: string; total: number }>`
      with asked as (
        select r.import_id, r.list_no, r.row_no, i.created_at, i.file_id, i.programme_id, i.lists, r.content, r.resolution, d.doubt,
          count(*) over (partition by d.doubt ->> 'field', d.doubt ->> 'text', d.doubt -> 'reason' ->> 'code')::int as alike,
          row_number() over (partition by d.doubt ->> 'field', d.doubt ->> 'text', d.doubt -> 'reason' ->> 'code', case when d.doubt ->> 'field' = 'person' then concat(r.import_id, r.list_no, '.', r.row_no) end
            order by i.created_at, r.import_id, r.list_no, r.row_no) as n
        from sheet_import_row r
        join sheet_import i on i.network_id = r.network_id and i.import_id = r.import_id
        cross join lateral jsonb_array_elements(r.doubts) d (doubt)
        where r.network_id = ${networkId} and i.batch_id = ${batchId} and i.state = 'deciding' and r.open_doubts > 0 and d.doubt ->> 'decided' is null
      )
      select count(*) over ()::int as total, import_id as "importId", list_no as "listNo", row_no as "rowNo", f.name as file, asked.content, resolution, lists, doubt, alike, programme_id as "programmeId"
      from asked join file f on f.network_id = ${networkId} and f.file_id = asked.file_id
      where n = 1 order by asked.created_at, import_id, list_no, row_no limit ${limit}`.execute(tx);
    if (rows[0] && !mayImport(scope, rows[0].programmeId)) throw notFound();
    const doubts = rows.map(({ doubt, lists, programmeId: _, total: __, ...row }) => ({ ...row, ...doubt, venue: lists[row.listNo]?.venue?.unit ?? null, cells: Object.values(row.content.cells).filter((text) => text.trim() !== '') }));
    return { doubts, total: rows[0]?.total ?? 0 };
  });
}

export interface PreviewRow {
  listNo: number;
  rowNo: number;
  name: string;
  signed: boolean[];
  openDoubts: number;
  resolution: RowResolution | null;
}

/** The rows of one import as they will be written, after a given row; for the preview. */
export function previewRows(scope: Scope, importId: string, after: { listNo: number; rowNo: number } | null, limit = 50): Promise<{ rows: PreviewRow[]; total: number }> {
  const { networkId } = scope;
  return reading(scope, async (tx) => {
    const one = await tx.selectFrom('sheet_import').select('programme_id').where('network_id', '=', networkId).where('import_id', '=', importId).executeTakeFirst();
    if (!one || !mayImport(scope, one.programme_id)) throw notFound();
    const { rows } = await sql<PreviewRow>`
      select list_no as "listNo", row_no as "rowNo", content -> 'name' ->> 'raw' as name, content -> 'signed' as signed, open_doubts as "openDoubts", resolution
      from sheet_import_row where network_id = ${networkId} and import_id = ${importId} and (list_no, row_no) > (${after?.listNo ?? -1}, ${after?.rowNo ?? -1})
      order by list_no, row_no limit ${limit}`.execute(tx);
    const { rows: counts } = await sql<{ total: number }>`select count(*)::int as total from sheet_import_row where network_id = ${networkId} and import_id = ${importId}`.execute(tx);
    return { rows, total: counts[0]!.total };
  });
}

export interface BatchLine {
  batchId: string;
  programme: Record<string, string>;
  files: string[];
  states: ImportState[];
  createdAt: Date;
}

/** The latest batches of the programmes this person may import into. */
export function recentBatches(scope: Scope, limit = 20): Promise<BatchLine[]> {
  return reading(scope, async (tx) => {
    const { rows } = await sql<BatchLine & { programmeId: string }>`
      select batch_id as "batchId", i.programme_id as "programmeId", p.titles as programme, array_agg(f.name order by i.created_at, i.import_id) as files,
        array_agg(distinct i.state) as states, min(i.created_at) as "createdAt"
      from sheet_import i
      join file f on f.network_id = i.network_id and f.file_id = i.file_id
      join programme p on p.network_id = i.network_id and p.programme_id = i.programme_id
      where i.network_id = ${scope.networkId}
      group by batch_id, i.programme_id, p.titles order by min(i.created_at) desc limit ${limit}`.execute(tx);
    return rows.filter((row) => mayImport(scope, row.programmeId));
  });
}

/** The programmes this person may bring lists into. */
export function importableProgrammes(scope: Scope): Promise<{ id: string; slug: string; titles: Record<string, string>; isPractice: boolean }[]> {
  return reading(scope, async (tx) => {
    const rows = await tx.selectFrom('programme').select(['programme_id', 'slug', 'titles', 'is_practice']).where('network_id', '=', scope.networkId).orderBy('is_practice', 'desc').orderBy('slug').execute();
    return rows.filter((row) => mayImport(scope, row.programme_id)).map((row) => ({ id: row.programme_id, slug: row.slug, titles: row.titles as Record<string, string>, isPractice: row.is_practice }));
  });
}

/** A kept file, for whoever may import into the programme it came in for. @throws Problem 404 otherwise. */
export function sourceFile(scope: Scope, fileId: string): Promise<IncomingFile> {
  return reading(scope, async (tx) => {
    const uses = await tx.selectFrom('sheet_import').select('programme_id').where('network_id', '=', scope.networkId).where('file_id', '=', fileId).execute();
    if (!uses.some((use) => mayImport(scope, use.programme_id))) throw notFound();
    return readFile(tx, scope.networkId, fileId);
  });
}
