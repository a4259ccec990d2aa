/**
 * A sheet as cells, the same for XLSX, ODS and CSV. Most cells are plain text and kept as a string;
 * only what needs more is an object, so that 50,000 rows stay small in memory.
 */
export interface TypedCell {
  /** As a person sees it; a date as ISO. */
  text: string;
  number?: number;
  /** `YYYY-MM-DD` when the cell's format says it is a date. */
  date?: string;
  boolean?: boolean;
  /** The cell is a picture ("picture in cell"). */
  image?: true;
}
export type Cell = string | TypedCell;

export interface GridRow {
  /** 1-based, as the spreadsheet program shows it. */
  row: number;
  hidden: boolean;
  /** Sparse, by 0-based column. */
  cells: (Cell | undefined)[];
}

export interface Merge {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** What the reader noticed in one place and a person may want to know. */
export interface GridNote {
  code: 'formula_without_value' | 'cell_error' | 'formula_text';
  row: number;
  column: number;
}

export interface Grid {
  file: string;
  sheet: string;
  /** Rows with at least one filled cell, in order. */
  rows: GridRow[];
  merges: Merge[];
  hiddenColumns: Set<number>;
  /** Pictures anchored over cells: row and 0-based column of their middle. */
  images: { row: number; column: number }[];
  notes: GridNote[];
}

export const emptyGrid = (file: string, sheet: string): Grid => ({
  file,
  sheet,
  rows: [],
  merges: [],
  hiddenColumns: new Set(),
  images: [],
  notes: [],
});

/** A cell's text as written, all of it. */
export const wholeText = (cell: Cell | undefined): string => (cell === undefined ? '' : typeof cell === 'string' ? cell : cell.text);

/**
 * A cell's text for reading its meaning: what is longer than any name, organisation or title is cut off, so that
 * no pattern is ever busy with the 32,767 letters that a cell may hold.
 */
export function textOf(cell: Cell | undefined): string {
  const text = wholeText(cell);
  return text.length > 1_000 ? text.slice(0, 1_000) : text;
}

/** The texts of a row's filled cells, in order. */
export const textsOf = (row: GridRow): string[] => row.cells.map((cell) => textOf(cell).trim()).filter((text) => text !== '');
export const dateOf = (cell: Cell | undefined): string | null => (typeof cell === 'object' ? (cell.date ?? null) : null);

/** 0 → `A`, 26 → `AA`. */
export function columnLetter(index: number): string {
  let letters = '';
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26)) letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  return letters;
}

/** `A` → 0, `AA` → 26; anything else -1. */
export function columnIndex(letters: string): number {
  let index = 0;
  for (let i = 0; i < letters.length; i++) {
    const code = letters.charCodeAt(i) - 64;
    if (code < 1 || code > 26) return -1;
    index = index * 26 + code;
  }
  return index - 1;
}

/** `B12` → row 12, column 1. Reads by hand: this runs once for every cell of a large sheet. */
export function cellAddress(reference: string): { row: number; column: number } {
  let column = 0;
  let row = 0;
  for (let i = 0; i < reference.length; i++) {
    const code = reference.charCodeAt(i);
    if (code >= 65 && code <= 90) column = column * 26 + code - 64;
    else if (code >= 48 && code <= 57) row = row * 10 + code - 48;
  }
  return { row, column: column - 1 };
}

/** `A1:H3` → a merge; a single cell or nonsense → null. */
export function mergeOf(reference: string): Merge | null {
  const [from, to] = reference.split(':');
  if (!from || !to) return null;
  const [a, b] = [cellAddress(from), cellAddress(to)];
  const merge = {
    top: Math.min(a.row, b.row),
    left: Math.min(a.column, b.column),
    bottom: Math.max(a.row, b.row),
    right: Math.max(a.column, b.column),
  };
  if (merge.top < 1 || merge.left < 0 || (merge.top === merge.bottom && merge.left === merge.right)) return null;
  return merge;
}

/** Answers "which merged area covers this cell?" without going through all of them for every cell. */
export function mergeFinder(merges: Merge[]): (row: number, column: number) => Merge | null {
  const byRow = new Map<number, Merge[]>();
  // A merge over thousands of rows is nobody's list: it is looked at directly rather than put under every row.
  const tall: Merge[] = [];
  for (const merge of merges) {
    if (merge.bottom - merge.top > 500) {
      if (tall.length < 50) tall.push(merge);
      continue;
    }
    for (let row = merge.top; row <= merge.bottom; row++) {
      const under = byRow.get(row);
      if (under) under.push(merge);
      else byRow.set(row, [merge]);
    }
  }
  const covers = (merge: Merge, row: number, column: number) =>
    row >= merge.top && row <= merge.bottom && column >= merge.left && column <= merge.right;
  return (row, column) =>
    byRow.get(row)?.find((merge) => covers(merge, row, column)) ?? tall.find((merge) => covers(merge, row, column)) ?? null;
}
