/** Events as entries of a calendar. Pure. */
import { fromClocks } from '#platform/words/zone.ts';
import { inLanguage, say, type Localised } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import { placeName } from '#modules/places/say.ts';
import type { CalendarEntry } from './icalendar.ts';

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
  isCancelled: boolean;
  onlineUrl: string | null;
  isPublic: boolean;
  days: string[];
  sessions: { day: string; starts: string; ends: string }[];
}

/**
 * One entry for each stretch of days: days with sessions run from the first session's beginning to the last one's end, days without are whole days, and those that
 * follow each other are one. The id of an entry holds its first day, so that a day that is moved is a new entry and one that stays keeps its own.
 * @param address the page of an event
 */
export function entriesOf(event: Entry, locale: Locale, address: (eventId: string) => string): CalendarEntry[] {
  const about = {
    sequence: event.sequence,
    changedAt: event.changedAt,
    isCancelled: event.isCancelled,
    title: inLanguage(event.titles, locale)?.text ?? '',
    description: [say(event.agenda, locale), event.onlineUrl].filter(Boolean).join('\n') || null,
    location: [event.venueText, event.address, event.venuePlace && placeName(event.venuePlace, { locale })].filter(Boolean).join(', ') || null,
    url: event.isPublic ? address(event.eventId) : null,
  };
  const uid = (day: string) => `${event.eventId}-${day}@kolo`;
  const whole: { first: string; last: string }[] = [];
  const entries: CalendarEntry[] = [];
  for (const day of event.days) {
    const sessions = event.sessions.filter((one) => one.day === day);
    if (!sessions.length) {
      const before = whole.at(-1);
      if (before && Date.parse(`${day}T00:00Z`) - Date.parse(`${before.last}T00:00Z`) === 86_400_000) before.last = day;
      else whole.push({ first: day, last: day });
      continue;
    }
    const starts = sessions.map((one) => one.starts).sort()[0]!;
    const ends = sessions.map((one) => one.ends).sort().at(-1)!;
    entries.push({ ...about, uid: uid(day), starts: fromClocks(`${day}T${starts}`, event.timeZone)!, ends: fromClocks(`${day}T${ends}`, event.timeZone)! });
  }
  return [...entries, ...whole.map(({ first, last }) => ({ ...about, uid: uid(first), starts: first, ends: last }))];
}
