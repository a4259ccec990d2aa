/** What a programme held: its events, and one event by its id. */
import { z } from 'zod';
import { endpoints } from '#platform/api/api.ts';
import { asked, at, id, slug } from '#platform/api/asked.ts';
import { listOf, says, texts } from '#platform/api/says.ts';
import { say } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import { eventKindNames } from '#modules/events/kinds.ts';
import { eventOf, timelineOf, type OneEvent, type TimelineEvent } from '#modules/events/timeline/queries.ts';
import { placeName } from '#modules/results/figure/names.ts';
import { readProgramme } from '../queries.ts';
import { addressOfEvent } from './queries.ts';

const titled = { title: z.string(), titles: texts };
const item = z.strictObject({
  id: z.uuid(),
  kind: z.enum(eventKindNames),
  ...titled,
  firstDay: z.string(),
  lastDay: z.string(),
  dayPrecision: z.enum(['day', 'month']).describe('`month`: the source names only the month'),
  venue: z.strictObject({ id: z.string().nullable(), name: z.string().nullable(), text: z.string().nullable() }),
  series: z.strictObject({ ...titled, isCycle: z.boolean() }).nullable(),
});
const whole = z.strictObject({ ...item.shape, days: z.array(z.string()), programme: z.string().describe('Address of the programme') });
const tag = 'events';

export const happeningsApi = endpoints()
  .get('/programmes/:slug/events', says({ tag, name: 'listEvents', answer: listOf(item), problems: [404] }), at({ slug }), asked({}), async (c) => {
    const events = await readProgramme(c.env.scope, c.req.valid('param').slug, (tx, { scope, programmeId }) => timelineOf(tx, scope, programmeId));
    return c.json({ data: events.map((event) => itemOf(event, c.env.locale)), next: null });
  })
  .get('/events/:id', says({ tag, name: 'readEvent', answer: whole, problems: [404] }), at({ id }), asked({}), async (c) => {
    const { id: eventId } = c.req.valid('param');
    const programme = await addressOfEvent(c.env.scope, eventId);
    const event = await readProgramme(c.env.scope, programme, (tx, { scope }) => eventOf(tx, scope, eventId));
    return c.json(wholeOf(event, programme, c.env.locale));
  });

function itemOf({ eventId, kind, titles, firstDay, lastDay, dayPrecision, venuePlace, venueText, series }: TimelineEvent, locale: Locale): z.infer<typeof item> {
  const venue = { id: venuePlace, name: venuePlace && placeName(venuePlace, locale), text: venueText };
  return { id: eventId, kind: kind as z.infer<typeof item>['kind'], title: say(titles, locale), titles, firstDay, lastDay, dayPrecision, venue, series: series && { title: say(series.titles, locale), titles: series.titles, isCycle: series.isCycle } };
}

const wholeOf = (event: OneEvent, programme: string, locale: Locale): z.infer<typeof whole> => ({ ...itemOf(event, locale), days: event.days, programme });
