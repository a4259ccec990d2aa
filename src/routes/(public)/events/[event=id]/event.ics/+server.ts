import { notFound } from '#platform/problem.ts';
import { linkOrigin } from '#platform/session/origin.ts';
import { href } from '#platform/words/href.ts';
import { eventCalendar } from '#modules/events/calendar/entries.ts';
import { publicPlan } from '#modules/events/planning/queries.ts';
import type { RequestHandler } from './$types';

/** One published event for anybody's calendar, in the language of the page. */
export const GET: RequestHandler = async ({ params, locals: { locale }, url }) => {
  const { plan } = await publicPlan(params.event);
  // Of which only the month is known has no day in a calendar.
  if (plan.dayPrecision !== 'day') throw notFound();
  const body = eventCalendar(plan, locale, (eventId) => `${linkOrigin(url.origin)}${href(locale, `/events/${eventId}`)}`);
  return new Response(body, { headers: { 'content-type': 'text/calendar; charset=utf-8', 'content-disposition': 'attachment; filename="event.ics"', 'cache-control': 'public, no-cache', vary: 'accept-language, cookie' } });
};
