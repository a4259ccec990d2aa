/** What stands around a table: the event's name, kind, part of a series, venue and days. */
import { findDates, isoDate, isReal, yearsIn, type PlainDay } from './dates.ts';
import type { GridRow } from './grid.ts';
import { cycleOf, kindOf } from './kind-words.ts';
import type { KindHint } from './shape.ts';
import { isMereList, linesOf, withoutDates, type Line } from './title-lines.ts';
import { venueOf } from './venue.ts';

export interface TitleFacts {
  title: string;
  kindHint: KindHint | null;
  cycle: number | null;
  venueText: string | null;
  venueIsGuess: boolean;
  /** ISO, ascending. Empty when nothing around the table gives a day. */
  days: string[];
  /** Days without a year, for which no year could be found. */
  openDays: PlainDay[];
  /** Years and months that help a heading like `30.03.` or `26` to its date, most trusted first. */
  years: number[];
  months: { month: number; year: number }[];
  statedTotal: number | null;
}

export interface TitleSources {
  /** Rows above the header, top to bottom. */
  rows: GridRow[];
  sheet: string;
  file: string;
  /** Texts below the table: `U Leskovcu, 30.03.2022.` */
  footer: string[];
}

export function readTitle(sources: TitleSources): TitleFacts {
  const lines = sources.rows.flatMap(linesOf);
  const named = namesOfFile(sources);
  const texts = lines.map(({ value }) => value);
  const trusted = [
    ...lines.filter(({ label }) => label === 'date' || label === 'place-and-date').map(({ value }) => value),
    ...lines.filter(({ label }) => label === null || label === 'title' || label === 'place').map(({ value }) => value),
  ];
  const found = firstDays([lines.filter(({ label }) => label === 'date' || label === 'place-and-date').map(({ value }) => value), trusted, [sources.sheet], [named.file], sources.footer]);
  const everywhere = [...trusted, sources.sheet, named.file, ...sources.footer].filter(Boolean);
  const months = everywhere.flatMap((text) => findDates(text).flatMap((mention) => mention.month ?? []));
  const years = [...new Set([...found.days.map((day) => Number(day.slice(0, 4))), ...months.map(({ year }) => year), ...everywhere.flatMap(yearsIn), ...texts.flatMap(yearsIn)])];

  const title = titleText(lines, sources, named.file);
  const speaking = [title, ...lines.filter(({ label }) => label === null || label === 'title').map(({ value }) => value)];
  const hints = [...speaking, sources.sheet, named.file];
  return {
    title,
    kindHint: firstOf(hints, kindOf),
    cycle: firstOf(hints, cycleOf),
    ...venueOf(lines, sources, named.file),
    days: found.days,
    openDays: found.open,
    years,
    months,
    statedTotal: firstOf(lines.filter(({ label }) => label === 'total').map(({ value }) => value), (text) => (/^\d{1,5}$/.test(text) ? Number(text) : null)),
  };
}

/** The file's name without ending, numbering and separators that only files have. */
function namesOfFile({ file }: TitleSources): { file: string } {
  return { file: file.replace(/^.*[\\/]/, '').replace(/\.[A-Za-z]{2,5}$/, '').replace(/^\d{1,2}\s*[-_.)]\s*(?=\p{L})/u, '') };
}

/** The days of the first source that has any; days without a year take one that is named in any source. */
function firstDays(sources: string[][]): { days: string[]; open: PlainDay[] } {
  const years = sources.flat().flatMap(yearsIn);
  let open: PlainDay[] = [];
  for (const texts of sources) {
    const days = texts.flatMap((text) => findDates(text).filter((mention) => !mention.period).flatMap((mention) => mention.days));
    const dated = days.filter((day): day is PlainDay & { year: number } => day.year !== null && day.year >= 1990 && day.year <= 2100);
    if (dated.length > 0 && dated.length <= 62) return { days: [...new Set(dated.map(isoDate))].sort(), open: [] };
    if (days.length > 0 && days.length <= 31 && open.length === 0) open = days.filter((day) => day.year === null);
  }
  const year = years.length > 0 && new Set(years).size === 1 ? years[0]! : null;
  if (open.length && year !== null) return { days: [...new Set(open.map((day) => ({ ...day, year })).filter(isReal).map(isoDate))].sort(), open: [] };
  return { days: [], open };
}

function firstOf<T>(texts: string[], read: (text: string) => T | null): T | null {
  for (const text of texts) {
    const found = read(text);
    if (found !== null) return found;
  }
  return null;
}

/** The line that names the event: labelled as such, else one with a word for an event, else the first that is no mere "Potpisna lista". */
function titleText(lines: Line[], sources: TitleSources, file: string): string {
  const titled = lines.find(({ label }) => label === 'title');
  if (titled) return titled.value;
  const free = lines.filter(({ label }) => label === null).map(({ value }) => value.replace(/\s+/g, ' '));
  const best = free.find((text) => kindOf(text) !== null) ?? free.find((text) => !isMereList(text) && withoutDates(text).length > 3 && text.length < 200) ?? free.find((text) => !isMereList(text)) ?? free[0];
  if (best) return best;
  // Nothing above the table: the sheet's name if it speaks of an event, else the file's.
  if (kindOf(sources.sheet) !== null || isMereList(file)) return isGenericSheet(sources.sheet) ? file : sources.sheet;
  return file;
}

const isGenericSheet = (name: string) => isMereList(name) || /^(.{1,2}|(sheet|лист|list|foaie|tabelle|table|radni list)\s*\d*)$/iu.test(name);
