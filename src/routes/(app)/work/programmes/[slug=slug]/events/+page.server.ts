import { mayArrange } from '#modules/events/access.ts';
import { seriesIn } from '#modules/events/series/queries.ts';
import { mayChangeProgramme } from '#modules/programmes/access.ts';
import { programme } from '#modules/programmes/queries.ts';
import { maySeePersons } from '#modules/results/access.ts';
import { scopeOf } from '../../../../../signed-in.ts';
import { askedIn, listOf, monthOf, today } from '../../../event-lists.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const fiche = await programme(scope, params.slug);
  const { q, month, page, past } = askedIn(url.searchParams);
  const ofSeries = !month && url.searchParams.get('view') === 'series';
  const isList = !month && !ofSeries;
  return {
    fiche,
    q,
    upcoming: isList ? await listOf(scope, locals, fiche, { of: 'upcoming', today: today(), page }, q) : null,
    past: isList ? await listOf(scope, locals, fiche, { of: 'past', today: today(), page: past }, q) : null,
    month: month && (await monthOf(scope, fiche, month, q)),
    series: ofSeries ? await seriesIn(scope, fiche.programmeId, q) : null,
    removed: url.searchParams.get('removed'),
    thisMonth: today().slice(0, 7),
    today: today(),
    mayArrange: mayArrange(scope, fiche.programmeId),
    mayChange: mayChangeProgramme(scope, fiche.programmeId),
    mayOpen: maySeePersons(scope),
  };
};
