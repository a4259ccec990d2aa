/** Opening hours for a reader, from HSDS schedules (iCalendar's weekly rules). Pure. */
import { intlTag, type Locale } from '#platform/words/locales.ts';
import type { HsdsSchedule } from './whole-queries.ts';
import { weekdays, type Weekday } from './shape.ts';

export interface OpeningLine {
  /** `Mon–Fri`, in the reader's language. */
  days: string;
  /** Null where only words say when. */
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

const clock = (text: string | undefined) => ((parts) => (parts ? new Date(Date.UTC(2021, 0, 4, Number(parts[1]), Number(parts[2]))) : null))(/^([01]\d|2[0-3]):([0-5]\d)/.exec(text ?? ''));

/** From one hour to another as the language writes it: `08:00–16:00`, `8:00 ч. – 16:00 ч.`; null where the hours are not known. */
function hoursBetween(locale: Locale, { opens_at, closes_at }: HsdsSchedule): string | null {
  const [from, to] = [clock(opens_at), clock(closes_at)];
  if (!from || !to) return null;
  const write = new Intl.DateTimeFormat(intlTag[locale], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'UTC' });
  // What closes after midnight is no range of one day.
  return from < to ? write.formatRange(from, to) : `${write.format(from)}–${write.format(to)}`;
}

export function openingLines(locale: Locale, schedules: readonly HsdsSchedule[]): OpeningLine[] {
  return schedules.map((schedule) => {
    const days = (schedule.byday ?? '').split(',').map((day) => day.trim().slice(-2).toUpperCase()).filter((day): day is Weekday => weekdays.includes(day as Weekday));
    return { days: dayRanges(locale, days), hours: hoursBetween(locale, schedule), words: schedule.description ?? null };
  });
}

const schemaDays: Record<Weekday, string> = { MO: 'Monday', TU: 'Tuesday', WE: 'Wednesday', TH: 'Thursday', FR: 'Friday', SA: 'Saturday', SU: 'Sunday' };

/** Weekly opening hours as schema.org describes them (OpeningHoursSpecification); what holds for part of a year says for which. */
export function schemaHours(schedules: readonly HsdsSchedule[]): object[] {
  return schedules.flatMap(({ byday, opens_at, closes_at, valid_from, valid_to }) => {
    const days = (byday ?? '').split(',').map((day) => day.trim()).filter((day): day is Weekday => day in schemaDays);
    if (!days.length || !clock(opens_at) || !clock(closes_at)) return [];
    return [{ '@type': 'OpeningHoursSpecification', dayOfWeek: days.map((day) => `https://schema.org/${schemaDays[day]}`), opens: opens_at!.slice(0, 5), closes: closes_at!.slice(0, 5), ...(valid_from && { validFrom: valid_from.slice(0, 10) }), ...(valid_to && { validThrough: valid_to.slice(0, 10) }) }];
  });
}
