import { execute, type Command } from '#platform/command/command.ts';
import { mayArrange } from '#modules/events/access.ts';
import { createFeed, revokeFeed } from '#modules/events/calendar/commands.ts';
import { ownFeed } from '#modules/events/calendar/queries.ts';
import { plannedEvents, type PlannedRow } from '#modules/events/planning/queries.ts';
import { monthAfter, monthBefore, weeksOf } from '#modules/events/planning/month.ts';
import { placeName } from '#modules/places/say.ts';
import { mayChangeProgramme } from '#modules/programmes/access.ts';
import { programme } from '#modules/programmes/queries.ts';
import { maySeePersons } from '#modules/results/access.ts';
import { failed, scopeOf } from '../../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const fiche = await programme(scope, params.slug);
  const today = new Date().toISOString().slice(0, 10);
  const q = (url.searchParams.get('q') ?? '').slice(0, 200);
  const wanted = url.searchParams.get('month');
  const month = wanted && /^\d{4}-(0[1-9]|1[0-2])$/.test(wanted) ? wanted : null;
  const events = (await plannedEvents(scope, fiche.programmeId, q)).map((event) => ({ ...event, venue: [event.venueText, event.venuePlace && placeName(event.venuePlace, locals)].filter(Boolean).join(', ') }));
  const isPast = (event: PlannedRow) => event.lastDay < today;
  const feed = await ownFeed(scope);
  return {
    fiche,
    q,
    upcoming: month ? [] : events.filter((event) => !isPast(event)),
    past: month ? [] : events.filter(isPast).toReversed(),
    month: month && { of: month, before: monthBefore(month), after: monthAfter(month), weeks: weeksOf(month, events) },
    thisMonth: today.slice(0, 7),
    today,
    mayArrange: mayArrange(scope, fiche.programmeId),
    mayChange: mayChangeProgramme(scope, fiche.programmeId),
    mayOpen: maySeePersons(scope),
    feed: feed && `${url.origin}/events.ics?feed=${feed}`,
    
  };
};

const feeds = <Output>(command: Command<Record<string, never>, Output>) => async ({ locals }: Parameters<Actions[string]>[0]) => {
  try {
    await execute(command, scopeOf(locals), {});
    return { done: command.name };
  } catch (caught) {
    return failed(caught, locals);
  }
};
export const actions: Actions = { makeFeed: feeds(createFeed), takeFeedBack: feeds(revokeFeed) };
