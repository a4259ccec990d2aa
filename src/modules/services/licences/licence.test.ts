import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endOf, isLicensedOn, kinds, lastDay, longest, nextHappenings, refusalOf, stateOn, type Licence } from './licence.ts';

const day = fc.date({ min: new Date('2011-01-01'), max: new Date('2040-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
const kind = fc.constantFrom(...kinds);
const plus = (from: string, days: number) => new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10);
const licence = fc.record({ kind, issuedOn: day, days: fc.integer({ min: 0, max: 1800 }), events: fc.array(fc.record({ what: fc.constantFrom('suspended', 'restored', 'revoked') as fc.Arbitrary<'suspended'>, after: fc.integer({ min: 0, max: 2000 }) }), { maxLength: 4 }) }).map(
  ({ kind, issuedOn, days, events }): Licence => ({ kind, issuedOn, validFrom: issuedOn, validUntil: plus(issuedOn, days), events: events.sort((a, b) => a.after - b.after).map(({ what, after }) => ({ what, on: plus(issuedOn, after) })) }),
);

describe('how long a licence may last', () => {
  test.each([
    ['full', '2020-03-01', '2026-02-28'],
    ['limited', '2020-03-01', '2025-02-28'],
    ['full', '2020-02-29', '2026-02-28'],
    ['full', '2024-01-01', '2029-12-31'],
  ] as const)('%s from %s until %s', (kind, issuedOn, until) => expect(lastDay(kind, issuedOn)).toBe(until));

  test('the last day allowed is accepted, the next one is not, whatever the day', () => {
    fc.assert(fc.property(kind, day, (kind, issuedOn) => {
      const last = lastDay(kind, issuedOn);
      expect(refusalOf({ kind, issuedOn, validFrom: issuedOn, validUntil: last }, [])).toBeNull();
      expect(refusalOf({ kind, issuedOn, validFrom: issuedOn, validUntil: plus(last, 1) }, [])).toBe('too_long');
      const days = (Date.parse(last) - Date.parse(issuedOn)) / 86_400_000;
      expect(Math.abs(days - longest[kind] * 365.25)).toBeLessThan(3);
    }));
  });
});

describe('a second one', () => {
  test('a second limited licence is refused for good, whatever became of the first', () => {
    fc.assert(fc.property(licence, day, (first, issuedOn) => {
      const next = { kind: 'limited' as const, issuedOn, validFrom: issuedOn, validUntil: plus(issuedOn, 100) };
      expect(refusalOf(next, [{ ...first, kind: 'limited' }])).toBe('second_limited');
    }));
  });

  test('of accepted licences never two of a kind count on one day', () => {
    fc.assert(fc.property(fc.array(licence, { maxLength: 8 }), fc.array(day, { minLength: 5, maxLength: 5 }), (wanted, days) => {
      const accepted: Licence[] = [];
      for (const one of wanted) if (refusalOf(one, accepted) === null) accepted.push(one);
      expect(accepted.filter(({ kind }) => kind === 'limited').length).toBeLessThanOrEqual(1);
      for (const on of days) for (const kind of kinds) expect(accepted.filter((one) => one.kind === kind && one.issuedOn <= on && on <= endOf(one)).length).toBeLessThanOrEqual(1);
    }));
  });

  test('a full one may follow a limited one before it ends', () => {
    const limited: Licence = { kind: 'limited', issuedOn: '2024-01-01', validFrom: '2024-01-01', validUntil: '2028-12-31', events: [] };
    expect(refusalOf({ kind: 'full', issuedOn: '2026-01-01', validFrom: '2026-01-01', validUntil: '2031-12-31' }, [limited])).toBeNull();
  });
});

describe('a renewal', () => {
  const old: Licence = { kind: 'full', issuedOn: '2021-01-01', validFrom: '2021-01-01', validUntil: '2026-12-31', events: [] };
  const renewal = { kind: 'full' as const, issuedOn: '2026-10-15', validFrom: '2027-01-01', validUntil: '2032-12-31' };
  test.each([
    ['issued before the old one ends, valid from the day after', {}, null],
    ['six years from the day it begins, and no day more', { validUntil: '2033-01-01' }, 'too_long'],
    ['not from a day the old one still counts', { validFrom: '2026-12-31', validUntil: '2032-12-30' }, 'overlaps'],
    ['not before it was issued', { validFrom: '2026-10-14' }, 'begins_before_issued'],
  ])('%s', (_, more, expected) => expect(refusalOf({ ...renewal, ...more }, [old])).toBe(expected));
  test('until then it is still to come', () => expect(['2026-12-31', '2027-01-01'].map((on) => stateOn({ ...renewal, events: [] }, on))).toEqual(['coming', 'valid']));
});

describe('what it is worth on a day', () => {
  const one: Licence = { kind: 'full', issuedOn: '2021-01-01', validFrom: '2021-01-01', validUntil: '2026-12-31', events: [{ what: 'suspended', on: '2022-05-01' }, { what: 'restored', on: '2022-08-01' }] };
  test.each([
    ['2020-12-31', 'coming'], ['2021-01-01', 'valid'], ['2022-05-01', 'suspended'], ['2022-07-31', 'suspended'], ['2022-08-01', 'valid'],
    ['2026-07-03', 'valid'], ['2026-07-04', 'ending'], ['2026-12-01', 'urgent'], ['2026-12-31', 'urgent'], ['2027-01-01', 'ended'],
  ] as const)('%s: %s', (on, state) => expect(stateOn(one, on)).toBe(state));

  test('revoked stays revoked; nothing more can happen to it', () => {
    fc.assert(fc.property(licence, day, day, (some, revokedOn, later) => {
      const revoked = { ...some, events: [...some.events, { what: 'revoked' as const, on: revokedOn }] };
      if (later >= revokedOn) expect([stateOn(revoked, later), isLicensedOn([revoked], later), nextHappenings(revoked, later)]).toEqual(['revoked', false, []]);
    }));
  });

  test('a service is licensed exactly on days a licence counts and is not suspended', () => {
    fc.assert(fc.property(licence, day, (some, on) => {
      const state = stateOn(some, on);
      expect(isLicensedOn([some], on)).toBe(!['coming', 'suspended', 'revoked', 'ended'].includes(state));
      if (isLicensedOn([some], on)) expect(some.issuedOn <= on && on <= endOf(some)).toBe(true);
    }));
  });
});
