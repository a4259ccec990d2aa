/** Dates in XLSX are numbers of days; only the cell's number format tells them from other numbers. */

/** Formats that every Excel knows by number as dates (ECMA-376 18.8.30; 27–36 and 50–58 are the East Asian ones). */
const builtInDates = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);

/** Whether a number format shows a day: `dd.mm.yyyy`, `[$-241A]d. mmmm yyyy`, but not `0" dana"` or `[Red]0.00` or `mm:ss`. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return builtInDates.has(id);
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').toLowerCase();
  return /[dy]/.test(bare) || (/m/.test(bare) && !/[hs0#?]/.test(bare));
}

/** A format such as `0000000000` or `000/000` pads with zeros: people use it to keep the first zero of a telephone. */
export function zeroPadded(value: number, code: string | undefined): string | null {
  if (code === undefined || !/^0{2,}([ /-]0+)*$/.test(code) || !Number.isInteger(value) || value < 0) return null;
  const digits = String(value).padStart(code.replace(/\D/g, '').length, '0');
  let rest = digits.length;
  return code
    .split(/([ /-])/)
    .reverse()
    .map((piece, index, pieces) => {
      if (!piece.startsWith('0')) return piece;
      const from = index === pieces.length - 1 ? 0 : rest - piece.length;
      const part = digits.slice(from, rest);
      rest = from;
      return part;
    })
    .reverse()
    .join('');
}

/** Serial day number → `YYYY-MM-DD`; null outside 1900–2200. Excel's 1900 was no leap year, but it believes it was. */
export function serialDate(serial: number, epoch1904: boolean): string | null {
  let days = Math.floor(serial);
  if (epoch1904) days += 1462;
  else if (days < 60) days += 1;
  if (days < 1 || days > 109_574) return null;
  return new Date(Date.UTC(1899, 11, 30) + days * 86_400_000).toISOString().slice(0, 10);
}

/** A number as the spreadsheet would show it in a cell without format: no exponent for telephones, no binary dust. */
export function plainNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return BigInt(value).toString();
  return String(Number(value.toPrecision(12)));
}
