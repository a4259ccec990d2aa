/**
 * Which records are worth comparing at all. A record is put under a few blocking keys, and only records
 * that share a key are compared: a million records give millions of pairs instead of 500 thousand million.
 * The keys are plain texts, so the same `BlockingKeys` function can fill a column that PostgreSQL indexes
 * (`where blocking_keys && $1`); this file is the index in memory behind the same interface.
 */

export type BlockingKeys<R> = (record: R) => string[];

export interface CandidateOptions {
  /** A key that more records share tells nothing and is passed over. */
  largestBlock?: number;
  /**
   * A first look at two records, given by their positions because it is asked for every pair: false where comparing them is known to come out
   * `different`. The letters and initials of names bring many more pairs together than a comparison field by field could look at in time.
   */
  mayAgree?(a: number, b: number): boolean;
}

/** Every pair of records that shares a key and may agree, once. Pairs come in the order of the records. */
export function* candidatePairs<R>(records: readonly R[], keysOf: BlockingKeys<R>, { largestBlock = 2_000, mayAgree }: CandidateOptions = {}): Generator<[R, R]> {
  // Each key a number, then everything in flat arrays: a list of 50,000 people has half a million keys, most of them of one person only.
  const numbers = new Map<string, number>();
  const keys: number[] = [];
  const keysFrom = new Int32Array(records.length + 1);
  for (const [position, record] of records.entries()) {
    for (const key of new Set(keysOf(record))) {
      let number = numbers.get(key);
      if (number === undefined) numbers.set(key, (number = numbers.size));
      keys.push(number);
    }
    keysFrom[position + 1] = keys.length;
  }
  const blockFrom = new Int32Array(numbers.size + 1);
  numbers.clear();
  for (const key of keys) blockFrom[key + 1]!++;
  for (let key = 1; key < blockFrom.length; key++) blockFrom[key]! += blockFrom[key - 1]!;
  // The members of all blocks one after the other; within a block in the order of the records.
  const members = new Int32Array(keys.length);
  const filled = blockFrom.slice();
  for (let position = 0; position < records.length; position++) {
    for (let i = keysFrom[position]!; i < keysFrom[position + 1]!; i++) members[filled[keys[i]!]!++] = position;
  }
  // Where in each block those begin that have not been paired with everybody yet.
  const unpairedFrom = blockFrom.slice();
  // The record each one was last paired with: two records may share many keys.
  const pairedWith = new Int32Array(records.length).fill(-1);
  for (const [position, record] of records.entries()) {
    for (let k = keysFrom[position]!; k < keysFrom[position + 1]!; k++) {
      const key = keys[k]!;
      const end = blockFrom[key + 1]!;
      const next = ++unpairedFrom[key]!;
      if (end - blockFrom[key]! > largestBlock) continue;
      for (let i = next; i < end; i++) {
        const other = members[i]!;
        if (pairedWith[other] === position) continue;
        pairedWith[other] = position;
        if (!mayAgree || mayAgree(position, other)) yield [record, records[other]!];
      }
    }
  }
}
