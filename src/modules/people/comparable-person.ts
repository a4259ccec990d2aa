/** A mention of a person, read once so that it can be compared with thousands of others, and the keys under which others find it. Pure. */
import { comparableName, type ComparableName, type Reading } from './comparable-name.ts';
import { emailsIn, isSharedEmail, phonesIn } from './contacts.ts';

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
