import { Cover } from './cover.ts';
import { monthOf, monthPattern } from './months.ts';
import type { Span } from './sentences.ts';

/** Where a text gives a date, a month or a year. `days` when it is a whole day or a stretch of days, as ISO days. */
export interface DateSpan extends Span {
  days: { first: string; last: string } | null;
}

const day = '(?<![\\d.,/])\\d{1,2}';
const ending = '(?:\\.|st|nd|rd|th|-?ви|-?ри|-?ти|-?ми)?';
const dash = '\\s?[-–—/]\\s?';
const and = '\\s?(?:[-–—/]|and|to|i|do|и|до|și|si|la|până la)\\s?';
const year = '(?:19|20)\\d\\d';
const yearWord = '(?:\\.?\\s?(?:godin[ea]|god\\.?|годин[еа]|год\\.?|г\\.|г(?!\\p{L})|г\\.))?\\.?';

/** 30-31/03/2022 · 04-05/05/2022 · 22.09.2022. · 3. 9. 2022. · 22.9.22 */
const numeric = new RegExp(`${day}\\.?(?:${dash}\\d{1,2}\\.?)?\\s?([./])\\s?(?:0?[1-9]|1[0-2])\\s?\\1\\s?(?:${year}|\\d\\d)(?!\\d)${yearWord}`, 'giu');
/** 30.03 – 02.04.2022 */
const acrossMonths = new RegExp(`${day}[./](?:0?[1-9]|1[0-2])[./]?(?:${year}\\.?)?${dash}\\d{1,2}[./](?:0?[1-9]|1[0-2])[./]${year}(?!\\d)${yearWord}`, 'giu');
const iso = /(?<!\d)(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)/g;
/** 26-27 May · 25 май 2015 · 4. i 5. maja 2022. godine · 29th of June */
const dayMonth = new RegExp(`${day}${ending}(?:${and}\\d{1,2}${ending}){0,3}\\s*(?:of\\s)?(?:${monthPattern})\\.?(?:,?\\s*${year}(?!\\d)${yearWord})?`, 'giu');
/** May 26-27, 2022 */
const monthDay = new RegExp(`(?:${monthPattern})\\.?\\s\\d{1,2}(?:st|nd|rd|th)?(?:${dash}\\d{1,2}(?:st|nd|rd|th)?)?,\\s?${year}(?!\\d)`, 'giu');
/** October 2021 · юли 2013 г. · декември, 2015 г. · 2013. Nov */
const monthYear = new RegExp(`(?:${monthPattern})\\.?,?\\s+${year}(?!\\d)${yearWord}|(?<!\\d)${year}\\.?\\s(?:${monthPattern})`, 'giu');
/** 2016/17 · 2020–2022 */
const years = new RegExp(`(?<![\\d.,])${year}\\.?${dash}(?:${year}|\\d\\d)(?![\\d.,]\\d|\\d)${yearWord}`, 'giu');

/** Every date, month and stretch of years that digits of a text belong to, earliest first, none overlapping. Single years are judged by who asks: `2012 people` is none. */
export function datesOf(text: string): DateSpan[] {
  const cover = new Cover<DateSpan>(text.length);
  for (const pattern of [acrossMonths, numeric, iso, monthDay, dayMonth, monthYear, years]) {
    for (const match of text.matchAll(pattern)) {
      // English months are written with a capital: "20 may apply" is no date.
      if (/(?<!\p{L})(?:may|march)(?!\p{L})/u.test(match[0])) continue;
      cover.add({ start: match.index, end: match.index + match[0].trimEnd().length, days: daysOf(match[0], pattern) });
    }
  }
  const found = cover.sorted();
  lendYears(text, found);
  return found;
}

/** `26-27 May and 16-17 June 2022`: the year of the second is the year of the first. */
function lendYears(text: string, found: DateSpan[]): void {
  for (let at = found.length - 2; at >= 0; at--) {
    const [own, next] = [found[at]!, found[at + 1]!];
    if (own.days !== null || next.days === null || !/^\W*(?:and|i|и|și|si|,)?[^.\d]{0,30}$/u.test(text.slice(own.end, next.start))) continue;
    own.days = daysOf(`${text.slice(own.start, own.end)} ${next.days.last.slice(0, 4)}`, dayMonth);
  }
}

function daysOf(text: string, pattern: RegExp): DateSpan['days'] {
  if (pattern === years || pattern === monthYear) return null;
  if (pattern === iso) return { first: text, last: text };
  const figures = [...text.matchAll(/\d+/g)].map((match) => Number(match[0]));
  if (pattern === acrossMonths) {
    const yearAt = figures.at(-1)!;
    return stretch(isoDay(figures.length === 6 ? figures[2]! : yearAt, figures[1]!, figures[0]!), isoDay(yearAt, figures.at(-2)!, figures.at(-3)!));
  }
  if (pattern === numeric) {
    const yearAt = figures.at(-1)! < 100 ? 2000 + figures.at(-1)! : figures.at(-1)!;
    return stretch(isoDay(yearAt, figures.at(-2)!, figures[0]!), isoDay(yearAt, figures.at(-2)!, figures.at(-3)!));
  }
  const month = [...text.matchAll(/\p{L}+/gu)].map((match) => monthOf(match[0])).find((number) => number !== null);
  const days = figures.filter((figure) => figure < 100);
  const yearAt = figures.find((figure) => figure >= 1900);
  if (!month || !yearAt || days.length === 0) return null;
  return stretch(isoDay(yearAt, month, days[0]!), isoDay(yearAt, month, days.at(-1)!));
}

const stretch = (first: string | null, last: string | null) => (first && last && first <= last ? { first, last } : null);

function isoDay(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null;
}
