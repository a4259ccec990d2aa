/** How long a municipality can write by the link of its letter. Pure. */

/** Weeks go by before the last ones answer; so many days after the day it is due a link still writes. */
const DAYS_AFTER_DUE = 30;
/** For so many days a municipality that is let in again can write. */
const DAYS_REOPENED = 14;

export const daysAfter = (day: string, days: number): string => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

export interface Link {
  published: boolean;
  /** Days as `YYYY-MM-DD`. */
  dueOn: string;
  reopenedUntil: string | null;
}

/**
 * Whether the link writes on that day. What is published would change for everybody the moment a new version is sent, so then only a municipality that was let
 * in again may send one: letting in is saying that it shall count.
 */
export const isOpenOn = ({ published, dueOn, reopenedUntil }: Link, day: string): boolean => (reopenedUntil !== null && day <= reopenedUntil) || (!published && day <= daysAfter(dueOn, DAYS_AFTER_DUE));

/** Until when a municipality that is asked, or let in again, on `day` can write: two weeks, and never less than everybody has. */
export const reopenedUntil = (dueOn: string, day: string): string => [dueOn, daysAfter(day, DAYS_REOPENED)].sort().at(-1)!;
