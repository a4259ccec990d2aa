/** Pure parts: forms, questions of plausibility, small groups, classes, gaps, what happened. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newId } from '#platform/ids.ts';
import { allUnits, levelOf } from '#modules/places/gazetteer.ts';
import { classesOf, classOf, colourOf } from './classes.ts';
import { entryIn, entryTexts, figureIn, figureTexts, numberIn } from './form.ts';
import { standingIn } from './gaps.ts';
import { historyOf } from './history.ts';
import { indicatorNames } from './indicators.ts';
import { kindsOf } from './kinds.ts';
import { doubtsIn } from './plausible.ts';
import { ages, entry, figure, known, serviceFigures, type Answers, type Entry, type MunicipalYear } from './shape.ts';
import { hiddenIn } from './small-groups.ts';
import { allMunicipalities, Answered, municipalitiesIn } from './territory.ts';

describe('a number, none, or we do not know', () => {
  test.each([['12', 12], ['1.234', 1234], ['1 234,5', 1234.5], ['1234.5', 1234.5], ['1.234.567', 1_234_567], ['1,234,567.5', 1_234_567.5], ['1,234,567', 1_234_567], ['1,234.5', 1234.5], ['12,333', 12.333], ['1,125', 1.125], ['0,125', 0.125], ['0.125', 0.125], ['12.345,678', 12_345.678], ['1,23,4', null], ['0,5', 0.5], ['12a', null], ['-3', null], ['1.23.4', null], ['', null], [',5', null]])('%s is %s', (text, value) => expect(numberIn(text)).toBe(value));
  test('what the form writes it reads, to the third decimal', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), (thousandths) => numberIn(figureTexts({ one: thousandths / 1000 }).one!) === thousandths / 1000));
  });
  test('zero is said, never assumed', () => {
    expect(figureIn('clients_total', {})).toEqual({ value: undefined });
    expect(figureIn('clients_total', { clients_total: '', clients_total_is: 'number' })).toEqual({ value: undefined });
    expect(figureIn('clients_total', { clients_total: '', clients_total_is: 'none' })).toEqual({ value: 0 });
    expect(figureIn('clients_total', { clients_total: '0' })).toEqual({ value: 0 });
    expect(figureIn('clients_total', { clients_total_is: 'unknown' })).toEqual({ value: 'unknown' });
    expect(figureIn('clients_total', { clients_total: '12', clients_total_is: 'unknown' }).wrong?.code).toBe('coverage.both');
    expect(figureIn('clients_total', { clients_total: '1,5' }).wrong?.code).toBe('coverage.whole');
    // What is seventeen to one and seventeen thousand to another is asked back, where nobody gives three decimals.
    expect([figureIn('clients_total', { clients_total: '17,000' }).wrong?.code, figureIn('budget', { budget: '17,000' }).wrong?.code, figureIn('budget', { budget: '17.000,50' }), figureIn('clients_month_avg', { clients_month_avg: '12,333' })]).toEqual(['coverage.comma', 'coverage.comma', { value: 17_000.5 }, { value: 12.333 }]);
    expect(figureIn('months_provided', { months_provided: '13' }).wrong).toMatchObject({ code: 'coverage.too_much', details: { most: 12 } });
  });
  test('what was answered comes back out of the form as it was', () => {
    const some = fc.record({ figures: fc.dictionary(fc.constantFrom(...serviceFigures), fc.oneof(fc.integer({ min: 0, max: 7 }), fc.constant('unknown' as const))), name: fc.option(fc.constantFrom('Центар', 'Sunce')), until: fc.option(fc.constantFrom('2027-03-01')) });
    fc.assert(fc.property(some, ({ figures, name, until }) => {
      const one = entry.parse({ id: newId(), kind: 'RS-2.1', figures, choices: { provider_type: 'cso', licence_status: 'unknown' }, provider_name: name, licence_valid_until: until });
      expect(entryIn(one, entryTexts(one))).toEqual({ found: one, wrong: [] });
    }));
  });
});

const service = (kind: string, figures: Entry['figures'], more: Partial<Entry> = {}): Entry => entry.parse({ id: newId(), kind, figures, ...more });
const told = (place: string, year: number, exists: Answers['exists'], services: Entry[] = []): MunicipalYear => ({ place, year, answerId: newId(), version: 1, submittedAt: new Date(0), answers: { place: {}, exists, services, remarks: {} } });

describe('what looks odd is asked about', () => {
  const codes = (one: Entry, before: Answers | null = null) => doubtsIn({ place: {}, exists: { 'RS-2.1': 'yes' }, services: [one], remarks: {} }, before).map(({ code }) => code);
  test.each<[string, Entry['figures'], string[]]>([
    ['more women than clients', { clients_total: 10, clients_female: 11 }, ['more_than_all']],
    ['ages do not add up', { clients_total: 10, ...Object.fromEntries(ages.map((age) => [age, 1])) }, ['ages_sum']],
    ['with one age unknown nothing can be said', { clients_total: 10, ...Object.fromEntries(ages.map((age) => [age, 1])), clients_age_0_5: 'unknown' }, []],
    ['a service that exists without clients', { clients_total: 0, months_provided: 0 }, ['nobody', 'never_worked']],
    ['more in a month than in the year', { clients_total: 10, clients_month_avg: 12 }, ['more_at_once']],
    ['more hours than it is open', { days_per_week: 5, hours_per_day: 4, hours_per_client_week: 30 }, ['more_hours']],
    ['sources are more than the whole', { exp_total: 100, exp_donors: 101 }, ['money_sum']],
    ['sources are less than the whole, some unknown', { exp_total: 100, exp_donors: 50, exp_other: 'unknown' }, []],
    ['more trained than there are', { staff_engaged: 3, staff_accredited_training: 4 }, ['more_trained']],
    ['all is well', { clients_total: 10, clients_female: 4, months_provided: 12 }, []],
  ])('%s', (_, figures, expected) => expect(codes(service('RS-2.1', figures))).toEqual(expected));
  test('a jump from the year before, a licence without an end, a budget that does not suffice', () => {
    expect(codes(service('RS-2.1', { clients_total: 100 }), { place: {}, exists: {}, services: [service('RS-2.1', { clients_total: 20 })], remarks: {} })).toEqual(['changed_much']);
    expect(codes(service('RS-2.1', {}, { choices: { licence_status: 'full' } }))).toEqual(['licence_without_end']);
    expect(doubtsIn({ place: { budget: 10, population: 5, population_0_17: 1, population_18_64: 1, population_65_plus: 1 }, exists: { 'RS-2.1': 'yes', 'RS-2.2': 'yes' }, services: [service('RS-2.1', { exp_lsu_budget: 11 })], remarks: {} }).map(({ code }) => code)).toEqual(['population_parts', 'not_described', 'over_budget']);
  });
});

describe('small groups of clients', () => {
  const district = municipalitiesIn('RS-06').map(({ id }) => id);
  const clients = fc.array(fc.option(fc.nat(12)), { minLength: district.length, maxLength: district.length });
  const yearOf = (counts: (number | null)[]) => counts.flatMap((n, at) => (n === null ? [] : told(district[at]!, 2025, { ...Object.fromEntries(kindsOf('RS').map(({ code }) => [code, 'no'])), 'RS-2.1': 'yes' }, [service('RS-2.1', { clients_total: n, clients_month_avg: n, clients_female: Math.floor(n / 2) })])));

  test('one to four are never shown, nor what they could be had from by subtraction', () => {
    fc.assert(fc.property(clients, (counts) => {
      const year = yearOf(counts);
      const hidden = hiddenIn(year);
      const seen = (one: MunicipalYear) => !hidden.figure(one.answers.services[0]!, 'clients_total');
      const n = (one: MunicipalYear) => known(one.answers.services[0]!.figures.clients_total)!;
      for (const one of year) if (n(one) > 0 && n(one) < 5) expect(seen(one)).toBe(false);
      // When the district's total is given, what is hidden in it is no small group and no single municipality.
      const total = !hidden.indicator('coverage', 'RS-06', year, ['RS-2.1']);
      const missing = year.filter((one) => !seen(one));
      if (total && missing.length) expect([missing.length >= 2, missing.reduce((sum, one) => sum + n(one), 0) >= 5]).toEqual([true, true]);
      for (const one of year) {
        const female = Math.floor(n(one) / 2);
        if (seen(one) && !hidden.figure(one.answers.services[0]!, 'clients_female')) expect([female, n(one) - female].filter((part) => part > 0 && part < 5)).toEqual([]);
      }
    }), { numRuns: 300 });
  });

  test('a share does not give away the small group in it, nor an unknown total its parts', () => {
    const village = (figures: Entry['figures']) => [told('RS-L-71269', 2025, { 'RS-2.1': 'yes' }, [service('RS-2.1', figures)])];
    const small = village({ clients_total: 24, clients_non_urban: 3 });
    const large = village({ clients_total: 24, clients_non_urban: 10 });
    expect([small, large].map((year) => hiddenIn(year).indicator('reach_non_urban', 'RS-L-71269', year, ['RS-2.1']))).toEqual([true, false]);
    const open = village({ clients_total: 'unknown', clients_non_urban: 10 });
    expect(hiddenIn(open).figure(open[0]!.answers.services[0]!, 'clients_non_urban')).toBe(true);
  });

  test('a figure weighted by clients rests on visible numbers only; what counts no people is always given', () => {
    const year = yearOf([20, 3, 30]);
    const hidden = hiddenIn(year);
    expect(indicatorNames.filter((name) => hidden.indicator(name, 'RS-06', year, ['RS-2.1']))).toEqual(expect.arrayContaining(['intensity', 'unit_cost_month', 'reach_non_urban']));
    expect(hidden.indicator('expenditure_per_capita', 'RS-06', year, ['RS-2.1'])).toBe(false);
  });
});

describe('territories', () => {
  test('every one of the 447 municipalities lies in exactly one country, and units above hold them all', () => {
    expect([allMunicipalities().length, ...['RS', 'BG', 'MD'].map((country) => municipalitiesIn(country).length)]).toEqual([447, 145, 265, 37]);
    for (const unit of allUnits()) expect([unit.id, municipalitiesIn(unit.id).length > 0, levelOf(unit) === 'municipality' && municipalitiesIn(unit.id)[0]!.id !== unit.id]).toEqual([unit.id, true, false]);
    expect(municipalitiesIn('RS-G-70181').map(({ id }) => id)).toEqual(['RS-L-79014']);
  });
  test('money of a district is in the currency of its country and year', () => {
    const answered = new Answered([], [2025, 2026]);
    expect([answered.result('unit_cost_month', ['BG-7.1'], 'BG-25', 2025).currency, answered.result('unit_cost_month', ['BG-7.1'], 'BG-25', 2026).currency, answered.result('coverage', ['RS-2.1'], 'RS-06', 2025)]).toEqual(['BGN', 'EUR', expect.objectContaining({ value: null, unknown: municipalitiesIn('RS-06').length, hidden: false })]);
  });
});

describe('classes of the map', () => {
  test('zero is a class of its own, borders rise, every value has its class', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true })), (values) => {
      const classes = classesOf(values);
      expect(classes.borders).toEqual([...classes.borders].sort((a, b) => a - b));
      expect(new Set(classes.borders).size).toBe(classes.borders.length);
      for (const value of values) expect([value, classOf(value, classes) === 0, classOf(value, classes) <= Math.max(classes.count, 0)]).toEqual([value, value <= 0, true]);
      const sorted = [...values].sort((a, b) => a - b).map((value) => classOf(value, classes));
      expect(sorted).toEqual([...sorted].sort((a, b) => a - b));
    }));
  });
  test('few classes are spread over the five colours', () => expect([[0, 1], [1, 1], [1, 2], [2, 2], [2, 3], [5, 5]].map(([at, count]) => colourOf(at!, { borders: [], count: count! }))).toEqual([0, 4, 1, 5, 3, 5]));
  test('borders are round', () => expect(classesOf([1, 2, 3.333, 4, 5.55, 6, 7, 8.123, 9, 10])).toEqual({ borders: [3.3, 5.5, 7, 9], count: 5 }));
});

describe('gaps', () => {
  const place = { id: 'RS-L-71269' };
  const answered = new Answered([told(place.id, 2019, { 'RS-2.1': 'yes', 'RS-2.5': 'no' }), told(place.id, 2020, { 'RS-2.1': 'no', 'RS-2.5': 'unknown' }), told(place.id, 2025, { 'RS-2.1': 'no' })], [2019, 2020, 2025]);
  const listed = new Map([[place.id, 2]]);
  test.each([
    ['none since it stopped', ['RS-2.1'], new Map(), { standing: 'none', answeredFor: 2025, noneSince: 2020, lastThere: 2019, listed: 0 }],
    ['the directory has one all the same', ['RS-2.1'], listed, { standing: 'disagree', listed: 2 }],
    ['the last clear answer counts', ['RS-2.5'], new Map(), { standing: 'none', answeredFor: 2019, noneSince: 2019, lastThere: null }],
    ['nobody has answered', ['RS-2.2'], new Map(), { standing: 'unknown', answeredFor: null, noneSince: null }],
    ['only the directory knows', ['RS-2.2'], listed, { standing: 'there', answeredFor: null }],
  ] as const)('%s', (_, kinds, directory, expected) => expect(standingIn(answered, place, kinds, directory as Map<string, number>)).toMatchObject(expected));
  test('of several kinds one unknown keeps the question open', () => expect(standingIn(answered, place, ['RS-2.1', 'RS-2.2'], new Map())).toMatchObject({ standing: 'unlisted', answeredFor: 2019 }));
});

test('what happened to services: began, stopped for months, ended, and what was reported around', () => {
  const months = (n: number) => [service('RS-2.1', { months_provided: n })];
  const place = 'RS-L-71269';
  const answered = new Answered([told(place, 2019, { 'RS-2.1': 'yes', 'RS-2.5': 'no' }, months(12)), told(place, 2020, { 'RS-2.1': 'yes', 'RS-2.5': 'unknown' }, months(7)), told(place, 2025, { 'RS-2.1': 'no', 'RS-2.5': 'yes' }, [service('RS-2.5', { months_provided: 4 })])], [2019, 2020, 2025]);
  const report = { changeId: newId(), place: 'RS', kind: null, what: 'stopped' as const, happened: '2020', sentence: 's', language: 'en', sourceTitle: 't', sourceUrl: null };
  const found = historyOf(answered, place, [{ serviceId: newId(), name: 'x', names: {}, kinds: ['RS-2.8'], units: [place], openedOn: '2019-03-01', statuses: [{ status: 'active', on: '2020-02-01' }, { status: 'temporarily closed', on: '2020-03-20' }, { status: 'temporarily closed', on: '2020-04-01' }, { status: 'active', on: '2020-06-01' }, { status: 'defunct', on: '2024-09-30' }] }], [report, { ...report, place: 'BG' }]);
  expect(found.map((one) => [one.when, one.what, one.kind, one.from, 'months' in one ? one.months : 'isAbout' in one ? one.isAbout : null])).toEqual([
    ['2025', 'closed', 'RS-2.1', 'answers', null],
    ['2025', 'opened', 'RS-2.5', 'answers', null],
    ['2024-09-30', 'closed', 'RS-2.8', 'directory', null],
    ['2020-06-01', 'resumed', 'RS-2.8', 'directory', null],
    ['2020-03-20', 'stopped', 'RS-2.8', 'directory', null],
    ['2020', 'stopped', null, 'report', 'around'],
    ['2020', 'stopped', 'RS-2.1', 'answers', 7],
    ['2019-03-01', 'opened', 'RS-2.8', 'directory', null],
  ]);
});

test('a figure is a number from zero up or unknown, nothing else', () => {
  expect([0, 12.5, 'unknown'].every((one) => figure.safeParse(one).success)).toBe(true);
  expect([-1, null, '', 'none', Number.NaN, Infinity, '12'].some((one) => figure.safeParse(one).success)).toBe(false);
});
