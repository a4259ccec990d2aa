import { beforeAll, describe, expect, it } from 'vitest';
import { withDatabase } from '#platform/db/testing.ts';
import { reading } from '#platform/db/transaction.ts';
import type { Scope } from '#platform/session/scope.ts';
import { disaggregated } from './disaggregated-queries.ts';
import { resultsOf } from './queries.ts';
import { query, type Query } from './shape.ts';
import { stage, type Stage } from './testing.ts';

withDatabase();

let s: Stage;
const belgrade = 'RS-L-79014';
const brus = 'RS-L-70343';
const leskovac = 'RS-L-70726';

// 30 people at one training: 20 + 8 women and 2 men; 21 from Belgrade, 7 from Leskovac, 2 from Brus; the men are from Brus and Belgrade.
beforeAll(async () => {
  s = await stage();
  const eventId = await s.event('training', ['2022-05-01', '2022-05-02']);
  for (let i = 0; i < 30; i += 1) {
    const place = i < 21 ? belgrade : i < 28 ? leskovac : brus;
    await s.record('participation', '2022-05-01', {
      eventId, personId: await s.person(), organisationId: await s.organisation(i < 24 ? 'cso' : 'authority'), placeId: place, relation: 'represents', days: i % 2 ? ['2022-05-01'] : ['2022-05-01', '2022-05-02'],
      breakdown: { sex: i === 0 || i === 29 ? 'M' : 'F' },
    });
  }
});

const split = (by: Parameters<typeof disaggregated>[4], as: Scope, of: Partial<Query> & Pick<Query, 'method'> = { method: 'people' }) => reading(as, (tx) => disaggregated(tx, as, s.programmeId, query.parse(of), by));
const cells = (table: Awaited<ReturnType<typeof split>>) => Object.fromEntries(table.cells.map((cell) => [cell.value ?? '', cell.net]));
const net = async (where: Query['where'], as: Scope, method: Query['method'] = 'people') => (await s.ask({ method, where }, as)).net;

describe('a figure split by a characteristic', () => {
  it('is whole for those who work with the people', async () => {
    expect(cells(await split('breakdown:sex', s.scope))).toEqual({ F: 28, M: 2 });
    expect(cells(await split('municipality', s.scope))).toEqual({ [belgrade]: 21, [leskovac]: 7, [brus]: 2 });
    expect(await split('organisation-type', s.scope)).toMatchObject({ whole: { net: 30 }, cells: [{ value: 'authority', net: 6 }, { value: 'cso', net: 24 }], overlapping: 0 });
  });

  it('hides small cells from everybody else, and the cell that would give them away', async () => {
    for (const reader of [s.visitor, s.as('funder'), s.as('auditor'), s.as('organisation-representative')]) {
      expect(cells(await split('breakdown:sex', reader))).toEqual({ F: null, M: null });
      expect(cells(await split('municipality', reader))).toEqual({ [belgrade]: 21, [leskovac]: null, [brus]: null });
      expect(cells(await split('organisation-type', reader))).toEqual({ authority: 6, cso: 24 });
    }
  });

  it('does so for participations and attendances as for the people behind them', async () => {
    expect(cells(await split('municipality', s.visitor, { method: 'attendances' }))).toMatchObject({ [leskovac]: null, [brus]: null });
    expect(cells(await split('breakdown:sex', s.visitor, { method: 'participations' }))).toEqual({ F: null, M: null });
  });

  it('is shown for organisations and municipalities, which are no persons', async () => {
    expect(cells(await split('organisation-type', s.visitor, { method: 'municipalities' }))).toEqual({ authority: 2, cso: 2 });
  });

  it('is not split a second time in public', async () => {
    await expect(split('municipality', s.visitor, { method: 'people', where: { breakdown: { sex: 'F' } } })).rejects.toMatchObject({ status: 422, code: 'results.split_twice' });
    expect(cells(await split('municipality', s.scope, { method: 'people', where: { breakdown: { sex: 'F' } } }))).toEqual({ [belgrade]: 20, [leskovac]: 7, [brus]: 1 });
  });
});

describe('a single figure', () => {
  it('is refused exactly where its cell is hidden, whatever page asks', async () => {
    const asked: [Query['where'], number | null][] = [
      [{}, 30],
      [{ breakdown: { sex: 'F' } }, null],
      [{ breakdown: { sex: 'M' } }, null],
      [{ places: [belgrade] }, 21],
      [{ places: [leskovac] }, null],
      [{ places: [brus] }, null],
      // Two of three places together would leave the third alone.
      [{ places: [belgrade, leskovac] }, null],
      [{ places: [leskovac, brus] }, null],
      [{ organisationTypes: ['cso'] }, 24],
      [{ organisationTypes: ['authority'] }, 6],
      [{ organisationTypes: ['cso', 'authority'] }, 30],
      [{ organisationTypes: ['media'] }, 0],
      [{ eventKinds: ['training'] }, 30],
    ];
    for (const [where, expected] of asked) expect([JSON.stringify(where), await net(where, s.visitor)]).toEqual([JSON.stringify(where), expected]);
    const together = await reading(s.visitor, (tx) => resultsOf(tx, s.visitor, s.programmeId, asked.map(([where]) => query.parse({ method: 'people', where }))));
    expect(together.map((result) => result.net)).toEqual(asked.map(([, expected]) => expected));
  });

  it('cannot be had through another unit', async () => {
    for (const method of ['participations', 'attendances', 'completed-people', 'every-day-people'] as const) expect(await s.ask({ method, where: { places: [brus] } }, s.visitor)).toMatchObject({ net: null, gross: null, bounds: null, evidence: 0, refused: 'small-group' });
    expect(await s.ask({ method: 'municipalities', where: { places: [brus] } }, s.visitor)).toMatchObject({ net: 1, gross: 1, evidence: 1 });
    expect(await s.ask({ method: 'municipalities', where: { places: [brus] } }, s.scope)).toMatchObject({ net: 1, gross: 1, evidence: 2 });
  });

  it('by more than two characteristics is too close to a person', async () => {
    expect(await net({ places: [belgrade], organisationTypes: ['cso'], breakdown: { sex: 'F' } }, s.visitor)).toBeNull();
    // Two are one table: 24 from CSOs less these 21 would leave three from the other places.
    expect(await net({ places: [belgrade], organisationTypes: ['cso'] }, s.visitor)).toBeNull();
    expect(await net({ places: [belgrade], organisationTypes: ['cso'] }, s.scope)).toBe(21);
    expect(await net({ places: [belgrade], organisationTypes: ['cso'], breakdown: { sex: 'F' } }, s.scope)).toBe(20);
  });

  it('cannot be subtracted: no two figures that are given differ by a small group', async () => {
    const places = [[belgrade], [leskovac], [brus], [belgrade, leskovac], [belgrade, brus], [leskovac, brus], undefined];
    const types = [['cso'], ['authority'], undefined];
    const sexes = ['F', 'M', undefined];
    const wheres = places.flatMap((p) => types.flatMap((t) => sexes.map((sex): Query['where'] => ({ ...(p && { places: p }), ...(t && { organisationTypes: t }), ...(sex && { breakdown: { sex } }) }))));
    const results = await reading(s.visitor, (tx) => resultsOf(tx, s.visitor, s.programmeId, wheres.map((where) => query.parse({ method: 'people', where }))));
    const truth = await reading(s.scope, (tx) => resultsOf(tx, s.scope, s.programmeId, wheres.map((where) => query.parse({ method: 'people', where }))));
    const given = wheres.flatMap((where, i) => (results[i]!.net === null ? [] : [{ where, net: results[i]!.net! }]));
    expect(given.length).toBeGreaterThan(5);
    for (const [i, where] of wheres.entries()) if (truth[i]!.net! > 0 && truth[i]!.net! < 5) expect([where, results[i]!.net]).toEqual([where, null]);
    const within = (a: Query['where'], b: Query['where']) =>
      (!b.places || (a.places ?? ['*']).every((one) => b.places!.includes(one))) && (!b.organisationTypes || (a.organisationTypes ?? ['*']).every((one) => b.organisationTypes!.includes(one))) && (!b.breakdown || b.breakdown['sex'] === a.breakdown?.['sex']);
    for (const small of given) for (const large of given) if (within(small.where, large.where)) expect([small.where, large.where, large.net - small.net > 0 && large.net - small.net < 5]).toEqual([small.where, large.where, false]);
  });
});
