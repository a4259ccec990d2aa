/** On which day a time of asking comes by itself. Pure; days are `YYYY-MM-DD`. */
import type { Stage } from './shape.ts';

const DAYS_BEFORE = 3;
/** Everybody is reminded once, so many days after the letter; and so many days after the last letter nothing says any more who was written to. */
export const REMIND_AFTER = 7;
export const FORGET_AFTER = 7;

export function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** The same day so many months later; the last of a shorter month where it has none (31 October + 4 → 28 February). */
export function monthsAfter(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** Before: three days before the first day. After and at the end: the day after the last. Later: so many months after the last. */
export function dueOn(stage: Stage, { firstDay, lastDay }: { firstDay: string; lastDay: string }, months: number): string {
  if (stage === 'pre') return dayAfter(firstDay, -DAYS_BEFORE);
  return stage === 'later' ? monthsAfter(lastDay, months) : dayAfter(lastDay, 1);
}
