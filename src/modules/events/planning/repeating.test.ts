import { expect, test } from 'vitest';
import { monthAfter, monthBefore, weeksOf } from './month.ts';
import { firstDays, isWeekend, moved } from './repeating.ts';

test('weekly and every other week', () => {
  expect(firstDays('2026-12-22', 'week', 3)).toEqual(['2026-12-22', '2026-12-29', '2027-01-05']);
  expect(firstDays('2026-12-22', 'two-weeks', 2)).toEqual(['2026-12-22', '2027-01-05']);
});
test('a month without a 31st takes its last day, and the next one has its 31st again', () => expect(firstDays('2027-01-31', 'month', 4)).toEqual(['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30']));
test('the same weekday of the month: the second Tuesday stays the second, the fifth is the last where there are four', () => {
  expect(firstDays('2026-12-08', 'month-weekday', 4)).toEqual(['2026-12-08', '2027-01-12', '2027-02-09', '2027-03-09']);
  expect(firstDays('2026-12-29', 'month-weekday', 5)).toEqual(['2026-12-29', '2027-01-26', '2027-02-23', '2027-03-30', '2027-04-27']);
  expect(firstDays('2026-11-01', 'month-weekday', 3)).toEqual(['2026-11-01', '2026-12-06', '2027-01-03']);
});
test('14 February 2027 is a Sunday, the day after it is not', () => expect(['2027-02-13', '2027-02-14', '2027-02-15'].map(isWeekend)).toEqual([true, true, false]));
test('once is once, however many times are asked for', () => expect(firstDays('2027-01-31', 'once', 9)).toEqual(['2027-01-31']));
test('the second day of an event stays the second', () => expect(moved('2026-12-31', '2026-12-30', '2027-02-28')).toBe('2027-03-01'));

test('March 2027 begins on a Monday and has five weeks; an event of two days stands on both', () => {
  const weeks = weeksOf('2027-03', [{ days: ['2027-03-31', '2027-04-01'], title: 'x' }]);
  expect([weeks.length, weeks[0]![0]!.day, weeks.at(-1)!.map(({ day, isInMonth, events }) => `${day} ${isInMonth} ${events.length}`)]).toEqual([
    5, '2027-03-01', ['2027-03-29 true 0', '2027-03-30 true 0', '2027-03-31 true 1', '2027-04-01 false 1', '2027-04-02 false 0', '2027-04-03 false 0', '2027-04-04 false 0'],
  ]);
});
test('months before and after', () => expect([monthAfter('2026-12'), monthBefore('2027-01')]).toEqual(['2027-01', '2026-12']));
