import { expect, test } from 'vitest';
import { monthAfter, monthBefore, weeksOf } from './month.ts';
import { firstDays, moved } from './repeating.ts';

test('weekly and every other week', () => {
  expect(firstDays('2026-12-22', 'week', 3)).toEqual(['2026-12-22', '2026-12-29', '2027-01-05']);
  expect(firstDays('2026-12-22', 'two-weeks', 2)).toEqual(['2026-12-22', '2027-01-05']);
});
test('a month without a 31st takes its last day, and the next one has its 31st again', () => expect(firstDays('2027-01-31', 'month', 4)).toEqual(['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30']));
test('once is once, however many times are asked for', () => expect(firstDays('2027-01-31', 'once', 9)).toEqual(['2027-01-31']));
test('the second day of an event stays the second', () => expect(moved('2026-12-31', '2026-12-30', '2027-02-28')).toBe('2027-03-01'));

test('March 2027 begins on a Monday and has five weeks; an event of two days stands on both', () => {
  const weeks = weeksOf('2027-03', [{ days: ['2027-03-31', '2027-04-01'], title: 'x' }]);
  expect([weeks.length, weeks[0]![0]!.day, weeks.at(-1)!.map(({ day, isInMonth, events }) => `${day} ${isInMonth} ${events.length}`)]).toEqual([
    5, '2027-03-01', ['2027-03-29 true 0', '2027-03-30 true 0', '2027-03-31 true 1', '2027-04-01 false 1', '2027-04-02 false 0', '2027-04-03 false 0', '2027-04-04 false 0'],
  ]);
});
test('months before and after', () => expect([monthAfter('2026-12'), monthBefore('2027-01')]).toEqual(['2027-01', '2026-12']));
