import { notFound } from '#platform/problem.ts';
import { linkOrigin } from '#platform/session/origin.ts';
import { href } from '#platform/words/href.ts';
import { eventCalendar } from '#modules/events/calendar/entries.ts';
import { linkedRegistration } from '#modules/events/registration/link-queries.ts';
import type { RequestHandler } from './$types';

/** The event for the calendar of whoever has a seat, with the link for taking part from afar. */
export const GET: RequestHandler = async ({ params, locals: { locale }, url }) => {
  const { plan, registration } = await linkedRegistration(params.token);
  if (registration.state !== 'seat' || plan.dayPrecision !== 'day') throw notFound();
  const body = eventCalendar(plan, locale, (eventId) => `${linkOrigin(url.origin)}${href(locale, `/events/${eventId}`)}`);
  return new Response(body, { headers: { 'content-type': 'text/calendar; charset=utf-8', 'content-disposition': 'attachment; filename="event.ics"', 'cache-control': 'private, no-store' } });
};
