import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ladder, type Came, type Completed, type Led, type Trainer } from './ladder.ts';

const became = (personId: string, seriesId: string, on: string): Completed => ({ personId, seriesId, on, months: 6 });
const led = (personId: string, eventId: string, seriesId: string | null, day: string): Led => ({ personId, eventId, seriesId, day });
const came = (eventId: string, ...people: string[]): Came[] => people.map((personId) => ({ personId, eventId }));
const tree = (trainers: readonly Trainer[]): unknown => Object.fromEntries(trainers.map((one) => [one.personId, tree(one.trained)]));

// Expert leads a training of trainers for Ana and Mira; Ana leads a second one for Petar; all of them train others.
const story = {
  completed: [became('ana', 'tot1', '2022-03-31'), became('mira', 'tot1', '2022-03-31'), became('petar', 'tot2', '2022-06-30')],
  led: [led('expert', 'e1', 'tot1', '2022-03-31'), led('ana', 'e2', 'tot2', '2022-06-30'), led('mira', 'e2', 'tot2', '2022-06-30'), led('ana', 'e3', null, '2022-08-01'), led('petar', 'e4', null, '2022-09-01')],
  came: [...came('e1', 'ana', 'mira'), ...came('e2', 'petar', 'ljuba'), ...came('e3', 'x', 'y', 'ljuba'), ...came('e4', 'y', 'z')],
};

test('generations, who trained whom, and people counted once over all of them', () => {
  const { roots, generations, net, gross } = ladder({ ...story, on: '2022-10-01' });
  expect(tree(roots)).toEqual({ expert: { ana: { petar: {} }, mira: {} } });
  expect(generations).toEqual([
    { generation: 0, trainers: 1, active: 0, led: 1, gross: 2, net: 2, first: 2 },
    { generation: 1, trainers: 2, active: 2, led: 2, gross: 5, net: 4, first: 4 },
    { generation: 2, trainers: 1, active: 1, led: 1, gross: 2, net: 2, first: 1 },
  ]);
  expect([net, gross]).toEqual([7, 9]);
  const petar = roots[0]!.trained[0]!.trained[0]!;
  expect([petar.generation, petar.alsoTrainedBy, petar.trainings, petar.people]).toEqual([2, ['mira'], [{ eventId: 'e4', day: '2022-09-01', people: 2 }], 2]);
});

test('active for the window after becoming one, and after each training led', () => {
  const state = (personId: string, on: string) => {
    const all = (trainers: readonly Trainer[]): Trainer[] => trainers.flatMap((one) => [one, ...all(one.trained)]);
    const one = all(ladder({ ...story, on }).roots).find((trainer) => trainer.personId === personId);
    return one && [one.isActive, one.activeUntil];
  };
  expect(state('mira', '2022-03-30')).toBe(undefined);
  expect(state('mira', '2022-06-01')).toEqual([true, '2022-09-30']);
  expect(state('mira', '2022-12-30')).toEqual([true, '2022-12-30']);
  expect(state('mira', '2022-12-31')).toEqual([false, '2022-12-30']);
  expect(state('ana', '2023-02-01')).toEqual([true, '2023-02-01']);
});

test('what she leads in another programme keeps her active, and adds nothing to what this one led to', () => {
  const elsewhere: Led = { ...led('mira', 'o1', 'other', '2022-09-20'), isElsewhere: true };
  const { roots, generations, net, gross } = ladder({ ...story, led: [...story.led, elsewhere], came: [...story.came, ...came('o1', 'q')], on: '2023-01-01' });
  const mira = roots[0]!.trained.find(({ personId }) => personId === 'mira')!;
  expect([mira.isActive, mira.activeUntil, mira.trainings.map(({ eventId }) => eventId), mira.elsewhere]).toEqual([true, '2023-03-20', ['e2'], 1]);
  expect([net, gross, generations.map(({ led }) => led)]).toEqual([7, 9, [1, 2, 1]]);
});

const people = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const day = fc.integer({ min: 1, max: 28 }).map((n) => `2022-05-${String(n).padStart(2, '0')}`);
const history = fc.record({
  completed: fc.array(fc.record({ personId: people, seriesId: fc.constantFrom('s', 't', 'u'), on: day, months: fc.integer({ min: 1, max: 12 }) })),
  led: fc.array(fc.record({ personId: people, eventId: fc.constantFrom('1', '2', '3'), seriesId: fc.constantFrom('s', 't', 'u', null), day })),
  came: fc.array(fc.record({ personId: people, eventId: fc.constantFrom('1', '2', '3') })),
  on: day,
});

test('whatever people did, everybody stands once, under somebody earlier, and nobody is reached twice', () => {
  fc.assert(
    fc.property(history, (given) => {
      const { roots, generations, net, gross } = ladder(given);
      const seen: string[] = [];
      const walk = (one: Trainer, above: Trainer | null) => {
        seen.push(one.personId);
        if (above) expect(one.generation).toBe(above.generation + 1);
        if (above?.becameOn) expect(above.becameOn < one.becameOn!).toBe(true);
        for (const below of one.trained) walk(below, one);
      };
      for (const root of roots) walk(root, null);
      expect(new Set(seen).size).toBe(seen.length);
      expect(given.completed.filter((one) => one.on <= given.on).every((one) => seen.includes(one.personId))).toBe(true);
      expect(generations.reduce((sum, one) => sum + one.first, 0)).toBe(net);
      expect(generations.reduce((sum, one) => sum + one.trainers, 0)).toBe(seen.length);
      expect(net).toBeLessThanOrEqual(gross);
      // The order in which things were written down says nothing.
      expect(ladder({ ...given, completed: [...given.completed].reverse(), led: [...given.led].reverse(), came: [...given.came, ...given.came].reverse() }).generations).toEqual(generations);
    }),
    { numRuns: 2_000 },
  );
});
