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
  interface Block {
    members: number[];
    /** How many members have been paired already; those before it need not be looked at again. */
    done: number;
  }
  const blocks = new Map<string, Block>();
  const blocksOf = records.map((record, position) =>
    [...new Set(keysOf(record))].map((key) => {
      let block = blocks.get(key);
      if (!block) blocks.set(key, (block = { members: [], done: 0 }));
      block.members.push(position);
      return block;
    }),
  );
  blocks.clear();
  // The record each one was last paired with: two records may share many keys.
  const pairedWith = new Int32Array(records.length).fill(-1);
  for (const [position, record] of records.entries()) {
    for (const block of blocksOf[position]!) {
      block.done++;
      if (block.members.length > largestBlock) continue;
      for (let i = block.done; i < block.members.length; i++) {
        const other = block.members[i]!;
        if (pairedWith[other] === position) continue;
        pairedWith[other] = position;
        if (!mayAgree || mayAgree(position, other)) yield [record, records[other]!];
      }
    }
  }
}
