/**
 * Which records are worth comparing at all. A record is put under a few blocking keys, and only records
 * that share a key are compared: a million records give millions of pairs instead of 500 thousand million.
 * The keys are plain texts, so the same `BlockingKeys` function can fill a column that PostgreSQL indexes
 * (`where blocking_keys && $1`); this file is the index in memory behind the same interface.
 */

export type BlockingKeys<R> = (record: R) => string[];

export interface CandidateIndex<R> {
  /** Records that share at least one key with this one, each once, itself not among them. */
  candidates(record: R): Iterable<R>;
}

/** An index in memory. `largestBlock`: a key that more records share tells nothing and is passed over. */
export function candidateIndex<R>(records: Iterable<R>, keysOf: BlockingKeys<R>, largestBlock = 2_000): CandidateIndex<R> {
  const blocks = new Map<string, R[]>();
  for (const record of records) {
    for (const key of new Set(keysOf(record))) {
      const block = blocks.get(key);
      if (block) block.push(record);
      else blocks.set(key, [record]);
    }
  }
  return {
    candidates(record) {
      const found = new Set<R>();
      for (const key of keysOf(record)) {
        const block = blocks.get(key);
        if (!block || block.length > largestBlock) continue;
        for (const other of block) if (other !== record) found.add(other);
      }
      return found;
    },
  };
}

/** Every pair of records that shares a key, once. Pairs come in the order of the records. */
export function* candidatePairs<R>(records: readonly R[], keysOf: BlockingKeys<R>, largestBlock?: number): Generator<[R, R]> {
  const index = candidateIndex(records, keysOf, largestBlock);
  const position = new Map(records.map((record, i) => [record, i]));
  for (const [i, record] of records.entries()) {
    for (const other of index.candidates(record)) if (position.get(other)! > i) yield [record, other];
  }
}
