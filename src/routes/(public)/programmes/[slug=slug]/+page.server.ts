import { publicProgramme } from '#modules/programmes/public/queries.ts';
import { inLanguage } from '#platform/words/localised.ts';
import { feedbackOf } from '#modules/events/after/feedback/queries.ts';
import { isPresenting, showGap } from '#modules/events/after/feedback/show.ts';
import { namesVenue } from '#modules/events/timeline/venue.ts';
import { mayChangeProgramme } from '#modules/programmes/access.ts';
import { showReach } from '#modules/results/reach/show.ts';
import { wordsOf } from '#platform/words/load.ts';
import { placeTitle } from '#modules/results/figure/names.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals: { locale, scope: own } }) => {
  const { scope, reached, ...shown } = await publicProgramme(params.slug, locale);
  const t = await wordsOf(locale);
  const feedback = await feedbackOf(scope, shown.fiche.programmeId, 'places');
  const how = { locale, slug: params.slug, eventAt: (id: string) => `/events/${id}` };
  const placeIds = [...shown.fiche.places.map(({ placeId }) => placeId), ...shown.timeline.flatMap(({ venuePlace }) => venuePlace ?? [])];
  const today = new Date().toISOString().slice(0, 10);
  const isToCome = ({ state, lastDay }: (typeof shown.timeline)[number]) => state === 'planned' || (state === 'called-off' && lastDay >= today);
  return {
    ...shown,
    happened: shown.timeline.filter((event) => !isToCome(event)),
    planned: shown.timeline.filter(isToCome),
    places: Object.fromEntries(placeIds.map((id) => [id, placeTitle(id, t)])),
    gaps: (isPresenting(feedback, shown.fiche) ? feedback.open : []).map((gap) => showGap(gap, feedback, how)),
    waived: feedback.waived.map((gap) => ({ name: showGap(gap, feedback, how).name, reason: gap.waiver.reason })),
    reach: showReach(reached, locale),
    venuesSaid: shown.timeline.flatMap(({ eventId, titles, venuePlace }) => (venuePlace && namesVenue(inLanguage(titles, locale)?.text ?? '', venuePlace) ? [eventId] : [])),
    maySettle: shown.unsettled.length > 0 && own?.networkId === shown.network.networkId && mayChangeProgramme(own, shown.fiche.programmeId),
    today,
  };
};
