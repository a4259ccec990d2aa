/**
 * Pairs taken at random, yet the same ones every time, and nearly the same ones when a row is added: rows are put in the order of a hash of what they
 * say, and neighbours are paired. One more row parts one pair of neighbours and leaves all others alone.
 */
import type { Column } from './columns.ts';

export const stirred = (hash: number, salt: number): number => {
  let x = Math.imul(hash ^ Math.imul(salt + 1, 0x9e3779b1), 0x85ebca6b);
  x ^= x >>> 13;
  x = Math.imul(x, 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
};

const inOrderOf = (hashes: Uint32Array, salt: number): number[] => {
  const keys = Float64Array.from(hashes, (hash, row) => stirred(hash, salt) * 2 ** 21 + row).sort();
  return Array.from(keys, (key) => key % 2 ** 21);
};

export interface RowPairs {
  a: number[];
  b: number[];
}

/** About `wanted` pairs of any rows; fewer where the table does not have so many. */
export function randomRows(hashes: Uint32Array, wanted: number): RowPairs {
  const pairs: RowPairs = { a: [], b: [] };
  const rows = hashes.length;
  if (rows < 2) return pairs;
  const turns = Math.max(1, Math.min(Math.ceil(wanted / rows), Math.ceil((rows - 1) / 2)));
  for (let salt = 0; salt < turns; salt++) {
    const order = inOrderOf(hashes, salt);
    const length = Math.min(rows - 1, wanted);
    for (let i = 0; i < length; i++) {
      pairs.a.push(order[i]!);
      pairs.b.push(order[i + 1]!);
    }
  }
  return pairs;
}

/** Up to `wanted` pairs of rows that share a value of the column, from as many values as possible. */
export function sharingRows(column: Column, hashes: Uint32Array, wanted: number): RowPairs {
  const pairs: RowPairs = { a: [], b: [] };
  const last = new Map<number, number>();
  for (const row of inOrderOf(hashes, 77)) {
    const value = column.values[row]!;
    if (value < 0) continue;
    const other = last.get(value);
    if (other !== undefined) {
      pairs.a.push(other);
      pairs.b.push(row);
      if (pairs.a.length >= wanted) break;
    }
    last.set(value, row);
  }
  return pairs;
}
