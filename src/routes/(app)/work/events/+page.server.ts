import { eventKindNames, type EventKindName } from '#modules/events/kinds.ts';
import { programmesWithEvents } from '#modules/events/planning/queries.ts';
import { mayAddProgramme } from '#modules/programmes/access.ts';
import { maySeePersons } from '#modules/results/access.ts';
import { scopeOf } from '../../../signed-in.ts';
import { askedIn, listOf, today } from '../event-lists.ts';
import type { PageServerLoad } from './$types';

/** The events of all programmes one works on. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const scope = scopeOf(locals);
  const { q, page, past } = askedIn(url.searchParams);
  const programmes = await programmesWithEvents(scope);
  const wanted = (name: string) => url.searchParams.get(name) ?? '';
  const filter = {
    q,
    programme: programmes.some(({ slug }) => slug === wanted('programme')) ? wanted('programme') : '',
    kind: eventKindNames.includes(wanted('kind') as EventKindName) ? (wanted('kind') as EventKindName) : ('' as const),
    when: wanted('when') === 'upcoming' || wanted('when') === 'past' ? (wanted('when') as 'upcoming' | 'past') : ('' as const),
  };
  const whose = { slug: filter.programme || null, kind: filter.kind || null };
  return {
    filter,
    programmes,
    upcoming: filter.when === 'past' ? null : await listOf(scope, locals, whose, { of: 'upcoming', today: today(), page }, q),
    past: filter.when === 'upcoming' ? null : await listOf(scope, locals, whose, { of: 'past', today: today(), page: past }, q),
    today: today(),
    mayOpen: maySeePersons(scope),
    mayAddProgramme: mayAddProgramme(scope),
  };
};
