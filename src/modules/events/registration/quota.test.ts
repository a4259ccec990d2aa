import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allot, type Asking, type Limits } from './quota.ts';

const none: Limits = { total: null, perOrganisation: null, perMunicipality: null, particular: [] };
const of = (id: string, organisation: string | null = null, municipality: string | null = null): Asking => ({ id, organisation, municipality });

test('without limits everybody has a seat', () => expect(allot(none, [], [of('a'), of('b')])).toEqual({ seated: ['a', 'b'], waiting: [] }));

test('the third of an organisation with two seats waits, and the next organisation passes her', () => {
  const limits = { ...none, total: 10, perOrganisation: 2 };
  expect(allot(limits, [of('a', 'x'), of('b', 'x')], [of('c', 'x'), of('d', 'y')])).toEqual({ seated: ['d'], waiting: [{ id: 'c', place: 1, because: [{ of: 'organisation', seats: 2 }] }] });
});

test('an organisation invited with three seats has three, and a municipality with none has none', () => {
  const limits: Limits = { ...none, perOrganisation: 1, particular: [{ of: 'organisation', id: 'x', seats: 3 }, { of: 'municipality', id: 'm', seats: 0 }] };
  expect(allot(limits, [], [of('a', 'x'), of('b', 'x'), of('c', 'x'), of('d', 'x'), of('e', 'y', 'm')])).toEqual({
    seated: ['a', 'b', 'c'],
    waiting: [{ id: 'd', place: 1, because: [{ of: 'organisation', seats: 3 }] }, { id: 'e', place: 2, because: [{ of: 'municipality', seats: 0 }] }],
  });
});

test('every limit that is full is named', () => {
  expect(allot({ ...none, total: 1, perOrganisation: 1 }, [of('a', 'x')], [of('b', 'x')]).waiting).toEqual([{ id: 'b', place: 1, because: [{ of: 'total', seats: 1 }, { of: 'organisation', seats: 1 }] }]);
});

test('a limit lowered below the seats given takes nobody’s seat and gives none', () => {
  const limits = { ...none, total: 1 };
  expect(allot(limits, [of('a'), of('b')], [of('c')]).seated).toEqual([]);
});

const group = fc.option(fc.constantFrom('x', 'y', 'z'), { nil: null });
const seats = fc.option(fc.integer({ min: 1, max: 6 }), { nil: null });
const limits: fc.Arbitrary<Limits> = fc.record({
  total: seats, perOrganisation: seats, perMunicipality: seats,
  particular: fc.array(fc.record({ of: fc.constantFrom('organisation' as const, 'municipality' as const), id: fc.constantFrom('x', 'y', 'z'), seats: fc.integer({ min: 0, max: 5 }) }), { maxLength: 3 }),
});
const list = fc.array(fc.record({ organisation: group, municipality: group }), { maxLength: 25 }).map((all) => all.map((one, at) => ({ id: String(at), ...one })));
const limitOf = (all: Limits, kind: 'organisation' | 'municipality', id: string) => all.particular.find((one) => one.of === kind && one.id === id)?.seats ?? (kind === 'organisation' ? all.perOrganisation : all.perMunicipality) ?? Infinity;

test('never one seat too many, never one given back, in order, explained, and the same every time', () => {
  fc.assert(
    fc.property(limits, list, fc.nat(25), (all, people, cancelled) => {
      const first = allot(all, [], people);
      expect(allot(all, [], structuredClone(people))).toEqual(first);
      expect([...first.seated, ...first.waiting.map(({ id }) => id)].sort()).toEqual(people.map(({ id }) => id).sort());
      const within = (ids: readonly string[]) => {
        const seated = people.filter(({ id }) => ids.includes(id));
        expect(seated.length).toBeLessThanOrEqual(all.total ?? Infinity);
        for (const kind of ['organisation', 'municipality'] as const) for (const id of ['x', 'y', 'z']) expect(seated.filter((one) => one[kind] === id).length).toBeLessThanOrEqual(limitOf(all, kind, id));
      };
      within(first.seated);
      expect(first.seated).toEqual(people.map(({ id }) => id).filter((id) => first.seated.includes(id)));
      expect(first.waiting.map(({ place }) => place)).toEqual(first.waiting.map((_, at) => at + 1));
      expect(first.waiting.every(({ because }) => because.length > 0)).toBe(true);
      // One leaves: whoever moves up fits, and a second look moves nobody.
      const stay = first.seated.filter((_, at) => at !== cancelled % Math.max(1, first.seated.length));
      const seated = (ids: readonly string[]) => people.filter(({ id }) => ids.includes(id));
      const waiting = people.filter(({ id }) => first.waiting.some((one) => one.id === id));
      const second = allot(all, seated(stay), waiting);
      within([...stay, ...second.seated]);
      expect(allot(all, seated([...stay, ...second.seated]), second.waiting.map(({ id }) => people.find((one) => one.id === id)!)).seated).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
