/** Which days a list is for, and which column is signed for which of them. */
import { isReal, isoDate, type PlainDay } from './dates.ts';
import type { GuessedColumn } from './columns.ts';
import type { DayReference } from './headings.ts';
import type { SheetProblem } from './shape.ts';
import type { TitleFacts } from './title.ts';

export interface SigningPlan {
  /** ISO or null; never empty. */
  days: (string | null)[];
  /** How a row tells: by columns (for each day the columns that count), by a date in each row, or not at all. */
  by: 'columns' | 'row-date' | 'presence';
  /** Parallel to days: 0-based columns of which any mark counts. */
  columnsOfDay: number[][];
  /** 0-based column with the date of each row. */
  dateColumn: number | null;
  problems: { name: string; severity: SheetProblem['severity']; params: SheetProblem['params'] }[];
}

type Problem = SigningPlan['problems'][number];
const problem = (name: string, severity: 'warning' | 'notice', params: Problem['params'] = {}): Problem => ({ name, severity, params });

/**
 * @param said dates a person gave, for the day columns in their order
 * @param ownDay the day that the sheet's name or a line above these people says; `inside` when it is a line of the table
 * @param rowDates distinct ISO dates that a column of dates holds, if there is one
 */
export function planDays(columns: GuessedColumn[], title: TitleFacts, said: string[] | undefined, ownDay: { reference: DayReference; inside: boolean } | null, rowDates: { column: number; days: string[] } | null): SigningPlan {
  const signing = columns.filter((column) => column.field === 'signature' || column.field === 'day');
  const referred = signing.filter((column) => column.dayReference !== null);
  const plan = (days: (string | null)[], columnsOfDay: number[][], problems: Problem[] = []): SigningPlan => ({ days, by: signing.length ? 'columns' : 'presence', columnsOfDay, dateColumn: null, problems });
  const all = signing.map((column) => column.index);

  if (said?.length) {
    const inOrder = (referred.length ? referred : signing).map((column) => column.index);
    return plan(said, inOrder.length === said.length ? inOrder.map((index) => [index]) : said.map(() => all));
  }
  if (rowDates && rowDates.days.length && referred.length === 0) {
    return { days: rowDates.days, by: 'row-date', columnsOfDay: rowDates.days.map(() => all), dateColumn: rowDates.column, problems: signing.length ? [] : [problem('no_signature_column', 'notice')] };
  }
  if (referred.length) return byHeadings(referred, title, plan);

  const dates = daysOfSheet(title, ownDay);
  const missing = dates[0] === null ? [problem(title.openDays.length ? 'no_year' : 'no_date', 'warning')] : [];
  if (signing.length === 0) return plan(dates, dates.map(() => []), [...missing, problem('no_signature_column', 'notice')]);
  if (signing.length === dates.length) return plan(dates, signing.map((column) => [column.index]), missing);
  if (dates.length > 1) missing.push(problem('one_signature_for_days', 'notice', { days: dates.length }));
  return plan(dates, dates.map(() => all), missing);
}

/** The title's days; a sheet called "Dan 2", or people below such a line, are for the second of them only. */
function daysOfSheet(title: TitleFacts, ownDay: { reference: DayReference; inside: boolean } | null): (string | null)[] {
  if (ownDay) {
    const day = resolve(ownDay.reference, title);
    if (ownDay.inside) return [day];
    if (title.days.length > 1 && day && title.days.includes(day)) return [day];
  }
  if (title.days.length) return title.days;
  return title.openDays.length ? title.openDays.map(() => null) : [null];
}

function byHeadings(columns: GuessedColumn[], title: TitleFacts, plan: (days: (string | null)[], columnsOfDay: number[][], problems: Problem[]) => SigningPlan): SigningPlan {
  const problems: Problem[] = [];
  const found: { day: string | null; columns: number[] }[] = [];
  for (const column of columns) {
    const day = resolve(column.dayReference!, title);
    if (day === null) problems.push(problem('day_without_date', 'warning', { header: column.header }));
    // Morning and afternoon of one day are one day.
    const same = day === null ? undefined : found.find((one) => one.day === day);
    if (same) same.columns.push(column.index);
    else found.push({ day, columns: [column.index] });
  }
  if (found.every((one) => one.day !== null)) found.sort((a, b) => (a.day! < b.day! ? -1 : 1));
  return plan(found.map((one) => one.day), found.map((one) => one.columns), problems);
}

/** From what a heading says to a date; null where nothing tells the year, the month or which day it is. */
export function resolve(reference: DayReference, title: TitleFacts): string | null {
  if ('date' in reference) return resolveDate(reference.date, title);
  if ('nth' in reference) return title.days[reference.nth - 1] ?? null;
  if ('weekday' in reference) {
    const same = title.days.filter((day) => (new Date(`${day}T00:00:00Z`).getUTCDay() || 7) === reference.weekday);
    return same.length === 1 ? same[0]! : null;
  }
  const inTitle = title.days.filter((day) => Number(day.slice(8)) === reference.dayOfMonth);
  if (inTitle.length === 1) return inTitle[0]!;
  // `Potpis 1` and `Potpis 2` under a title of two days.
  if (reference.dayOfMonth <= title.days.length) return title.days[reference.dayOfMonth - 1]!;
  const months = title.days.length ? [...new Set(title.days.map((day) => day.slice(0, 7)))] : title.months.map(({ month, year }) => `${year}-${String(month).padStart(2, '0')}`);
  const [month] = months;
  if (months.length !== 1 || !month) return null;
  const day = { day: reference.dayOfMonth, month: Number(month.slice(5)), year: Number(month.slice(0, 4)) };
  return isReal(day) ? isoDate(day) : null;
}

function resolveDate(date: PlainDay, title: TitleFacts): string | null {
  if (date.year !== null) return isoDate({ ...date, year: date.year });
  const inTitle = title.days.find((day) => Number(day.slice(5, 7)) === date.month && Number(day.slice(8)) === date.day);
  if (inTitle) return inTitle;
  const ofMonth = title.months.find(({ month }) => month === date.month)?.year;
  const year = ofMonth ?? yearNear(date, title.days) ?? title.years[0];
  if (year === undefined) return null;
  const full = { ...date, year };
  return isReal(full) ? isoDate(full) : null;
}

/** The year that puts a day closest to the title's days: `02.01.` beside 30 December 2022 is in 2023. */
function yearNear(date: PlainDay, days: string[]): number | undefined {
  if (!days.length) return undefined;
  const first = Date.parse(days[0]!);
  const year = Number(days[0]!.slice(0, 4));
  return [year - 1, year, year + 1].map((one) => ({ one, away: Math.abs(Date.UTC(one, date.month - 1, date.day) - first) })).sort((a, b) => a.away - b.away)[0]!.one;
}
