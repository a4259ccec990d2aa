import fc from 'fast-check';
import { expect, test } from 'vitest';
import { periodOf, refusalOf } from './newness.ts';

const day = fc.date({ min: new Date('2018-01-01'), max: new Date('2026-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));

test.each([
  ['2024-02', '2024-02', '2024-02-29', null, null],
  ['2019-01', '2020-06', '2018-12-31', null, 'opened_before'],
  ['2019-01', '2020-06', '2020-07-01', null, 'opened_after'],
  ['2019-01', '2020-06', '2020-06-30', null, null],
  ['2019-01', '2020-06', '2019-05-01', '2018-11-03', 'active_before'],
  ['2019-01', '2020-06', '2019-05-01', '2019-01-01', 'active_before'],
  ['2019-01', '2020-06', '2019-05-01', '2019-04-30', 'active_before'],
  ['2019-01', '2020-06', '2019-05-01', '2019-05-01', null],
  ['2019-01', null, '2031-05-01', null, null],
  ['2019-01', '2020-06', null, null, 'no_opening_day'],
  [null, '2020-06', '2019-05-01', null, 'no_period'],
] as const)('%s to %s, opened %s, first seen %s: %s', (from, until, opened, seen, code) => {
  expect(refusalOf(periodOf(from, until), opened, seen)?.code ?? null).toBe(code);
});

test('what is new in one period is new in no later one, and earlier activity never makes anything newer', () => {
  fc.assert(
    fc.property(day, day, day, fc.option(day), (a, b, opened, seen) => {
      const [from, until] = [a, b].sort() as [string, string];
      const isNew = (period: { from: string; until: string }, active: string | null) => refusalOf(period, opened, active) === null;
      if (isNew({ from, until }, seen)) {
        expect([opened >= from, opened <= until, !seen || seen >= opened]).toEqual([true, true, true]);
        const next = new Date(Date.parse(until) + 86_400_000).toISOString().slice(0, 10);
        expect(isNew({ from: next, until: '2099-12-31' }, seen)).toBe(false);
        expect(isNew({ from, until }, null)).toBe(true);
      }
    }),
  );
});
