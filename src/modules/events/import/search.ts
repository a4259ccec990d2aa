import type { Scope } from '#platform/session/scope.ts';
import type { Locale } from '#platform/words/locales.ts';
import { findPeople } from '#modules/people/queries.ts';
import { municipalitiesLike, type Choice } from '../participants/correction.ts';
import { organisationsLike } from '../participants/correction-queries.ts';

/** What a question may mean beyond its proposals, by name in any script; nothing for a field that is none. */
export async function soughtIn(scope: Scope, field: string, q: string, locale: Locale): Promise<Choice[]> {
  if (field === 'place') return municipalitiesLike(q, locale);
  if (field === 'organisation') return organisationsLike(scope, q);
  if (field !== 'person') return [];
  const { items } = await findPeople(scope, { q, limit: 8 });
  return items.map(({ personId, given, surname, organisations }) => ({ id: personId, name: [given, surname].filter(Boolean).join(' '), more: organisations.map(({ name }) => name).join(', ') || null }));
}
