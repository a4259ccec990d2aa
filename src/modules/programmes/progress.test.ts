import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOver, progress } from './progress.ts';

const net = (value: number) => ({ net: value, bounds: { least: value, most: value }, refused: null });
const between = (least: number, most: number) => ({ net: null, bounds: { least, most }, refused: null });
const running = false;
const over = true;

test.each([
  // at least 60
  ['at-least', 60, net(60), running, { state: 'met', missing: null, beyond: null }],
  ['at-least', 60, net(75), over, { state: 'met', missing: null, beyond: null }],
  ['at-least', 60, net(41), running, { state: 'on-the-way', missing: 19, beyond: null }],
  ['at-least', 60, net(41), over, { state: 'not-met', missing: 19, beyond: null }],
  ['at-least', 15, between(10, 15), over, { state: 'unknown', missing: null, beyond: null }],
  ['at-least', 10, between(10, 15), running, { state: 'met', missing: null, beyond: null }],
  ['at-least', 16, between(10, 15), over, { state: 'not-met', missing: null, beyond: null }],
  ['at-least', 16, between(10, 15), running, { state: 'on-the-way', missing: null, beyond: null }],
  // exactly two press conferences
  ['exactly', 2, net(2), running, { state: 'met', missing: null, beyond: null }],
  ['exactly', 2, net(1), running, { state: 'on-the-way', missing: 1, beyond: null }],
  ['exactly', 2, net(3), running, { state: 'not-met', missing: null, beyond: 1 }],
  ['exactly', 12, between(10, 15), over, { state: 'unknown', missing: null, beyond: null }],
  ['exactly', 9, between(10, 15), running, { state: 'not-met', missing: null, beyond: null }],
  // at most 15
  ['at-most', 15, net(12), running, { state: 'on-the-way', missing: null, beyond: null }],
  ['at-most', 15, net(12), over, { state: 'met', missing: null, beyond: null }],
  ['at-most', 15, net(16), running, { state: 'not-met', missing: null, beyond: 1 }],
  ['at-most', 12, between(10, 15), over, { state: 'unknown', missing: null, beyond: null }],
  // nothing known
  ['at-least', 1, null, over, { state: 'unknown', missing: null, beyond: null }],
  ['at-least', 1, { net: null, bounds: null, refused: 'mixed-relations' }, over, { state: 'unknown', missing: null, beyond: null }],
  ['at-least', 1, { net: 5, bounds: { least: 5, most: 5 }, refused: 'small-group' }, over, { state: 'unknown', missing: null, beyond: null }],
] as const)('%s %i, %j, ended %s', (comparator, value, result, ended, expected) => {
  expect(progress({ comparator, value }, result, ended)).toEqual(expected);
});

test('what bounds say is what every number between them says', () => {
  const number = fc.integer({ min: 0, max: 30 });
  fc.assert(
    fc.property(fc.constantFrom('at-least' as const, 'exactly' as const, 'at-most' as const), number, number, number, fc.boolean(), (comparator, value, a, b, ended) => {
      const [least, most] = [Math.min(a, b), Math.max(a, b)];
      const states = new Set(Array.from({ length: most - least + 1 }, (_, i) => progress({ comparator, value }, net(least + i), ended).state));
      const said = progress({ comparator, value }, between(least, most), ended).state;
      // A range may say "unknown" only when its numbers disagree, and anything else only when all of them say it.
      expect(said === 'unknown' ? states.size > 1 : [...states].every((state) => state === said)).toBe(true);
    }),
  );
});

test('a target ends with its own period, else with the programme', () => {
  expect(isOver({ untilMonth: '2014-12' }, { endsOn: '2015-03' }, '2015-01-01')).toBe(true);
  expect(isOver({ untilMonth: null }, { endsOn: '2015-03' }, '2015-03-31')).toBe(false);
  expect(isOver({ untilMonth: null }, { endsOn: '2015-03' }, '2015-04-01')).toBe(true);
  expect(isOver({ untilMonth: null }, { endsOn: null }, '2099-01-01')).toBe(false);
});
