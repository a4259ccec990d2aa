import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Result } from '../shape.ts';
import { comparators, type Comparator } from './comparators.ts';
import { assess, meantBy, type Claimed } from './status.ts';

const claim = (number: number, comparator: Comparator = 'exactly', until: number | null = null): Claimed => ({ number, until, comparator, kind: 'count' });
const known = (net: number, more: Partial<Result> = {}): Result => ({
  unit: 'organisation', relations: [], net, gross: net, unnamed: 0, bounds: { least: net, most: net }, overlaps: [], unresolved: 0, parts: [], evidence: 1, refused: null, ...more,
});
const bare = (least: number, most: number, more: Partial<Result> = {}) => known(0, { net: null, gross: most, unnamed: most, bounds: { least, most }, ...more });
const status = (claimed: Claimed, ...results: Result[]) => {
  const { status, reason } = assess(claimed, results);
  return `${status}: ${reason}`;
};

describe('one reading', () => {
  test('the same figure proves, another contradicts', () => {
    expect(status(claim(17), known(17))).toBe('proven: proven');
    expect(status(claim(17), known(16))).toBe('contradicted: contradicted');
  });

  test.each([
    ['at-least', 60, { 59: 'contradicted', 60: 'proven', 61: 'proven' }],
    ['more-than', 60, { 60: 'contradicted', 61: 'proven' }],
    ['at-most', 60, { 60: 'proven', 61: 'contradicted' }],
    ['less-than', 60, { 59: 'proven', 60: 'contradicted' }],
    ['about', 60, { 53: 'contradicted', 54: 'proven', 66: 'proven', 67: 'contradicted' }],
    ['about', 3, { 1: 'contradicted', 2: 'proven', 4: 'proven', 5: 'contradicted' }],
    ['nearly', 60, { 53: 'contradicted', 54: 'proven', 60: 'proven', 61: 'contradicted' }],
  ] as const)('%s %i', (comparator, number, expected) => {
    for (const [net, wanted] of Object.entries(expected)) expect([net, assess(claim(number, comparator), [known(Number(net))]).status]).toEqual([net, wanted]);
  });

  test('a range holds both its ends', () => {
    expect([19, 20, 25, 26].map((net) => assess(claim(20, 'between', 25), [known(net)]).status)).toEqual(['contradicted', 'proven', 'proven', 'contradicted']);
  });

  test('nothing recorded is unknown, not zero', () => {
    expect(status(claim(17), known(0, { evidence: 0 }))).toBe('cannot-be-proven: no-evidence');
    expect(status(claim(10, 'at-most'), known(0, { evidence: 0 }))).toBe('cannot-be-proven: no-evidence');
  });

  test('bare numbers leave it open, but they can contradict', () => {
    expect(status(claim(15), bare(10, 15))).toBe('cannot-be-proven: names-missing');
    expect(status(claim(16), bare(10, 15))).toBe('contradicted: contradicted');
    expect(status(claim(9), bare(10, 15))).toBe('contradicted: contradicted');
    expect(status(claim(10), bare(10, 10))).toBe('cannot-be-proven: restated');
    expect(status(claim(10, 'at-least'), bare(10, 15))).toBe('cannot-be-proven: restated');
  });

  test('at least ten are proven by ten names, whatever bare numbers stand beside them', () => {
    expect(status(claim(10, 'at-least'), bare(10, 15, { gross: 15, unnamed: 5 }))).toBe('proven: proven');
    expect(status(claim(10, 'at-least'), bare(10, 15, { gross: 15, unnamed: 5, overlaps: [{ id: 'x', times: 2 }] }))).toBe('cannot-be-proven: restated');
    // Who of the people came twice is not listed, so nothing follows from it.
    expect(status(claim(10, 'at-least'), bare(10, 15, { unit: 'person', gross: 15, unnamed: 5 }))).toBe('cannot-be-proven: restated');
  });

  test('a name nobody has settled may be one more or none', () => {
    expect(status(claim(11), known(11, { unit: 'municipality', unresolved: 1 }))).toBe('cannot-be-proven: unresolved-names');
    expect(status(claim(21), known(20, { unit: 'municipality', unresolved: 1 }))).toBe('contradicted: contradicted');
    expect(status(claim(10, 'at-least'), known(11, { unit: 'municipality', unresolved: 1 }))).toBe('proven: proven');
    // What somebody wrote of her organisation is not among those counted.
    expect([claim(11), claim(12), claim(13), claim(11, 'at-least')].map((one) => status(one, known(11, { unresolved: 1 })))).toEqual(['cannot-be-proven: unresolved-names', 'cannot-be-proven: unresolved-names', 'contradicted: contradicted', 'proven: proven']);
  });

  test('a refused figure decides nothing and gives nothing away', () => {
    const refused = { net: null, gross: null, bounds: null };
    expect(status(claim(17), known(0, { ...refused, refused: 'mixed-relations' }))).toBe('cannot-be-proven: mixed-relations');
    expect(status(claim(2), known(0, { ...refused, refused: 'small-group' }))).toBe('cannot-be-proven: small-group');
  });
});

describe('no reading', () => {
  test('a count waits to be linked, money is not counted here', () => {
    expect(status(claim(17))).toBe('cannot-be-proven: not-linked');
    expect(status({ ...claim(205349), kind: 'money' })).toBe('cannot-be-proven: not-counted');
  });
});

describe('several readings', () => {
  test('must agree; otherwise the sentence is ambiguous', () => {
    expect(status(claim(2), known(2), known(2))).toBe('proven: proven');
    expect(status(claim(2), known(1), known(3))).toBe('contradicted: contradicted');
    expect(status(claim(2), known(1), known(2))).toBe('ambiguous: ambiguous');
    expect(status(claim(20), bare(20, 20), known(0, { evidence: 0 }))).toBe('ambiguous: ambiguous');
    expect(status(claim(15), bare(10, 15), known(0, { evidence: 0 }))).toBe('cannot-be-proven: names-missing');
  });
});

test('whatever the evidence says: proven and contradicted never hold at once, and more names never turn one into the other', () => {
  fc.assert(
    fc.property(fc.constantFrom(...comparators), fc.nat(100), fc.nat(30), fc.nat(100), fc.nat(30), (comparator, number, span, least, more) => {
      const claimed = claim(number, comparator, comparator === 'between' ? number + span + 1 : null);
      const meant = meantBy(claimed);
      expect(meant.least).toBeLessThanOrEqual(meant.most);
      const open = assess(claimed, [bare(least, least + more)]).status;
      const settled = new Set(Array.from({ length: more + 1 }, (_, at) => assess(claimed, [known(least + at)]).status));
      if (open === 'contradicted') expect([...settled]).toEqual(['contradicted']);
      if (open === 'proven') expect([...settled]).toEqual(['proven']);
    }),
  );
});
