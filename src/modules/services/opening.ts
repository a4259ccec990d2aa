/** Opening hours for a reader, from HSDS schedules (iCalendar's weekly rules). Pure. */
import { intlTag, type Locale } from '#platform/words/locales.ts';
import type { HsdsSchedule } from './whole-queries.ts';
import { weekdays, type Weekday } from './shape.ts';

export interface OpeningLine {
  /** `Mon–Fri`, in the reader's language. */
  days: string;
  /** `08:00–16:00`; null where only words say when. */
  hours: string | null;
  /** The provider's own words. */
  words: string | null;
}

/** 4 January 2021 was a Monday. */
const dayName = (locale: Locale, day: Weekday) => new Intl.DateTimeFormat(intlTag[locale], { weekday: 'short', timeZone: 'UTC' }).format(new Date(Date.UTC(2021, 0, 4 + weekdays.indexOf(day))));

/** Days in their order, neighbours drawn together: Mon–Fri, Sun. */
export function dayRanges(locale: Locale, days: readonly Weekday[]): string {
  const at = [...new Set(days)].map((day) => weekdays.indexOf(day)).sort((a, b) => a - b);
  const ranges: [number, number][] = [];
  for (const day of at) {
    const last = ranges.at(-1);
    if (last && last[1] === day - 1) last[1] = day;
    else ranges.push([day, day]);
  }
  const named = ranges.flatMap(([from, to]) => (to - from >= 2 ? [`${dayName(locale, weekdays[from]!)}–${dayName(locale, weekdays[to]!)}`] : Array.from({ length: to - from + 1 }, (_, i) => dayName(locale, weekdays[from + i]!))));
  return named.join(', ');
}

const hour = (text: string) => text.slice(0, 5);

export function openingLines(locale: Locale, schedules: readonly HsdsSchedule[]): OpeningLine[] {
  return schedules.map(({ byday, opens_at, closes_at, description }) => {
    const days = (byday ?? '').split(',').map((day) => day.trim().slice(-2).toUpperCase()).filter((day): day is Weekday => weekdays.includes(day as Weekday));
    return { days: dayRanges(locale, days), hours: opens_at && closes_at ? `${hour(opens_at)}–${hour(closes_at)}` : null, words: description ?? null };
  });
}

/** Opening hours as schema.org writes them: `Mo-Fr 08:00-16:00`. */
export function schemaHours(schedules: readonly HsdsSchedule[]): string[] {
  return schedules.flatMap(({ byday, opens_at, closes_at }) => (byday && opens_at && closes_at ? [`${byday.split(',').map((day) => day[0] + day.slice(1).toLowerCase()).join(',')} ${hour(opens_at)}-${hour(closes_at)}`] : []));
}
