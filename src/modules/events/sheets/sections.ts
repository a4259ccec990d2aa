/**
 * A sheet's tables. Mostly one; but days are stacked one below the other, headers return on every printed page,
 * and a second table (speakers, organisers) may follow with other columns.
 */
import { breather } from './breathe.ts';
import { findDates } from './dates.ts';
import { exactHeadings } from './field-words.ts';
import { textsOf, type Grid, type GridRow } from './grid.ts';
import { findHeader, headerAt, headerFingerprint, headerScore, type Header } from './header.ts';
import { dayReference } from './headings.ts';
import { plainWords } from './plain-words.ts';
import { repeatsHeader } from './row-kinds.ts';
import type { SkippedRow } from './shape.ts';

export interface Section {
  titleRows: GridRow[];
  header: Header | null;
  body: GridRow[];
  /** A line inside the table that says for which day the people below it came: `Drugi dan – 02.10.2020.` */
  dayLine: string | null;
  /** True for tables after the first: what they do not say themselves is as above. */
  continues: boolean;
  /** Rows of the header's own block that are no people. */
  skipped: SkippedRow[];
}

/** @param headerRow the header's sheet row when a person has pointed at it */
export async function sectionsOf(grid: Grid, headerRow?: number): Promise<Section[]> {
  const { rows } = grid;
  const chosen = headerRow === undefined ? -1 : rows.findIndex((row) => row.row === headerRow);
  const header = chosen >= 0 ? headerAt(grid, rows, chosen) : findHeader(grid);
  if (!header) return [{ titleRows: [], header: null, body: rows, dayLine: null, continues: false, skipped: [] }];

  const start = rows.findIndex((row) => row.row === header.row);
  const above = rows.slice(0, start);
  const titleRows = above.filter((row) => headerScore(row) < likeHeader);
  const sections: Section[] = [{ titleRows, header, body: [], dayLine: null, continues: false, skipped: skippedOf(above) }];
  let current = sections[0]!;
  const breathe = breather();
  for (let at = start + 1; at < rows.length; at++) {
    const row = rows[at]!;
    if (row.row <= current.header!.lastRow) continue;
    await breathe();
    const next = chosen >= 0 ? null : nextSection(grid, rows, at, current);
    if (!next) {
      current.body.push(row);
      continue;
    }
    if (next.header === current.header) {
      // A day line: directly under the header it belongs to this table, later it begins the next day's.
      if (current.body.length > 0) sections.push((current = { ...current, titleRows: sections[0]!.titleRows, body: [], continues: true, skipped: [] }));
      current.dayLine = textsOf(row).join(' ');
      current.skipped = [...current.skipped, ...skippedOf([row])];
      continue;
    }
    if (current.body.length === 0 && current.dayLine === null) {
      // Two headers, one right below the other: the second says the same in another language.
      addTranslation(current, next.header);
      continue;
    }
    // Lines right above a new header were taken for the end of the table before; they are its titles.
    const titles = takeTitles(current.body);
    sections.push((current = { titleRows: titles, header: next.header, body: [], dayLine: null, continues: true, skipped: skippedOf(titles) }));
  }
  return sections.filter((section, index) => index === 0 || section.body.length > 0);
}

/** From this score on a row inside a table is taken for a header. */
const likeHeader = 2.4;

function addTranslation(section: Section, translation: Header): void {
  const { header } = section;
  if (!header) return;
  for (const cell of translation.cells) {
    const own = header.cells.find((one) => one.column === cell.column);
    if (!own) header.cells.push(cell);
    else if (own.field === null || own.confidence < cell.confidence) Object.assign(own, { field: cell.field ?? own.field, confidence: cell.confidence, day: own.day ?? cell.day });
  }
  header.lastRow = translation.lastRow;
  section.skipped.push({ row: translation.row, reason: 'repeated-header', text: translation.cells.map((cell) => cell.text).join(' ') });
}

const skippedOf = (rows: GridRow[]): SkippedRow[] => rows.map((row) => ({ row: row.row, reason: 'title', text: textsOf(row).join(' ') }));

/** Whether a table begins at this row: another header, the same header under another day's title, or a line such as "Dan 2 – 31.03.2022". */
function nextSection(grid: Grid, rows: GridRow[], at: number, current: Section): { header: Header } | null {
  const row = rows[at]!;
  const texts = textsOf(row);
  if (texts.length === 1 && isDayLine(texts[0]!) && hasPeopleBelow(rows, at)) return { header: current.header! };
  if (texts.length < 2 || texts.some((text) => /@|\d{6,}/.test(text)) || /^\d+$/.test(texts[0]!)) return null;
  if (repeatsHeader(row, current.header)) {
    const titles = titlesAbove(current.body);
    return saysAnotherDay(titles, current) ? { header: headerAt(grid, rows, at) } : null;
  }
  // Looking at every cell of every row would be slow: a header's first cells hold a heading for numbers or names.
  if (!texts.slice(0, 3).some(opensHeader) || headerScore(row) < likeHeader) return null;
  const header = headerAt(grid, rows, at);
  return headerFingerprint(header) === headerFingerprint(current.header!) ? null : { header };
}

const opening = new Set(['number', 'name', 'name-reversed', 'given', 'surname']);
const opensHeader = (text: string): boolean => text.length <= 40 && (/^[#№]/.test(text) || opening.has(exactHeadings.get(plainWords(text).join(' ')) ?? ''));

/** A line alone in its row that names a day and nothing else: `30.03.2022`, `Dan 2 – 31. mart`. */
function isDayLine(text: string): boolean {
  if (text.length > 60 || /,\s*\d/.test(text) || /^(u|у|в|în|in)\s/iu.test(text)) return false;
  const days = findDates(text).flatMap((mention) => mention.days);
  return days.length === 1 || (days.length === 0 && dayReference(text) !== null && /\p{L}/u.test(text) && text.length < 25);
}

const hasPeopleBelow = (rows: GridRow[], at: number) => rows.slice(at + 1, at + 4).some((row) => textsOf(row).length >= 2);

/** Lines with little in them at the end of what was taken for the table so far. */
function titlesAbove(body: GridRow[]): GridRow[] {
  const titles: GridRow[] = [];
  for (let at = body.length - 1; at >= 0 && titles.length < 8; at--) {
    const texts = textsOf(body[at]!);
    if (texts.length > 2 || /^\d{1,4}[.)]?$/.test(texts[0] ?? '')) break;
    titles.unshift(body[at]!);
  }
  return titles;
}

function takeTitles(body: GridRow[]): GridRow[] {
  const titles = titlesAbove(body);
  body.splice(body.length - titles.length, titles.length);
  return titles;
}

/** Whether title lines give a day that the table before does not have. */
function saysAnotherDay(titles: GridRow[], current: Section): boolean {
  const keys = (rows: GridRow[]) =>
    rows.flatMap(textsOf).flatMap((text) => [
      ...findDates(text).flatMap((mention) => mention.days.map((day) => `${day.month}-${day.day}`)),
      ...(dayReference(text) && !findDates(text).length ? [JSON.stringify(dayReference(text))] : []),
    ]);
  const known = new Set(keys(current.titleRows));
  return keys(titles).some((key) => !known.has(key));
}
