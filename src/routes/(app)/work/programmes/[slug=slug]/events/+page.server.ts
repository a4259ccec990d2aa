import { mayArrange } from '#modules/events/access.ts';
import { plannedEvents, type Which } from '#modules/events/planning/queries.ts';
import { monthAfter, monthBefore, weeksOf } from '#modules/events/planning/month.ts';
import { seriesIn } from '#modules/events/series/queries.ts';
import { placeName } from '#modules/places/say.ts';
import { mayChangeProgramme } from '#modules/programmes/access.ts';
import { programme } from '#modules/programmes/queries.ts';
import { maySeePersons } from '#modules/results/access.ts';
import { scopeOf } from '../../../../../signed-in.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const fiche = await programme(scope, params.slug);
  const today = new Date().toISOString().slice(0, 10);
  const q = (url.searchParams.get('q') ?? '').slice(0, 200);
  const wanted = url.searchParams.get('month');
  const month = wanted && /^\d{4}-(0[1-9]|1[0-2])$/.test(wanted) ? wanted : null;
  const ofSeries = !month && url.searchParams.get('view') === 'series';
  const isList = !month && !ofSeries;
  const page = (name: string) => Number(url.searchParams.get(name)) || 1;
  const list = async (which: Which) => {
    const { events, ...pages } = await plannedEvents(scope, fiche.programmeId, which, q);
    return { ...pages, rows: events.map((event) => ({ ...event, venue: [event.venueText, event.venuePlace && placeName(event.venuePlace, locals)].filter(Boolean).join(', ') })) };
  };
  return {
    fiche,
    q,
    upcoming: isList ? await list({ of: 'upcoming', today, page: page('page') }) : null,
    past: isList ? await list({ of: 'past', today, page: page('past') }) : null,
    month: month && { of: month, before: monthBefore(month), after: monthAfter(month), weeks: weeksOf(month, (await list({ of: 'month', month })).rows) },
    series: ofSeries ? await seriesIn(scope, fiche.programmeId, q) : null,
    removed: url.searchParams.get('removed'),
    thisMonth: today.slice(0, 7),
    today,
    mayArrange: mayArrange(scope, fiche.programmeId),
    mayChange: mayChangeProgramme(scope, fiche.programmeId),
    mayOpen: maySeePersons(scope),
  };
};
