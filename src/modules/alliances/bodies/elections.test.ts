import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { declare, lastDayOf } from './elections.ts';

const run = (votes: Record<string, number>, seats: number, more: { lot?: string[]; ballots?: number; entitled?: number } = {}) =>
  declare({ seats, ballots: more.ballots ?? null, entitled: more.entitled ?? null, candidates: Object.entries(votes).map(([personId, n]) => ({ personId, votes: n, byLot: more.lot?.includes(personId) })) });

describe('who is elected', () => {
  test('the most votes, as many as there are seats', () => expect(run({ a: 3, b: 9, c: 5 }, 2)).toEqual({ refused: null, elected: ['b', 'c'] }));
  test('nobody without a vote', () => expect(run({ a: 3, b: 0 }, 2)).toEqual({ refused: null, elected: ['a'] }));
  test('a tie at the last seat waits for the lot', () => {
    expect(run({ a: 9, b: 5, c: 5, d: 5 }, 2)).toEqual({ refused: 'tie', elected: null, tied: ['b', 'c', 'd'], seatsLeft: 1 });
    expect(run({ a: 9, b: 5, c: 5, d: 5 }, 2, { lot: ['b', 'c'] })).toMatchObject({ refused: 'tie' });
    expect(run({ a: 9, b: 5, c: 5, d: 5 }, 2, { lot: ['c'] })).toEqual({ refused: null, elected: ['a', 'c'] });
    // A lot where none was needed changes nothing.
    expect(run({ a: 9, b: 5, c: 4 }, 2, { lot: ['c'] })).toEqual({ refused: null, elected: ['a', 'b'] });
  });
  test.each([
    [{}, 1, {}, 'nobody'],
    [{ a: 3 }, 1, { ballots: 9, entitled: 8 }, 'more_ballots_than_entitled'],
    [{ a: 10 }, 1, { ballots: 9 }, 'more_votes_than_ballots'],
    [{ a: 9, b: 8, c: 8 }, 2, { ballots: 12 }, 'more_votes_than_ballots'],
  ])('%j for %i seats, %j: %s', (votes, seats, more, refused) => expect(run(votes, seats, more)).toEqual({ refused, elected: null }));

  test('nobody who is not elected has more votes than somebody who is', () => {
    const candidates = fc.uniqueArray(fc.record({ personId: fc.string({ minLength: 1, maxLength: 3 }), votes: fc.integer({ min: 0, max: 6 }), byLot: fc.boolean() }), { selector: ({ personId }) => personId, minLength: 1, maxLength: 8 });
    fc.assert(fc.property(candidates, fc.integer({ min: 1, max: 5 }), (candidates, seats) => {
      const declared = declare({ seats, entitled: null, ballots: null, candidates });
      if (declared.refused !== null) {
        expect(declared.refused).toBe('tie');
        return;
      }
      const [won, lost] = [candidates.filter(({ personId }) => declared.elected.includes(personId)), candidates.filter(({ personId }) => !declared.elected.includes(personId))];
      expect(won.length).toBe(Math.min(seats, candidates.filter(({ votes }) => votes > 0).length));
      expect(Math.min(...won.map(({ votes }) => votes))).toBeGreaterThanOrEqual(Math.max(0, ...(won.length === seats ? lost.map(({ votes }) => votes) : [])));
    }));
  });
});

test.each([
  ['2026-01-01', 24, '2027-12-31'], ['2026-11-22', 12, '2027-11-21'], ['2025-08-31', 6, '2026-02-28'], ['2024-02-29', 12, '2025-02-28'], ['2026-01-31', 1, '2026-02-28'], ['2026-01-01', null, null],
] as const)('a term from %s of %s months ends on %s', (from, months, until) => expect(lastDayOf(from, months)).toBe(until));
