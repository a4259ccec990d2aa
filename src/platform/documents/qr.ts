import { encode } from 'uqr';
import type { Drawing } from './pdf.ts';

/** Draws a QR code with its upper left corner at x, y; all in points. The squares of one row that lie side by side are one rectangle, so that no viewer shows seams. */
export function drawQr(page: Drawing, value: string, { x, y, side, colour = '#000', ecc = 'M' }: { x: number; y: number; side: number; colour?: string; ecc?: 'L' | 'M' | 'Q' | 'H' }): void {
  const { data, size } = encode(value, { border: 0, ecc });
  const cell = side / size;
  data.forEach((row, at) => {
    for (let from = 0; from < size; from++) {
      if (!row[from]) continue;
      let to = from;
      while (row[to + 1]) to++;
      page.rect(x + from * cell, y + at * cell, (to - from + 1) * cell, cell + 0.05);
      from = to;
    }
  });
  page.fill(colour);
}
