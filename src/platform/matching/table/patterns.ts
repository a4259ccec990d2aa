/** Two rows of a table compared column by column into codes of levels, fast: every pair of distinct values is looked at once. */
import { agreementOf } from './agreement.ts';
import type { Column } from './columns.ts';
import { isName, levelsOf, mostDifferent, usualShares } from './kinds.ts';
import type { Bits, Learnable, Pairs } from '../estimate.ts';

/** A field of the comparison: a column, or the order in which two columns that get mixed up agree best. */
export interface TableField extends Learnable {
  name: string;
  levelNames: string[];
  /** Null for the order of a couple. */
  column: Column | null;
}

/**
 * Two columns compared straight or crosswise: given name and surname, two lines of an address. That they stand crosswise is no evidence: rows get
 * mixed up whether or not the same name stands in another one.
 */
interface Couple {
  first: number;
  second: number;
  order: number;
}

/** Answers about pairs of values are kept in a table of fixed size; a newer pair takes the place of an older one. */
class Answers {
  readonly #keys: Float64Array;
  readonly #codes: Uint8Array;
  readonly #mask: number;
  constructor(bits: number) {
    this.#keys = new Float64Array(2 ** bits).fill(-1);
    this.#codes = new Uint8Array(2 ** bits);
    this.#mask = 2 ** bits - 1;
  }
  get(a: number, b: number, column: Column): number {
    const [low, high] = a < b ? [a, b] : [b, a];
    const key = low * 67108864 + high;
    const slot = (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b) ^ ((low ^ high) >>> 7)) & this.#mask;
    if (this.#keys[slot] === key) return this.#codes[slot]!;
    const code = agreementOf(column.kind, column.dictionary[low]!, column.dictionary[high]!);
    this.#keys[slot] = key;
    this.#codes[slot] = code;
    return code;
  }
}

/** How good a level is, to choose between straight and crosswise: by its place among the levels. */
const goodness = [0, 8, 5, 3, 1, 1, 0, -2];

export class Comparer {
  readonly fields: TableField[];
  readonly columns: readonly Column[];
  readonly #couples: Couple[] = [];
  readonly #answers: Answers[];
  /** Names borne by several: two of them are two names however alike they are. By column. */
  readonly #established: readonly (Uint8Array | null)[];
  /** Column → value → −log2 of its chance; none where a column is not weighed by frequency. */
  rarity: (Float32Array | null)[];

  constructor(columns: readonly Column[], established: readonly (Uint8Array | null)[], parents: readonly number[] = columns.map(() => -1)) {
    this.columns = columns;
    this.#established = established;
    this.fields = columns.map((column, i) => ({
      name: column.heading, levelNames: levelsOf(column.kind), levels: levelsOf(column.kind).length, usual: usualShares(column.kind), parent: parents[i]!, mostDifferent: mostDifferent(column.kind), byFrequency: true, column,
    }));
    const couple = (first: number, second: number) => {
      if (first < 0 || second < 0) return;
      this.#couples.push({ first, second, order: this.fields.length });
      this.fields.push({ name: `${columns[first]!.heading} / ${columns[second]!.heading}`, levelNames: ['straight', 'crossed'], levels: 2, usual: [0.97, 0.03], parent: -1, mostDifferent: 0.7, weightless: true, byFrequency: false, column: null });
    };
    couple(columns.findIndex(({ kind }) => kind === 'given'), columns.findIndex(({ kind }) => kind === 'surname'));
    const lines = columns.flatMap(({ kind }, i) => (kind === 'address' ? [i] : []));
    if (lines.length === 2) couple(lines[0]!, lines[1]!);
    this.#answers = columns.map((column) => new Answers(column.dictionary.length < 200 ? 14 : 18));
    this.rarity = columns.map(() => null);
  }

  /** Compares rows into `codes` from `at` on, one code for each field, and answers the rarity of what agrees exactly. */
  compare(a: number, b: number, codes: Uint8Array, at: number): number {
    const { columns } = this;
    for (let i = 0; i < columns.length; i++) codes[at + i] = this.#level(i, columns[i]!.values[a]!, columns[i]!.values[b]!);
    for (const { first, second, order } of this.#couples) {
      const [s1, s2] = [codes[at + first]!, codes[at + second]!];
      codes[at + order] = 1;
      if (s1 === 1 || s2 === 1 || (s1 === 2 && s2 === 2)) continue;
      const [one, two] = [columns[first]!.values, columns[second]!.values];
      const [x1, x2] = [this.#level(first, one[a]!, two[b]!), this.#level(first, two[a]!, one[b]!)];
      if (x1 !== 1 && x1 !== 2 && x2 !== 1 && x2 !== 2) continue;
      // One half agreeing across while the other contradicts is a name that is given to some and inherited by others.
      if (Math.min(goodness[x1]!, goodness[x2]!) < 0 || x1 === 6 || x2 === 6) continue;
      if (goodness[x1]! + goodness[x2]! <= goodness[s1]! + goodness[s2]! + 2) continue;
      codes[at + order] = 2;
      // Which half is first cannot be said of a crossed pair: the better level stands first, whichever row is a and which b.
      const straight = goodness[x1]! >= goodness[x2]!;
      codes[at + first] = straight ? x1 : x2;
      codes[at + second] = straight ? x2 : x1;
    }
    return this.#rarityIn(a, b, codes, at);
  }

  /** The rarity of what agrees exactly in two rows that have been compared. */
  #rarityIn(a: number, b: number, codes: Uint8Array, at: number): number {
    const { columns, fields } = this;
    let rarity = 0;
    for (let i = 0; i < columns.length; i++) {
      if (codes[at + i] !== 1) continue;
      const value = columns[i]!.values[a]!;
      // Crossed pairs are weighed below: there the two rows differ in this column.
      if (value !== columns[i]!.values[b]!) continue;
      const { parent } = fields[i]!;
      if (parent >= 0 && codes[at + parent] === 1) continue;
      rarity += this.rarity[i]?.[value] ?? 0;
    }
    for (const { first, second, order } of this.#couples) {
      if (codes[at + order] !== 2) continue;
      const [one, two] = [columns[first]!.values, columns[second]!.values];
      if (one[a]! >= 0 && one[a] === two[b]) rarity += this.#crossed(first, second, one[a]!);
      if (two[a]! >= 0 && two[a] === one[b]) rarity += this.#crossed(first, second, two[a]!);
    }
    return rarity;
  }

  /**
   * Whether the score of a pair may reach `least` bits. Columns are weighed from the cheapest to the dearest, and no further than needed: what is equal
   * shows at once, and of the rest no column can give more than its best level short of equality.
   */
  reaches(a: number, b: number, bits: Bits, least: number): boolean {
    const { columns, fields } = this;
    if (this.#bestShort === null) this.#prepare(bits);
    const best = this.#bestShort!;
    let score = bits.prior;
    let hope = 0;
    for (let i = 0; i < columns.length; i++) {
      const { values } = columns[i]!;
      const [x, y] = [values[a]!, values[b]!];
      if (x < 0 || y < 0) continue;
      if (x !== y) hope += best[i]!;
      else {
        const { parent } = fields[i]!;
        const within = parent >= 0 && columns[parent]!.values[a] === columns[parent]!.values[b] && columns[parent]!.values[a]! >= 0;
        score += within ? bits.of[i]![1]![1]! : bits.of[i]![0]![1]! + (this.rarity[i]?.[x] ?? 0);
      }
    }
    // Columns typed into each other agree crosswise: the full comparison says how much.
    for (const { first, second } of this.#couples) {
      const [one, two] = [columns[first]!.values, columns[second]!.values];
      if ((one[a]! >= 0 && one[a] === two[b]) || (two[a]! >= 0 && two[a] === one[b])) hope += 40;
      else if (one[a] !== one[b] && two[a] !== two[b] && columns[first]!.kind !== 'address') hope += 4;
    }
    if (score + hope < least) return false;
    for (const i of this.#cheapFirst) {
      const { values } = columns[i]!;
      const [x, y] = [values[a]!, values[b]!];
      if (x < 0 || y < 0 || x === y) continue;
      const code = this.#level(i, x, y);
      score += bits.of[i]![0]![code]! > bits.of[i]![1]![code]! ? bits.of[i]![0]![code]! : bits.of[i]![1]![code]!;
      hope -= best[i]!;
      if (score + hope < least) return false;
    }
    return true;
  }

  #bestShort: Float64Array | null = null;
  #cheapFirst: number[] = [];
  #prepare(bits: Bits): void {
    const best = (i: number) => Math.max(0, ...[0, 1].flatMap((context) => [...bits.of[i]![context]!.slice(2)]));
    this.#bestShort = Float64Array.from(this.columns, (_, i) => best(i));
    const cost = (i: number) => (['number', 'code', 'date', 'birth_date', 'phone', 'identifier'].includes(this.columns[i]!.kind) ? 0 : isName(this.columns[i]!.kind) ? 1 : this.columns[i]!.kind === 'email' ? 2 : 3);
    this.#cheapFirst = [...this.columns.keys()].sort((x, y) => cost(x) - cost(y) || this.#bestShort![y]! - this.#bestShort![x]!);
  }

  /** Compares many pairs, given as two arrays of rows. */
  compareAll(a: ArrayLike<number>, b: ArrayLike<number>): Pairs {
    const width = this.fields.length;
    const pairs = { count: a.length, codes: new Uint8Array(a.length * width), rarity: new Float32Array(a.length) };
    for (let pair = 0; pair < a.length; pair++) pairs.rarity[pair] = this.compare(a[pair]!, b[pair]!, pairs.codes, pair * width);
    return pairs;
  }

  /** −log2 of the chance to agree by accident on the value in which two rows agree exactly in this column, straight or crosswise. */
  rarityOf(field: number, a: number, b: number): number {
    const { values } = this.columns[field]!;
    if (values[a] === values[b]) return this.rarity[field]?.[values[a]!] ?? 0;
    const couple = this.#couples.find(({ first, second }) => first === field || second === field);
    if (!couple) return 0;
    const [one, two] = [this.columns[couple.first]!.values, this.columns[couple.second]!.values];
    const crossed = [one[a] === two[b] ? one[a]! : -1, two[a] === one[b] ? two[a]! : -1].filter((value) => value >= 0);
    // Where both halves agree crosswise the rarer one stands first, so that the answer is the same for (a, b) and (b, a).
    const weights = crossed.map((value) => this.#crossed(couple.first, couple.second, value)).sort((x, y) => y - x);
    return weights[field === couple.first ? 0 : weights.length - 1] ?? 0;
  }

  /** The same pairs weighed anew, by other rarities and parents; how they compare stays. */
  reweighed(pairs: Pairs, a: ArrayLike<number>, b: ArrayLike<number>): Pairs {
    const width = this.fields.length;
    return { ...pairs, rarity: Float32Array.from({ length: pairs.count }, (_, pair) => this.#rarityIn(a[pair]!, b[pair]!, pairs.codes, pair * width)) };
  }

  #crossed(first: number, second: number, value: number): number {
    const [one, two] = [this.rarity[first]?.[value] ?? 0, this.rarity[second]?.[value] ?? 0];
    return Math.min(one, two);
  }

  #level(index: number, a: number, b: number): number {
    if (a < 0 || b < 0) return 0;
    if (a === b) return 1;
    const column = this.columns[index]!;
    const code = this.#answers[index]!.get(a, b, column);
    if (code > 1 && code < 6 && isName(column.kind)) {
      const established = this.#established[index];
      if (established?.[a] && established[b]) return 6;
    }
    return code;
  }
}
