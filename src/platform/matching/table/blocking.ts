/**
 * Which rows of a table are worth comparing. Every row stands under pieces of its values: whole ones, skeletons of names, dates without order.
 * A rule puts rows together that share one telling piece or two pieces of different columns at once; which rules a table gets follows from how often
 * chance would make two rows share them, so the number of pairs grows with the number of rows and not with its square.
 * Conjunctions: Hernández & Stolfo (1995), several passes; choosing by the share of pairs, Michelson & Knoblock (2006), without their labels.
 */
import type { Column } from './columns.ts';
import { isDate, isName } from './kinds.ts';
import type { Value } from './values.ts';

/** Pieces of one class may meet each other, whatever column they come from. */
interface Pieces {
  name: string;
  /** Columns that the class draws upon: two classes over the same columns are not combined. */
  source: string;
  /** Row → pieces as hashes: `of[from[row]] … of[from[row + 1] - 1]`. */
  from: Int32Array;
  of: Uint32Array;
  /** Chance that two rows share one. */
  chance: number;
}

export interface Blocking {
  a: Int32Array;
  b: Int32Array;
  rules: string[];
}

export interface BlockingLimits {
  /** Pairs for each row that blocking should find in all, on average. */
  pairsPerRow: number;
  /** A block with more rows than this is passed over. */
  largestBlock: number;
}

export function candidateRows(columns: readonly Column[], rows: number, limits: BlockingLimits = { pairsPerRow: 100, largestBlock: 120 }): Blocking {
  // Every pair, where that is no more than what blocking would find.
  if (rows <= 2 * limits.pairsPerRow) return everyPair(rows);
  const classes = piecesOf(columns, rows);
  const rules = chooseRules(classes, rows, limits);
  const seen = new PairSet(Math.min(limits.pairsPerRow * rows, 1 << 16));
  for (const rule of rules) pairUnder(rule, rows, limits.largestBlock, seen);
  const { a, b } = seen.pairs();
  return { a, b, rules: rules.map((rule) => rule.map(({ name }) => name).join(' + ')) };
}

function everyPair(rows: number): Blocking {
  const count = (rows * (rows - 1)) / 2;
  const [a, b] = [new Int32Array(count), new Int32Array(count)];
  let at = 0;
  for (let i = 0; i < rows; i++) for (let j = i + 1; j < rows; j++, at++) [a[at], b[at]] = [i, j];
  return { a, b, rules: ['every pair'] };
}

/** FNV-1a, 32 bits. Two pieces with one hash only bring two rows together that need not be. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
const mix = (a: number, b: number): number => {
  let hash = Math.imul(a ^ (b >>> 15) ^ Math.imul(b, 0x2c1b3c6d), 0x297a2d39);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x85ebca6b) >>> 0;
};

/** A name's first letter and its consonants without repetition: slips mostly hit vowels and doubled letters. */
const skeleton = (word: string): string => word[0]! + word.slice(1).replace(/[aeiou]/g, '').replace(/(.)\1+/g, '$1');
const sorted = (text: string): string => [...text].sort().join('');

/** name of the class, part of its source, and the pieces of a value */
type Cut = [name: string, source: string, pieces: (value: Value) => string[]];

function cutsOf(column: Column): Cut[] {
  const own = `${column.index}`;
  const { kind } = column;
  if (isName(kind)) {
    return [
      ['name', 'name', ({ key, words }) => [...new Set([key, ...words.filter((word) => word.length > 1)])]],
      ['skeleton', 'name', ({ words }) => [...new Set(words.filter((word) => word.length > 2).map(skeleton))]],
      ['beginning', 'name', ({ words }) => [...new Set(words.filter((word) => word.length > 2).map((word) => word.slice(0, 3)))]],
      ['letters', 'name', ({ key }) => (key.length > 3 ? [sorted(key)] : [])],
    ];
  }
  if (isDate(kind)) {
    return [
      [`date ${own}`, own, ({ key }) => [key.length === 8 ? key.slice(0, 4) + [key.slice(4, 6), key.slice(6)].sort().join('') : key]],
      [`month ${own}`, own, ({ key }) => (key.length === 8 ? [key.slice(0, 6)] : [])],
      [`day ${own}`, own, ({ key }) => (key.length === 8 ? [key.slice(4)] : [])],
      [`digits ${own}`, own, ({ key }) => [sorted(key)]],
    ];
  }
  if (kind === 'address') {
    return [
      ['address', 'address', ({ key }) => [key]],
      ['address words', 'address', ({ words }) => words.filter((word) => word.length > 4)],
    ];
  }
  if (kind === 'identifier' || kind === 'phone') {
    return [
      [`whole ${own}`, own, ({ key }) => [key]],
      [`digits ${own}`, own, ({ key }) => [sorted(key)]],
      [`halves ${own}`, own, ({ key }) => (key.length > 5 ? [`<${key.slice(0, key.length >> 1)}`, `>${key.slice(key.length >> 1)}`] : [])],
    ];
  }
  if (kind === 'email') {
    return [
      [`whole ${own}`, own, ({ key }) => [key]],
      [`mailbox ${own}`, own, ({ key }) => [key.split('@', 1)[0]!]],
      [`beginning ${own}`, own, ({ key }) => [key.slice(0, 4)]],
    ];
  }
  if (kind === 'number') return [[`whole ${own}`, own, ({ key }) => [key]], [`digits ${own}`, own, ({ key }) => [sorted(key)]]];
  if (kind === 'place' || kind === 'text') return [[`whole ${own}`, own, ({ key }) => [key]], [`beginning ${own}`, own, ({ key }) => [key.slice(0, 4)]]];
  return [[`whole ${own}`, own, ({ key }) => [key]]];
}

function piecesOf(columns: readonly Column[], rows: number): Pieces[] {
  const byName = new Map<string, { source: string; parts: { column: Column; pieces: Uint32Array[] }[] }>();
  for (const column of columns) {
    for (const [name, source, cut] of cutsOf(column)) {
      const entry = byName.get(name) ?? { source, parts: [] };
      byName.set(name, entry);
      entry.parts.push({ column, pieces: column.dictionary.map((value) => Uint32Array.from(cut(value), hashOf)) });
    }
  }
  return [...byName].map(([name, { source, parts }]) => {
    const from = new Int32Array(rows + 1);
    const all: number[] = [];
    for (let row = 0; row < rows; row++) {
      const start = all.length;
      for (const { column, pieces } of parts) {
        const value = column.values[row]!;
        if (value < 0) continue;
        for (const piece of pieces[value]!) if (!all.includes(piece, start)) all.push(piece);
      }
      from[row + 1] = all.length;
    }
    const of = Uint32Array.from(all);
    return { name, source, from, of, chance: chanceOf(of, rows) };
  });
}

/** Chance that two rows share a piece, from how often each occurs. */
function chanceOf(pieces: Uint32Array, rows: number): number {
  const inOrder = pieces.slice().sort();
  let pairs = 0;
  for (let i = 0; i < inOrder.length; ) {
    let end = i + 1;
    while (end < inOrder.length && inOrder[end] === inOrder[i]) end++;
    pairs += ((end - i) * (end - i - 1)) / 2;
    i = end;
  }
  return pairs / ((rows * (rows - 1)) / 2);
}

function chooseRules(classes: Pieces[], rows: number, { pairsPerRow }: BlockingLimits): Pieces[][] {
  const all = (rows * (rows - 1)) / 2;
  const budget = pairsPerRow * rows;
  const rules: { rule: Pieces[]; cost: number }[] = [];
  const alone = new Set<Pieces>();
  for (const one of classes) {
    const cost = one.chance * all;
    if (cost > 5 * rows || one.of.length === 0) continue;
    rules.push({ rule: [one], cost });
    alone.add(one);
  }
  for (const [i, one] of classes.entries()) {
    for (const other of classes.slice(i)) {
      if (alone.has(one) || alone.has(other)) continue;
      if (one !== other && one.source === other.source) continue;
      // Two pieces of the same class: only names and address lines have several.
      if (one === other && !(one.name === 'name' || one.name === 'skeleton')) continue;
      rules.push({ rule: [one, other], cost: (one === other ? one.chance ** 2 / 2 : one.chance * other.chance) * all });
    }
  }
  rules.sort((x, y) => x.cost - y.cost);
  let spent = 0;
  return rules.filter(({ cost }) => cost <= 5 * rows && (spent += cost) <= budget).map(({ rule }) => rule);
}

function pairUnder(rule: Pieces[], rows: number, largestBlock: number, seen: PairSet): void {
  const keys: number[] = [];
  const owners: number[] = [];
  const [one, other] = rule as [Pieces, Pieces | undefined];
  for (let row = 0; row < rows; row++) {
    for (let i = one.from[row]!; i < one.from[row + 1]!; i++) {
      if (!other) {
        keys.push(one.of[i]!);
        owners.push(row);
        continue;
      }
      for (let j = one === other ? i + 1 : other.from[row]!; j < other.from[row + 1]!; j++) {
        const [x, y] = [one.of[i]!, other.of[j]!];
        keys.push(one === other && x > y ? mix(y, x) : mix(x, y));
        owners.push(row);
      }
    }
  }
  const order = Float64Array.from(keys, (key, i) => key * 2 ** 21 + owners[i]!).sort();
  for (let i = 0; i < order.length; ) {
    const key = Math.floor(order[i]! / 2 ** 21);
    let end = i + 1;
    while (end < order.length && Math.floor(order[end]! / 2 ** 21) === key) end++;
    if (end - i > 1 && end - i <= largestBlock) {
      for (let x = i; x < end; x++) for (let y = x + 1; y < end; y++) seen.add(order[x]! % 2 ** 21, order[y]! % 2 ** 21);
    }
    i = end;
  }
}

/** Pairs of rows, each once. */
class PairSet {
  #slots: Float64Array;
  #list: number[] = [];
  constructor(expected: number) {
    this.#slots = new Float64Array(2 ** Math.ceil(Math.log2(expected * 2 + 16))).fill(-1);
  }
  add(a: number, b: number): void {
    if (a === b) return;
    const pair = a < b ? a * 2 ** 21 + b : b * 2 ** 21 + a;
    if (!this.#place(pair)) return;
    this.#list.push(pair);
    if (this.#list.length * 2 > this.#slots.length) {
      this.#slots = new Float64Array(this.#slots.length * 2).fill(-1);
      for (const known of this.#list) this.#place(known);
    }
  }
  #place(pair: number): boolean {
    const mask = this.#slots.length - 1;
    let slot = mix(pair >>> 0, Math.floor(pair / 2 ** 32)) & mask;
    for (; this.#slots[slot] !== -1; slot = (slot + 1) & mask) if (this.#slots[slot] === pair) return false;
    this.#slots[slot] = pair;
    return true;
  }
  pairs(): { a: Int32Array; b: Int32Array } {
    const order = Float64Array.from(this.#list).sort();
    return { a: Int32Array.from(order, (pair) => Math.floor(pair / 2 ** 21)), b: Int32Array.from(order, (pair) => pair % 2 ** 21) };
  }
}
