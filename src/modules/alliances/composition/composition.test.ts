import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compose, deficitOf, type Actor } from './composition.ts';
import { newRule, type Rule } from './shape.ts';

// Three districts of Serbia: Pčinja (Vranje), Nišava (Niš), Mačva (Šabac); one organisation's seat for each region, and one outside.
const regions = [{ names: { en: 'A' }, places: ['RS-24'] }, { names: { en: 'B' }, places: ['RS-20'] }, { names: { en: 'C' }, places: ['RS-08'] }];
const seats = ['RS-L-70432', 'RS-L-79065', 'RS-L-71269'];
/** S2: "at least six civil society organisations and three local institutions from three target regions (two organisations + one local institution)". */
const rule: Rule = { regions, regionsNeeded: 3, parts: [{ types: ['cso'], perRegion: 2, inTotal: 6 }, { types: ['public-institution'], perRegion: 1, inTotal: 3 }] };
let next = 0;
const of = (type: string, seat: string | null, n: number): Actor[] => Array.from({ length: n }, () => ({ organisationId: `o${next++}`, type, seat }));
const made = (csos: number[], institutions: number[]) => [...csos.flatMap((n, at) => of('cso', seats[at]!, n)), ...institutions.flatMap((n, at) => of('public-institution', seats[at]!, n))];

describe('the rule of S2', () => {
  test('4 + 1 + 1 with 1 + 1 + 1 has the sum and breaks the rule: B and C lack one CSO each', () => {
    expect(compose(rule, made([4, 1, 1], [1, 1, 1]))).toMatchObject({ totals: [6, 3], deficits: [{ region: 1, part: 0, lacks: 1 }, { region: 2, part: 0, lacks: 1 }], isMet: false });
  });
  test('2 + 2 + 2 with 1 + 1 + 1 meets it', () => expect(compose(rule, made([2, 2, 2], [1, 1, 1]))).toMatchObject({ deficits: [], isMet: true }));
  test('an institution too few is named with its region, and in the sum', () =>
    expect(compose(rule, made([2, 2, 2], [1, 0, 1])).deficits).toEqual([{ region: 1, part: 1, lacks: 1 }, { region: null, part: 1, lacks: 1 }]));
  test('the organisation that a region and the sum both lack is one and the same', () => expect(deficitOf(compose(rule, made([2, 2, 2], [1, 0, 1])))).toBe(1));
  test('a seat outside the regions, or none, counts nowhere and is told', () => {
    const stray = [...of('cso', 'RS-L-80284', 1), ...of('cso', null, 1)];
    const composed = compose(rule, [...made([2, 2, 1], [1, 1, 1]), ...stray]);
    expect([composed.isMet, composed.elsewhere]).toEqual([false, stray.map(({ organisationId }) => organisationId)]);
  });
  test('of five regions the three nearest to complete are measured', () => {
    const wide = { ...rule, regions: [{ names: { en: 'D' }, places: ['RS-14'] }, ...regions] };
    const composed = compose(wide, made([2, 2, 2], [1, 1, 1]));
    expect([composed.isMet, composed.regions.map(({ isMeasured }) => isMeasured)]).toEqual([true, [false, true, true, true]]);
  });
});

const actor = fc.record({ organisationId: fc.integer({ min: 0, max: 15 }).map((n) => `o${n}`), type: fc.constantFrom('cso', 'public-institution', 'authority', 'funder'), seat: fc.constantFrom(...seats, 'RS-L-80284', null) });
/** Everybody has one type and one seat, however often she stands there. */
const members = fc.array(actor, { maxLength: 40 }).map((all) => all.map((one) => all.find(({ organisationId }) => organisationId === one.organisationId)!));
const few = fc.integer({ min: 0, max: 4 });
const anyRule = fc.record({ regionsNeeded: fc.integer({ min: 1, max: 3 }), parts: fc.tuple(few, few, few, few).map(([a, b, c, d]) => [{ types: ['cso' as const], perRegion: a, inTotal: b }, { types: ['public-institution' as const, 'authority' as const], perRegion: c, inTotal: d }]) }).map((some): Rule => ({ regions, ...some }));

describe('any rule, any members', () => {
  test('one more member never makes the deficit larger', () => {
    fc.assert(fc.property(anyRule, members, actor, (rule, there, more) => {
      const known = there.find(({ organisationId }) => organisationId === more.organisationId) ?? more;
      expect(deficitOf(compose(rule, [...there, known]))).toBeLessThanOrEqual(deficitOf(compose(rule, there)));
    }));
  });

  test('the deficit is the least number of organisations whose joining meets the rule, found by trying', () => {
    const small = fc.integer({ min: 0, max: 2 });
    const smallRule = fc.record({ regionsNeeded: fc.integer({ min: 1, max: 3 }), parts: fc.tuple(small, few, small, few).map(([a, b, c, d]) => [{ types: ['cso' as const], perRegion: a, inTotal: b }, { types: ['public-institution' as const], perRegion: c, inTotal: d }]) }).map((some): Rule => ({ regions, ...some }));
    const count = fc.tuple(small, small, small);
    fc.assert(fc.property(smallRule, count, count, (rule, csos, institutions) => {
      const isMet = (c: number[], i: number[]) => seats.filter((_, at) => c[at]! >= rule.parts[0]!.perRegion && i[at]! >= rule.parts[1]!.perRegion).length >= rule.regionsNeeded && [c, i].every((one, part) => one.reduce((a, b) => a + b, 0) >= rule.parts[part]!.inTotal);
      // Every way to add organisations, fewest first: a state is how many stand where.
      let states = [[...csos, ...institutions]];
      let added = 0;
      while (!states.some((one) => isMet(one.slice(0, 3), one.slice(3)))) {
        states = [...new Map(states.flatMap((one) => one.map((_, at) => one.map((n, here) => n + (here === at ? 1 : 0)))).map((one) => [one.join(), one])).values()];
        added += 1;
      }
      expect(deficitOf(compose(rule, made(csos, institutions)))).toBe(added);
    }), { numRuns: 60 });
  });

  test('neither the order nor how often somebody is named matters', () => {
    fc.assert(fc.property(anyRule, members, fc.infiniteStream(fc.nat()), (rule, there, chance) => {
      const shuffled = there.map((one) => ({ one, at: chance.next().value as number })).sort((a, b) => a.at - b.at).map(({ one }) => one);
      expect(compose(rule, [...shuffled, ...there])).toEqual(compose(rule, there));
    }));
  });

  test('met exactly when the rule, said in another way, holds; then and only then nothing is lacking', () => {
    fc.assert(fc.property(anyRule, members, (rule, there) => {
      // As the contract says it: there are so many regions that each have what one region needs, and all regions together have the sum.
      const once = [...new Map(there.map((one) => [one.organisationId, one])).values()];
      const n = (types: readonly string[], at?: string) => once.filter(({ type, seat }) => types.includes(type) && (at ? seat === at : seat !== null && seats.includes(seat))).length;
      const complete = seats.filter((seat) => rule.parts.every(({ types, perRegion }) => n(types, seat) >= perRegion)).length;
      const holds = complete >= rule.regionsNeeded && rule.parts.every(({ types, inTotal }) => n(types) >= inTotal);
      const composed = compose(rule, there);
      expect(composed.isMet).toBe(holds);
      expect(deficitOf(composed) === 0).toBe(holds);
    }));
  });

  test('whoever fills every gap that is named meets the rule', () => {
    fc.assert(fc.property(anyRule, members, (rule, there) => {
      const { deficits } = compose(rule, there);
      const filled = deficits.flatMap(({ region, part, lacks }, at) => Array.from({ length: lacks }, (_, n) => ({ organisationId: `new ${at} ${n}`, type: rule.parts[part]!.types[0]!, seat: seats[region ?? 0]! })));
      expect(compose(rule, [...there, ...filled]).isMet).toBe(true);
    }));
  });

  test('each member of a wanted type is counted in exactly one place', () => {
    fc.assert(fc.property(anyRule, members, (rule, there) => {
      const { regions, elsewhere } = compose(rule, there);
      const wanted = new Set(there.filter(({ type }) => rule.parts.some(({ types }) => types.some((one) => one === type))).map(({ organisationId }) => organisationId));
      const places = [...regions.flatMap(({ has }) => has.flat()), ...elsewhere];
      expect([places.length, new Set(places)]).toEqual([wanted.size, wanted]);
    }));
  });
});

describe('a rule that cannot be counted by is refused', () => {
  const input = { allianceId: '01900000-0000-7000-8000-000000000001', titles: { en: 'Rule' }, ...rule };
  const problem = (more: object) => newRule.safeParse({ ...input, ...more }).error?.issues.map(({ message }) => message);
  test.each([
    ['sound', {}, undefined],
    ['more regions than there are', { regionsNeeded: 4 }, ['composition.problem_too_few_regions']],
    ['a city of one region in another one', { regions: [regions[0], { names: { en: 'B' }, places: ['RS-L-70432'] }], regionsNeeded: 2 }, ['composition.problem_regions_overlap']],
    ['a type in two parts', { parts: [...rule.parts, { types: ['cso'], perRegion: 1, inTotal: 0 }] }, ['composition.problem_types_twice']],
    ['nothing asked', { parts: [{ types: ['cso'], perRegion: 0, inTotal: 0 }] }, ['composition.problem_asks_nothing']],
  ])('%s', (_, more, expected) => expect(problem(more)).toEqual(expected));
});
