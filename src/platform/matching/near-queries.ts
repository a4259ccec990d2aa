import { sql } from 'kysely';
import { reading, type Tx } from '../db/transaction.ts';
import type { Scope } from '../session/scope.ts';
import { foldWords } from './fold.ts';
import { nearest } from './near-words.ts';
import { beginning, searchQuery } from './search-form.ts';

/** The tables whose names are searched. */
export type Searched = 'person' | 'organisation' | 'service' | 'programme';

/** More words than this in one query say nothing more. */
const WORDS = 60;

/**
 * Queries (see `searchQuery`) for names that are spelt nearly as typed, the nearest first: one where each word that begins none of the network's names stands for the
 * nearest words of them, one where any one of the words stands for all that are near it, because somebody else may have made the same slip in another name.
 * Empty where one of the words is near nothing.
 */
export async function nearQueries(tx: Tx, kind: Searched, typed: string): Promise<string[]> {
  const asked: { either: string; near: string[] }[] = [];
  for (const word of new Set(foldWords(typed))) {
    const { rows } = await sql<{ word: string; begins: boolean }>`
      select distinct s.word, false as begins from search_word s where s.network_id = current_network() and s.kind = ${kind} and s.key in (select near_keys(${word}))
      union all
      (select s.word, true from search_word s where s.network_id = current_network() and s.kind = ${kind} and s.key >= ${word} and s.key < ${word} || '~' and s.key = s.word limit 1)`.execute(tx);
    const begins = rows.some((row) => row.begins);
    const found = nearest(word, rows.filter((row) => !row.begins).map((row) => row.word));
    if (!begins && found.near.length === 0) return [];
    asked.push({ either: begins ? beginning(word) : anyOf(found.nearest), near: found.near });
  }
  const first = asked.map(({ either }) => either).join(' & ');
  const second = asked.flatMap((one) => (one.near.length ? [`(${asked.map((other) => (other === one ? anyOf(one.near) : other.either)).join(' & ')})`] : [])).join(' | ');
  return [...new Set([first, second])].filter((query) => query !== '' && query !== searchQuery(typed));
}

const anyOf = (words: readonly string[]): string => `(${words.slice(0, WORDS).map((word) => `'${word}'`).join(' | ')})`;

/** Whether what was found is only spelt nearly as asked for. */
export interface Alike {
  alike: boolean;
}

/**
 * A list by what was typed: names of which every typed word begins a word; where there is none, names that are spelt nearly so.
 * @param list the list for one query; null for all. Its `total` decides, so that what the scope may not see is as if it were not there.
 */
export async function foundOrAlike<Found extends { total: number }>(scope: Scope, kind: Searched, typed: string | null | undefined, list: (query: string | null) => Promise<Found>): Promise<Found & Alike> {
  const query = searchQuery(typed);
  const found = await list(query);
  if (!query || found.total > 0) return { ...found, alike: false };
  for (const near of await reading(scope, (tx) => nearQueries(tx, kind, typed!))) {
    const alike = await list(near);
    if (alike.total > 0) return { ...alike, alike: true };
  }
  return { ...found, alike: false };
}
