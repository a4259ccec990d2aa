/**
 * Dates as they stand in titles, headings and file names: `30–31/03/2022`, `16. и 17. јун 2022`, `30.06.–01.07.2022.`,
 * `26-27 May and 16-17 June 2022`, `25 май 2015 г.`, `5 și 6 iunie 2023`, `Februarie 2018`, `2022-05-26`, `20220526`.
 * The day comes before the month, as everywhere in Europe, unless the numbers themselves forbid it.
 */
import { runsOf, stronger, type Part, type Run, type Tie } from './date-runs.ts';

export interface PlainDay {
  day: number;
  month: number;
  /** Null when the text gives none: `30.03.` */
  year: number | null;
}

export interface DateMention {
  /** Every day meant, ranges unrolled, in the order of the text; empty for a mere month or a long period. */
  days: PlainDay[];
  /** `Februarie 2018`: helps days elsewhere to their month and year. */
  month: { month: number; year: number } | null;
  /** True for a range longer than a month: the life of a project, not an event. */
  period: boolean;
  /** Where in the text it stands. */
  start: number;
  end: number;
}

/** A range longer than this is a period. */
const longestEvent = 31;

/** Nobody writes a date behind so many letters; a cell may hold 32,767. */
const longestText = 2_000;

/** All mentions of dates in a text, in order. */
export function findDates(text: string): DateMention[] {
  if (!/\d/.test(text)) return [];
  return runsOf(text.slice(0, longestText)).flatMap(readRun);
}

/** The years a text names, for headings that leave theirs out. */
export const yearsIn = (text: string): number[] => [...text.matchAll(/(?<!\d)(?:19|20)\d\d(?!\d)/g)].map((match) => Number(match[0]));

/** A day together with how it is tied to the day before it. */
interface Found {
  date: PlainDay;
  tie: Tie;
  from: number;
  to: number;
}

function readRun(given: Run): DateMention[] {
  const run = withoutTown(given);
  const found = run.parts.some((part) => part.is === 'month') ? withMonthWords(run) : withNumbers(run);
  const unrolled = found.length ? unroll(found) : null;
  if (unrolled) return [{ ...unrolled, month: null, start: run.parts[found[0]!.from]!.start, end: run.parts[found.at(-1)!.to]!.end }];
  const [first, second] = run.parts;
  const last = run.parts.at(-1)!;
  if (first && second?.is === 'year' && (first.is === 'month' || (first.is === 'number' && first.value >= 1 && first.value <= 12 && run.ties[1] !== '-'))) {
    const period = run.parts.length > 2;
    return [{ days: [], month: period ? null : { month: first.value, year: second.value }, period, start: first.start, end: last.end }];
  }
  return [];
}

/** `Септември, 10.05.2019`: a town called like a month, in front of a date that is complete without it. */
function withoutTown(run: Run): Run {
  const [first, second, third] = run.parts;
  const complete = first?.is === 'month' && second?.is === 'number' && third?.is === 'number' && run.parts.some((part) => part.is === 'year');
  if (!complete || !run.ties.slice(2).some((tie) => tie === '.' || tie === '/') || run.parts.slice(1).some((part) => part.is === 'month')) return run;
  return { parts: run.parts.slice(1), ties: ['', ...run.ties.slice(2)] };
}

/** Unrolls ranges. Null if a date is impossible. */
function unroll(found: Found[]): { days: PlainDay[]; period: boolean } | null {
  const days: PlainDay[] = [];
  let period = false;
  for (const [index, { date, tie }] of found.entries()) {
    if (!isReal(date)) return null;
    const before = found[index - 1]?.date;
    if (tie === '-' && before) {
      const between = daysBetween(before, date);
      if (between === null) return null;
      if (between.length > longestEvent) period = true;
      else days.push(...between);
    }
    days.push(date);
  }
  return period ? { days: [], period } : { days, period };
}

export function isReal({ day, month, year }: PlainDay): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year ?? 2024, month, 0)).getUTCDate();
}

const utc = ({ day, month, year }: PlainDay) => Date.UTC(year ?? 2024, month - 1, day);

/** The days strictly between two days; null when the second is not later than the first. */
function daysBetween(from: PlainDay, to: PlainDay): PlainDay[] | null {
  const year = from.year ?? to.year;
  let end = utc({ ...to, year: to.year ?? year });
  const start = utc({ ...from, year });
  if (end <= start && from.year === null && to.year === null) end = utc({ ...to, year: 2025 });
  if (end <= start) return null;
  const days: PlainDay[] = [];
  for (let time = start + 86_400_000; time < end && days.length <= longestEvent + 1; time += 86_400_000) {
    const date = new Date(time);
    days.push({ day: date.getUTCDate(), month: date.getUTCMonth() + 1, year: year === null ? null : date.getUTCFullYear() });
  }
  return days;
}

/** `26–27 May and 16–17 June 2022`, read from the right: a month word holds for the days before it, a year for the months before it. */
function withMonthWords(run: Run): Found[] {
  const { parts, ties } = run;
  if (parts.find((part) => part.is === 'number' || part.is === 'month')?.is === 'month' && parts.some((part) => part.is === 'number')) return monthFirst(run);
  const found: Found[] = [];
  let year: number | null = null;
  let month: number | null = null;
  /** The last part that belongs to the date being read. */
  let end = -1;
  for (let index = parts.length - 1; index >= 0; index--) {
    const part = parts[index]!;
    if (part.is === 'year') {
      [year, month, end] = [part.value, null, index];
    } else if (part.is === 'month') {
      month = part.value;
      if (parts[end]?.is !== 'year' || end !== index + 1) end = index;
    } else if (part.is === 'date') {
      found.unshift({ date: part.date, tie: ties[index]!, from: index, to: index });
    } else if (month && part.value >= 1 && part.value <= 31) {
      found.unshift({ date: { day: part.value, month, year }, tie: ties[index]!, from: index, to: Math.max(end, index) });
      end = index;
    }
  }
  return found;
}

/** `May 26–27, 2022`: the month word holds for the days after it, the year for all days so far. */
function monthFirst({ parts, ties }: Run): Found[] {
  const found: Found[] = [];
  let month: number | null = null;
  for (const [index, part] of parts.entries()) {
    if (part.is === 'month') month = part.value;
    else if (part.is === 'date') found.push({ date: part.date, tie: ties[index]!, from: index, to: index });
    else if (part.is === 'year') {
      for (const one of found) one.date.year ??= part.value;
      if (found.length) found.at(-1)!.to = index;
    } else if (month && part.value <= 31) {
      found.push({ date: { day: part.value, month, year: null }, tie: found.length ? tieAt(ties, index, parts) : '', from: Math.max(0, index - 1), to: index });
    }
  }
  return found;
}

/** In `May 26 – June 1` the dash stands before the month word, not before the number. */
function tieAt(ties: Tie[], index: number, parts: Part[]): Tie {
  const own = ties[index]!;
  return parts[index - 1]?.is === 'month' ? stronger(own, ties[index - 1] ?? '') : own;
}

/**
 * Numbers only, read from the right: year, month, day, then further days that share the month (`30–31/03/2022`)
 * or bring their own (`30.06–01.07.2022`), which shows in the sign that stands between day and month.
 */
function withNumbers({ parts: given, ties }: Run): Found[] {
  const parts = shortYear(given, ties);
  const found: Found[] = [];
  let year: number | null = null;
  let month: number | null = null;
  let monthTie: Tie | null = null;
  let lastIndex = -1;
  for (let index = parts.length - 1; index >= 0; index--) {
    const part = parts[index]!;
    if (part.is === 'year') {
      [year, month, lastIndex] = [part.value, null, index];
      continue;
    }
    if (part.is === 'date') {
      found.unshift({ date: part.date, tie: ties[index]!, from: index, to: index });
      [year, month] = [part.date.year, null];
      // `2022-05-26/27`: a day after a complete date shares its month.
      const next = given[index + 1];
      if (next?.is === 'number' && (ties[index + 1] === '/' || ties[index + 1] === '-' || ties[index + 1] === '&' || ties[index + 1] === ',')) {
        const sharing = { day: next.value, month: part.date.month, year: part.date.year };
        if (found.length === 1 && isReal(sharing) && next.value > part.date.day) found.push({ date: sharing, tie: ties[index + 1] === '-' ? '-' : '&', from: index + 1, to: index + 1 });
      }
      continue;
    }
    const before = parts[index - 1];
    const joiner = ties[index + 1];
    const bringsMonth = before?.is === 'number' && part.value <= 12 && ties[index] === monthTie && joiner !== monthTie;
    if (month === null || bringsMonth) {
      if (before?.is !== 'number' || ties[index] === '&' || ties[index] === ',') continue;
      // `5/26/2022` can only be read the American way.
      const american = part.value > 12 && before.value <= 12;
      const date = american ? { day: part.value, month: before.value, year } : { day: before.value, month: part.value, year };
      if (!isReal(date) || (year === null && !credible(ties[index]!, before, part))) continue;
      month = date.month;
      monthTie = ties[index]!;
      found.unshift({ date, tie: ties[index - 1]!, from: index - 1, to: Math.max(index, lastIndex === index + 1 ? lastIndex : index) });
      index--;
      continue;
    }
    const right = found[0]!.date;
    const date = { day: part.value, month, year };
    // `30–1.07.2022`: the 30th can only be of the month before.
    if (ties[index + 1] === '-' && date.day > right.day && date.day > 20) {
      date.month = month === 1 ? 12 : month - 1;
      if (month === 1 && date.year !== null) date.year -= 1;
    }
    if (isReal(date)) found.unshift({ date, tie: ties[index]!, from: index, to: index });
  }
  for (const one of found.slice(1)) if (one.tie === '/' || one.tie === '_' || one.tie === '.') one.tie = '&';
  return found;
}

/** Without a year only what is plainly written as a date is one: `30.03.`, `30/03`, not `2.1` of a numbered heading. */
const credible = (tie: Tie, day: Part, month: Part) => (tie === '.' && (!month.bare || day.value > 12 || month.end - month.start === 2)) || (tie === '/' && day.value <= 31);

/** `26.05.22`: the last of the numbers is a year when it cannot be anything else. */
function shortYear(parts: Part[], ties: Tie[]): Part[] {
  const last = parts.at(-1);
  const [day, month] = parts.slice(-3);
  if (parts.some((part) => part.is !== 'number') || parts.length < 3 || !last || !day || !month) return parts;
  const tie = ties.at(-1);
  if (tie !== '.' && tie !== '/' && tie !== '_') return parts;
  if (ties.at(-2) !== tie || last.value < 13 || last.value > 60 || month.value > 12 || day.value > 31) return parts;
  return [...parts.slice(0, -1), { ...last, is: 'year', value: 2000 + last.value } as Part];
}

/** `2022-03-30`. */
export const isoDate = ({ day, month, year }: PlainDay & { year: number }): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
