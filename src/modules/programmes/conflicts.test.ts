import { describe, expect, test } from 'vitest';
import { conflicts } from './conflicts.ts';
import type { Decision, Indicator, Target } from './framework/shape.ts';

let ids = 0;
const target = (comparator: Target['comparator'], value: number, more: Partial<Target> = {}): Target => ({
  targetId: `t${++ids}`, comparator, value, fromMonth: null, untilMonth: null, breakdown: {}, per: null, population: {}, sourceSentence: null, sourceSection: null, sourceLanguage: null, ...more,
});
const indicator = (targets: Target[], more: Partial<Indicator> = {}): Indicator => ({
  indicatorId: `i${++ids}`, levelId: null, titles: { en: 'X' }, query: null, population: {}, baseline: null, baselineOn: null, disaggregation: [], isPublic: true, targets, ...more,
});

describe('what the source documents say twice', () => {
  test('320 against 210 professionals: two numbers, of differently worded groups, both sentences kept', () => {
    const said = [
      target('exactly', 320, { sourceSentence: 'Increased Capacities of 320 professionals and activists from MODS', population: { en: 'professionals and activists from member CSOs of MODS' } }),
      target('exactly', 210, { sourceSentence: 'The project activities will directly target 210 professionals', population: { en: 'professionals at the local level' } }),
    ];
    expect(conflicts([indicator(said)])).toEqual([
      { kind: 'value', targets: said.map((one) => ({ ...one, indicatorId: expect.any(String) })), together: null, populationsDiffer: true, fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/), decision: null },
    ]);
  });

  test('60 against "at least 60": the same number, another comparator, and one number that satisfies both', () => {
    const [conflict] = conflicts([indicator([target('exactly', 60), target('at-least', 60)])]);
    expect(conflict).toMatchObject({ kind: 'comparator', together: { least: 60, most: 60 }, populationsDiffer: false });
  });
});

describe('what is one thing', () => {
  test('two indicators that count the same, their filter written in another order', () => {
    const query = (where: object) => ({ method: 'people' as const, where, mixRelations: false });
    const one = indicator([target('exactly', 10)], { query: query({ from: '2020-01-01', until: '2020-12-31' }) });
    const two = indicator([target('exactly', 12)], { query: query({ until: '2020-12-31', from: '2020-01-01' }) });
    expect(conflicts([one, two]).map(({ targets }) => targets.map(({ indicatorId }) => indicatorId))).toEqual([[one.indicatorId, two.indicatorId]]);
  });

  test.each([
    ['another period', { fromMonth: '2020-01', untilMonth: '2020-12' }],
    ['another category', { breakdown: { sex: 'F' } }],
    ['each region instead of all', { per: 'region' as const }],
  ])('%s is another thing', (_, more) => {
    expect(conflicts([indicator([target('at-least', 6), target('exactly', 2, more)])])).toEqual([]);
  });

  test('indicators that nothing counts are two things even when both have no query', () => {
    expect(conflicts([indicator([target('exactly', 3)]), indicator([target('exactly', 4)])])).toEqual([]);
  });

  test('the same promise twice is no conflict', () => {
    expect(conflicts([indicator([target('at-least', 6), target('at-least', 6)])])).toEqual([]);
  });
});

test('which numbers would satisfy all', () => {
  const togetherOf = (...targets: Target[]) => conflicts([indicator(targets)])[0]!.together;
  expect(togetherOf(target('at-least', 30), target('at-least', 40))).toEqual({ least: 40, most: null });
  expect(togetherOf(target('at-least', 30), target('at-most', 40))).toEqual({ least: 30, most: 40 });
  expect(togetherOf(target('at-least', 50), target('at-most', 40))).toBe(null);
  expect(togetherOf(target('exactly', 50), target('at-most', 40))).toBe(null);
  expect(togetherOf(target('at-most', 10), target('at-most', 20))).toEqual({ least: 0, most: 10 });
});

test('a decision holds until a target changes, and the latest one counts', () => {
  const [a, b] = [target('exactly', 320), target('exactly', 210)];
  const of = indicator([a, b]);
  const { fingerprint } = conflicts([of])[0]!;
  const decision = (decidedAt: string): Decision => ({ decisionId: decidedAt, fingerprint, outcome: 'both-hold', targetId: null, reasons: { en: 'two groups' }, decidedAt });
  const decisions = [decision('2022-01-01'), decision('2022-02-01')];
  expect(conflicts([of], decisions)[0]!.decision?.decisionId).toBe('2022-02-01');
  expect(conflicts([{ ...of, targets: [b, a] }], decisions)[0]!.decision).not.toBe(null);
  expect(conflicts([{ ...of, targets: [a, { ...b, value: 220 }] }], decisions)[0]!.decision).toBe(null);
});
