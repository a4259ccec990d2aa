/**
 * How much of a workbook is read at all. Generous for any participants' list ever signed, small enough
 * that no file can take the process down (ASVS 5.2.1–5.2.3).
 */
export interface SheetLimits {
  /** Bytes of the file itself. */
  fileBytes: number;
  /** Bytes that all parts of the zip may unpack to. */
  unpackedBytes: number;
  /** Unpacked to packed, for any part above `ratioFrom` bytes. Real sheets stay below 100, a bomb is near 1000. */
  ratio: number;
  ratioFrom: number;
  /** Parts inside the zip. */
  parts: number;
  sheets: number;
  /** Rows with something in them, per sheet. */
  rows: number;
  columns: number;
  /** Filled cells in the whole workbook. */
  cells: number;
  /** Characters in one cell; Excel's own limit is 32,767. */
  cellText: number;
}

export const sheetLimits: SheetLimits = {
  fileBytes: 50_000_000,
  unpackedBytes: 400_000_000,
  ratio: 250,
  ratioFrom: 10_000_000,
  parts: 5_000,
  sheets: 100,
  rows: 200_000,
  columns: 300,
  cells: 4_000_000,
  cellText: 32_767,
};
