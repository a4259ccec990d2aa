import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { newSheetCode, pageCode, readPageCode, rowCode, rowCodeSquares } from './codes.ts';
import { a4, geometry, lineTop, pagesFor, placeOnPaper } from './geometry.ts';

test('the code of a page is read back, and no other text is taken for one', () => {
  const sheet = newSheetCode();
  expect(readPageCode(pageCode(sheet, 12, 1))).toEqual({ sheet, page: 12, which: 1 });
  for (const text of ['', 'https://kolo.example', `KOLO:${sheet}:0:1`, `KOLO:${sheet}:1:3`, `KOLO:${sheet.slice(1)}:1:1`, `KOLO:${sheet}:1:1 `]) expect(readPageCode(text)).toBeNull();
});

test('it is small enough to be read from a whole page: squares of 0.8 mm', () => {
  expect(encode(pageCode('ZZZZZZZZZZZZ', 999, 1), { border: 0, ecc: 'Q' }).size).toBe(25);
});

test('each row has its own code on each sheet, and people and cameras read the same', () => {
  const codes = Array.from({ length: 200 }, (_, n) => rowCode('7K3QX0ZV9MHT', n + 1));
  expect(new Set(codes).size).toBeGreaterThan(195);
  expect(rowCode('7K3QX0ZV9MHT', 1)).not.toBe(rowCode('7K3QX0ZV9MHW', 1));
  const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  for (const row of [1, 18, 19, 200]) {
    const squares = rowCodeSquares('7K3QX0ZV9MHT', row);
    expect([squares.length, squares[0], squares[1], squares[17]]).toEqual([18, true, false, true]);
    const bits = squares.slice(2, 17).reduce((sum, black) => 2 * sum + Number(black), 0);
    expect([10, 5, 0].map((shift) => letters[(bits >> shift) & 31]).join('')).toBe(rowCode('7K3QX0ZV9MHT', row));
  }
});

test('the layout fits its page, and rows their pages', () => {
  expect(geometry.parse(a4)).toEqual(a4);
  expect(lineTop(a4.rows.count, a4)).toBeLessThan(a4.codes[1]!.y);
  expect([placeOnPaper(1, a4), placeOnPaper(18, a4), placeOnPaper(19, a4)]).toEqual([{ page: 1, line: 0 }, { page: 1, line: 17 }, { page: 2, line: 0 }]);
  expect([pagesFor(0, a4), pagesFor(18, a4), pagesFor(19, a4)]).toEqual([1, 1, 2]);
});
