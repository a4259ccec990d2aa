import { expect, test } from 'vitest';
import { daysLater, endOfMonth, monthsLater } from './days.ts';

test('the same day some months later, or the last of a shorter month', () => {
  expect([monthsLater('2022-08-31', 6), monthsLater('2023-08-31', 6), monthsLater('2022-12-15', 1), monthsLater('2022-01-31', 1)]).toEqual(['2023-02-28', '2024-02-29', '2023-01-15', '2022-02-28']);
  expect([monthsLater('2026-10-31', 4), monthsLater('2026-11-22', 3), monthsLater('2026-03-31', -1)]).toEqual(['2027-02-28', '2027-02-22', '2026-02-28']);
});

test('days and ends of months, over the ends of years and leap days', () => {
  expect([daysLater('2026-12-31', 1), daysLater('2024-03-01', -1), daysLater('2026-03-29', 1)]).toEqual(['2027-01-01', '2024-02-29', '2026-03-30']);
  expect([endOfMonth('2024-02-01'), endOfMonth('2026-12-31')]).toEqual(['2024-02-29', '2026-12-31']);
});
