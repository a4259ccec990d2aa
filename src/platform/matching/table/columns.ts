/** A table as numbers: every distinct value of a column is read once and gets a number, so that rows are compared by numbers. */
import { hashOf } from './blocking.ts';
import type { Table } from './guess.ts';
import { isName, type Kind } from './kinds.ts';
import { dayOrderOf, isSilent, readValue, type Value } from './values.ts';

export interface Column {
  heading: string;
  /** Place in the table. */
  index: number;
  kind: Kind;
  /** Row → number of its value, -1 where the row is silent. */
  values: Int32Array;
  /** Number → value. Columns that may have been mixed up share one dictionary, and so may be compared crosswise. */
  dictionary: Value[];
}

/** What may be typed into each other's columns: the names of a person; the lines of an address. */
const dictionaryOf = (kind: Kind, index: number): string => (isName(kind) ? 'name' : kind === 'address' ? 'address' : `${index}`);

/** Reads the columns that say something about what a row is; `kinds` as guessed or told, one for each heading. */
export function readColumns(table: Table, kinds: readonly Kind[]): Column[] {
  const dictionaries = new Map<string, { values: Value[]; numbers: Map<string, number> }>();
  return kinds.flatMap((kind, index) => {
    if (kind === 'ignored') return [];
    const key = dictionaryOf(kind, index);
    let dictionary = dictionaries.get(key);
    if (!dictionary) dictionaries.set(key, (dictionary = { values: [], numbers: new Map() }));
    const order = kind === 'birth_date' || kind === 'date' ? dayOrderOf(table.rows.map((row) => row[index]!)) : 'day-first';
    const values = new Int32Array(table.rows.length).fill(-1);
    const numberOfText = new Map<string, number>();
    for (const [row, cells] of table.rows.entries()) {
      const text = cells[index]!;
      if (text === '') continue;
      let number = numberOfText.get(text);
      if (number === undefined) {
        const value = isSilent(text.trim()) ? null : readValue(text, kind, order);
        number = -1;
        if (value) {
          const known = dictionary.numbers.get(value.key);
          number = known ?? dictionary.values.length;
          if (known === undefined) {
            dictionary.numbers.set(value.key, number);
            dictionary.values.push(value);
          } else if (value.words.length > 0 && isBefore(value, dictionary.values[known]!)) dictionary.values[known] = value;
        }
        numberOfText.set(text, number);
      }
      values[row] = number;
    }
    if (values.every((number) => number < 0)) return [];
    return [{ heading: table.headings[index]!, index, kind, values, dictionary: dictionary.values }];
  });
}

/** Of values that differ by their spaces only (`jac ob`) one stands for all, whichever row came first: the one in fewest words. */
const isBefore = (a: Value, b: Value): boolean => a.words.length < b.words.length || (a.words.length === b.words.length && a.words.join(' ') < b.words.join(' '));

/** The columns with their rows in the order of what they say, so that the order of a file changes nothing. `original[i]`: where row i stood. */
export function inCanonicalOrder(columns: Column[], rows: number): { columns: Column[]; original: Int32Array; hashes: Uint32Array } {
  const [first, second] = [rowHashes(columns, rows, 0x9e3779b9), rowHashes(columns, rows, 0x85ebca6b)];
  const rank = new Float64Array(rows);
  for (let row = 0; row < rows; row++) rank[row] = first[row]! * 2 ** 21 + (second[row]! >>> 11);
  const original = Int32Array.from({ length: rows }, (_, row) => row).sort((x, y) => rank[x]! - rank[y]! || x - y);
  return {
    columns: columns.map((column) => ({ ...column, values: shared(original.map((row) => column.values[row]!)) })),
    original,
    hashes: Uint32Array.from(original, (row) => first[row]!),
  };
}

/** A number for each row that depends on nothing but its values. */
function rowHashes(columns: readonly Column[], rows: number, seed: number): Uint32Array {
  const hashes = new Uint32Array(rows).fill(seed);
  for (const { values, dictionary } of columns) {
    const ofValue = Uint32Array.from(dictionary, ({ key }) => hashOf(key));
    for (let row = 0; row < rows; row++) {
      const hash = Math.imul(hashes[row]! ^ (values[row]! < 0 ? 1 : ofValue[values[row]!]!), 0x01000193);
      hashes[row] = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    }
  }
  return hashes;
}

/** In memory that threads share. */
function shared(values: Int32Array): Int32Array {
  const copy = new Int32Array(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy;
}
