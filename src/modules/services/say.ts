/** Services in a reader's words. Pure. */
import type { Locale } from '#platform/words/locales.ts';
import { say } from '#platform/words/localised.ts';
import { nomenclature, type Term } from './nomenclature/nomenclature.ts';

/** What a kind of service is called; empty for a term of somebody else's list. */
export const termName = (id: string, locale: Locale): string => say(nomenclature().byId.get(id)?.labels, locale);

/** The kinds of service, and the groups it is for, of what a service is under. Other lists' terms are left out. */
export function kindsAndGroups(terms: readonly string[], locale: Locale): { kinds: string[]; groups: string[] } {
  const known = terms.map((id) => nomenclature().byId.get(id)).filter((term): term is Term => Boolean(term));
  const named = (of: (term: Term) => boolean) => [...new Set(known.filter(of).map(({ labels }) => say(labels, locale)))];
  return { kinds: named(({ vocabulary }) => vocabulary !== 'user-group'), groups: named(({ vocabulary }) => vocabulary === 'user-group') };
}
