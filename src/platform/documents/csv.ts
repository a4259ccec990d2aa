/** A table as RFC 4180 has it, readable by spreadsheets. Pure. Begins with a byte order mark, without which Excel takes Cyrillic for something else. */
export const csvOf = (rows: readonly (readonly (string | null)[])[]): string => `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;

/** What somebody wrote into a public form must not be taken for a formula by the coordinator's spreadsheet: such a text begins with an apostrophe. */
function cell(text: string | null): string {
  const safe = (text ?? '').replace(/^(?=[=+\-@\t\r])/, "'");
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
