import { rowCodeColumns, rowCodeRows, rowCodeSquares } from '../codes.ts';
import { lineTop, type Geometry } from '../geometry.ts';
import { meanOf, sumsOf, type Grey } from './grey.ts';
import type { Homography } from './homography.ts';
import { straightened, type Bend } from './straighten.ts';

/** Where a row's code really lies: that tells how the paper is bent there, and that it is this row and no other. */
export interface RowCodeFound {
  isRead: boolean;
  /** Millimetres to the right and down of where the four squares say. */
  dx: number;
  dy: number;
}

const scale = 4;
const margin = 3;
const reach = 2.5;
const step = 0.25;

/** Looks for the code of each row around its place. @param rows the numbers of the rows of this page, in the order of its lines */
export function findRowCodes(photo: Grey, toPhoto: Homography, geometry: Geometry, sheet: string, rows: readonly number[]): RowCodeFound[] {
  const { columns: { code }, rows: { top, height }, rowCode: { dx: indent, dy: drop, cell } } = geometry;
  const box = { x: code.x - margin, y: top - margin, width: code.width + 2 * margin, height: rows.length * height + 2 * margin };
  const strip = straightened(photo, toPhoto, box, scale);
  const sums = sumsOf(strip);
  /** The mean over the inner part of a square: its edges are blurred. */
  const square = (left: number, above: number) => {
    const [x, y] = [(left + 0.3 * cell - box.x) * scale, (above + 0.3 * cell - box.y) * scale];
    return meanOf(sums, strip, Math.round(x), Math.round(y), Math.round(x + 0.4 * cell * scale), Math.round(y + 0.4 * cell * scale));
  };
  return rows.map((row, line) => {
    const wanted = rowCodeSquares(sheet, row);
    let best = { contrast: 0, isRead: false, dx: 0, dy: 0 };
    for (let dy = -reach; dy <= reach; dy += step) {
      for (let dx = -reach; dx <= reach; dx += step) {
        const values = wanted.map((_, n) => square(code.x + indent + dx + (n % rowCodeColumns) * cell, lineTop(line, geometry) + drop + dy + Math.floor(n / rowCodeColumns) * cell));
        let [black, white, blacks] = [0, 0, 0];
        wanted.forEach((isBlack, n) => {
          if (isBlack) [black, blacks] = [black + values[n]!, blacks + 1];
          else white += values[n]!;
        });
        black /= blacks;
        white /= wanted.length - blacks;
        const contrast = (white - black) / Math.max(1, white);
        if (contrast <= best.contrast) continue;
        const middle = (white + black) / 2;
        const wrong = wanted.filter((isBlack, n) => isBlack !== values[n]! < middle).length;
        best = { contrast, dx, dy, isRead: wrong <= 1 && contrast > 0.25 };
      }
    }
    return { isRead: best.isRead, dx: best.isRead ? best.dx : 0, dy: best.isRead ? best.dy : 0 };
  });
}

/** How the page is bent at each height, from the rows whose codes were read; between two of them in even steps. */
export function bendOf(found: readonly RowCodeFound[], geometry: Geometry): Bend {
  const known = found.flatMap(({ isRead, dx, dy }, line) => (isRead ? [{ y: lineTop(line, geometry) + geometry.rows.height / 2, dx, dy }] : []));
  if (!known.length) return () => [0, 0];
  return (y) => {
    const after = known.findIndex((one) => one.y >= y);
    if (after === 0) return [known[0]!.dx, known[0]!.dy];
    if (after === -1) return [known.at(-1)!.dx, known.at(-1)!.dy];
    const [a, b] = [known[after - 1]!, known[after]!];
    const share = (y - a.y) / (b.y - a.y);
    return [a.dx + (b.dx - a.dx) * share, a.dy + (b.dy - a.dy) * share];
  };
}
