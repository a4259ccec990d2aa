import type { Point } from '../geometry.ts';

/** Nine numbers, row by row: where a point of one plane lies in another, seen in perspective. */
export type Homography = readonly number[];

/** Where a point lies in the other plane. */
export function mapped(h: Homography, [x, y]: Point): [number, number] {
  const w = h[6]! * x + h[7]! * y + h[8]!;
  return [(h[0]! * x + h[1]! * y + h[2]!) / w, (h[3]! * x + h[4]! * y + h[5]!) / w];
}

/**
 * The homography that leads from each point to its partner, by least squares over both coordinates (Hartley's normalised direct linear transform).
 * @returns null for fewer than four pairs, or when the points lie on one line.
 */
export function homography(from: readonly Point[], to: readonly Point[]): Homography | null {
  if (from.length < 4 || from.length !== to.length) return null;
  const [a, b] = [normaliser(from), normaliser(to)];
  const normal = Array.from({ length: 8 }, () => new Float64Array(9));
  from.forEach((point, at) => {
    const [x, y] = a.apply(point);
    const [u, v] = b.apply(to[at]!);
    for (const row of [[x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v]]) {
      for (let i = 0; i < 8; i++) for (let j = 0; j < 9; j++) normal[i]![j]! += row[i]! * row[j]!;
    }
  });
  const solved = solve(normal);
  if (!solved) return null;
  const h = product(b.inverse, product([...solved, 1], a.matrix));
  return h[8] ? h.map((value) => value / h[8]!) : h;
}

/** The way back. */
export function inverted(h: Homography): Homography {
  const [a, b, c, d, e, f, g, i, j] = h as [number, number, number, number, number, number, number, number, number];
  const adjugate = [e * j - f * i, c * i - b * j, b * f - c * e, f * g - d * j, a * j - c * g, c * d - a * f, d * i - e * g, b * g - a * i, a * e - b * d];
  const determinant = a * adjugate[0]! + b * adjugate[3]! + c * adjugate[6]!;
  return adjugate.map((value) => value / determinant);
}

const product = (a: Homography, b: Homography): number[] => Array.from({ length: 9 }, (_, at) => [0, 1, 2].reduce((sum, k) => sum + a[Math.floor(at / 3) * 3 + k]! * b[k * 3 + (at % 3)]!, 0));

/** Moves the points around zero and to a mean distance of √2: without it the equations of large pictures lose their digits. */
function normaliser(points: readonly Point[]) {
  const [x, y] = [0, 1].map((at) => points.reduce((sum, point) => sum + point[at]!, 0) / points.length) as [number, number];
  const spread = points.reduce((sum, point) => sum + Math.hypot(point[0] - x, point[1] - y), 0) / points.length;
  const scale = spread ? Math.SQRT2 / spread : 1;
  return {
    apply: ([px, py]: Point): [number, number] => [(px - x) * scale, (py - y) * scale],
    matrix: [scale, 0, -x * scale, 0, scale, -y * scale, 0, 0, 1],
    inverse: [1 / scale, 0, x, 0, 1 / scale, y, 0, 0, 1],
  };
}

/** Gauss with the largest pivot; null where there is no one answer. */
function solve(rows: Float64Array[]): number[] | null {
  const n = rows.length;
  for (let column = 0; column < n; column++) {
    let best = column;
    for (let row = column + 1; row < n; row++) if (Math.abs(rows[row]![column]!) > Math.abs(rows[best]![column]!)) best = row;
    if (Math.abs(rows[best]![column]!) < 1e-10) return null;
    [rows[column], rows[best]] = [rows[best]!, rows[column]!];
    for (let row = 0; row < n; row++) {
      if (row === column) continue;
      const factor = rows[row]![column]! / rows[column]![column]!;
      for (let at = column; at <= n; at++) rows[row]![at]! -= factor * rows[column]![at]!;
    }
  }
  return rows.map((row, at) => row[n]! / row[at]!);
}
