/** The six practice sheets against what is true of them. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fold } from '#platform/matching/fold.ts';
import { editDistance } from '#platform/matching/similarity.ts';
import { readLists } from './lists.ts';

interface Truth {
  people: Record<string, { first: string; last: string }>;
  events: { file: string; kind: string; venue: string; days: string[]; rows: { row: number; person: string; days: number[] }[] }[];
}
const read = (name: string) => readFileSync(new URL(`fixtures/programme-2022/${name}`, import.meta.url));
const truth = JSON.parse(read('truth.json').toString()) as Truth;
const spelledVenues: Record<string, string[]> = { Beograd: ['Beograd', 'Belgrade'] };

describe.each(truth.events)('$file', async ({ file, kind, venue, days, rows }) => {
  const { lists, problems } = await readLists(read(file), file);
  const list = lists[0]!;

  it('is one list of the right event', () => {
    expect(lists).toHaveLength(1);
    expect(problems).toEqual([]);
    expect(list.kindHint).toBe(kind.replaceAll(' ', '-'));
    expect(list.days).toEqual(days);
    expect((spelledVenues[venue] ?? [venue]).map(fold)).toContain(fold(list.venueText!));
    expect(list.headerRow).toBe(4);
    expect(list.statedTotal).toBe(rows.length);
    expect(list.columns.every(({ field, confidence }) => field !== 'ignored' && confidence >= 0.6)).toBe(true);
  });

  it('has exactly the right rows and signatures', () => {
    expect(list.rows.map(({ row, signed }) => ({ row, days: signed.map(Number) }))).toEqual(rows.map(({ row, days }) => ({ row, days })));
  });

  it('tells given names from surnames in every row', () => {
    let exact = 0;
    for (const [index, { person }] of rows.entries()) {
      const { first, last } = truth.people[person]!;
      const { given, surname, raw } = list.rows[index]!.name;
      const initial = /^\p{L}{1,2}\.$/u.test(given!);
      const slips = (initial ? (fold(first).startsWith(fold(given!)) ? 0 : 9) : editDistance(fold(given!), fold(first))) + editDistance(fold(surname!), fold(last));
      expect(slips, `${raw} → ${given} | ${surname}, is ${first} ${last}`).toBeLessThanOrEqual(2);
      if (slips === 0) exact++;
    }
    expect(exact / rows.length).toBeGreaterThan(0.85);
  });

  it('leaves only titles, empty rows and the total out', () => {
    expect(new Set(list.skipped.map(({ reason }) => reason))).toEqual(new Set(['title', 'empty', 'total']));
    expect(list.problems.filter(({ code }) => code !== 'sheets.name_swapped')).toEqual([]);
  });
});

it('names the parts of the training', async () => {
  const cycles = await Promise.all(truth.events.map(async ({ file }) => (await readLists(read(file), file)).lists[0]!.cycle));
  expect(cycles).toEqual([null, null, 1, 2, null, null]);
});
