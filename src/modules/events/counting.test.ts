import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { whichPlace } from '#modules/places/which-place.ts';
import { countLists, type Count } from './counting.ts';
import { madeProgramme, type TrueFigures, type TrueRow } from './fixtures/generate-sheets.ts';
import { readLists } from './sheets/lists.ts';
import type { ParticipantsList } from './sheets/shape.ts';

async function read(files: { name: string; bytes: Uint8Array }[]): Promise<ParticipantsList[]> {
  const lists = [];
  for (const { name, bytes } of files) lists.push(...(await readLists(bytes, name)).lists);
  return lists;
}

describe('the six sign-in sheets of the 2022 programme', () => {
  const folder = join(import.meta.dirname, 'sheets', 'fixtures', 'programme-2022');
  const truth = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8')) as {
    events: { file: string; rows: { row: number; person: string; organisation: string; place: string; days: number[] }[] }[];
    expected: Record<'exchange' | 'tot' | 'presentation' | 'programme', { attendances: number; people: number; organisations: number; csos: number; municipalities: number; municipality_mentions: number }> & { tot_completed_both: number };
  };
  let lists: ParticipantsList[];
  let count: Count;
  beforeAll(async () => {
    lists = await read(truth.events.map(({ file }) => ({ name: file, bytes: readFileSync(join(folder, file)) })));
    count = countLists(lists);
  });

  it.each([
    ['exchange', [0, 1]],
    ['tot', [2, 3]],
    ['presentation', [4, 5]],
    ['programme', [0, 1, 2, 3, 4, 5]],
  ] as const)('give the figures of %s', (group, indices) => {
    const { municipalities, ...figures } = count.figures(indices);
    const { municipalities: net, municipality_mentions: gross, ...expected } = truth.expected[group];
    expect(figures).toMatchObject(expected);
    expect(municipalities).toMatchObject({ net, gross });
    expect(municipalities.overlaps.reduce((sum, { times }) => sum + times - 1, 0)).toBe(gross - net);
  });

  it('18 people completed both parts of the training of trainers, which count as one list', () => {
    expect(count.figures([2, 3]).completed).toBe(truth.expected.tot_completed_both);
    expect(count.lists.map(({ cycle }) => cycle)).toEqual([0, 1, 2, 2, 3, 4]);
  });

  it('name the overlap: Belgrade in both exchange events, and nothing else', () => {
    expect(count.figures([0, 1]).municipalities.overlaps).toEqual([{ unit: 'RS-L-79014', times: 2 }]);
  });

  it('give every row its days and its municipality', () => {
    const rows = truth.events.flatMap(({ rows }, list) => rows.map((row) => ({ list, row: row.row, place: whichPlace(row.place, { level: 'municipality', country: 'RS' })[0]!.municipality, days: row.days.map(Boolean) })));
    expect(count.rows.map(({ list, row, place, days }) => ({ list, row, place, days }))).toEqual(rows);
  });

  it('flag Раковац and propose Rekovac first, which is what they count', () => {
    const doubts = count.doubts.filter((doubt) => doubt.field === 'place');
    expect(doubts.map(({ list, row, text, code }) => [list, row, text, code])).toEqual([5, 8, 26].map((row) => [4, row, 'Раковац', 'place_wrong_level']));
    for (const doubt of doubts) expect(doubt.proposals[0]).toEqual({ unit: 'RS-L-71030' });
  });

  it('keep Mila and Milica Lukić of Brus apart', () => {
    const keys = lists.flatMap((list, index) => list.rows.filter((row) => /^(Mil(ic)?a|Мил(иц)?а)$/.test(row.name.given ?? '') && /^(Luk|Лук)/.test(row.name.surname ?? '')).map((row) => count.rows.find((one) => one.list === index && one.row === row.row)!.person));
    expect([keys.length, new Set(keys).size]).toEqual([3, 2]);
  });
});

// Programmes nobody has tuned anything to: other people, towns, offices, headings, mistakes; three countries, five hands.
describe('programmes made up from seeds', () => {
  const seeds = Array.from({ length: 24 }, (_, i) => 1_000 + i);
  const found: { seed: number; wrong: string[]; people: number; flagged: boolean }[] = [];
  const pairs = { people: { both: 0, onlyFound: 0, onlyTrue: 0 }, organisations: { both: 0, onlyFound: 0, onlyTrue: 0 } };

  beforeAll(async () => {
    for (const seed of seeds) {
      const programme = madeProgramme(seed);
      const lists = await read(programme.files);
      const count = countLists(lists);
      const rows = programme.files.flatMap((file, list) => file.rows.map((truth) => ({ truth, row: count.rows.find((row) => row.list === list && row.row === truth.row)! })));
      expect(rows.every(({ row }) => row), `seed ${seed}: a row was lost`).toBe(true);
      expect(count.rows.length).toBe(rows.length);
      comparePairs(rows.map(({ truth, row }) => [truth.person, row.person]), pairs.people);
      comparePairs(rows.map(({ truth, row }) => [truth.organisation, row.organisation!]), pairs.organisations);

      const wrong = rows.flatMap(({ truth, row }) => differences(truth, row).map((what) => `${what} of row ${truth.row}`));
      const all = programme.files.map((_, i) => i);
      for (const [name, indices] of Object.entries({ ...programme.groups, all })) wrong.push(...wrongFigures(count.figures(indices), programme.figures[name as 'all']).map((figure) => `${name}: ${figure}`));
      const { wrongPlace } = programme;
      const flagged = wrongPlace.file < 0 || count.doubts.some((doubt) => doubt.field === 'place' && doubt.list === wrongPlace.file && doubt.proposals.some((one) => 'unit' in one && one.unit === wrongPlace.unit));
      found.push({ seed, wrong, people: count.figures(all).people - programme.figures.all.people, flagged });
    }
  }, 600_000);

  it('come in all three countries', () => {
    expect(new Set(seeds.map((seed) => madeProgramme(seed).country))).toEqual(new Set(['RS', 'BG', 'MD']));
  });

  it('have their municipalities, attendances and completed people counted exactly, overlaps and all', () => {
    expect(found.flatMap(({ seed, wrong }) => wrong.filter((what) => !/organisations|csos|people/.test(what)).map((what) => `${seed} ${what}`))).toEqual([]);
  });

  it('have their people counted within one', () => {
    expect(found.filter(({ people }) => Math.abs(people) > 1)).toEqual([]);
  });

  it('have their organisations and CSOs counted exactly in nineteen of twenty', () => {
    const off = found.filter(({ wrong }) => wrong.some((what) => /^all: (organisations|csos)/.test(what)));
    expect(off.length).toBeLessThanOrEqual(found.length / 20);
  });

  it('have their wrongly written municipality flagged with the right one among the proposals', () => {
    expect(found.filter(({ flagged }) => !flagged)).toEqual([]);
  });

  it.each([
    ['people', 0.998, 0.995],
    ['organisations', 0.999, 0.995],
  ] as const)('have the pairs of rows that are one of the %s found', (what, precision, recall) => {
    const { both, onlyFound, onlyTrue } = pairs[what];
    expect(both / (both + onlyFound)).toBeGreaterThanOrEqual(precision);
    expect(both / (both + onlyTrue)).toBeGreaterThanOrEqual(recall);
  });
});

function comparePairs(keys: [truth: string, found: string][], sums: { both: number; onlyFound: number; onlyTrue: number }): void {
  for (const [i, [truth, key]] of keys.entries()) {
    for (const [otherTruth, otherKey] of keys.slice(0, i)) {
      if (truth === otherTruth && key === otherKey) sums.both++;
      else if (key === otherKey) sums.onlyFound++;
      else if (truth === otherTruth) sums.onlyTrue++;
    }
  }
}

const differences = (truth: TrueRow, row: Count['rows'][number]): string[] => [
  ...(row.place === truth.place ? [] : [`place ${row.place} for ${truth.place}`]),
  ...(JSON.stringify(row.days) === JSON.stringify(truth.days) ? [] : ['days']),
];

function wrongFigures(found: ReturnType<Count['figures']>, truth: TrueFigures): string[] {
  const simple = (['attendances', 'people', 'completed', 'organisations', 'csos'] as const).filter((figure) => found[figure] !== truth[figure]);
  return [...simple, ...(JSON.stringify(sorted(found)) === JSON.stringify(sorted(truth)) ? [] : ['municipalities'])];
}

const sorted = ({ municipalities: { net, gross, overlaps } }: TrueFigures | ReturnType<Count['figures']>) => [net, gross, overlaps.map(({ unit, times }) => `${unit} ${times}`).sort()];
