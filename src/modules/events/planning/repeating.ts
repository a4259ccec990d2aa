/** Days of events that come again. Pure. Days are `YYYY-MM-DD`. */

const dayMs = 86_400_000;
const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 10);

export const rhythms = ['once', 'week', 'two-weeks', 'month'] as const;
export type Rhythm = (typeof rhythms)[number];

/**
 * The first days of an event that is held again: every week, every other week or every month, beginning on `first`.
 * A month that has no such day takes its last one (31 January, 28 February, 31 March), counted from the first and not from the one before.
 */
export function firstDays(first: string, rhythm: Rhythm, times: number): string[] {
  return Array.from({ length: rhythm === 'once' ? 1 : times }, (_, n) => {
    if (rhythm !== 'month') return iso(at(first) + n * (rhythm === 'two-weeks' ? 14 : 7) * dayMs);
    const [year, month, day] = first.split('-').map(Number) as [number, number, number];
    const last = new Date(Date.UTC(year, month + n, 0)).getUTCDate();
    return iso(Date.UTC(year, month - 1 + n, Math.min(day, last)));
  });
}

/** A day of an event moved along with its first day. */
export const moved = (day: string, from: string, to: string): string => iso(at(day) + at(to) - at(from));
