import { expect, test } from 'vitest';
import { endOfPeriod, letterOwed, periodsLater, stateOn, type Validity } from './validity.ts';

const one = (more: Partial<Validity> = {}): Validity => ({ signedOn: '2025-01-10', validFrom: '2025-02-01', validUntil: '2026-01-31', renewal: 'none', renewalMonths: null, endedOn: null, ...more });

test('what an agreement is on each day of its life', () => {
  const on = (day: string, more?: Partial<Validity>) => stateOn(one(more), day);
  expect(['2025-01-09', '2025-01-10', '2025-01-31', '2025-02-01', '2025-12-01', '2025-12-02', '2026-01-31', '2026-02-01'].map((day) => on(day))).toEqual(['unsigned', 'coming', 'coming', 'active', 'active', 'ending', 'ending', 'ended']);
  expect([on('2025-06-30', { endedOn: '2025-06-30' }), on('2025-07-01', { endedOn: '2025-06-30' }), on('2030-01-01', { validUntil: null }), on('2025-06-01', { signedOn: null })]).toEqual(['ending', 'ended-early', 'active', 'unsigned']);
});

test('one that renews itself has a new end each time, and keeps the end of the month', () => {
  const rolling = (validUntil: string, renewalMonths: number, today: string) => endOfPeriod(one({ validUntil, renewal: 'automatic', renewalMonths }), today);
  expect([rolling('2026-01-31', 1, '2026-01-31'), rolling('2026-01-31', 1, '2026-02-01'), rolling('2026-01-31', 1, '2026-03-01'), rolling('2024-02-29', 12, '2026-03-01'), rolling('2020-12-15', 24, '2026-11-22')]).toEqual(['2026-01-31', '2026-02-28', '2026-03-31', '2027-02-28', '2026-12-15']);
  expect([periodsLater('2026-01-30', 1), periodsLater('2026-11-30', 3), periodsLater('2026-12-15', 1)]).toEqual(['2026-02-28', '2027-02-28', '2027-01-15']);
  // Whatever the period, the end that is found lies ahead and less than one period away.
  for (let n = 0; n < 200; n++) {
    const [months, today] = [1 + (n % 37), new Date(Date.UTC(2026, 1, 1 + n * 17)).toISOString().slice(0, 10)];
    const until = rolling('2026-01-31', months, today)!;
    expect(until >= today && (until === '2026-01-31' || periodsLater(until, -months) < today)).toBe(true);
  }
});

test('a letter 60 and one 14 days before, each once; late is better than never, and the first is not caught up after the second', () => {
  const owed = (today: string, written: { until: string; days: number }[] = [], more?: Partial<Validity>) => letterOwed(one(more), written, today)?.days ?? null;
  const first = [{ until: '2026-01-31', days: 60 }];
  expect([owed('2025-12-01'), owed('2025-12-02'), owed('2025-12-20'), owed('2025-12-20', first), owed('2026-01-17', first), owed('2026-01-17')]).toEqual([null, 60, 60, null, 14, 14]);
  expect([owed('2026-01-20', [{ until: '2026-01-31', days: 14 }]), owed('2026-02-01', first), owed('2026-01-20', [], { signedOn: null }), owed('2026-01-20', [], { endedOn: '2026-01-25' }), owed('2026-01-20', [{ until: '2025-01-31', days: 14 }])]).toEqual([null, null, null, null, 14]);
});
