/** What this reader may know of whom the programme owes a presentation: the page and the table to take away show the same. */
import type { Scope } from '#platform/session/scope.ts';
import type { Locale } from '#platform/words/locales.ts';
import { feedbackOf } from '#modules/events/after/feedback/queries.ts';
import { showGap } from '#modules/events/after/feedback/show.ts';
import { programme } from '#modules/programmes/queries.ts';
import { maySeePersons, reachesProgramme } from '#modules/results/access.ts';

export async function shownFeedback(scope: Scope, slug: string, locale: Locale) {
  const fiche = await programme(scope, slug);
  // Which organisations stand on lists is for those who work on the programme; a member of the network elsewhere sees what the public sees.
  const isOwn = maySeePersons(scope) && reachesProgramme(scope, fiche.programmeId);
  const found = await feedbackOf(scope, fiche.programmeId, isOwn ? null : 'places');
  const how = { locale, slug: fiche.isPublished ? fiche.slug : null, eventAt: (id: string) => (isOwn ? `/work/events/${id}` : fiche.isPublished ? `/events/${id}` : null) };
  return { fiche, isOwn, reached: found.reached, open: found.open.map((gap) => showGap(gap, found, how)), waived: found.waived.map((gap) => ({ ...showGap(gap, found, how), waiver: gap.waiver })) };
}
