/** A table as numbers: every distinct value of a column is read once and gets a number, so that rows are compared by numbers. */
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
  /** True for columns that share their dictionary with a neighbour. */
  shared: boolean;
}

const wordKinds = new Set<Kind>(['address', 'place', 'text']);
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
          }
        }
        numberOfText.set(text, number);
      }
      values[row] = number;
    }
    if (values.every((number) => number < 0)) return [];
    const sharing = kinds.filter((other, at) => other !== 'ignored' && dictionaryOf(other, at) === key).length > 1;
    return [{ heading: table.headings[index]!, index, kind, values, dictionary: dictionary.values, shared: sharing }];
  });
}

export const hasWords = (kind: Kind): boolean => isName(kind) || wordKinds.has(kind);
