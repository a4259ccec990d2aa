import fc from 'fast-check';
import { expect, test } from 'vitest';
import { completions, partsNeeded, type CompletionRule, type Presence, type SeriesEvent } from './completion.ts';

const all: CompletionRule = { of: 'days', share: 100 };
const two: SeriesEvent[] = [
  { eventId: 'a', planned: ['2022-05-26', '2022-05-27'], held: ['2022-05-26', '2022-05-27'] },
  { eventId: 'b', planned: ['2022-06-16'], held: ['2022-06-16'] },
];
const at = (personId: string, ...days: string[]): Presence[] => days.map((day) => ({ personId, eventId: day < '2022-06' ? 'a' : 'b', day }));
const later = '2022-07-01';
const done = (rule: CompletionRule, events: SeriesEvent[], presences: Presence[], today = later) => completions(rule, events, presences, today).filter(({ isComplete }) => isComplete).map(({ personId }) => personId);

test('every day of every event, counted once however often it is said', () => {
  const presences = [...at('ana', '2022-05-26', '2022-05-27', '2022-06-16', '2022-06-16'), ...at('mira', '2022-05-26', '2022-06-16')];
  expect(completions(all, two, presences, later)).toEqual([
    { personId: 'ana', attended: 3, held: 3, isComplete: true, firstDay: '2022-05-26', lastDay: '2022-06-16', completedOn: '2022-06-16' },
    { personId: 'mira', attended: 2, held: 3, isComplete: false, firstDay: '2022-05-26', lastDay: '2022-06-16', completedOn: null },
  ]);
  expect(done({ of: 'events', share: 100 }, two, presences)).toEqual(['ana', 'mira']);
  expect(done({ of: 'days', share: 66 }, two, presences)).toEqual(['ana', 'mira']);
  // Two of three days are 66.67 percent: a rule of 67 is not met.
  expect(done({ of: 'days', share: 67 }, two, presences)).toEqual(['ana']);
});

test('nobody has completed a series whose last event is still to come', () => {
  const planned = [two[0]!, { eventId: 'b', planned: ['2022-06-16'], held: [] }];
  expect(done(all, planned, at('ana', '2022-05-26', '2022-05-27'))).toEqual([]);
  expect(done(all, planned, at('ana', '2022-05-26', '2022-05-27', '2022-06-16'))).toEqual(['ana']);
  // The first of two days is over, and the door was open: the second still counts.
  expect(done(all, [{ eventId: 'a', planned: ['2022-05-26', '2022-05-27'], held: [] }], at('ana', '2022-05-26'))).toEqual([]);
  // So it does when evidence says already that the first was held, and until it is past.
  const begun = [{ eventId: 'a', planned: ['2022-05-26', '2022-05-27'], held: ['2022-05-26'] }];
  expect(completions(all, begun, at('ana', '2022-05-26'), '2022-05-27')).toMatchObject([{ attended: 1, held: 2, isComplete: false }]);
  expect(done(all, begun, at('ana', '2022-05-26', '2022-05-27'), '2022-05-27')).toEqual(['ana']);
  expect(done(all, begun, at('ana', '2022-05-26'), '2022-05-28')).toEqual(['ana']);
});

test('an event held on other days than planned counts with the days it was held on', () => {
  expect(done(all, [{ eventId: 'a', planned: ['2022-05-20', '2022-05-21', '2022-05-22'], held: ['2022-05-26', '2022-05-27'] }], at('ana', '2022-05-26', '2022-05-27'))).toEqual(['ana']);
});

test('by sessions: all of those anybody was seen in; a day on which nobody was seen in one counts as a day', () => {
  const sessions: CompletionRule = { of: 'sessions', share: 100 };
  const first = (personId: string, ...sessions: string[]): Presence => ({ personId, eventId: 'a', day: '2022-05-26', sessions });
  const rest = (personId: string) => at(personId, '2022-05-27', '2022-06-16');
  const presences = [first('ana', 'morning', 'noon'), ...rest('ana'), first('mira', 'morning'), ...rest('mira'), first('vera'), ...rest('vera')];
  expect(completions(sessions, two, presences, later).map(({ personId, attended, held, isComplete }) => [personId, attended, held, isComplete])).toEqual([['ana', 4, 4, true], ['mira', 3, 4, false], ['vera', 2, 4, false]]);
  expect(done({ of: 'sessions', share: 75 }, two, presences)).toEqual(['ana', 'mira']);
  // The same list by days: sessions say nothing there.
  expect(done(all, two, presences)).toEqual(['ana', 'mira', 'vera']);
  // A session that is planned counts from the moment that attendance is taken by session; on the other day it is not.
  const planned = [{ ...two[0]!, sessions: [{ id: 'evening', day: '2022-05-26' }, { id: 'excursion', day: '2022-05-27' }] }, two[1]!];
  expect(completions(sessions, planned, presences, later)[0]).toMatchObject({ personId: 'ana', attended: 4, held: 5, isComplete: false });
  // Nobody was seen in a session: the rule is the rule of days.
  expect(done(sessions, two, [...at('ana', '2022-05-26'), ...rest('ana')])).toEqual(['ana']);
});

test('by sessions, nobody has completed with fewer than there will be: days to come count with their planned sessions', () => {
  const rule: CompletionRule = { of: 'sessions', share: 75 };
  const days = ['2022-05-26', '2022-05-27', '2022-05-28'];
  const sessions = days.flatMap((day) => [1, 2, 3, 4].map((n) => ({ id: `${day} ${n}`, day })));
  const event = { eventId: 'a', planned: days, held: [], sessions };
  const seenOn = (n: number): Presence[] => days.slice(0, n).map((day) => ({ personId: 'ana', eventId: 'a', day, sessions: sessions.filter((one) => one.day === day).map(({ id }) => id) }));
  expect(completions(rule, [event], seenOn(2), '2022-05-27')).toMatchObject([{ attended: 8, held: 12, isComplete: false, completedOn: null }]);
  expect(completions(rule, [event], seenOn(3).map((one, at) => (at < 2 ? one : { ...one, sessions: one.sessions!.slice(0, 1) })), '2022-05-28')).toMatchObject([{ attended: 9, held: 12, isComplete: true, completedOn: '2022-05-28' }]);
  // A list signed once a day says of its day only, on the evening of the last day as well.
  expect(done({ of: 'sessions', share: 100 }, [event], days.map((day) => ({ personId: 'ana', eventId: 'a', day })), '2022-05-28')).toEqual(['ana']);
});

const days = ['2022-05-01', '2022-05-02', '2022-05-03', '2022-05-04'];
const someDays = fc.uniqueArray(fc.constantFrom(...days));
const events = fc.uniqueArray(fc.record({ eventId: fc.constantFrom('a', 'b', 'c'), planned: someDays, held: someDays }), { selector: ({ eventId }) => eventId });
const presences = fc.array(fc.record({ personId: fc.constantFrom('p', 'q', 'r'), eventId: fc.constantFrom('a', 'b', 'c'), day: fc.constantFrom(...days), sessions: fc.subarray(['s', 't', 'u']) }));
const rule = fc.record({ of: fc.constantFrom('days' as const, 'sessions' as const, 'events' as const), share: fc.integer({ min: 1, max: 100 }) });

test('what holds of every rule, series and list', () => {
  fc.assert(
    fc.property(rule, events, presences, (rule, events, all) => {
      const known = all.filter(({ eventId }) => events.some((one) => one.eventId === eventId));
      const result = completions(rule, events, all, later);
      // Order and repetition say nothing; what belongs to no event of the series says nothing.
      expect(completions(rule, [...events].reverse(), [...known, ...known].reverse(), later)).toEqual(result);
      for (const one of result) {
        expect(one.attended).toBeLessThanOrEqual(one.held);
        expect(one.isComplete).toBe(one.attended * 100 >= one.held * rule.share);
        expect(one.isComplete).toBe(one.completedOn !== null);
        if (one.completedOn) expect(one.firstDay <= one.completedOn && one.completedOn <= one.lastDay).toBe(true);
      }
      // Who meets a rule meets every easier one.
      const easier = done({ ...rule, share: Math.max(1, rule.share - 10) }, events, all);
      expect(done(rule, events, all).filter((id) => !easier.includes(id))).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
  fc.assert(fc.property(rule, fc.integer({ min: 1, max: 400 }), (rule, held) => void expect(partsNeeded(rule, held)).toBe([...Array(held).keys()].map((n) => n + 1).find((n) => n * 100 >= held * rule.share))));
});
