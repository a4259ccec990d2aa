import { expect, test } from 'vitest';
import { isOpenOn, reopenedUntil } from './open.ts';

test('a link writes until a month after the due day, and once published only for whom it is opened again', () => {
  const link = { published: false, dueOn: '2026-03-01', reopenedUntil: null };
  const again = { ...link, published: true, reopenedUntil: '2026-05-15' };
  expect(['2026-03-01', '2026-03-31', '2026-04-01'].map((day) => isOpenOn(link, day))).toEqual([true, true, false]);
  expect(isOpenOn({ ...link, published: true }, '2026-02-01')).toBe(false);
  expect(['2026-05-15', '2026-05-16'].map((day) => isOpenOn(again, day))).toEqual([true, false]);
  expect([reopenedUntil('2026-03-01', '2026-05-01'), reopenedUntil('2026-06-01', '2026-05-01')]).toEqual(['2026-05-15', '2026-06-01']);
});
