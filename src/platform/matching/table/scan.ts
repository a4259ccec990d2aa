/**
 * The long part of the work, cut so that threads can share it: going through the blocks, and weighing each pair just as far as it takes to see that
 * it is nothing. What a thread is given is numbers in shared memory and the texts of the values as bytes, read when first needed.
 */
import type { Bits } from '../estimate.ts';
import type { Rule } from './blocking.ts';
import type { Column } from './columns.ts';
import type { Kind } from './kinds.ts';
import { PairList, walkPairs } from './pairs.ts';
import { Comparer } from './patterns.ts';
import { stirred } from './sampling.ts';
import type { Value } from './values.ts';

export interface SharedColumn {
  heading: string;
  index: number;
  kind: Kind;
  values: Int32Array;
  /** Each value as its key, a line break, and its words with spaces between. */
  texts: Uint8Array;
  /** Value → where its text begins; one more for the end. */
  starts: Int32Array;
  established: Uint8Array | null;
  rarity: Float32Array | null;
}

export interface ScanWork {
  rows: number;
  rules: Rule[] | null;
  largestBlock: number;
  part: number;
  parts: number;
  hashes: Uint32Array;
  /** Take every so-manieth pair, whatever it is; or weigh them and keep those from `least` bits on. */
  sample: number | null;
  weigh: { columns: SharedColumn[]; parents: number[]; bits: Bits; least: number } | null;
}

export interface ScanFound {
  a: Int32Array;
  b: Int32Array;
  /** Pairs that stood in a block and were looked at. */
  candidates: number;
}

export function scan(work: ScanWork, own?: { comparer: Comparer }): ScanFound {
  const found = new PairList();
  let candidates = 0;
  const { hashes, sample, weigh } = work;
  if (sample !== null) {
    const chosen = sample > 1 ? (a: number, b: number) => stirred(hashes[a]! ^ hashes[b]!, 5) % sample === 0 : null;
    walkPairs(work, chosen, (a, b) => void found.push(a, b));
    return { a: found.a.slice(0, found.count), b: found.b.slice(0, found.count), candidates: found.count };
  }
  const { bits, least, columns, parents } = weigh!;
  const comparer = own?.comparer ?? comparerOf(columns, parents);
  walkPairs(work, null, (a, b) => {
    candidates++;
    if (comparer.reaches(a, b, bits, least)) found.push(a, b);
  });
  return { a: found.a.slice(0, found.count), b: found.b.slice(0, found.count), candidates };
}

function comparerOf(columns: readonly SharedColumn[], parents: readonly number[]): Comparer {
  const dictionaries = new Map<ArrayBufferLike, Value[]>();
  const read: Column[] = columns.map(({ heading, index, kind, values, texts, starts }) => {
    let dictionary = dictionaries.get(texts.buffer);
    if (!dictionary) dictionaries.set(texts.buffer, (dictionary = lazyValues(texts, starts)));
    return { heading, index, kind, values, dictionary };
  });
  const comparer = new Comparer(read, columns.map(({ established }) => established), parents);
  comparer.rarity = columns.map(({ rarity }) => rarity);
  return comparer;
}

/** An array whose values are read from bytes when they are first asked for. */
function lazyValues(texts: Uint8Array, starts: Int32Array): Value[] {
  const bytes = Buffer.from(texts.buffer, texts.byteOffset, texts.byteLength);
  const known: Value[] = new Array(starts.length - 1);
  return new Proxy(known, {
    get(target, name) {
      if (typeof name !== 'string' || name === 'length') return Reflect.get(target, name);
      const value = Number(name);
      let one = target[value];
      if (one === undefined && value >= 0) {
        const [key, words] = bytes.toString('utf8', starts[value]!, starts[value + 1]!).split('\n') as [string, string];
        one = target[value] = { key, words: words === '' ? [] : words.split(' ') };
      }
      return one;
    },
  });
}

/** The texts of a dictionary in shared memory: key, line break, words. */
export function sharedTexts(dictionary: readonly Value[]): { texts: Uint8Array; starts: Int32Array } {
  const starts = new Int32Array(new SharedArrayBuffer((dictionary.length + 1) * 4));
  const textOf = ({ key, words }: Value) => `${key}\n${words.join(' ')}`;
  for (const [value, one] of dictionary.entries()) starts[value + 1] = starts[value]! + Buffer.byteLength(textOf(one));
  const texts = new Uint8Array(new SharedArrayBuffer(Math.max(1, starts[dictionary.length]!)));
  const bytes = Buffer.from(texts.buffer);
  for (const [value, one] of dictionary.entries()) bytes.write(textOf(one), starts[value]!, 'utf8');
  return { texts, starts };
}
