import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allot, unkept, unused, type Asking, type Limits } from './quota.ts';

const none: Limits = { total: null, perOrganisation: null, perMunicipality: null, particular: [], promised: [] };
const of = (id: string, organisation: string | null = null, municipality: string | null = null): Asking => ({ id, organisation, municipality, isInvited: false });
const delegate = (id: string, organisation: string, municipality: string | null = null): Asking => ({ id, organisation, municipality, isInvited: true });

test('without limits everybody has a seat', () => expect(allot(none, [], [of('a'), of('b')])).toEqual({ seated: ['a', 'b'], waiting: [] }));

test('the third of an organisation with two seats waits, and the next organisation passes her', () => {
  const limits = { ...none, total: 10, perOrganisation: 2 };
  expect(allot(limits, [of('a', 'x'), of('b', 'x')], [of('c', 'x'), of('d', 'y')])).toEqual({ seated: ['d'], waiting: [{ id: 'c', place: 1, because: [{ of: 'organisation', seats: 2, promised: 0 }] }] });
});

test('an organisation invited with three seats has three, and a municipality with none has none', () => {
  const limits: Limits = { ...none, perOrganisation: 1, particular: [{ of: 'organisation', id: 'x', seats: 3 }, { of: 'municipality', id: 'm', seats: 0 }] };
  expect(allot(limits, [], [of('a', 'x'), of('b', 'x'), of('c', 'x'), of('d', 'x'), of('e', 'y', 'm')])).toEqual({
    seated: ['a', 'b', 'c'],
    waiting: [{ id: 'd', place: 1, because: [{ of: 'organisation', seats: 3, promised: 0 }] }, { id: 'e', place: 2, because: [{ of: 'municipality', seats: 0, promised: 0 }] }],
  });
});

test('every limit that is full is named', () => {
  expect(allot({ ...none, total: 1, perOrganisation: 1 }, [of('a', 'x')], [of('b', 'x')]).waiting).toEqual([{ id: 'b', place: 1, because: [{ of: 'total', seats: 1, promised: 0 }, { of: 'organisation', seats: 1, promised: 0 }] }]);
});

test('a limit lowered below the seats given takes nobody’s seat and gives none', () => {
  const limits = { ...none, total: 1 };
  expect(allot(limits, [of('a'), of('b')], [of('c')]).seated).toEqual([]);
});

test('seats promised to an organisation are taken for strangers, and are there when its delegates come', () => {
  const limits: Limits = { ...none, total: 3, particular: [{ of: 'organisation', id: 'x', seats: 2 }], promised: [{ organisation: 'x', municipality: 'm', seats: 2 }] };
  const first = allot(limits, [], [of('a'), of('b'), of('c', 'x')]);
  expect(first).toEqual({
    seated: ['a'],
    waiting: [
      { id: 'b', place: 1, because: [{ of: 'total', seats: 3, promised: 2 }] },
      // She says she comes for it; the organisation has not said so.
      { id: 'c', place: 2, because: [{ of: 'total', seats: 3, promised: 2 }, { of: 'organisation', seats: 2, promised: 2 }] },
    ],
  });
  expect(allot(limits, [of('a')], [of('b'), delegate('d', 'x'), delegate('e', 'x'), delegate('f', 'x')])).toMatchObject({ seated: ['d', 'e'], waiting: [{ id: 'b', because: [{ of: 'total', promised: 0 }] }, { id: 'f', because: [{ of: 'total' }, { of: 'organisation', seats: 2 }] }] });
  // Released: the next of the list.
  expect(allot({ ...limits, promised: [] }, [of('a'), delegate('d', 'x')], [of('b'), delegate('e', 'x')]).seated).toEqual(['b']);
});

test('whoever wrote an organisation’s name into the open form uses nothing of what was promised to it', () => {
  const promise = { organisation: 'x', municipality: null, seats: 2 };
  const limits: Limits = { ...none, total: 3, particular: [{ of: 'organisation', id: 'x', seats: 2 }], promised: [promise] };
  // A seat given to such a one costs the promise as much as one given to anybody else.
  expect([unkept(limits, [of('a')]), unkept(limits, [of('a'), of('c', 'x')]), unused(promise, [of('c', 'x')]), unused(promise, [of('c', 'x'), delegate('d', 'x')])]).toEqual([0, 1, 2, 1]);
  // She had a seat before the organisation was invited: it has two of its own beside hers, and no third.
  expect(allot({ ...limits, total: 5 }, [of('c', 'x')], [of('a'), of('b', 'x'), delegate('d', 'x'), delegate('e', 'x'), delegate('f', 'x'), of('g')])).toEqual({
    seated: ['a', 'd', 'e', 'g'],
    waiting: [
      { id: 'b', place: 1, because: [{ of: 'total', seats: 5, promised: 0 }, { of: 'organisation', seats: 2, promised: 0 }] },
      { id: 'f', place: 2, because: [{ of: 'total', seats: 5, promised: 0 }, { of: 'organisation', seats: 2, promised: 0 }] },
    ],
  });
  // Released, the number is the limit of all who come for it.
  expect(allot({ ...limits, total: 5, promised: [] }, [of('c', 'x')], [delegate('d', 'x'), delegate('e', 'x')]).seated).toEqual(['d']);
});

test('a municipality’s limit holds for invited delegates, and keeps what is promised in it', () => {
  const limits: Limits = { ...none, perMunicipality: 2, particular: [{ of: 'organisation', id: 'x', seats: 1 }], promised: [{ organisation: 'x', municipality: 'm', seats: 1 }] };
  expect(allot(limits, [of('a', null, 'm')], [of('b', null, 'm'), delegate('d', 'x', 'm'), of('c', null, 'n')])).toEqual({ seated: ['d', 'c'], waiting: [{ id: 'b', place: 1, because: [{ of: 'municipality', seats: 2, promised: 0 }] }] });
});

test('a delegate’s seat that is free again is her organisation’s, though others were given seats beyond the limits while all promised ones were used', () => {
  const promised = [{ organisation: 'x', municipality: 'm', seats: 2 }];
  const limits: Limits = { ...none, total: 3, perMunicipality: 3, particular: [{ of: 'organisation', id: 'x', seats: 2 }], promised };
  const now = [of('a'), of('beyond', null, 'm'), delegate('d', 'x', 'm')];
  expect(allot(limits, now, [of('b'), delegate('e', 'x', 'm'), delegate('f', 'x', 'm')])).toMatchObject({ seated: ['e'], waiting: [{ id: 'b', because: [{ of: 'total', seats: 3 }] }, { id: 'f', because: [{ of: 'total' }, { of: 'organisation' }, { of: 'municipality' }] }] });
  // So it is in a municipality that is full, and where the limit was lowered. Released, it waits like everybody.
  expect([allot({ ...none, perMunicipality: 2, promised }, [of('a', null, 'm'), of('b', null, 'm')], [delegate('e', 'x', 'm')]).seated, allot({ ...limits, total: 1 }, now, [delegate('e', 'x', 'm')]).seated, allot({ ...limits, promised: [] }, now, [delegate('e', 'x', 'm')]).seated]).toEqual([['e'], ['e'], []]);
});

test('what is promised beyond what is free is counted', () => {
  const promised = [{ organisation: 'x', municipality: 'm', seats: 3 }];
  expect([unkept({ ...none, total: 4, promised }, [of('a')]), unkept({ ...none, total: 4, promised }, [of('a'), of('b')]), unkept({ ...none, total: 4, promised }, [of('a'), of('b'), delegate('d', 'x')])]).toEqual([0, 1, 1]);
  expect([unkept({ ...none, perMunicipality: 1, promised }, []), unkept({ ...none, promised }, [])]).toEqual([2, 0]);
});

const groups = ['x', 'y', 'z'] as const;
const municipalityOf = { x: 'x', y: 'x', z: null };
const group = fc.option(fc.constantFrom(...groups), { nil: null });
const seats = fc.option(fc.integer({ min: 1, max: 8 }), { nil: null });
/** Invitations are limits of their organisations; some are still kept. Promised is what there is, as the commands see to it. */
const limits: fc.Arbitrary<Limits> = fc
  .record({
    total: seats, perOrganisation: seats, perMunicipality: seats,
    municipalities: fc.array(fc.record({ of: fc.constant('municipality' as const), id: fc.constantFrom(...groups), seats: fc.integer({ min: 0, max: 5 }) }), { maxLength: 2 }),
    invited: fc.uniqueArray(fc.record({ organisation: fc.constantFrom(...groups), seats: fc.integer({ min: 1, max: 4 }), isKept: fc.boolean() }), { maxLength: 3, selector: ({ organisation }) => organisation }),
  })
  .map(({ municipalities, invited, ...all }) => ({
    ...all, particular: [...invited.map(({ organisation, seats }) => ({ of: 'organisation' as const, id: organisation, seats })), ...municipalities],
    promised: invited.filter(({ isKept }) => isKept).map(({ organisation, seats }) => ({ organisation, seats, municipality: municipalityOf[organisation] })),
  }));
const list = fc
  .array(fc.record({ organisation: group, municipality: group, isInvited: fc.boolean() }), { maxLength: 25 })
  // A delegate counts for the municipality of her organisation's seat.
  .map((all) => all.map((one, at): Asking => ({ id: String(at), ...one, isInvited: one.isInvited && one.organisation !== null, municipality: one.isInvited && one.organisation ? municipalityOf[one.organisation] : one.municipality })));
const limitOf = (all: Limits, kind: 'organisation' | 'municipality', id: string) => all.particular.find((one) => one.of === kind && one.id === id)?.seats ?? (kind === 'organisation' ? all.perOrganisation : all.perMunicipality) ?? Infinity;

test('never one seat too many, no promised one lost, whoever has one already, never one given back, in order, explained, and the same every time', () => {
  let promisesKept = 0;
  let besideStrangers = 0;
  let beyondLimits = 0;
  fc.assert(
    fc.property(limits, list, list, fc.nat(25), fc.array(fc.boolean(), { minLength: 25 }), fc.integer({ min: 1, max: 8 }), fc.array(fc.boolean(), { minLength: 55 }), (all, had, asking, cancelled, beyond, lowered, leave) => {
      fc.pre(unkept(all, []) === 0);
      // Seats that strangers had before the invitations were sent, or have by the coordinator beyond all limits: as many as leave room for what is promised.
      const before = had.reduce<Asking[]>((seated, one) => (one.isInvited || seated.length > 3 || unkept(all, [...seated, one]) ? seated : [...seated, { ...one, id: `before ${one.id}` }]), []);
      const people = [...before, ...asking];
      const given = allot(all, before, asking);
      expect(allot(all, structuredClone(before), structuredClone(asking))).toEqual(given);
      expect([...given.seated, ...given.waiting.map(({ id }) => id)].sort()).toEqual(asking.map(({ id }) => id).sort());
      const first = { ...given, seated: [...before.map(({ id }) => id), ...given.seated] };
      const seated = (ids: readonly string[]) => people.filter(({ id }) => ids.includes(id));
      const count = (some: readonly Asking[], is: (one: Asking) => boolean) => some.filter(is).length;
      /** No limit is passed by anybody who came after those who had a seat already. */
      const within = (ids: readonly string[]) => {
        const now = seated(ids);
        expect(ids.length).toBeLessThanOrEqual(Math.max(before.length, all.total ?? Infinity));
        for (const id of groups) {
          const inside = (one: Asking) => one.municipality === id;
          expect(count(now, inside)).toBeLessThanOrEqual(Math.max(count(before, inside), limitOf(all, 'municipality', id)));
          const comes = (one: Asking) => one.organisation === id;
          // Delegates have what was promised to them beside whoever named their organisation and had a seat before; where nothing is kept for them, all are under its limit together.
          const promise = all.promised.find(({ organisation }) => organisation === id);
          if (promise) expect(count(now, (one) => comes(one) && one.isInvited)).toBeLessThanOrEqual(promise.seats);
          expect(count(now, comes)).toBeLessThanOrEqual(promise ? count(before, comes) + promise.seats : Math.max(count(before, comes), limitOf(all, 'organisation', id)));
        }
      };
      /** Whatever strangers took: every promise not yet used can be used, by as many delegates as it names, all at once. */
      const keeps = (ids: readonly string[]) => {
        expect(unkept(all, seated(ids))).toBe(0);
        const delegates = all.promised.flatMap((one) => Array.from({ length: unused(one, seated(ids)) }, (_, n): Asking => ({ id: `${one.organisation} ${n}`, organisation: one.organisation, municipality: one.municipality, isInvited: true })));
        promisesKept += delegates.length;
        besideStrangers += count(seated(ids), (one) => !one.isInvited && delegates.some(({ organisation }) => organisation === one.organisation));
        expect(allot(all, seated(ids), delegates).seated).toEqual(delegates.map(({ id }) => id));
        return delegates;
      };
      within(first.seated);
      const delegates = keeps(first.seated);
      expect(first.seated).toEqual(people.map(({ id }) => id).filter((id) => first.seated.includes(id)));
      expect(first.waiting.map(({ place }) => place)).toEqual(first.waiting.map((_, at) => at + 1));
      expect(first.waiting.every(({ because }) => because.length > 0)).toBe(true);
      // One leaves: whoever moves up fits, and a second look moves nobody.
      const stay = first.seated.filter((_, at) => at !== cancelled % Math.max(1, first.seated.length));
      const second = allot(all, seated(stay), seated(first.waiting.map(({ id }) => id)));
      within([...stay, ...second.seated]);
      keeps([...stay, ...second.seated]);
      expect(allot(all, seated([...stay, ...second.seated]), seated(second.waiting.map(({ id }) => id))).seated).toEqual([]);
      // All promises are used, and then whatever the coordinator does that is not refused: gives seats beyond the limits, lowers one. Then delegates leave: their seats are there for the next ones, and nobody else gets one beyond the limits.
      const decided = first.waiting.reduce<Asking[]>((now, { id }, at) => {
        const given = [...now, ...seated([id])];
        return beyond[at] && !given.at(-1)!.isInvited && unkept(all, given) <= unkept(all, now) ? given : now;
      }, [...seated(first.seated), ...delegates]);
      const lower = { ...all, total: all.total === null ? null : Math.min(all.total, lowered) };
      const lowest = unkept(lower, decided) <= unkept(all, decided) ? lower : all;
      const remain = decided.filter((one, at) => !one.isInvited || !leave[at]);
      const free = lowest.promised.map((promise) => ({ promise, n: unused(promise, remain) }));
      const next = free.flatMap(({ promise: { organisation, municipality }, n }) => Array.from({ length: n }, (_, at): Asking => ({ id: `next ${organisation} ${at}`, organisation, municipality, isInvited: true })));
      const strangers = asking.filter(({ id, isInvited }) => !isInvited && decided.every((one) => one.id !== id));
      const fourth = allot(lowest, remain, [...strangers, ...next]).seated;
      expect(fourth.filter((id) => id.startsWith('next '))).toEqual(next.map(({ id }) => id));
      const came = fourth.length - next.length;
      if (came) expect(remain.length + next.length + came).toBeLessThanOrEqual(lowest.total ?? Infinity);
      beyondLimits += Math.min(next.length, Math.max(0, remain.length + next.length - (lowest.total ?? Infinity)));
      // Promises are released: only those move up whom a promise kept waiting, in their order, and it was said to each of them.
      const third = allot({ ...all, promised: [] }, seated(first.seated), seated(first.waiting.map(({ id }) => id)));
      within([...first.seated, ...third.seated]);
      for (const id of third.seated) expect(first.waiting.find((one) => one.id === id)!.because.some(({ promised }) => promised > 0)).toBe(true);
    }),
    { numRuns: 700 },
  );
  expect([promisesKept > 100, besideStrangers > 50, beyondLimits > 50]).toEqual([true, true, true]);
});
