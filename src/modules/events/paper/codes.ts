import { createHash, randomBytes } from 'node:crypto';

/** Crockford's letters: none that is taken for another one when somebody reads it out. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** What names a printed sheet: 60 random bits as twelve letters and digits. */
export const newSheetCode = (): string => [...randomBytes(12)].map((byte) => letters[byte & 31]).join('');

/** What one of the two codes of a page says. Capital letters only: so the squares of the code are larger. */
export const pageCode = (sheet: string, page: number, which: number): string => `KOLO:${sheet}:${page}:${which + 1}`;

/** What a code says, when it is one of ours. `which` is 0 for the upper one, 1 for the lower one. */
export function readPageCode(text: string): { sheet: string; page: number; which: number } | null {
  const found = /^KOLO:([0-9A-HJKMNP-TV-Z]{12}):([1-9]\d{0,2}):([12])$/.exec(text);
  return found && { sheet: found[1]!, page: Number(found[2]), which: Number(found[3]) - 1 };
}

/** Columns and rows of the squares of a row's code. */
export const rowCodeColumns = 3;
export const rowCodeRows = 6;

const bitsOf = (sheet: string, row: number): number => createHash('sha256').update(`${sheet}:${row}`).digest().readUInt16BE(0) >> 1;

/** A row's own code for people: three letters, different on every sheet, so that a row of one sheet is never taken for one of another. */
export function rowCode(sheet: string, row: number): string {
  const bits = bitsOf(sheet, row);
  return [10, 5, 0].map((shift) => letters[(bits >> shift) & 31]).join('');
}

/** The same code as squares, row by row, true is black. Three squares are the same in every code, so that it is neither all black nor all white. */
export function rowCodeSquares(sheet: string, row: number): boolean[] {
  const bits = bitsOf(sheet, row);
  const said = Array.from({ length: 15 }, (_, at) => ((bits >> (14 - at)) & 1) === 1);
  return [true, false, ...said, true];
}
