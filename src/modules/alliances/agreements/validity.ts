/** From when until when an agreement holds. Days are `YYYY-MM-DD`. Pure. */
import { endOfMonth, monthsLater } from '#platform/days.ts';

export interface Validity {
  signedOn: string | null;
  validFrom: string;
  /** The last day of its first period; null for one without an end. */
  validUntil: string | null;
  renewal: 'none' | 'by-agreement' | 'automatic';
  renewalMonths: number | null;
  /** It ended before its time: the last day on which it held. */
  endedOn: string | null;
}

export const agreementStates = ['unsigned', 'coming', 'active', 'ending', 'ended', 'ended-early'] as const;
export type AgreementState = (typeof agreementStates)[number];

/** So many days before the end an agreement counts as ending, and the first letter goes out; the second one so many. */
export const reminderDays = [60, 14] as const;

const dayMs = 86_400_000;
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / dayMs);

/** The day so many months later, where the last day of a month stays the last: a period that ends on 28 February ends on 31 March a month later. */
export const periodsLater = (day: string, months: number): string => {
  const later = monthsLater(day, months);
  return day === endOfMonth(day) ? endOfMonth(later) : later;
};

/** The last day of the period that runs today, or of the last one: one that renews itself has a new end each time. Null without an end. */
export function endOfPeriod({ validUntil, renewal, renewalMonths, endedOn }: Validity, today: string): string | null {
  if (endedOn) return endedOn;
  if (!validUntil || renewal !== 'automatic' || !renewalMonths || validUntil >= today) return validUntil;
  // Counted from the first end: month by month a 31st would become a 28th and stay one.
  const whole = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  let times = Math.max(0, Math.floor((whole(today) - whole(validUntil)) / renewalMonths));
  while (periodsLater(validUntil, times * renewalMonths) < today) times++;
  return periodsLater(validUntil, times * renewalMonths);
}

export function stateOn(agreement: Validity, today: string): AgreementState {
  if (agreement.endedOn && agreement.endedOn < today) return 'ended-early';
  const until = endOfPeriod(agreement, today);
  if (until && until < today) return 'ended';
  if (!agreement.signedOn || agreement.signedOn > today) return 'unsigned';
  if (agreement.validFrom > today) return 'coming';
  return until && daysBetween(today, until) <= reminderDays[0] ? 'ending' : 'active';
}

/**
 * The letter that is owed today: the nearest one whose day has come and that was not written for this end; when the second is due the first is not sent any more.
 * @param written for which end, and how many days before it
 */
export function letterOwed(agreement: Validity, written: readonly { until: string; days: number }[], today: string): { until: string; days: number } | null {
  const state = stateOn(agreement, today);
  // Whoever ended it knows that it ends.
  if (state !== 'ending' || agreement.endedOn) return null;
  const until = endOfPeriod(agreement, today)!;
  const days = [...reminderDays].reverse().find((before) => daysBetween(today, until) <= before)!;
  return written.some((one) => one.until === until && one.days <= days) ? null : { until, days };
}
