/** How far two mentions agree in what is not the name: organisation and place, telephone, e-mail, birth date. Pure. */
import type { Agreement } from '#platform/matching/compare.ts';
import { editDistance } from '#platform/matching/similarity.ts';
import type { ComparablePerson } from './comparable-person.ts';
import { isSharedEmail } from './contacts.ts';
import type { Population } from './population.ts';

export function affiliationAgreement(a: ComparablePerson, b: ComparablePerson, population: Population): Agreement | null {
  if (a.organisation && b.organisation) {
    if (a.organisation === b.organisation) return { level: 'same-organisation', u: population.shareOfOrganisation(a.organisation) };
    if (!a.place || !b.place) return null;
    return a.place === b.place ? { level: 'same-place', u: population.shareOfPlace(a.place) } : { level: 'elsewhere' };
  }
  if (!a.place || !b.place) return null;
  return a.place === b.place ? { level: 'place-only', u: population.shareOfPlace(a.place) } : { level: 'other-place' };
}

export function contactAgreement(a: string[], b: string[], population: Population, isNear: (x: string, y: string) => boolean): Agreement | null {
  if (a.length === 0 || b.length === 0) return null;
  const same = a.find((x) => b.includes(x));
  if (same) return { level: 'same', u: population.shareOfContact(same) };
  return { level: a.some((x) => b.some((y) => isNear(x, y))) ? 'one-digit-off' : 'different' };
}

export function emailAgreement(a: ComparablePerson, b: ComparablePerson, population: Population): Agreement | null {
  const [own, others] = [a.emails, b.emails].map((emails) => emails.filter((email) => !isSharedEmail(email)));
  if (own!.length === 0 || others!.length === 0) return a.emails.some((email) => b.emails.includes(email)) ? { level: 'shared' } : null;
  const found = contactAgreement(own!, others!, population, () => false)!;
  if (found.level === 'same') return found;
  // The part before the @ is mostly made of the name, which has been compared already: equal, it adds nothing.
  const localPart = (email: string) => email.split('@', 1)[0]!;
  return { level: own!.some((x) => others!.some((y) => localPart(x) === localPart(y))) ? 'same-before-at' : 'different' };
}

export function birthDateAgreement(a: string | null, b: string | null): Agreement | null {
  if (!a || !b) return null;
  if (a === b) return { level: 'same' };
  const [year, month, day] = b.split('-');
  if (a === `${year}-${day}-${month}`) return { level: 'day-month-swapped' };
  return { level: editDistance(a, b, 1) === 1 ? 'one-digit-off' : 'different' };
}
