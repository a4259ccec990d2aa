import { expect, test } from 'vitest';
import { toMidnight } from './days-testing.ts';

test('it is midnight in Chișinău and Sofia first, then in Belgrade, then in Greenwich; on the night of a change by the clocks', () => {
  const left = (at: string) => toMidnight(new Date(at)) / 60_000;
  expect(['2026-11-22T21:59:30Z', '2026-11-22T22:00:00Z', '2026-11-22T23:30:00Z', '2026-11-23T00:00:00Z', '2027-07-01T20:30:00Z', '2027-03-27T22:10:00Z', '2027-03-28T20:10:00Z'].map(left)).toEqual([0.5, 60, 30, 22 * 60, 30, 50, 50]);
});
