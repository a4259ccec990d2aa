/** Services in a reader's words. Pure. */
import type { Locale } from '#platform/words/locales.ts';
import { say } from '#platform/words/localised.ts';
import { nomenclature, type Term } from './nomenclature/nomenclature.ts';

/** What a kind of service is called; empty for a term of somebody else's list. */
export const termName = (id: string, locale: Locale): string => say(nomenclature().byId.get(id)?.labels, locale);

/** A national list is written in its own language and in English: whoever reads about a service is told the common category in her own. */
function nameOf({ id, labels }: Term, locale: Locale): string {
  const isWritten = labels[locale] ?? (locale === 'sr-Latn' ? labels['sr-Cyrl'] : undefined);
  const [category] = isWritten ? [] : (nomenclature().categoriesOf.get(id) ?? []);
  return say(category ? nomenclature().byId.get(category)!.labels : labels, locale);
}

/** The kinds of service, and the groups it is for, of what a service is under. Other lists' terms are left out. */
export function kindsAndGroups(terms: readonly string[], locale: Locale): { kinds: string[]; groups: string[] } {
  const known = terms.map((id) => nomenclature().byId.get(id)).filter((term): term is Term => Boolean(term));
  const named = (of: (term: Term) => boolean) => [...new Set(known.filter(of).map((term) => nameOf(term, locale)))];
  return { kinds: named(({ vocabulary }) => vocabulary !== 'user-group'), groups: named(({ vocabulary }) => vocabulary === 'user-group') };
}
