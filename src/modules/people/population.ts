/** How frequent names, organisations, places and contacts are among the people at hand: what two strangers have in common by chance. Pure. */
import type { ComparablePerson } from './comparable-person.ts';
import { knownNames, type KnownNames } from './known-names.ts';
import type { NameFrequency } from './name-agreement.ts';

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
