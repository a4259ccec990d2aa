/** The two public sets of names that the benchmark and the learning read. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

const file = (name: string): string => readFileSync(join(import.meta.dirname, 'data', 'record-linkage', name), 'utf8');

/** One of two halves by a hash of the text (FNV-1a, 32 bits), the same on every machine. 0: looked at while developing; 1: only measured. */
export function half(text: string): 0 | 1 {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return (hash % 2) as 0 | 1;
}

export interface NamePair {
  a: string;
  b: string;
  kind: 'person' | 'organisation';
  same: boolean;
  half: 0 | 1;
}

/** OpenSanctions' labelled pairs. */
export const namePairs = (): NamePair[] =>
  (parse(file('opensanctions-name-pairs.csv'), { columns: true }) as Record<string, string>[]).map(({ schema, name1, name2, is_match }) => ({
    a: name1!,
    b: name2!,
    kind: schema === 'Person' ? 'person' : 'organisation',
    same: is_match === 'true',
    half: half(`${name1}|${name2}`),
  }));

export interface TokenPair {
  latin: string;
  cyrillic: string;
  half: 0 | 1;
}

/** Wikidata's name words in Latin and Russian letters; the half goes by the Cyrillic word, so that a word is never in both. */
export const tokenPairs = (): TokenPair[] =>
  file('wikidata-name-tokens-ru-dev.tsv').trim().split('\n').slice(1).map((line) => {
    const [latin, cyrillic] = line.split('\t') as [string, string];
    return { latin, cyrillic, half: half(cyrillic) };
  });
