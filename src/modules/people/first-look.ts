/** A first look at two mentions, thousands of times cheaper than the model: whether they may be one person at all. */
import type { ComparablePerson } from './comparable-person.ts';
import { contradicts } from './limits.ts';
import type { Population } from './population.ts';
import type { Reading } from './comparable-name.ts';
import { knownNames, type KnownNames } from './known-names.ts';
import { partAgreement } from './name-agreement.ts';

/** Answers kept about two words; an answer that is overwritten is worked out again. */
const answersKept = 2 ** 20;

/**
 * Looks at mentions by their positions in `people`. False only where the limits of the model (matching.ts) leave no other answer than `different`:
 * - in one list, unless both halves of the name are written alike;
 * - elsewhere, if half of the name contradicts whichever way round it is read, and no telephone, e-mail or birth date is shared.
 * Surnames and given names repeat, so each two of them are compared once and the answer is kept.
 */
export function firstLook(people: readonly ComparablePerson[], population: Population, known: KnownNames = knownNames()): (a: number, b: number) => boolean {
  const readings: Reading[] = [];
  const readingIds = new Map<string, number>();
  const idOf = (reading: Reading): number => {
    const key = reading.map((word) => `${word.folded} ${word.plain} ${word.typed} ${word.initial} ${word.beginnings} ${word.careful}`).join('|');
    let id = readingIds.get(key);
    if (id === undefined) {
      readingIds.set(key, (id = readings.length));
      readings.push(reading);
    }
    return id;
  };
  const given = people.map((person) => person.name.given.map(idOf));
  const surname = people.map((person) => person.name.surname.map(idOf));
  const numbered = numbering();
  const written = readings.map((reading) => numbered(reading.map((word) => word.folded).join('')));
  // Nearly everybody has one reading of each half; these numbers alone then say it all. −1 for the others.
  const one = (all: readonly number[][], i: number) => (given[i]!.length === 1 && surname[i]!.length === 1 ? all[i]![0]! : -1);
  const oneGiven = Int32Array.from(people, (_, i) => one(given, i));
  const oneSurname = Int32Array.from(people, (_, i) => one(surname, i));
  const fullName = Int32Array.from(people, (_, i) => (oneGiven[i]! < 0 ? -1 : numbered(`name ${[written[oneGiven[i]!]!, written[oneSurname[i]!]!].sort((a, b) => a - b).join(' ')}`)));
  const lists = Int32Array.from(people, ({ list }) => (list === null ? -1 : numbered(`list ${list}`)));
  const contactsOf = people.map((person) => [...person.phones, ...person.emails, ...(person.birthDate ? [person.birthDate] : [])].map((contact) => numbered(`contact ${contact}`)));
  // A contact that only one mention has can be shared by no two.
  const users = new Map<number, number>();
  for (const contact of contactsOf.flat()) users.set(contact, (users.get(contact) ?? 0) + 1);
  const contacts = contactsOf.map((own) => own.filter((contact) => users.get(contact)! > 1));

  const askedAbout = new Float64Array(answersKept).fill(-1);
  const answers = new Uint8Array(answersKept);
  /** Whether two readings of the same half of the name do not contradict each other. */
  function readingsAgree(a: number, b: number, half: 0 | 1): boolean {
    if (a === b) return true;
    const question = (a * readings.length + b) * 2 + half;
    const slot = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ half) & (answersKept - 1);
    if (askedAbout[slot] !== question) {
      const found = partAgreement([readings[a]!], [readings[b]!], half === 0 ? population.given : population.surname, known);
      askedAbout[slot] = question;
      answers[slot] = Number(!contradicts(found?.level));
    }
    return answers[slot] === 1;
  }
  const halvesAgree = (a: readonly number[], b: readonly number[], half: 0 | 1): boolean => {
    // A half that one of the two leaves out contradicts nothing.
    if (a.length === 0 || b.length === 0) return true;
    for (const x of a) for (const y of b) if (readingsAgree(x, y, half)) return true;
    return false;
  };
  const writtenAlike = (a: readonly number[], b: readonly number[]): boolean => {
    for (const x of a) for (const y of b) if (written[x] === written[y]) return true;
    return false;
  };

  /** Whether either way round neither half contradicts. */
  function namesAgree(a: number, b: number): boolean {
    const [givenA, surnameA, givenB, surnameB] = [oneGiven[a]!, oneSurname[a]!, oneGiven[b]!, oneSurname[b]!];
    if (givenA >= 0 && givenB >= 0) return (readingsAgree(givenA, givenB, 0) && readingsAgree(surnameA, surnameB, 1)) || (readingsAgree(surnameA, givenB, 0) && readingsAgree(givenA, surnameB, 1));
    return (halvesAgree(given[a]!, given[b]!, 0) && halvesAgree(surname[a]!, surname[b]!, 1)) || (halvesAgree(surname[a]!, given[b]!, 0) && halvesAgree(given[a]!, surname[b]!, 1));
  }
  function fullNamesAlike(a: number, b: number): boolean {
    if (fullName[a]! >= 0 && fullName[b]! >= 0) return fullName[a] === fullName[b];
    const [givenA, surnameA, givenB, surnameB] = [given[a]!, surname[a]!, given[b]!, surname[b]!];
    return (writtenAlike(givenA, givenB) && writtenAlike(surnameA, surnameB)) || (writtenAlike(surnameA, givenB) && writtenAlike(givenA, surnameB));
  }

  return (a, b) => {
    if (lists[a]! >= 0 && lists[a] === lists[b]) return fullNamesAlike(a, b);
    return namesAgree(a, b) || (contacts[a]!.length > 0 && contacts[a]!.some((contact) => contacts[b]!.includes(contact)));
  };
}

/** Gives each text a number, the same for the same text. */
function numbering(): (text: string) => number {
  const numbers = new Map<string, number>();
  return (text) => {
    let number = numbers.get(text);
    if (number === undefined) numbers.set(text, (number = numbers.size));
    return number;
  };
}
