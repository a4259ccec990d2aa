import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Point } from '../geometry.ts';
import { homography, inverted, mapped } from './homography.ts';

const page: Point[] = [[12, 12], [198, 12], [12, 285], [198, 285]];
const near = (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** A sheet somewhere in a photograph: turned, moved, as large as it may be, each corner up to a tenth of it away from where it would be from straight above. */
const photographed = fc
  .record({ turn: fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }), zoom: fc.double({ min: 2, max: 25, noNaN: true }), x: fc.integer({ min: 500, max: 4_000 }), y: fc.integer({ min: 500, max: 4_000 }), corners: fc.array(fc.tuple(fc.double({ min: -20, max: 20, noNaN: true }), fc.double({ min: -20, max: 20, noNaN: true })), { minLength: 4, maxLength: 4 }) })
  .map(({ turn, zoom, x, y, corners }) => page.map(([px, py], n): Point => {
    const [dx, dy] = [(px - 105 + corners[n]![0]) * zoom, (py - 148 + corners[n]![1]) * zoom];
    return [x + dx * Math.cos(turn) - dy * Math.sin(turn), y + dx * Math.sin(turn) + dy * Math.cos(turn)];
  }));

test('four corners lead every point of the page to the photograph and back', () => {
  fc.assert(
    fc.property(photographed, fc.array(fc.tuple(fc.integer({ min: 0, max: 210 }), fc.integer({ min: 0, max: 297 })), { minLength: 1, maxLength: 20 }), (corners, points) => {
      const there = homography(page, corners)!;
      const back = inverted(there);
      page.forEach((corner, n) => expect(near(mapped(there, corner), corners[n]!)).toBeLessThan(1e-6));
      for (const point of points) expect(near(mapped(back, mapped(there, point)), point)).toBeLessThan(1e-6);
      // What is straight on the page stays straight in the photograph.
      const [a, b, c] = [0.1, 0.5, 0.8].map((share): Point => mapped(there, [12 + 186 * share, 12 + 273 * share]));
      const area = Math.abs((b![0] - a![0]) * (c![1] - a![1]) - (c![0] - a![0]) * (b![1] - a![1]));
      expect(area / near(a!, c!) / near(a!, c!)).toBeLessThan(1e-9);
    }),
  );
});

test('more points than needed: each small error makes a small error', () => {
  const there = homography(page, page.map(([x, y]): Point => [3 * x + 100, 3 * y + 50]))!;
  const many: Point[] = Array.from({ length: 30 }, (_, n) => [10 + 6 * n, 10 + ((n * 37) % 270)]);
  const measured = many.map((point, n): Point => {
    const [x, y] = mapped(there, point);
    return [x + (n % 2 ? 0.5 : -0.5), y + (n % 3 ? 0.5 : -0.5)];
  });
  const found = homography(many, measured)!;
  for (const corner of page) expect(near(mapped(found, corner), mapped(there, corner))).toBeLessThan(1.5);
});

test('three points, or four on a line, are no plane', () => {
  expect(homography(page.slice(0, 3), page.slice(0, 3))).toBeNull();
  const line: Point[] = [[0, 0], [1, 1], [2, 2], [3, 3]];
  expect(homography(line, page)).toBeNull();
});
