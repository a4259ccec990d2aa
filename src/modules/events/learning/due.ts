/** On which day a time of asking comes by itself. Pure; days are `YYYY-MM-DD`. */
import { daysLater, monthsLater } from '#platform/days.ts';
import type { Stage } from './shape.ts';

const DAYS_BEFORE = 3;
/** Everybody is reminded once, so many days after the letter (before a training: on its eve); and so many days after the last letter nothing says any more who was written to. */
export const REMIND_AFTER = 7;
export const FORGET_AFTER = 7;

/** The day on which everybody is reminded; null where no reminder would come in time. Before a training it comes on the day before it begins. */
export function remindOn(stage: Stage, mailedOn: string, days: { firstDay: string } | null): string | null {
  if (stage !== 'pre') return daysLater(mailedOn, REMIND_AFTER);
  const eve = days && daysLater(days.firstDay, -1);
  return eve && eve > mailedOn ? eve : null;
}

/** Whether it is too late to ask on this day what people know before: the first day is over. */
export const isPastBefore = (stage: Stage, days: { firstDay: string } | null, on: string): boolean => stage === 'pre' && !!days && on > days.firstDay;

/** Before: three days before the first day. After and at the end: the day after the last. Later: so many months after the last. */
export function dueOn(stage: Stage, { firstDay, lastDay }: { firstDay: string; lastDay: string }, months: number): string {
  if (stage === 'pre') return daysLater(firstDay, -DAYS_BEFORE);
  return stage === 'later' ? monthsLater(lastDay, months) : daysLater(lastDay, 1);
}
