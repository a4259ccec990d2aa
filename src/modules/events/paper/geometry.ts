import { z } from 'zod';

const mm = z.number().min(0).max(1_000);
const column = z.strictObject({ x: mm, width: mm });

/**
 * Where everything stands on a printed page, in millimetres from its upper left corner. It is kept with every sheet, so that a sheet printed
 * years ago is read by the layout it was printed with.
 */
export const geometry = z.strictObject({
  width: mm,
  height: mm,
  /** The four squares for straightening, by their centres: upper left, upper right, lower left, lower right. */
  markers: z.strictObject({ side: mm, centres: z.array(z.tuple([mm, mm])).length(4) }),
  /** Two codes of the same page, so that one may be hidden: upper left corner and side of each. */
  codes: z.array(z.strictObject({ x: mm, y: mm, side: mm })).length(2),
  /** Rows of one page: where the first begins, how high each is, how many fit. */
  rows: z.strictObject({ top: mm, height: mm, count: z.int().min(1).max(60) }),
  columns: z.strictObject({ number: column, name: column, organisation: column, place: column, code: column, signature: column }),
  /** The squares of a row's own code, in the code column: where they begin from the column's and the row's edge, and the side of one. */
  rowCode: z.strictObject({ dx: mm, dy: mm, cell: mm }),
});
export type Geometry = z.output<typeof geometry>;
export type Point = readonly [x: number, y: number];

/** A4 standing, eighteen rows of 11.5 mm: what fits a signature with a thick pen and still leaves one page for most trainings. */
export const a4: Geometry = {
  width: 210,
  height: 297,
  markers: { side: 8, centres: [[12, 12], [198, 12], [12, 285], [198, 285]] },
  codes: [{ x: 166, y: 8, side: 20 }, { x: 24, y: 269, side: 20 }],
  rows: { top: 55, height: 11.5, count: 18 },
  columns: {
    number: { x: 12, width: 11 },
    name: { x: 23, width: 50 },
    organisation: { x: 73, width: 46 },
    place: { x: 119, width: 25 },
    code: { x: 144, width: 7.5 },
    signature: { x: 151.5, width: 46.5 },
  },
  rowCode: { dx: 1.5, dy: 1.25, cell: 1.5 },
};

/** The page a row stands on, and which of its rows it is; rows count from 1 through the whole sheet, pages from 1. */
export const placeOnPaper = (row: number, { rows }: Geometry) => ({ page: Math.floor((row - 1) / rows.count) + 1, line: (row - 1) % rows.count });

/** The upper edge of a line of a page. */
export const lineTop = (line: number, { rows }: Geometry): number => rows.top + line * rows.height;

export const pagesFor = (rowCount: number, { rows }: Geometry): number => Math.max(1, Math.ceil(rowCount / rows.count));

/** The corners of a square code, in the order in which a reader of codes names them: upper left, upper right, lower right, lower left. */
export const cornersOf = ({ x, y, side }: { x: number; y: number; side: number }): Point[] => [[x, y], [x + side, y], [x + side, y + side], [x, y + side]];
