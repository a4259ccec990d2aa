import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bounds, eleven, indicatorNames, indicators, shareOfGdp, together, type Contribution, type IndicatorName } from './indicators.ts';
import { choices, kindsAsked, kindsOf } from './kinds.ts';
import { placeFigures, serviceChoices, serviceFigures, type Answers, type Entry, type Figure, type MunicipalYear } from './shape.ts';

const source = JSON.parse(readFileSync(new URL('../nomenclature/data/mapping-indicators-rs.json', import.meta.url), 'utf8')) as { raw_variables: { id: string }[]; derived_indicators: { id: string }[] };

test('the questionnaire asks for the 35 variables of the mapping, and the eleven indicators are those of the mapping', () => {
  const asked = ['lsu_id', 'year', 'service_code', 'service_exists', ...serviceFigures, ...Object.keys(serviceChoices), 'provider_name', 'licence_valid_until'];
  expect(asked.map((name) => (name === 'exp_total' ? 'exp_total_rsd' : name)).sort()).toEqual(source.raw_variables.map(({ id }) => id).sort());
  expect([asked.length, eleven]).toEqual([35, source.derived_indicators.map(({ id }) => id)]);
});

const entry = (kind: string, id: string, figures: Entry['figures'], choices: Entry['choices']): Entry => ({ id, kind, figures, choices, provider_name: null, licence_valid_until: null });
const none = Object.fromEntries(kindsOf('RS').map(({ code }) => [code, 'no' as const]));
const municipal = (year: number, answers: Answers): MunicipalYear => ({ place: 'RS-L-71269', year, answerId: `a${year}`, version: 1, submittedAt: new Date(0), answers });

/*
 * One municipality, worked out by hand (nothing below was taken from the program).
 *
 *   Inhabitants 115,000, of them 65 and over 25,000; children with disabilities 400; budget 5,000,000,000.
 *
 *                      provider  months  clients  a month  not in town  h/week   spent        municipality  transfer   donors     fees       licence
 *   A day care (2.1)   public      12       24       20         6        40     12,000,000    9,600,000    2,400,000          0          0   full
 *   B home care (2.5)  CSO          9      150      120        60         4     18,000,000    9,000,000    5,400,000  1,800,000  1,800,000   limited
 *   C home care (2.5)  private     12       50       40         5        10      6,000,000    6,000,000            0          0          0   none
 *   together                              224                  71               36,000,000   24,600,000    7,800,000  1,800,000  1,800,000
 *
 *   The year before: day care 12 months, home care (one provider) 10 months.
 *
 *   availability            100 % (there is a service)
 *   coverage                2.1: 24 / 400 = 6 %      2.5: 200 / 25,000 = 0.8 %      all: 224 / 115,000 = 0.19478 %
 *   intensity               2.5: (4·150 + 10·50) / 200 = 1,100 / 200 = 5.5      all: (40·24 + 1,100) / 224 = 2,060 / 224 = 9.19643
 *   stability               2.1 both years 12; 2.5 now 12 (C), before 10: 1 of 2 = 50 %
 *   expenditure_share       36,000,000 / 5,000,000,000 = 0.72 %
 *   expenditure_per_capita  36,000,000 / 115,000 = 313.04348
 *   unit_cost, month        2.5: 24,000,000 / (120·9 + 40·12 = 1,560) = 15,384.61538      2.1: 12,000,000 / 240 = 50,000
 *   unit_cost, hour         2.1: 240 client-months · 40 h · 52/12 = 41,600 h; 12,000,000 / 41,600 = 288.46154
 *   provider_mix            by services a third each; by clients public 24/224 = 10.71429 %, CSO 150/224 = 66.96429 %, private 50/224 = 22.32143 %
 *   funding_mix             24.6/36 = 68.33333 %, 7.8/36 = 21.66667 %, 1.8/36 = 5 %, 5 %, 0 %
 *   licensed_share          2 of 3 = 66.66667 %
 *   reach_non_urban         71 / 224 = 31.69643 %
 *   of a GDP of 7,200,000,000,000: 0.0005 %
 */
const byHand: [IndicatorName, kinds: string[] | 'all', number][] = [
  ['availability', 'all', 100], ['availability', ['RS-3.3'], 0],
  ['coverage', ['RS-2.1'], 6], ['coverage', ['RS-2.5'], 0.8], ['coverage', 'all', 0.19478], ['coverage', ['RS-3.3'], 0],
  ['intensity', ['RS-2.5'], 5.5], ['intensity', 'all', 9.19643],
  ['stability', 'all', 50], ['stability', ['RS-2.1'], 100],
  ['expenditure_share', 'all', 0.72], ['expenditure_per_capita', 'all', 313.04348],
  ['unit_cost_month', ['RS-2.5'], 15384.61538], ['unit_cost_month', ['RS-2.1'], 50_000], ['unit_cost_hour', ['RS-2.1'], 288.46154],
  ['provider_public', 'all', 33.33333], ['provider_cso', 'all', 33.33333], ['provider_private', 'all', 33.33333],
  ['clients_public', 'all', 10.71429], ['clients_cso', 'all', 66.96429], ['clients_private', 'all', 22.32143],
  ['funding_municipality', 'all', 68.33333], ['funding_transfer', 'all', 21.66667], ['funding_donors', 'all', 5], ['funding_fees', 'all', 5], ['funding_other', 'all', 0],
  ['licensed_share', 'all', 66.66667], ['reach_non_urban', 'all', 31.69643],
];
const money = (exp_total: number, exp_lsu_budget: number, exp_earmarked_transfer: number, exp_donors: number, exp_client_fees: number) => ({ exp_total, exp_lsu_budget, exp_earmarked_transfer, exp_donors, exp_client_fees, exp_other: 0 });
const now = municipal(2025, {
  place: { population: 115_000, population_65_plus: 25_000, children_disability: 400, budget: 5_000_000_000 },
  exists: { ...none, 'RS-2.1': 'yes', 'RS-2.5': 'yes' },
  services: [
    entry('RS-2.1', 'A', { months_provided: 12, clients_total: 24, clients_month_avg: 20, clients_non_urban: 6, hours_per_client_week: 40, ...money(12_000_000, 9_600_000, 2_400_000, 0, 0) }, { provider_type: 'public', licence_status: 'full' }),
    entry('RS-2.5', 'B', { months_provided: 9, clients_total: 150, clients_month_avg: 120, clients_non_urban: 60, hours_per_client_week: 4, ...money(18_000_000, 9_000_000, 5_400_000, 1_800_000, 1_800_000) }, { provider_type: 'cso', licence_status: 'limited' }),
    entry('RS-2.5', 'C', { months_provided: 12, clients_total: 50, clients_month_avg: 40, clients_non_urban: 5, hours_per_client_week: 10, ...money(6_000_000, 6_000_000, 0, 0, 0) }, { provider_type: 'private', licence_status: 'none' }),
  ],
  remarks: {},
});
const before = municipal(2024, { place: {}, exists: { ...none, 'RS-2.1': 'yes', 'RS-2.5': 'yes' }, services: [entry('RS-2.1', 'A', { months_provided: 12 }, {}), entry('RS-2.5', 'B', { months_provided: 10 }, {})], remarks: {} });
const all = kindsOf('RS').map(({ code }) => code);
const valueOf = (name: IndicatorName, kinds: readonly string[], asked: { now: MunicipalYear | null; before: MunicipalYear | null }) => together([indicators[name].contribution(asked, kinds)]).value;

describe('one municipality', () => {
  test.each(byHand)('%s of %j is %d, as by hand', (name, kinds, value) => expect(valueOf(name, kinds === 'all' ? all : kinds, { now, before })).toBeCloseTo(value, 5));
  test('every indicator is among those worked out', () => expect(indicatorNames.filter((name) => !byHand.some(([one]) => one === name))).toEqual([]));
  test('spending of the gross domestic product', () => {
    expect(shareOfGdp([{ now, before }], all, 7_200_000_000_000)).toMatchObject({ value: 0.0005, isComplete: true });
    expect(shareOfGdp([{ now, before }, { now: null, before: null }], all, 7_200_000_000_000)).toMatchObject({ unknown: 1, isComplete: false });
    expect(shareOfGdp([{ now, before }], all, null).value).toBeNull();
  });
  test('where the question does not arise there is no figure, and that is not unknown', () => {
    for (const name of ['intensity', 'unit_cost_month', 'provider_cso', 'funding_donors', 'licensed_share', 'reach_non_urban', 'stability'] as const) expect([name, indicators[name].contribution({ now, before }, ['RS-3.3'])]).toEqual([name, 'absent']);
  });
  test('nobody has answered: everything is unknown', () => {
    for (const name of indicatorNames) expect([name, indicators[name].contribution({ now: null, before: null }, all)]).toEqual([name, 'unknown']);
  });
});

describe('what is unknown', () => {
  const where = fc.constantFrom<(answers: Answers, at: number, to: 'unknown' | undefined) => void>(
    (answers, at, to) => set(answers.place, placeFigures[at % placeFigures.length]!, to),
    ...now.answers.services.map((_, i) => (answers: Answers, at: number, to: 'unknown' | undefined) => set(answers.services[i]!.figures, serviceFigures[at % serviceFigures.length]!, to)),
    ...now.answers.services.map((_, i) => (answers: Answers, at: number, to: 'unknown' | undefined) => set(answers.services[i]!.choices, Object.keys(serviceChoices)[at % 3]!, to)),
    (answers, at, to) => set(answers.exists, all[at % all.length]!, to),
  );
  const holes = fc.array(fc.tuple(where, fc.nat(), fc.constantFrom<'unknown' | undefined>('unknown', undefined)), { minLength: 1, maxLength: 6 });
  const kinds = fc.constantFrom(all, ['RS-2.1'], ['RS-2.5'], ['RS-3.3'], ['RS-2.1', 'RS-2.5']);

  test('never becomes zero, nor any other number: a figure stays what it was or is unknown', () => {
    fc.assert(fc.property(holes, kinds, fc.constantFrom(...indicatorNames), (holes, kinds, name) => {
      const holed = structuredClone(now);
      for (const [make, at, to] of holes) make(holed.answers, at, to);
      const [whole, left] = [indicators[name].contribution({ now, before }, kinds), indicators[name].contribution({ now: holed, before }, kinds)];
      // Under several kinds one that is there is enough to be there.
      if (left !== 'unknown') expect(left).toEqual(whole);
    }), { numRuns: 2_000 });
  });

  test('the same for the year before', () => {
    fc.assert(fc.property(fc.constantFrom(...all), fc.constantFrom('unknown' as const, undefined), (kind, to) => {
      const holed = structuredClone(before);
      set(holed.answers.exists, kind, to);
      expect(['unknown', indicators.stability.contribution({ now, before }, all)]).toContainEqual(indicators.stability.contribution({ now, before: holed }, all));
    }));
  });

  test('municipalities that are unknown change no territory’s value, only what is said beside it', () => {
    const contribution: fc.Arbitrary<Contribution> = fc.oneof(fc.constant('unknown' as const), fc.constant('absent' as const), fc.record({ over: fc.double({ min: 0, max: 1e9, noNaN: true }), under: fc.double({ min: 0.1, max: 1e9, noNaN: true }) }));
    fc.assert(fc.property(fc.array(contribution), fc.nat(20), (contributions, silent) => {
      const [few, many] = [together(contributions), together([...contributions, ...Array<Contribution>(silent).fill('unknown')])];
      expect(many).toEqual({ ...few, unknown: few.unknown + silent });
      if (!contributions.some((one) => typeof one === 'object')) expect(many.value).toBeNull();
    }));
  });

  test('a share says between which values it lies', () => {
    const there = { over: 100, under: 1 };
    expect(bounds(together([there, { over: 0, under: 1 }, 'unknown', 'unknown']))).toEqual({ least: 25, most: 75 });
    expect(bounds(together([]))).toBeNull();
  });
});

function set(record: object, key: string, to: Figure | undefined) {
  if (to === undefined) delete (record as Record<string, unknown>)[key];
  else (record as Record<string, unknown>)[key] = to;
}

test('what can be chosen covers every kind, and every kind has words', () => {
  expect(new Set(choices().flatMap(({ kinds }) => kinds)).size).toBe(kindsAsked().length);
  expect(choices().find(({ code }) => code === 'day-care')!.kinds).toEqual(['RS-2.1', 'RS-2.2', 'RS-2.3', 'BG-7.1', 'BG-7.2', 'MD-S.3', 'MD-S.4']);
});
