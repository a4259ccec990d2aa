/** Where the header stands: below any number of title rows, in one or two rows, or nowhere. */
import { createHash } from 'node:crypto';
import { columnLetter, dateOf, mergeFinder, textOf, type Grid, type GridRow } from './grid.ts';
import { readHeading, type Heading } from './headings.ts';
import { nameLikeness } from './name-pieces.ts';
import { plainWords } from './plain-words.ts';

export interface HeaderCell extends Heading {
  /** 0-based column. */
  column: number;
  text: string;
  /** The heading itself is a date cell. */
  date: string | null;
}

export interface Header {
  /** Sheet row of the main header row; 0 when the sheet has none. */
  row: number;
  /** Last row that belongs to the header. */
  lastRow: number;
  cells: HeaderCell[];
}

/** Rows that are looked through for a header. */
const searched = 150;
const nameFields = new Set(['name', 'name-reversed', 'given', 'surname']);

/** The header of a sheet's (or block's) rows, or null if none of them is one. */
export function findHeader(grid: Grid, rows: GridRow[] = grid.rows): Header | null {
  let best: { at: number; score: number } | null = null;
  for (const [at, row] of rows.slice(0, searched).entries()) {
    const score = headerScore(row) || loneHeaderScore(row, rows.slice(at + 1, at + 6));
    if (score > (best?.score ?? 0)) best = { at, score };
    // A complete header is not beaten by something further down: that would be its repetition.
    if (best && best.score >= 3 && at - best.at > 40) break;
  }
  return best ? headerAt(grid, rows, best.at) : null;
}

/** How much a row looks like a header; 0 when it cannot be one. */
export function headerScore(row: GridRow): number {
  let [recognised, filled, names, score] = [0, 0, 0, 0];
  for (const cell of row.cells) {
    const text = textOf(cell).trim();
    // A bare number says nothing by itself: the day of a signature column, or the number of a person.
    if (text === '' || /^\d{1,2}\.?$/.test(text)) continue;
    filled++;
    if (/@|\d{5,}|^\d+$/.test(text) && !(typeof cell === 'object' && cell.date)) {
      score -= 1;
      continue;
    }
    const heading = typeof cell === 'object' && cell.date ? { field: 'day' as const, confidence: 0.6 } : readHeading(text);
    if (!heading.field || heading.confidence < 0.45) continue;
    recognised++;
    score += heading.confidence;
    if (nameFields.has(heading.field)) names++;
  }
  if (recognised < 2 || recognised * 2 < filled) return 0;
  return names ? score : recognised >= 3 ? score - 1.5 : 0;
}

/** A list of nothing but names has one heading, exactly worded, with names right below it. */
function loneHeaderScore(row: GridRow, below: GridRow[]): number {
  const filled = row.cells.map((cell, column) => ({ column, text: textOf(cell).trim() })).filter(({ text }) => text !== '');
  if (filled.length !== 1) return 0;
  const { column, text } = filled[0]!;
  const heading = readHeading(text.replace(/:$/, ''));
  if (!heading.field?.startsWith('name') || heading.confidence < 0.95) return 0;
  const names = below.filter((other) => nameLikeness(textOf(other.cells[column])) >= 0.6).length;
  return names >= Math.min(2, below.length) && names > 0 ? 1 : 0;
}

/** Reads the header in a given row together with a second row of it above or below. */
export function headerAt(grid: Grid, rows: GridRow[], at: number): Header {
  const main = rows[at]!;
  const mergeAt = mergeFinder(grid.merges);
  const above = rows[at - 1]?.row === main.row - 1 ? rows[at - 1] : undefined;
  const below = rows[at + 1];
  const hasSub = below !== undefined && below.row === main.row + 1 && isSubHeader(below, main, mergeAt);
  const columns = Math.max(main.cells.length, hasSub ? below.cells.length : 0, ...grid.merges.filter((merge) => merge.top <= main.row && merge.bottom >= main.row).map((merge) => merge.right + 1));

  const cells: HeaderCell[] = [];
  for (let column = 0; column < Math.min(columns, 300); column++) {
    const own = cellUnder(main, column, mergeAt);
    const sub = hasSub ? { text: textOf(below.cells[column]).trim(), date: dateOf(below.cells[column]) } : { text: '', date: null };
    const over = above ? spanningText(above, column, mergeAt) : '';
    const text = [own.text, sub.text].filter(Boolean).join(' ');
    const date = sub.date ?? own.date;
    const subHeading = readHeading(sub.text);
    // `Ime i prezime` over `Ime` and `Prezime`: the lower row tells the columns apart.
    let heading = nameFields.has(subHeading.field ?? '') ? subHeading : readCell(text, date);
    // The words above help where those below are not understood: `Потпис` over `1` and `2`.
    if (over && (heading.field === null || heading.field === 'day')) {
      const both = readCell(`${over} ${text}`.trim(), date);
      if (both.field !== null && both.field !== 'number') heading = { ...both, day: both.day ?? heading.day };
    }
    if (text || heading.field) cells.push({ column, text, date, ...heading });
  }
  return { row: main.row, lastRow: hasSub ? below.row : main.row, cells };
}

function readCell(text: string, date: string | null): Heading {
  if (!date) return readHeading(text);
  const [year, month, day] = date.split('-').map(Number);
  const around = readHeading(text.replace(date, ' ').trim());
  return { field: around.field === 'signature' ? 'signature' : 'day', confidence: 0.95, day: { date: { year: year!, month: month!, day: day! } } };
}

type MergeAt = ReturnType<typeof mergeFinder>;

/** The text of a header cell, also where it is merged downwards or to the right from another cell. */
function cellUnder(row: GridRow, column: number, mergeAt: MergeAt): { text: string; date: string | null } {
  const text = textOf(row.cells[column]).replace(/\s+/g, ' ').trim();
  if (text !== '') return { text, date: dateOf(row.cells[column]) };
  const merge = mergeAt(row.row, column);
  // Only a heading over signatures holds for all the columns under it; two columns under one "Ime i prezime" are told apart by their cells.
  if (!merge || merge.left === column || merge.top !== row.row) return { text: '', date: null };
  const spanned = textOf(row.cells[merge.left]).trim();
  return { text: readHeading(spanned).field === 'signature' ? spanned : '', date: null };
}

/** A text in the row above that is merged over this column and others. */
function spanningText(above: GridRow, column: number, mergeAt: MergeAt): string {
  const merge = mergeAt(above.row, column);
  if (!merge || merge.right === merge.left || merge.right - merge.left > 40) return '';
  const text = textOf(above.cells[merge.left]).trim();
  return readHeading(text).field === 'signature' ? text : '';
}

/** A second row of headings: only short labels, and only where the main row is empty, merged or says "Potpis". */
function isSubHeader(below: GridRow, main: GridRow, mergeAt: MergeAt): boolean {
  const filled = below.cells.flatMap((cell, column) => (textOf(cell).trim() === '' ? [] : [{ cell, column, text: textOf(cell).trim() }]));
  if (filled.length === 0 || filled.length > 40) return false;
  return filled.every(({ cell, column, text }) => {
    const heading = typeof cell === 'object' && cell.date ? { field: 'day' } : readHeading(text);
    if (!heading.field || text.length > 30) return false;
    const over = textOf(main.cells[column]).trim();
    const merge = mergeAt(main.row, column);
    const spans = merge !== null && merge.right > merge.left;
    const overField = over === '' ? null : readHeading(over).field;
    return (heading.field === 'day' || heading.field === 'signature' || nameFields.has(heading.field)) && (over === '' || spans || overField === 'signature' || overField === 'date');
  });
}

/** Equal for headers with the same headings in the same columns; dates in them do not count. */
export function headerFingerprint(header: Header): string {
  const text = header.cells
    .map((cell) => `${columnLetter(cell.column)}:${cell.day ? `${cell.field ?? ''}@` : plainWords(cell.text).join(' ')}`)
    .join('|');
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
