import { describe, expect, it } from 'vitest';
import { febrl, scored, splinkFake, without } from '../../../../bench/matching-data.ts';
import { makePeople, seeded } from '../../../../bench/people-data.ts';
import { compare } from '../compare.ts';
import { fold, foldWords } from '../fold.ts';
import type { Table } from './guess.ts';
import { kindsOfHeadings } from './headings.ts';
import { matchTable, type TableMatch } from './match-table.ts';

const groupsOf = ({ clustering }: TableMatch): number[][] =>
  clustering.groups.filter(({ length }) => length > 1).map((group) => [...group].sort((a, b) => a - b)).sort((x, y) => x[0]! - y[0]!);
const people = (rows: number, seed: number) => makePeople({ rows, doubles: 0.2, mostDoubles: 3, errors: 2, families: 0.2, seed, countries: ['sr', 'bg', 'ro'] });

describe('folding', () => {
  it('is done once and for all: folding what is folded changes nothing', () => {
    const { rows } = people(400, 1);
    for (const text of rows.flatMap((row) => row.slice(0, 5))) {
      expect(foldWords(foldWords(text).join(' '))).toEqual(foldWords(text));
      for (const word of foldWords(text)) expect(fold(word)).toBe(word);
    }
  });
});

describe('matching a table', () => {
  it('finds what is to be found without labels, on tables of different kinds', async () => {
    const table = without(febrl(1), 'soc_sec_id');
    expect(scored(groupsOf(await matchTable(table)), table.truth).f1).toBeGreaterThanOrEqual(0.995);
    const fake = splinkFake();
    const { f1, precision } = scored(groupsOf(await matchTable(fake)), fake.truth);
    expect(f1).toBeGreaterThanOrEqual(0.945);
    expect(precision).toBeGreaterThanOrEqual(0.999);
  });

  it('answers the same for (a, b) and (b, a)', async () => {
    const match = await matchTable(people(500, 2));
    const random = seeded(9);
    for (let turn = 0; turn < 3_000; turn++) {
      const [a, b] = turn < match.likely.length ? match.likely[turn]! : [Math.floor(random() * 500), Math.floor(random() * 500)];
      const [one, other] = [compare(match.model, a, b), compare(match.model, b, a)];
      expect(other.probability).toBe(one.probability);
      expect(other.score).toBeCloseTo(one.score, 9);
      expect(other.verdict).toBe(one.verdict);
    }
  });

  it('explains exactly what it weighs: the reasons add up to the score', async () => {
    const { model, likely, estimate } = await matchTable(people(500, 3));
    const prior = Math.log2(estimate.prior / (1 - estimate.prior));
    for (const [a, b] of likely) {
      const { score, reasons } = compare(model, a, b);
      expect(reasons.reduce((sum, { bits }) => sum + bits, prior)).toBeCloseTo(score, 6);
    }
  });

  it('does not care in which order the rows stand, nor how many threads share the work', async () => {
    const table = people(700, 4);
    const groups = groupsOf(await matchTable(table));
    expect(groups.length).toBeGreaterThan(30);
    expect(groupsOf(await matchTable(table, { threads: 3 }))).toEqual(groups);
    for (const seed of [1, 2, 3]) {
      const random = seeded(seed);
      const order = [...table.rows.keys()].map((i) => [random(), i] as const).sort(([x], [y]) => x - y).map(([, i]) => i);
      const mixed = groupsOf(await matchTable({ headings: table.headings, rows: order.map((i) => table.rows[i]!) }));
      const back = mixed.map((group) => group.map((row) => order[row]!).sort((a, b) => a - b)).sort((x, y) => x[0]! - y[0]!);
      expect(back).toEqual(groups);
    }
  });

  it('leaves the groups of others alone when somebody unrelated is added', async () => {
    const table = people(600, 5);
    const groups = groupsOf(await matchTable(table));
    const strangers = makePeople({ rows: 6, doubles: 0, mostDoubles: 1, errors: 1, families: 0, seed: 77, countries: ['sr'] }).rows.map((row, i) => [`Zvonimirka${i}`, `Hadžiprodanović${i}x`, ...row.slice(2)]);
    for (const stranger of strangers) expect(groupsOf(await matchTable({ headings: table.headings, rows: [...table.rows, stranger] }))).toEqual(groups);
  });

  it('has nothing to say about tables with nothing to compare', async () => {
    const of = async (table: Table) => groupsOf(await matchTable(table));
    expect(await of({ headings: ['name'], rows: [] })).toEqual([]);
    expect(await of({ headings: ['name'], rows: [['Ana']] })).toEqual([]);
    expect(await of({ headings: ['id'], rows: [['1'], ['2']] })).toEqual([]);
    expect(await of({ headings: ['name', 'born'], rows: [['', ''], ['', '']] })).toEqual([]);
  });
});

describe('headings', () => {
  it.each([
    [['Име', 'Презиме', 'Датум рођења', 'Општина'], ['given', 'surname', 'birth_date', 'place']],
    [['Име', 'Презиме', 'Фамилия', 'ЕГН'], ['given', 'middle', 'surname', 'identifier']],
    [['Nume', 'Prenume', 'Data nașterii', 'IDNP', 'Localitatea'], ['surname', 'given', 'birth_date', 'identifier', 'place']],
    [['rec_id', 'givenName', 'soc_sec_id', 'dob', 'postcode'], ['ignored', 'given', 'identifier', 'birth_date', 'number']],
    [['ime', 'telefon', 'Phone 2', 'client surname'], ['given', 'phone', 'phone', 'surname']],
    [['Nume', 'Adresa', 'cluster'], ['name', 'address', 'ignored']],
  ])('%j', (headings, kinds) => expect(kindsOfHeadings(headings)).toEqual(kinds));
});
