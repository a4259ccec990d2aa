/** What was held, is planned or was called off: the events of a network, of one programme, and one event by its id. */
import { z } from 'zod';
import { endpoints } from '#platform/api/api.ts';
import { asked, at, id, page, slug } from '#platform/api/asked.ts';
import { countedListOf, listOf, says, texts } from '#platform/api/says.ts';
import { say } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import { acrossNetworks } from '#modules/networks/queries.ts';
import { eventKindNames } from '#modules/events/kinds.ts';
import { eventOf, eventStates, timelineOf, type OneEvent, type TimelineEvent } from '#modules/events/timeline/queries.ts';
import { placeName } from '#modules/places/say.ts';
import { readProgramme } from '../queries.ts';
import { addressOfEvent, eventsFor } from './queries.ts';

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
  state: z.enum(eventStates).describe('`held`: evidence says so; without any, `called-off`, `planned` (still to come), or `unproven` (its days are past)'),
});
const whole = z.strictObject({ ...item.shape, days: z.array(z.string()), programme: z.string().describe('Address of the programme') });
const tag = 'events';

const inList = z.strictObject({ ...item.shape, programme: whole.shape.programme });
const day = z.iso.date().optional();

export const happeningsApi = endpoints()
  .get(
    '/events',
    says({ tag, name: 'listAllEvents', answer: countedListOf(inList), problems: [400] }),
    asked({ ...page, from: day.describe('Only events that end on this day or later'), to: day.describe('Only events that begin on this day or earlier'), kind: z.enum(eventKindNames).optional(), programme: slug.optional().describe('Address of the programme') }),
    async (c) => {
      const { scope, locale } = c.env;
      const { cursor, ...rest } = c.req.valid('query');
      const filter = { ...rest, after: cursor };
      const { items, total, next } = scope ? await eventsFor(scope, filter) : await acrossNetworks(filter, (visitor, part) => eventsFor(visitor, { ...filter, ...part }));
      return c.json({ data: items.map((event) => ({ ...itemOf(event, locale), programme: event.programme })), total, next });
    },
  )
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

function itemOf({ eventId, kind, titles, firstDay, lastDay, dayPrecision, venuePlace, venueText, series, state }: TimelineEvent, locale: Locale): z.infer<typeof item> {
  const venue = { id: venuePlace, name: venuePlace && placeName(venuePlace, { locale }), text: venueText };
  return { id: eventId, kind: kind as z.infer<typeof item>['kind'], title: say(titles, locale), titles, firstDay, lastDay, dayPrecision, venue, series: series && { title: say(series.titles, locale), titles: series.titles, isCycle: series.isCycle }, state };
}

const wholeOf = (event: OneEvent, programme: string, locale: Locale): z.infer<typeof whole> => ({ ...itemOf(event, locale), days: event.days, programme });
