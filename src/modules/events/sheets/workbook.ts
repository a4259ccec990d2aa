import { breather } from './breathe.ts';
import { readCsv } from './csv.ts';
import { fileKind } from './file-kind.ts';
import { looksLikeFormula } from './formula.ts';
import { columnLetter, textOf, type Grid } from './grid.ts';
import { sheetLimits, type SheetLimits } from './limits.ts';
import { odsReader } from './ods.ts';
import { sheetProblem } from './sheet-problem.ts';
import type { SheetProblem } from './shape.ts';
import { SheetUnreadable } from './unreadable.ts';
import { readXlsx } from './xlsx.ts';
import { openZip, type ZipParts } from './zip.ts';

export interface Workbook {
  file: string;
  /** One for each visible sheet, empty ones too. */
  grids: Grid[];
  problems: SheetProblem[];
}

export interface ReadOptions {
  limits?: Partial<SheetLimits>;
  /** Called every few hundred rows with the number of rows read so far. */
  onRows?: (rows: number) => void;
}

interface Contents {
  grids: Grid[];
  hiddenSheets: string[];
}

/**
 * Reads a file of any kind in which people keep lists: XLSX, ODS (zipped or flat), CSV. What it is, is told
 * by its content, never by its name. Other requests have their turn meanwhile.
 * @throws SheetUnreadable with the reason, for files that cannot or must not be read.
 */
export async function readWorkbook(bytes: Uint8Array, file: string, options: ReadOptions = {}): Promise<Workbook> {
  const limits = { ...sheetLimits, ...options.limits };
  const onRows = options.onRows ?? (() => {});
  if (bytes.length === 0) throw new SheetUnreadable('empty_file', { file });
  if (bytes.length > limits.fileBytes) {
    throw new SheetUnreadable('file_too_large', { file, megabytes: Math.ceil(bytes.length / 1e6), limit: Math.floor(limits.fileBytes / 1e6) });
  }
  const kind = fileKind(bytes);
  const problems: SheetProblem[] = [];
  let contents: Contents;
  if (kind === 'zip') {
    const zip = await openZip(bytes, file, limits);
    if (zip.names.some((name) => name.startsWith('xl/externalLinks/'))) problems.push(notice('external_links', null));
    contents = await readZipped(zip, file, limits, onRows);
  } else if (kind === 'flat-ods') contents = await readFlatOds(bytes, file, limits, onRows);
  else if (kind === 'text') contents = { grids: [await readCsv(bytes, file, limits, onRows)], hiddenSheets: [] };
  else if (kind === 'old-excel') throw new SheetUnreadable('old_format', { file });
  else if (kind === 'encrypted') throw new SheetUnreadable('encrypted', { file });
  else throw new SheetUnreadable('not_a_spreadsheet', { file, kind });

  for (const grid of contents.grids) grid.rows.sort((a, b) => a.row - b.row);
  await noteFormulaTexts(contents.grids);
  if (contents.grids.every((grid) => grid.rows.length === 0)) throw new SheetUnreadable('empty_file', { file });
  problems.push(...contents.hiddenSheets.map((sheet) => notice('hidden_sheet', sheet)), ...contents.grids.flatMap(gridProblems));
  return { file, grids: contents.grids, problems };
}

/** Which spreadsheet is in the zip; Word, PowerPoint and Pages documents are zips too. */
async function readZipped(zip: ZipParts, file: string, limits: SheetLimits, onRows: (rows: number) => void): Promise<Contents> {
  const has = (start: string) => zip.names.some((name) => name.startsWith(start));
  const types = await zip.text('[Content_Types].xml');
  if (zip.names.some((name) => /(^|\/)vbaProject\.bin$/i.test(name)) || /<Override[^>]+macroEnabled/i.test(types)) throw new SheetUnreadable('macros', { file });
  if (has('xl/worksheets/') || zip.has('xl/workbook.xml')) {
    return asBroken(file, () => readXlsx(zip, file, limits, onRows));
  }
  if (zip.has('xl/workbook.bin') || has('Index/')) throw new SheetUnreadable('old_format', { file });
  const mime = (await zip.text('mimetype')).trim();
  if (/opendocument\.spreadsheet/.test(mime) || (mime === '' && zip.has('content.xml'))) {
    if (/encryption-data/.test(await zip.text('META-INF/manifest.xml'))) throw new SheetUnreadable('encrypted', { file });
    if (zip.names.some((name) => /^(Basic|Scripts)\/.+\/(?!script-l[bc])[^/]+$/.test(name))) throw new SheetUnreadable('macros', { file });
    const reader = odsReader(file, limits, onRows);
    return asBroken(file, async () => {
      await zip.read('content.xml', reader.write);
      reader.end();
      return reader;
    });
  }
  throw new SheetUnreadable('not_a_spreadsheet', { file, kind: /opendocument/.test(mime) || has('word/') || has('ppt/') ? 'document' : 'other' });
}

async function readFlatOds(bytes: Uint8Array, file: string, limits: SheetLimits, onRows: (rows: number) => void): Promise<Contents> {
  const reader = odsReader(file, limits, onRows);
  const decoder = new TextDecoder('utf-8');
  const breathe = breather();
  return asBroken(file, async () => {
    for (let from = 0; from < bytes.length; from += 64_000) {
      reader.write(decoder.decode(bytes.subarray(from, from + 64_000), { stream: true }));
      await breathe();
    }
    reader.end();
    return reader;
  });
}

/** XML that ends too early or is not well-formed means a damaged file; a TypeError would be our own mistake. */
async function asBroken<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SheetUnreadable || error instanceof TypeError || error instanceof ReferenceError) throw error;
    throw Object.assign(new SheetUnreadable('broken', { file }), { cause: error });
  }
}

async function noteFormulaTexts(grids: Grid[]): Promise<void> {
  const breathe = breather();
  for (const grid of grids) {
    for (const { row, cells } of grid.rows) {
      cells.forEach((cell, column) => {
        if (looksLikeFormula(textOf(cell))) grid.notes.push({ code: 'formula_text', row, column });
      });
      await breathe();
    }
  }
}

const notice = (name: string, sheet: string | null, params: SheetProblem['params'] = {}): SheetProblem => sheetProblem(name, 'notice', { sheet, params });

/** What the reader noticed, at most twenty of a kind for one sheet: beyond that the first ones say it all. */
function gridProblems(grid: Grid): SheetProblem[] {
  const problems: SheetProblem[] = [];
  const times = new Map<string, number>();
  for (const note of grid.notes) {
    const time = (times.get(note.code) ?? 0) + 1;
    times.set(note.code, time);
    if (time > 20) continue;
    const cell = `${columnLetter(note.column)}${note.row}`;
    problems.push(sheetProblem(note.code, 'warning', { sheet: grid.sheet, row: note.row, column: columnLetter(note.column), params: { cell } }));
  }
  const hiddenRows = grid.rows.filter((row) => row.hidden).length;
  if (hiddenRows) problems.push(notice('hidden_rows', grid.sheet, { rows: hiddenRows }));
  return problems;
}
