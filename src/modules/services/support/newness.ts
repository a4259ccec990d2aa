/** Whether a service may be called new in a programme. Pure. Source: requirements A16, "new" requires an opening date inside the project period and no earlier activity in the evidence. */

export interface Period {
  /** ISO days; null where the programme does not say. */
  from: string | null;
  until: string | null;
}

export type Refusal = { code: 'no_opening_day' } | { code: 'no_period' } | { code: 'opened_before' | 'opened_after'; day: string } | { code: 'active_before'; day: string };

/** @param months `YYYY-MM`, as a programme has them. @returns its first and its last day */
export function periodOf(startsOn: string | null, endsOn: string | null): Period {
  const lastDay = (month: string) => new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).toISOString().slice(0, 10);
  return { from: startsOn && `${startsOn}-01`, until: endsOn && lastDay(endsOn) };
}

/**
 * @param openedOn ISO day on which the service was opened, if anybody has said so
 * @param firstActive the earliest day of which evidence speaks of the service at all, in any programme
 * @returns null where it may be called new; else why not
 */
export function refusalOf({ from, until }: Period, openedOn: string | null, firstActive: string | null): Refusal | null {
  if (!openedOn) return { code: 'no_opening_day' };
  if (!from) return { code: 'no_period' };
  if (openedOn < from) return { code: 'opened_before', day: openedOn };
  if (until && openedOn > until) return { code: 'opened_after', day: openedOn };
  // What was done before a service was opened says that it was open before: the opening day lies in the period, so this covers earlier periods as well.
  return firstActive && firstActive < openedOn ? { code: 'active_before', day: firstActive } : null;
}
