/**
 * Are these two the same person? A Fellegi–Sunter model over name, affiliation, telephone, e-mail and birth date.
 * Every m and u below is an estimate, written where it can be argued with: m from how often a programme's own people are written so,
 * u from how often two strangers would agree. They are the starting values that decisions of coordinators will refine.
 */
import type { Agreement, Field, Model } from '#platform/matching/compare.ts';
import { editDistance } from '#platform/matching/similarity.ts';
import type { ComparablePerson } from './comparable-person.ts';
import type { Reading } from './comparable-name.ts';
import { affiliationAgreement, birthDateAgreement, contactAgreement, emailAgreement } from './contact-agreement.ts';
import { knownNames, type KnownNames } from './known-names.ts';
import { limits } from './limits.ts';
import { partAgreement } from './name-agreement.ts';
import type { Population } from './population.ts';

/** From `same` on two mentions are taken for one without asking, up to `different` for two; between them a person is asked. One minus `same` is the error expected of the least sure pair. */
export const personThresholds = { same: 0.95, different: 0.15 };

interface NamePair {
  given: Agreement | null;
  surname: Agreement | null;
  swapped: boolean;
}

/** Levels of the two halves; `exact`, `spelling` and `part` get their u from the name's own share. */
const nameLevels = (m: { exact: number; typo: number; initial: number; part: number; different: number }) => ({
  exact: { m: m.exact, u: 0.001 },
  // Found by folding alone, hence nearly as good; iordan/jordan and the variants of the list.
  spelling: { m: 0.02, u: 0.001 },
  // A slip lands on an unknown word; strangers' names are that close once in two thousand.
  typo: { m: m.typo, u: 0.0005 },
  part: { m: m.part, u: 0.002 },
  // One letter of some twenty in use.
  initial: { m: m.initial, u: 0.08 * m.initial },
  nickname: { m: 0.01, u: 0.003 },
  // A slip that makes another known name is rare; two people with names so close are not.
  near: { m: 0.003, u: 0.004 },
  // Two slips of the pen in two writings of one name; also two names that are merely alike.
  resembling: { m: 0.004, u: 0.004 },
  'initial-conflict': { m: 0.001, u: 0.9 * m.initial },
  different: { m: m.different, u: 0.95 },
});

/** The person model for these people. The prior is the chance that two of them taken at random are one. */
export function personModel(population: Population, known: KnownNames = knownNames()): Model<ComparablePerson> {
  const pairOf = onceForEachPair((a: ComparablePerson, b: ComparablePerson): NamePair => {
    const straight = halves(a.name.given, a.name.surname, b.name.given, b.name.surname, false);
    if (straight.given?.level === 'exact' && straight.surname?.level === 'exact') return straight;
    const swapped = halves(a.name.surname, a.name.given, b.name.given, b.name.surname, true);
    return bitsOfHalves(swapped) > bitsOfHalves(straight) + 4 ? swapped : straight;
  });

  function halves(givenA: Reading[], surnameA: Reading[], givenB: Reading[], surnameB: Reading[], swapped: boolean): NamePair {
    return {
      given: partAgreement(givenA, givenB, population.given, known),
      surname: partAgreement(surnameA, surnameB, population.surname, known),
      swapped,
    };
  }

  const given: Field<ComparablePerson> = {
    name: 'given',
    levels: nameLevels({ exact: 0.88, typo: 0.05, initial: 0.06, part: 0.01, different: 0.002 }),
    agreement: (a, b) => pairOf(a, b).given,
  };
  const surname: Field<ComparablePerson> = {
    name: 'surname',
    levels: nameLevels({ exact: 0.88, typo: 0.05, initial: 0.01, part: 0.03, different: 0.02 }),
    agreement: (a, b) => pairOf(a, b).surname,
  };
  const bitsOfHalves = (pair: NamePair): number =>
    [[given, pair.given] as const, [surname, pair.surname] as const].reduce((sum, [field, found]) => {
      if (!found) return sum;
      const level = field.levels[found.level]!;
      return sum + Math.log2(level.m / (found.u ?? level.u));
    }, 0);

  return {
    prior: Math.min(1 / 50, 1 / Math.max(population.size, 1)),
    ...personThresholds,
    fields: [
      given,
      surname,
      {
        name: 'order',
        levels: { swapped: { m: 0.05, u: 1 }, 'swapped-unsure': { m: 0.4, u: 1 } },
        agreement: (a, b) => (pairOf(a, b).swapped ? { level: a.orderUnsure || b.orderUnsure ? 'swapped-unsure' : 'swapped' } : null),
      },
      {
        name: 'middle',
        levels: { same: { m: 0.95, u: 0.03 }, different: { m: 0.02, u: 0.95 } },
        agreement(a, b) {
          if (a.name.middle.length === 0 || b.name.middle.length === 0) return null;
          const found = partAgreement([a.name.middle], [b.name.middle], population.given, known)!;
          return { level: /different|conflict/.test(found.level) ? 'different' : 'same' };
        },
      },
      {
        name: 'affiliation',
        levels: {
          // The u of a shared organisation or municipality is its share among the people.
          'same-organisation': { m: 0.88, u: 0.05 },
          'same-place': { m: 0.07, u: 0.05 },
          elsewhere: { m: 0.03, u: 0.9 },
          'place-only': { m: 0.9, u: 0.05 },
          'other-place': { m: 0.08, u: 0.9 },
        },
        agreement: (a, b) => affiliationAgreement(a, b, population),
      },
      {
        name: 'phone',
        levels: { same: { m: 0.8, u: 0.0001 }, 'one-digit-off': { m: 0.03, u: 0.003 }, different: { m: 0.15, u: 0.99 } },
        agreement: (a, b) => contactAgreement(a.phones, b.phones, population, (x, y) => x.length === y.length && x.length >= 7 && editDistance(x, y, 1) === 1),
      },
      {
        name: 'email',
        levels: { same: { m: 0.8, u: 0.0001 }, 'same-before-at': { m: 0.05, u: 0.05 }, shared: { m: 0.3, u: 0.05 }, different: { m: 0.15, u: 0.95 } },
        agreement: (a, b) => emailAgreement(a, b, population),
      },
      {
        name: 'birth-date',
        levels: { same: { m: 0.94, u: 0.00006 }, 'day-month-swapped': { m: 0.02, u: 0.00006 }, 'one-digit-off': { m: 0.03, u: 0.002 }, different: { m: 0.01, u: 0.998 } },
        agreement: (a, b) => birthDateAgreement(a.birthDate, b.birthDate),
      },
      {
        name: 'list',
        levels: { same: { m: 0.004, u: 0.15 } },
        agreement: (a, b) => (a.list !== null && a.list === b.list ? { level: 'same' } : null),
      },
    ],
    limits,
  };
}

/** Two fields look at the same pair one after the other: the last answer is kept. */
function onceForEachPair<R, T>(compute: (a: R, b: R) => T): (a: R, b: R) => T {
  let last: { a: R; b: R; value: T } | null = null;
  return (a, b) => {
    if (last?.a !== a || last.b !== b) last = { a, b, value: compute(a, b) };
    return last.value;
  };
}
