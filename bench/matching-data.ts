/** The tables with truth that the benchmark and the tests of `kolo match` read. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Table } from '#platform/matching/table/guess.ts';

export interface TrueTable extends Table {
  name: string;
  /** Row → whom it is of. */
  truth: string[];
}

export const dataFile = (...path: string[]): string => join(import.meta.dirname, 'data', ...path);

export function tableOf(path: string): Table {
  const [headings, ...rows] = parse(readFileSync(path, 'utf8'), { relax_column_count: true, trim: true }) as string[][];
  return { headings: headings!, rows };
}

export function without<T extends Table>(table: T, ...dropped: string[]): T {
  const kept = table.headings.flatMap((heading, i) => (dropped.includes(heading) ? [] : [i]));
  return { ...table, headings: kept.map((i) => table.headings[i]!), rows: table.rows.map((row) => kept.map((i) => row[i]!)) };
}

/** Australians of the FEBRL generator; the truth is taken out of the table. */
export function febrl(n: 1 | 2 | 3): TrueTable {
  const table = tableOf(dataFile('record-linkage', `febrl-${n}.csv`));
  return { ...without(table, 'rec_id'), name: `FEBRL ${n}`, truth: table.rows.map((row) => row[0]!.split('-')[1]!) };
}

export function splinkFake(): TrueTable {
  const table = tableOf(dataFile('record-linkage', 'splink-fake-1000.csv'));
  return { ...without(table, 'cluster', 'unique_id'), name: 'splink-fake-1000', truth: table.rows.map((row) => row.at(-1)!) };
}

/** `truth` joins the pairs said to be the same; `apart` are those said not to be. */
export function testPeople(): TrueTable & { pairs: { a: number; b: number; same: boolean }[] } {
  const table = tableOf(dataFile('test-people', 'people.csv'));
  const place = new Map(table.rows.map((row, i) => [row[0]!, i]));
  const pairs = tableOf(dataFile('test-people', 'pairs.csv')).rows.map(([a, b, same]) => ({ a: place.get(a!)!, b: place.get(b!)!, same: same === 'true' }));
  const truth = table.rows.map((_, i) => i);
  for (const { a, b, same } of pairs) if (same) truth.forEach((one, i) => one === truth[b] && i !== a && (truth[i] = truth[a]!));
  return { ...without(table, 'id'), name: 'test-people', truth: truth.map(String), pairs };
}

export interface Score {
  precision: number;
  recall: number;
  f1: number;
  wrong: number;
  missed: number;
}

/** Pairs of rows that stand in one group, against the pairs that should. */
export function scored(groups: readonly (readonly number[])[], truth: readonly string[]): Score {
  const sizes = new Map<string, number>();
  for (const one of truth) sizes.set(one, (sizes.get(one) ?? 0) + 1);
  let all = 0;
  for (const n of sizes.values()) all += (n * (n - 1)) / 2;
  let [right, wrong] = [0, 0];
  for (const group of groups) for (let i = 0; i < group.length; i++) for (let j = 0; j < i; j++) truth[group[i]!] === truth[group[j]!] ? right++ : wrong++;
  const [precision, recall] = [right + wrong ? right / (right + wrong) : 1, all ? right / all : 1];
  return { precision, recall, f1: precision + recall ? (2 * precision * recall) / (precision + recall) : 0, wrong, missed: all - right };
}
