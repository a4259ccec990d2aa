/** Goes through the blocks of a table's rules and hands out every pair of rows that stands in one, each once. Numbers only: made for threads. */
import type { Rule } from './blocking.ts';

const mix = (a: number, b: number): number => {
  let hash = Math.imul(a ^ (b >>> 15) ^ Math.imul(b, 0x2c1b3c6d), 0x297a2d39);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x85ebca6b) >>> 0;
};

export interface Walk {
  rows: number;
  /** Null: every pair. */
  rules: readonly Rule[] | null;
  largestBlock: number;
  /** This thread's part of the blocks. A pair may stand in blocks of several parts. */
  part: number;
  parts: number;
}

/** Calls `visit` for pairs with a < b. `wanted` says which pairs are looked at at all, before it is looked up whether they have been. */
export function walkPairs({ rows, rules, largestBlock, part, parts }: Walk, wanted: ((a: number, b: number) => boolean) | null, visit: (a: number, b: number) => void): void {
  if (rules === null) {
    for (let a = part; a < rows; a += parts) for (let b = a + 1; b < rows; b++) if (!wanted || wanted(a, b)) visit(a, b);
    return;
  }
  const seen = new PairSet();
  for (const rule of rules) {
    const { keys, owners } = keysUnder(rule, rows, part, parts);
    for (let i = 0; i < keys.length; ) {
      const key = keys[i]!;
      let end = i + 1;
      while (end < keys.length && keys[end] === key) end++;
      if (end - i > 1 && end - i <= largestBlock) {
        for (let x = i; x < end; x++) {
          for (let y = x + 1; y < end; y++) {
            const [a, b] = [owners[x]!, owners[y]!];
            if (a !== b && (!wanted || wanted(a, b)) && seen.add(a, b)) visit(a, b);
          }
        }
      }
      i = end;
    }
  }
}

/** All keys of a rule that are this part's, in order, with the rows that have them; within a key in the order of the rows. */
function keysUnder({ one, other, twice }: Rule, rows: number, part: number, parts: number): { keys: Uint32Array; owners: Int32Array } {
  let keys = new Uint32Array(Math.ceil((rows * 1.5) / parts) + 64);
  let owners = new Int32Array(keys.length);
  let count = 0;
  const [first, second] = [new Uint32Array(256), new Uint32Array(256)];
  const gather = (cuts: Rule['one'], row: number, into: Uint32Array): number => {
    let n = 0;
    for (const { values, from, of } of cuts) {
      const value = values[row]!;
      if (value >= 0) for (let i = from[value]!; i < from[value + 1]! && n < 256; i++) into[n++] = of[i]!;
    }
    return n;
  };
  const put = (key: number, row: number): void => {
    if ((key >>> 7) % parts !== part) return;
    if (count === keys.length) {
      const [oldKeys, oldOwners] = [keys, owners];
      keys = new Uint32Array(count * 2);
      owners = new Int32Array(count * 2);
      keys.set(oldKeys);
      owners.set(oldOwners);
    }
    keys[count] = key;
    owners[count++] = row;
  };
  for (let row = 0; row < rows; row++) {
    const n = gather(one, row, first);
    if (other === null) {
      for (let i = 0; i < n; i++) put(first[i]!, row);
      continue;
    }
    if (n === 0) continue;
    if (twice) {
      for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) put(first[i]! < first[j]! ? mix(first[i]!, first[j]!) : mix(first[j]!, first[i]!), row);
      continue;
    }
    const m = gather(other, row, second);
    for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) put(mix(first[i]!, second[j]!), row);
  }
  return sortedByKey(keys.subarray(0, count), owners.subarray(0, count));
}

/** Radix sort by three times eleven bits; equal keys stay in their order. */
function sortedByKey(keys: Uint32Array, owners: Int32Array): { keys: Uint32Array; owners: Int32Array } {
  let fromKeys = keys;
  let fromOwners = owners;
  let toKeys: Uint32Array = new Uint32Array(keys.length);
  let toOwners: Int32Array = new Int32Array(keys.length);
  const starts = new Int32Array(2048);
  for (let shift = 0; shift < 33; shift += 11) {
    starts.fill(0);
    for (let i = 0; i < fromKeys.length; i++) starts[(fromKeys[i]! >>> shift) & 2047]!++;
    let sum = 0;
    for (let digit = 0; digit < 2048; digit++) {
      const n = starts[digit]!;
      starts[digit] = sum;
      sum += n;
    }
    for (let i = 0; i < fromKeys.length; i++) {
      const to = starts[(fromKeys[i]! >>> shift) & 2047]!++;
      toKeys[to] = fromKeys[i]!;
      toOwners[to] = fromOwners[i]!;
    }
    [fromKeys, fromOwners, toKeys, toOwners] = [toKeys, toOwners, fromKeys, fromOwners];
  }
  return { keys: fromKeys, owners: fromOwners };
}

/** Pairs of rows, each once. */
class PairSet {
  #slots = new Float64Array(1 << 16).fill(-1);
  #count = 0;
  /** False where the pair is there already. */
  add(a: number, b: number): boolean {
    if (!this.#place(a < b ? a * 2 ** 21 + b : b * 2 ** 21 + a)) return false;
    if (++this.#count * 1.6 > this.#slots.length) {
      const old = this.#slots;
      this.#slots = new Float64Array(old.length * 2).fill(-1);
      for (const known of old) if (known >= 0) this.#place(known);
    }
    return true;
  }
  #place(pair: number): boolean {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = mix(pair >>> 0, Math.floor(pair / 2 ** 32)) & mask;
    for (; slots[slot] !== -1; slot = (slot + 1) & mask) if (slots[slot] === pair) return false;
    slots[slot] = pair;
    return true;
  }
}

/** Pairs as they are found, in arrays that grow. */
export class PairList {
  a = new Int32Array(1 << 12);
  b = new Int32Array(1 << 12);
  count = 0;
  push(a: number, b: number): void {
    if (this.count === this.a.length) {
      const [oldA, oldB] = [this.a, this.b];
      this.a = new Int32Array(this.count * 2);
      this.b = new Int32Array(this.count * 2);
      this.a.set(oldA);
      this.b.set(oldB);
    }
    this.a[this.count] = Math.min(a, b);
    this.b[this.count++] = Math.max(a, b);
  }
}
