/** Which hours of a service its form shows: plain weekly ones. Words about hours, seasons, and what closes after midnight are kept as they are. Pure. */
import type { HsdsSchedule } from './whole-queries.ts';
import { weekdays, type Weekday } from './shape.ts';

/** From one hour to another on a day of the week, local time, `HH:MM`. */
export interface Interval {
  day: Weekday;
  opens: string;
  closes: string;
}

export const keyOf = ({ day, opens, closes }: Interval) => `${day} ${opens} ${closes}`;

const clock = /^([01]\d|2[0-3]):[0-5]\d/;
/** With any of these a rule says more than a week can show. */
const more = ['valid_from', 'valid_to', 'dtstart', 'until', 'count', 'byweekno', 'bymonthday', 'byyearday'];

/** @returns nothing for a rule that the form cannot show */
export function intervalsOf(schedule: HsdsSchedule): Interval[] {
  const { freq, byday, opens_at, closes_at } = schedule;
  const rule = schedule as Record<string, unknown>;
  if ((freq && freq !== 'WEEKLY') || Number(rule.interval ?? 1) !== 1 || more.some((field) => rule[field] !== undefined && rule[field] !== null)) return [];
  const [opens, closes] = [opens_at?.slice(0, 5) ?? '', closes_at?.slice(0, 5) ?? ''];
  const days = (byday ?? '').split(',').map((day) => day.trim());
  if (!clock.test(opens) || !clock.test(closes) || opens >= closes || !days.every((day) => (weekdays as readonly string[]).includes(day))) return [];
  return days.map((day) => ({ day: day as Weekday, opens, closes }));
}

/** The hours of each day, the earliest first; the form shows the first of them. */
export function hoursOfDays(schedules: readonly HsdsSchedule[]): Map<Weekday, Interval[]> {
  const days = Map.groupBy(schedules.flatMap(intervalsOf), ({ day }) => day);
  for (const intervals of days.values()) intervals.sort((a, b) => (a.opens < b.opens ? -1 : 1));
  return days;
}

type Rule = HsdsSchedule & Record<string, unknown>;

/**
 * Rules after the weekly hours were changed: what still holds stays the rule it is, what the form cannot show stays.
 * @param lists of rules that are there, each to be kept apart
 * @param wanted the weekly hours from now on
 * @returns the lists, and the rules that are new
 */
export function rescheduled(lists: readonly (readonly Rule[])[], wanted: readonly Rule[]): { lists: Rule[][]; added: Rule[] } {
  const missing = new Set(wanted.flatMap(intervalsOf).map(keyOf));
  const asked = new Set(missing);
  const kept = lists.map((list) =>
    list.flatMap((rule) => {
      const intervals = intervalsOf(rule);
      if (!intervals.length) return [rule];
      const staying = intervals.filter((one) => asked.has(keyOf(one)));
      for (const one of staying) missing.delete(keyOf(one));
      if (staying.length === intervals.length) return [rule];
      return staying.length ? [{ ...rule, byday: staying.map(({ day }) => day).join(',') }] : [];
    }),
  );
  const added = wanted.flatMap((rule) => {
    const days = intervalsOf(rule).filter((one) => missing.has(keyOf(one)));
    return days.length ? [{ ...rule, byday: days.map(({ day }) => day).join(',') }] : [];
  });
  return { lists: kept, added };
}
