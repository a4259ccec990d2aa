/** A month as a sheet of weeks, Monday first, as calendars hang on walls here. Pure. */

export interface MonthDay<Event> {
  /** `YYYY-MM-DD` */
  day: string;
  isInMonth: boolean;
  events: Event[];
}

const dayMs = 86_400_000;

/** @param month `YYYY-MM` */
export function weeksOf<Event extends { days: readonly string[] }>(month: string, events: readonly Event[]): MonthDay<Event>[][] {
  const first = Date.parse(`${month}-01T00:00:00Z`);
  const monday = first - ((new Date(first).getUTCDay() + 6) % 7) * dayMs;
  const last = Date.parse(`${monthAfter(month)}-01T00:00:00Z`) - dayMs;
  const weeks: MonthDay<Event>[][] = [];
  for (let week = monday; week <= last; week += 7 * dayMs) {
    weeks.push(
      Array.from({ length: 7 }, (_, n) => {
        const day = new Date(week + n * dayMs).toISOString().slice(0, 10);
        return { day, isInMonth: day.startsWith(month), events: events.filter(({ days }) => days.includes(day)) };
      }),
    );
  }
  return weeks;
}

const shifted = (month: string, by: number) => {
  const [year, of] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, of - 1 + by, 1)).toISOString().slice(0, 7);
};
export const monthAfter = (month: string): string => shifted(month, 1);
export const monthBefore = (month: string): string => shifted(month, -1);
