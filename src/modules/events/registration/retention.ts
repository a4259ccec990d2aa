/** How long what was written into a form has to be kept. Pure; days are `YYYY-MM-DD`. */
import { FORGET_AFTER, REMIND_AFTER } from '../learning/due.ts';

/** So many days after an event its lists are still being put right: phones that were offline bring their check-ins, sheets are photographed, somebody may have come whose link was never opened. Nothing is removed before. */
export const LISTS_ARE_WRITTEN = 14;

/** So long where nothing later is planned. */
const USUAL = 90;

/** Days after the last one on which the addresses are still needed: until the letters of an evaluation are out, and the reminder to them. @param due the day the letters go */
export const daysToKeep = (lastDay: string, due: string): number => Math.max(LISTS_ARE_WRITTEN, (Date.parse(due) - Date.parse(lastDay)) / 86_400_000 + REMIND_AFTER + FORGET_AFTER);

/** What a new form offers. */
export const offeredDays = (lastDay: string, due: string | null): number => Math.max(USUAL, due ? daysToKeep(lastDay, due) : 0);
