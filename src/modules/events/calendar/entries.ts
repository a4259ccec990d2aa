/** Events as entries of a calendar. Pure. */
import { daysLater } from '#platform/days.ts';
import { fromClocks, onClocks } from '#platform/words/zone.ts';
import { inLanguage, say, type Localised } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import { placeName } from '#modules/places/say.ts';
import type { Plan } from '../planning/queries.ts';
import { icalendar, type CalendarEntry } from './icalendar.ts';

export interface Entry {
  eventId: string;
  titles: Localised;
  kind: string;
  venuePlace: string | null;
  venueText: string | null;
  address: string | null;
  agenda: Localised;
  timeZone: string;
  sequence: number;
  changedAt: Date;
  /** When it, or the rest of it, was called off. */
  cancelledAt: Date | null;
  onlineUrl: string | null;
  isPublic: boolean;
  days: string[];
  sessions: { day: string; starts: string; ends: string }[];
}

/**
 * One entry for each stretch of days: days with sessions run from the first session's beginning to the last one's end, days without are whole days, and those that
 * follow each other are one. What had begun when the rest was called off stays as it was. The id of an entry holds its place among the event's: an event that is moved takes its entries
 * along in calendars that got them by a letter, and are not asked again.
 * @param address the page of an event
 */
export function entriesOf(event: Entry, locale: Locale, address: (eventId: string) => string): CalendarEntry[] {
  const about = {
    sequence: event.sequence,
    changedAt: event.changedAt,
    title: inLanguage(event.titles, locale)?.text ?? '',
    description: [say(event.agenda, locale), event.onlineUrl].filter(Boolean).join('\n') || null,
    location: [event.venueText, event.address, event.venuePlace && placeName(event.venuePlace, { locale })].filter(Boolean).join(', ') || null,
    url: event.isPublic ? address(event.eventId) : null,
  };
  const { cancelledAt } = event;
  const calledOffOn = cancelledAt && onClocks(cancelledAt, event.timeZone).slice(0, 10);
  const isOff = (day: string) => !!calledOffOn && day >= calledOffOn;
  const stretches: { starts: Date | string; ends: Date | string; isCancelled: boolean }[] = [];
  for (const day of event.days) {
    const sessions = event.sessions.filter((one) => one.day === day);
    if (sessions.length) {
      const starts = fromClocks(`${day}T${sessions.map((one) => one.starts).sort()[0]!}`, event.timeZone)!;
      const ends = fromClocks(`${day}T${sessions.map((one) => one.ends).sort().at(-1)!}`, event.timeZone)!;
      stretches.push({ starts, ends, isCancelled: !!cancelledAt && starts >= cancelledAt });
      continue;
    }
    const before = stretches.at(-1);
    if (before && typeof before.ends === 'string' && daysLater(before.ends, 1) === day && before.isCancelled === isOff(day)) before.ends = day;
    else stretches.push({ starts: day, ends: day, isCancelled: isOff(day) });
  }
  return stretches.map((stretch, at) => ({ ...about, ...stretch, uid: uidOf(event.eventId, at) }));
}

const uidOf = (eventId: string, at: number) => `${eventId}-${at + 1}@kolo`;

/**
 * One event as a calendar of its own, for whoever takes it into hers.
 * @param goneToo with the entries that the event once had and has no more, called off: a calendar that got them keeps them else
 */
export function eventCalendar(plan: Plan, locale: Locale, address: (eventId: string) => string, { goneToo = false } = {}): string {
  const entries = entriesOf({ ...plan, isPublic: plan.programme.isPublished }, locale, address);
  const last = entries.at(-1);
  const gone = last && goneToo ? Array.from({ length: Math.max(0, plan.calendarEntries - entries.length) }, (_, n) => ({ ...last, uid: uidOf(plan.eventId, entries.length + n), isCancelled: true })) : [];
  return icalendar({ name: say(plan.titles, locale) || 'Kolo', entries: [...entries, ...gone] });
}
