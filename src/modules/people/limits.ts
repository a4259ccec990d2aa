/** What no sum of small agreements may outvote when two mentions are compared. Pure. */
import type { Agreement, Limit } from '#platform/matching/compare.ts';
import type { ComparablePerson } from './comparable-person.ts';

const isWeak = (level: string | undefined): boolean => level === undefined || level === 'initial' || level === 'nickname' || level === 'near' || level === 'resembling';

/** Two halves of a name that no slip of the pen makes one. */
export const contradicts = (level: string | undefined): boolean => level === 'different' || level === 'initial-conflict';

/** What a sum of small agreements must not outvote. */
export function limits(a: ComparablePerson, b: ComparablePerson, found: ReadonlyMap<string, Agreement>): Limit[] {
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
