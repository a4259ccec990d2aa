import { createHash } from 'node:crypto';
import { error } from '@sveltejs/kit';
import { say } from '#platform/words/localised.ts';
import { href } from '#platform/words/href.ts';
import { entriesOf } from '#modules/events/calendar/entries.ts';
import { icalendar } from '#modules/events/calendar/icalendar.ts';
import { personalCalendar, programmeCalendar } from '#modules/events/calendar/queries.ts';
import type { RequestHandler } from './$types';

/** `?programme=<slug>`: the published events of a programme. `?feed=<secret>`: somebody's own calendar. Programs ask every hour, so an unchanged one is answered with 304. */
export const GET: RequestHandler = async ({ url, request, locals: { locale } }) => {
  const feed = url.searchParams.get('feed');
  const slug = url.searchParams.get('programme') ?? '';
  if (!feed && !/^[a-z0-9-]{1,80}$/.test(slug)) error(404, 'Not found');
  const { titles, events } = feed ? await personalCalendar(feed) : await programmeCalendar(slug);
  const address = (eventId: string) => `${url.origin}${href(locale, `/events/${eventId}`)}`;
  const body = icalendar({ name: say(titles, locale) || 'Kolo', entries: events.flatMap((event) => entriesOf(event, locale, address)) });
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  const headers = { etag, 'cache-control': feed ? 'private, no-cache' : 'public, no-cache', vary: 'accept-language, cookie' };
  const known = (request.headers.get('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known.includes(etag) || known.includes('*')) return new Response(null, { status: 304, headers });
  return new Response(body, { headers: { ...headers, 'content-type': 'text/calendar; charset=utf-8' } });
};
