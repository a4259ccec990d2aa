import { parse } from 'csv-parse';
import { breather } from './breathe.ts';
import { CellBudget } from './budget.ts';
import { decodeText, detectEncoding } from './encoding.ts';
import { withoutNeutraliser } from './formula.ts';
import { emptyGrid, type Cell, type Grid } from './grid.ts';
import type { SheetLimits } from './limits.ts';
import { SheetUnreadable } from './unreadable.ts';

/** Reads a text file with separated columns. The row is the record's number, as a spreadsheet would show it. */
export async function readCsv(bytes: Uint8Array, file: string, limits: SheetLimits, onRows: (rows: number) => void): Promise<Grid> {
  let text = decodeText(bytes, detectEncoding(bytes));
  // Excel's own hint about the separator; a spreadsheet does not show it as a row.
  const hint = /^sep=(.)\r?\n/i.exec(text);
  if (hint) text = text.slice(hint[0].length);
  const delimiter = hint?.[1] ?? detectDelimiter(text);

  const grid = emptyGrid(file, file.replace(/\.[^.]*$/, ''));
  const budget = new CellBudget(file, limits, onRows);
  budget.startSheet(grid.sheet);
  const breathe = breather();
  const parser = parse({ delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: false, max_record_size: limits.cellText * 4 });
  const feeding = feed(parser, text);
  let row = 0;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      row++;
      const cells: (Cell | undefined)[] = [];
      for (const [column, value] of record.entries()) {
        if (value.trim() === '') continue;
        budget.cell(column);
        cells[column] = withoutNeutraliser(budget.text(value));
      }
      if (cells.length) {
        budget.row();
        grid.rows.push({ row, hidden: false, cells });
      }
      await breathe();
    }
    await feeding;
  } catch (error) {
    throw csvProblem(error, file) ?? error;
  }
  return grid;
}

/** Hands the text over in pieces, waiting whenever the parser has enough. */
async function feed(parser: ReturnType<typeof parse>, text: string): Promise<void> {
  const piece = 64_000;
  for (let from = 0; from < text.length; from += piece) {
    if (parser.destroyed) return;
    if (!parser.write(text.slice(from, from + piece))) {
      await new Promise<void>((resolve) => {
        const goOn = () => {
          parser.off('drain', goOn).off('close', goOn);
          resolve();
        };
        parser.once('drain', goOn).once('close', goOn);
      });
    }
  }
  parser.end();
}

function csvProblem(error: unknown, file: string): SheetUnreadable | null {
  const { code = '', records = 0 } = error as { code?: string; records?: number };
  if (code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE') return new SheetUnreadable('open_quote', { file, row: records + 1 });
  if (code.startsWith('CSV_')) return new SheetUnreadable('broken', { file });
  return null;
}

/**
 * The separator that cuts most lines into the same number of cells. Title rows above the table and commas
 * inside cells (`UG Breza, Niš`) disturb single lines, not the majority.
 */
export function detectDelimiter(text: string): string {
  const lines = text.slice(0, 64_000).split(/\r\n|\n|\r/).slice(0, 200).filter((line) => line.trim() !== '');
  let best = ',';
  let bestScore = 0;
  for (const delimiter of [';', '\t', ',', '|']) {
    const counts = new Map<number, number>();
    for (const line of lines) {
      const cells = line.replace(/"(?:[^"]|"")*"/g, '').split(delimiter).length;
      if (cells > 1) counts.set(cells, (counts.get(cells) ?? 0) + 1);
    }
    const [cells, times] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [1, 0];
    const score = (times / Math.max(1, lines.length)) * Math.min(cells, 6);
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}
