import type { Scope } from '#platform/session/scope.ts';
import { monthAfter, monthBefore, weeksOf } from '#modules/events/planning/month.ts';
import { plannedEvents, type PlannedRow, type Which, type Whose } from '#modules/events/planning/queries.ts';
import { placeName } from '#modules/places/say.ts';

/** The events with the words of where each is. */
export const withVenues = <Row extends Pick<PlannedRow, 'venueText' | 'venuePlace'>>(events: readonly Row[], locals: App.Locals) =>
  events.map((event) => ({ ...event, venue: [...new Set([event.venueText, event.venuePlace && placeName(event.venuePlace, locals)])].filter(Boolean).join(', ') }));

/** What the address of a list of events asks for: words, and a page of each list. */
export const askedIn = (address: URLSearchParams) => ({
  q: (address.get('q') ?? '').slice(0, 200),
  month: /^\d{4}-(0[1-9]|1[0-2])$/.test(address.get('month') ?? '') ? address.get('month') : null,
  page: Number(address.get('page')) || 1,
  past: Number(address.get('past')) || 1,
});

export const today = () => new Date().toISOString().slice(0, 10);

/** One page of events, those to come or those that are over. */
export async function listOf(scope: Scope, locals: App.Locals, whose: Whose, which: Which, q: string) {
  const { events, ...pages } = await plannedEvents(scope, whose, which, q);
  return { ...pages, rows: withVenues(events, locals) };
}

/** A month as a sheet of weeks, with the months beside it. @param month `YYYY-MM` */
export async function monthOf(scope: Scope, whose: Whose, month: string, q: string) {
  const { events } = await plannedEvents(scope, whose, { of: 'month', month }, q);
  return { of: month, before: monthBefore(month), after: monthAfter(month), weeks: weeksOf(month, events) };
}
