/** On which day a time of asking comes by itself. Pure; days are `YYYY-MM-DD`. */
import { daysLater, monthsLater } from '#platform/days.ts';
import type { Stage } from './shape.ts';

const DAYS_BEFORE = 3;
/** Everybody is reminded once, so many days after the letter; and so many days after the last letter nothing says any more who was written to. */
export const REMIND_AFTER = 7;
export const FORGET_AFTER = 7;

/** Before: three days before the first day. After and at the end: the day after the last. Later: so many months after the last. */
export function dueOn(stage: Stage, { firstDay, lastDay }: { firstDay: string; lastDay: string }, months: number): string {
  if (stage === 'pre') return daysLater(firstDay, -DAYS_BEFORE);
  return stage === 'later' ? monthsLater(lastDay, months) : daysLater(lastDay, 1);
}
