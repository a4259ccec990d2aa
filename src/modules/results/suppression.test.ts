import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellKey, hiddenIn } from './small-groups-queries.ts';
import { hiddenCells, isSmall, type Sum } from './suppression.ts';

const people = (cells: Record<string, number>) => new Map(Object.entries(cells));

describe('small groups', () => {
  it('are one to four persons; nobody is no group', () => {
    expect([0, 1, 4, 5].map(isSmall)).toEqual([false, true, true, false]);
  });

  it('take a second cell with them, so that the sum does not give them away', () => {
    expect([...hiddenCells(people({ all: 30, F: 28, M: 2 }), [{ whole: 'all', parts: ['F', 'M'] }])].sort()).toEqual(['F', 'M']);
    expect([...hiddenCells(people({ all: 48, a: 20, b: 6, c: 2, d: 20 }), [{ whole: 'all', parts: ['a', 'b', 'c', 'd'] }])].sort()).toEqual(['b', 'c']);
  });

  it('that are a small group together take a third', () => {
    expect([...hiddenCells(people({ all: 30, a: 26, b: 2, c: 2 }), [{ whole: 'all', parts: ['a', 'b', 'c'] }])].sort()).toEqual(['a', 'b', 'c']);
  });

  it('leave a table without small groups as it is', () => {
    expect(hiddenCells(people({ all: 30, a: 25, b: 5, c: 0 }), [{ whole: 'all', parts: ['a', 'b', 'c'] }])).toEqual(new Set());
  });

  it('are not to be had from several lines that are safe one by one', () => {
    // Rows and columns have two hidden cells each, and still r1 + r2 − c1 − c2 would leave one cell alone.
    const sums: Sum[] = [
      { whole: 'r1', parts: ['a', 'b', 'x'] },
      { whole: 'r2', parts: ['c', 'd', 'y'] },
      { whole: 'c1', parts: ['a', 'c'] },
      { whole: 'c2', parts: ['b', 'd'] },
    ];
    const cells = people({ r1: 33, r2: 90, c1: 60, c2: 60, a: 20, b: 10, c: 40, d: 50, x: 3, y: 0 });
    const hidden = hiddenCells(cells, sums, { hidden: ['a', 'b', 'c', 'd'] });
    expect(hidden.has('x')).toBe(true);
    expect(solutions(cells, sums, hidden, 'x').size).toBeGreaterThan(1);
  });
});

/**
 * An attacker of her own making: knows every cell that is shown, every sum, and that cells are whole numbers from nought up; walks through all tables that
 * fit and collects what the wanted cell can be. Stops as soon as there are two answers.
 */
function solutions(cells: ReadonlyMap<string, number>, sums: readonly Sum[], hidden: ReadonlySet<string>, wanted: string): Set<number> {
  const most = Math.max(...cells.values());
  const unknown = [wanted, ...[...hidden].filter((key) => key !== wanted)];
  const found = new Set<number>();
  const guess = new Map<string, number>();
  const value = (key: string) => (hidden.has(key) ? guess.get(key) : cells.get(key));
  const fits = () =>
    sums.every(({ whole, parts }) => {
      const known = parts.map(value);
      const least = known.reduce<number>((sum, one) => sum + (one ?? 0), 0);
      const total = value(whole);
      return total === undefined || (known.includes(undefined) ? least <= total : least === total);
    });
  const walk = (at: number): void => {
    if (found.size > 1) return;
    if (at === unknown.length) return void found.add(guess.get(wanted)!);
    for (let n = 0; n <= most && found.size < 2; n += 1) {
      guess.set(unknown[at]!, n);
      if (fits()) walk(at + 1);
      // One answer for this value of the wanted cell is enough; the next value is more interesting.
      if (at > 0 && found.has(guess.get(wanted)!)) break;
    }
    guess.delete(unknown[at]!);
  };
  walk(0);
  return found;
}

describe('subtraction', () => {
  const table = (rows: number[][]): Map<string, number> => {
    const cells = new Map<string, number>();
    const add = (key: string, n: number) => cells.set(key, (cells.get(key) ?? 0) + n);
    rows.forEach((row, i) => row.forEach((n, j) => [cellKey([`r${i}`, `c${j}`]), cellKey([`r${i}`, null]), cellKey([null, `c${j}`]), cellKey([null, null])].forEach((key) => add(key, n))));
    return cells;
  };
  const sumsOf = (rows: number, columns: number): Sum[] => {
    const r = Array.from({ length: rows }, (_, i) => `r${i}`);
    const c = Array.from({ length: columns }, (_, j) => `c${j}`);
    return [
      { whole: cellKey([null, null]), parts: r.map((one) => cellKey([one, null])) },
      { whole: cellKey([null, null]), parts: c.map((one) => cellKey([null, one])) },
      ...r.map((one) => ({ whole: cellKey([one, null]), parts: c.map((other) => cellKey([one, other])) })),
      ...c.map((one) => ({ whole: cellKey([null, one]), parts: r.map((other) => cellKey([other, one])) })),
    ];
  };

  it('fails on every small cell of every table of two characteristics', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 2 })), { minLength: 2, maxLength: 2 }), { minLength: 2, maxLength: 3 }), (rows) => {
        const cells = table(rows);
        const hidden = hiddenIn(cells, 2);
        const sums = sumsOf(rows.length, 2);
        for (const [key, n] of cells) {
          if (!isSmall(n)) continue;
          expect(hidden.has(key)).toBe(true);
          expect(solutions(cells, sums, hidden, key).size, `${key} of ${JSON.stringify(rows)}, hidden ${[...hidden].join(' ')}`).toBeGreaterThan(1);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('fails on tables of one characteristic with many values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 2, maxLength: 6 }), (row) => {
        const cells = new Map([[cellKey([null]), row.reduce((a, b) => a + b, 0)], ...row.map((n, i): [string, number] => [cellKey([`v${i}`]), n])]);
        const hidden = hiddenIn(cells, 1);
        const sums: Sum[] = [{ whole: cellKey([null]), parts: row.map((_, i) => cellKey([`v${i}`])) }];
        for (const [key, n] of cells) if (isSmall(n)) expect(solutions(cells, sums, hidden, key).size, JSON.stringify(row)).toBeGreaterThan(1);
      }),
    );
  });
});
