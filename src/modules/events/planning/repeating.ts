/** Days of events that come again. Pure. Days are `YYYY-MM-DD`. */

const dayMs = 86_400_000;
const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 10);

export const rhythms = ['once', 'week', 'two-weeks', 'month', 'month-weekday'] as const;
export type Rhythm = (typeof rhythms)[number];

/**
 * The first days of an event that is held again: every week, every other week, or every month on the same day of the month or on the same weekday of it, beginning on `first`.
 * A month that has no such day takes its last one (31 January, 28 February, 31 March; the fifth Tuesday, the last), counted from the first and not from the one before.
 */
export function firstDays(first: string, rhythm: Rhythm, times: number): string[] {
  return Array.from({ length: rhythm === 'once' ? 1 : times }, (_, n) => {
    if (rhythm !== 'month' && rhythm !== 'month-weekday') return iso(at(first) + n * (rhythm === 'two-weeks' ? 14 : 7) * dayMs);
    const [year, month, day] = first.split('-').map(Number) as [number, number, number];
    const last = new Date(Date.UTC(year, month + n, 0)).getUTCDate();
    if (rhythm === 'month') return iso(Date.UTC(year, month - 1 + n, Math.min(day, last)));
    const weekday = new Date(at(first)).getUTCDay();
    const earliest = 1 + ((weekday - new Date(Date.UTC(year, month - 1 + n, 1)).getUTCDay() + 7) % 7);
    const wanted = earliest + 7 * (Math.ceil(day / 7) - 1);
    return iso(Date.UTC(year, month - 1 + n, wanted > last ? wanted - 7 : wanted));
  });
}

/** Saturday or Sunday. */
export const isWeekend = (day: string): boolean => [0, 6].includes(new Date(at(day)).getUTCDay());

/** A day of an event moved along with its first day. */
export const moved = (day: string, from: string, to: string): string => iso(at(day) + at(to) - at(from));
