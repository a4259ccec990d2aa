import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { mayArrange } from '#modules/events/access.ts';
import { removeSeries } from '#modules/events/commands.ts';
import { seriesPage } from '#modules/events/series/queries.ts';
import { placeName } from '#modules/places/say.ts';
import { mayChangeProgramme } from '#modules/programmes/access.ts';
import { programme } from '#modules/programmes/queries.ts';
import { maySeePersons } from '#modules/results/access.ts';
import { failed, scopeOf } from '../../../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const fiche = await programme(scope, params.slug);
  const { listed, ...series } = await seriesPage(scope, fiche.programmeId, params.series);
  return {
    fiche,
    series,
    events: listed.map((event) => ({ ...event, venue: [event.venueText, event.venuePlace && placeName(event.venuePlace, locals)].filter(Boolean).join(', ') })),
    mayArrange: mayArrange(scope, fiche.programmeId),
    mayChange: mayChangeProgramme(scope, fiche.programmeId),
    mayOpen: maySeePersons(scope),
    done: url.searchParams.get('done'),
  };
};

export const actions: Actions = {
  remove: async ({ locals, params }) => {
    const scope = scopeOf(locals);
    try {
      const { programmeId } = await programme(scope, params.slug);
      await execute(removeSeries, scope, { programmeId, seriesId: params.series });
    } catch (caught) {
      return failed(caught, locals);
    }
    redirect(303, `${href(locals.locale, `/work/programmes/${params.slug}/events`)}?view=series&removed=series`);
  },
};
