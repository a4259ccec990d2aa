/**
 * Are these two the same person? A Fellegi–Sunter model over name, affiliation, telephone, e-mail and birth date.
 * Every m and u below is an estimate, written where it can be argued with: m from how often a programme's own people are written so,
 * u from how often two strangers would agree. They are the starting values that decisions of coordinators will refine.
 */
import type { Agreement, Field, Limit, Model } from '#platform/matching/compare.ts';
import { editDistance } from '#platform/matching/similarity.ts';
import { comparableName, type ComparableName, type Reading } from './comparable-name.ts';
import { emailsIn, isSharedEmail, phonesIn } from './contacts.ts';
import { knownNames, type KnownNames } from './known-names.ts';
import { partAgreement, type NameFrequency } from './name-agreement.ts';

/** From `same` on two mentions are taken for one without asking, up to `different` for two; between them a person is asked. One minus `same` is the error expected of the least sure pair. */
export const personThresholds = { same: 0.95, different: 0.15 };

/** A mention of a person, as a sheet or a form has it. Everything but the name may be missing. */
export interface PersonMention {
  given: string | null;
  middle?: string | null;
  surname: string | null;
  /** True where the sheet leaves open which half is which. */
  orderUnsure?: boolean;
  /** Key of the organisation, equal exactly for equal organisations. */
  organisation?: string | null;
  /** Municipality. */
  place?: string | null;
  phone?: string | null;
  email?: string | null;
  /** `YYYY-MM-DD` */
  birthDate?: string | null;
  /** The list the mention stands in: within one list a person normally stands once. */
  list?: string | number | null;
}

export interface ComparablePerson {
  name: ComparableName;
  orderUnsure: boolean;
  organisation: string | null;
  place: string | null;
  phones: string[];
  emails: string[];
  birthDate: string | null;
  list: string | number | null;
}

/** Reads a mention once, so that comparing it a thousand times is cheap. */
export function comparablePerson(mention: PersonMention): ComparablePerson {
  const emails = emailsIn(mention.email);
  return {
    name: comparableName({ given: mention.given, middle: mention.middle ?? null, surname: mention.surname }, emails),
    orderUnsure: mention.orderUnsure ?? false,
    organisation: mention.organisation ?? null,
    place: mention.place ?? null,
    phones: phonesIn(mention.phone),
    emails,
    birthDate: mention.birthDate ?? null,
    list: mention.list ?? null,
  };
}

const firstWords = (readings: Reading[]): string[] => readings.flatMap((reading) => reading.map((word) => word.folded));

/**
 * Keys under which a mention is looked up; two mentions that share none are never compared. Order of the halves, script and one slip
 * of the pen in either half do not matter: a word stands with the first letter of another word, and the set of its letters likewise.
 */
export function blockingKeys(person: ComparablePerson): string[] {
  const keys = [...person.phones.map((phone) => `t:${phone}`), ...person.emails.filter((email) => !isSharedEmail(email)).map((email) => `e:${email}`)];
  const words = [...firstWords(person.name.given), ...firstWords(person.name.surname)];
  for (const [i, word] of words.entries()) {
    const letters = [...new Set(word)].sort().join('');
    const others = new Set(words.filter((_, j) => j !== i).map((other) => other[0]!));
    if (person.organisation && word.length > 2) keys.push(`o:${person.organisation}|${word}`);
    for (const letter of others) {
      if (word.length <= 2) continue;
      keys.push(`n:${word}|${letter}`, `l:${letters}|${letter}`);
      if (person.organisation) keys.push(`i:${person.organisation}|${[word[0]!, letter].sort().join('')}`);
    }
    if (person.birthDate) keys.push(`b:${person.birthDate}|${word[0]}`);
  }
  return keys;
}

/** What the mentions at hand say about how frequent things are among them; the shipped lists cover the rest. */
export interface Population {
  size: number;
  given: NameFrequency;
  surname: NameFrequency;
  shareOfOrganisation(key: string): number;
  shareOfPlace(unit: string): number;
  /** Share of differently named people who use this telephone or e-mail: high for an office's. */
  shareOfContact(contact: string): number;
}

/** The lists' shares weigh as much as this many people, so that a small meeting does not make a rare name look common. */
const trustInLists = 400;

/** Counts names, organisations and contacts among mentions; repeated mentions of one full name count once. */
export function populationOf(people: readonly ComparablePerson[], known: KnownNames = knownNames()): Population {
  const byName = new Map<string, ComparablePerson>();
  const namesByContact = new Map<string, Set<string>>();
  for (const person of people) {
    const halves = [person.name.given[0], person.name.surname[0]].map((reading) => reading?.map((word) => word.folded).join('') ?? '');
    const name = halves.sort().join(' ');
    if (!byName.has(name)) byName.set(name, person);
    for (const contact of [...person.phones, ...person.emails]) {
      const names = namesByContact.get(contact) ?? new Set();
      namesByContact.set(contact, names.add(name));
    }
  }
  const size = byName.size;
  const [given, surname, organisations, places] = [new Map(), new Map(), new Map(), new Map()] as Map<string, number>[];
  for (const person of byName.values()) {
    for (const word of person.name.given[0] ?? []) add(given!, word.folded);
    for (const word of person.name.surname[0] ?? []) add(surname!, word.folded);
    if (person.organisation) add(organisations!, person.organisation);
    if (person.place) add(places!, person.place);
  }
  // The person herself is one of the bearers: a name that only one person has here is as rare as the lists say.
  const blended = (seen: Map<string, number>, listed: (word: string) => number) => (word: string) =>
    (Math.max(0, (seen.get(word) ?? 0) - 1) + listed(word) * trustInLists) / (size + trustInLists);
  const shareIn = (seen: Map<string, number>) => (key: string) => Math.min(0.9, (seen.get(key) ?? 1) / Math.max(size, 20));
  return {
    size,
    given: { share: blended(given!, known.givenShare), isKnown: known.isGiven },
    surname: { share: blended(surname!, known.surnameShare), isKnown: known.isSurname },
    shareOfOrganisation: shareIn(organisations!),
    shareOfPlace: shareIn(places!),
    shareOfContact: (contact) => ((namesByContact.get(contact)?.size ?? 1) - 1) / Math.max(size, 20) + 0.0001,
  };
}

const add = (counts: Map<string, number>, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);

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
        agreement: (a, b) => affiliation(a, b, population),
      },
      {
        name: 'phone',
        levels: { same: { m: 0.8, u: 0.0001 }, 'one-digit-off': { m: 0.03, u: 0.003 }, different: { m: 0.15, u: 0.99 } },
        agreement: (a, b) => contact(a.phones, b.phones, population, (x, y) => x.length === y.length && x.length >= 7 && editDistance(x, y, 1) === 1),
      },
      {
        name: 'email',
        levels: { same: { m: 0.8, u: 0.0001 }, 'same-before-at': { m: 0.05, u: 0.05 }, shared: { m: 0.3, u: 0.05 }, different: { m: 0.15, u: 0.95 } },
        agreement: (a, b) => email(a, b, population),
      },
      {
        name: 'birth-date',
        levels: { same: { m: 0.94, u: 0.00006 }, 'day-month-swapped': { m: 0.02, u: 0.00006 }, 'one-digit-off': { m: 0.03, u: 0.002 }, different: { m: 0.01, u: 0.998 } },
        agreement: (a, b) => birthDate(a.birthDate, b.birthDate),
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

const isWeak = (level: string | undefined): boolean => level === undefined || level === 'initial' || level === 'nickname' || level === 'near' || level === 'resembling';
/** Two halves of a name that no slip of the pen makes one. */
export const contradicts = (level: string | undefined): boolean => level === 'different' || level === 'initial-conflict';

/** What a sum of small agreements must not outvote. */
function limits(a: ComparablePerson, b: ComparablePerson, found: ReadonlyMap<string, Agreement>): Limit[] {
  const level = (field: string) => found.get(field)?.level;
  const [phone, email, given, surname] = [level('phone'), level('email'), level('given'), level('surname')];
  const contactShared = phone === 'same' || email === 'same' || level('birth-date') === 'same';
  const contactDiffers = (phone === 'different' && email !== 'same') || (email === 'different' && phone !== 'same');
  const list: Limit[] = [];

  // Relatives and colleagues share surname, office, even the telephone; two different given names are two people.
  if (contradicts(given)) list.push({ name: 'given-differs', ceiling: phone === 'same' && email === 'same' && surname === 'exact' ? 0.3 : 0.02, contradiction: true });
  // A surname changes with marriage: only with the same given name and a contact of her own is that worth asking.
  if (contradicts(surname)) list.push({ name: 'surname-differs', ceiling: given === 'exact' && contactShared ? 0.7 : 0.02, ...(given !== 'exact' && { contradiction: true }) });
  if (given === undefined || surname === undefined) list.push({ name: 'half-a-name', ceiling: contactShared ? 0.9 : 0.4 });
  const sameOrganisation = level('affiliation') === 'same-organisation';
  if ((isWeak(given) || isWeak(surname)) && !sameOrganisation && !contactShared) list.push({ name: 'weak-name', ceiling: 0.4 });
  // Станчева and Стойчева with a telephone each are two colleagues, and so are П. and Пера.
  if ([given, surname].some((part) => part === 'near' || part === 'resembling' || part === 'initial') && contactDiffers && !contactShared) list.push({ name: 'alike-but-reached-elsewhere', ceiling: 0.4 });
  if (given === 'initial' && surname === 'initial') list.push({ name: 'initials-only', ceiling: contactShared ? 0.8 : 0.4 });
  // Another office, another town, another telephone: the same mailbox alone should be looked at.
  if (level('affiliation') === 'elsewhere' && contactShared && (phone === 'different' || email === 'different')) list.push({ name: 'moved', ceiling: 0.9 });
  if (level('affiliation') === 'elsewhere' && !contactShared) list.push({ name: 'namesake-elsewhere', ceiling: contactDiffers ? 0.1 : 0.45 });
  // In one town people change offices, and have namesakes: a person is asked in any case.
  if (level('affiliation') === 'same-place' && !contactShared) list.push({ name: 'namesake-in-town', ceiling: contactDiffers ? 0.45 : 0.9 });
  if (level('birth-date') === 'different') list.push({ name: 'birth-date-differs', ceiling: contactShared ? 0.3 : 0.05, contradiction: true });
  if (level('list') === 'same') {
    const repeated = given === 'exact' && surname === 'exact' && !contactDiffers && (contactShared || sameOrganisation);
    list.push(repeated ? { name: 'repeated-signature', ceiling: 0.9 } : { name: 'own-row-in-one-list', ceiling: 0.02, contradiction: true });
  }
  return list;
}

function affiliation(a: ComparablePerson, b: ComparablePerson, population: Population): Agreement | null {
  if (a.organisation && b.organisation) {
    if (a.organisation === b.organisation) return { level: 'same-organisation', u: population.shareOfOrganisation(a.organisation) };
    if (!a.place || !b.place) return null;
    return a.place === b.place ? { level: 'same-place', u: population.shareOfPlace(a.place) } : { level: 'elsewhere' };
  }
  if (!a.place || !b.place) return null;
  return a.place === b.place ? { level: 'place-only', u: population.shareOfPlace(a.place) } : { level: 'other-place' };
}

function contact(a: string[], b: string[], population: Population, isNear: (x: string, y: string) => boolean): Agreement | null {
  if (a.length === 0 || b.length === 0) return null;
  const same = a.find((x) => b.includes(x));
  if (same) return { level: 'same', u: population.shareOfContact(same) };
  return { level: a.some((x) => b.some((y) => isNear(x, y))) ? 'one-digit-off' : 'different' };
}

function email(a: ComparablePerson, b: ComparablePerson, population: Population): Agreement | null {
  const [own, others] = [a.emails, b.emails].map((emails) => emails.filter((email) => !isSharedEmail(email)));
  if (own!.length === 0 || others!.length === 0) return a.emails.some((email) => b.emails.includes(email)) ? { level: 'shared' } : null;
  const found = contact(own!, others!, population, () => false)!;
  if (found.level === 'same') return found;
  // The part before the @ is mostly made of the name, which has been compared already: equal, it adds nothing.
  const localPart = (email: string) => email.split('@', 1)[0]!;
  return { level: own!.some((x) => others!.some((y) => localPart(x) === localPart(y))) ? 'same-before-at' : 'different' };
}

function birthDate(a: string | null, b: string | null): Agreement | null {
  if (!a || !b) return null;
  if (a === b) return { level: 'same' };
  const [year, month, day] = b.split('-');
  if (a === `${year}-${day}-${month}`) return { level: 'day-month-swapped' };
  return { level: editDistance(a, b, 1) === 1 ? 'one-digit-off' : 'different' };
}

/** Two fields look at the same pair one after the other: the last answer is kept. */
function onceForEachPair<R, T>(compute: (a: R, b: R) => T): (a: R, b: R) => T {
  let last: { a: R; b: R; value: T } | null = null;
  return (a, b) => {
    if (last?.a !== a || last.b !== b) last = { a, b, value: compute(a, b) };
    return last.value;
  };
}
