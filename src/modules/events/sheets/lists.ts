/** From a file to its participants' lists. */
import { readBody } from './body.ts';
import { breather } from './breathe.ts';
import { guessColumns, type GuessedColumn } from './columns.ts';
import { planDays } from './days.ts';
import { columnLetter, mergeFinder, textOf, textsOf, type Grid, type GridRow } from './grid.ts';
import { headerFingerprint } from './header.ts';
import { dayReference } from './headings.ts';
import { nameLikeness } from './name-pieces.ts';
import { rowDate, rowReader } from './people-rows.ts';
import { sectionsOf, type Section } from './sections.ts';
import { sheetProblem } from './sheet-problem.ts';
import type { ListCorrections, NameOrder, ParticipantsList, SheetProblem } from './shape.ts';
import { readTitle, type TitleFacts } from './title.ts';
import { readWorkbook, type ReadOptions } from './workbook.ts';

export interface ListsOptions extends ReadOptions {
  /** What a person said about a list, found by sheet or by the fingerprint of its header. */
  corrections?: (sheet: string, fingerprint: string) => ListCorrections | undefined;
  /** Called now and then with the rows turned into people so far. */
  onPeople?: (rows: number) => void;
}

export interface ReadLists {
  lists: ParticipantsList[];
  /** About the file as a whole and about sheets that hold no list. */
  problems: SheetProblem[];
}

/**
 * Reads a file with participants' lists. A sheet gives one list, or one for each day when it stacks days one
 * below the other; `cells` and row numbers are the sheet's own.
 * @throws SheetUnreadable when the file cannot be read at all.
 */
export async function readLists(bytes: Uint8Array, file: string, options: ListsOptions = {}): Promise<ReadLists> {
  const workbook = await readWorkbook(bytes, file, options);
  const lists: ParticipantsList[] = [];
  const problems = [...workbook.problems];
  for (const grid of workbook.grids) {
    if (grid.rows.length === 0) continue;
    const found = await parseSheet(grid, options);
    if (found.length === 0) problems.push(sheetProblem('no_list', 'warning', { sheet: grid.sheet }));
    lists.push(...found);
  }
  shareTitles(lists);
  return { lists, problems };
}

/** Sheets after the first often leave the title out: what the first says about the event holds for them too. */
function shareTitles(lists: ParticipantsList[]): void {
  const [first, ...others] = lists;
  if (!first) return;
  for (const list of others) {
    list.kindHint ??= first.kindHint;
    list.cycle ??= first.cycle;
    // What the first sheet says of the place goes before what another's name may mean.
    if (first.venueText !== null && (list.venueText === null || (list.venueIsGuess && !first.venueIsGuess))) Object.assign(list, { venueText: first.venueText, venueIsGuess: first.venueIsGuess });
  }
}

/** The lists of one sheet. Without a header or a column of names there is none. */
export async function parseSheet(grid: Grid, options: Pick<ListsOptions, 'corrections' | 'onPeople'> = {}): Promise<ParticipantsList[]> {
  const bySheet = options.corrections?.(grid.sheet, '');
  const sections = await sectionsOf(grid, bySheet?.headerRow);
  const lists: ParticipantsList[] = [];
  let first: TitleFacts | null = null;
  for (const section of sections) {
    const list = await parseSection(grid, section, first, options);
    if (!list) continue;
    first ??= list.facts;
    lists.push(list.list);
  }
  return lists;
}

/**
 * Parses one grid with a person's corrections; the door for previews.
 * @returns the first list of the sheet, or null if it holds none
 */
export async function parseList(grid: Grid, corrections: ListCorrections = {}): Promise<ParticipantsList | null> {
  const [list] = await parseSheet(grid, { corrections: () => corrections });
  return list ?? null;
}

async function parseSection(grid: Grid, found: Section, first: TitleFacts | null, options: Pick<ListsOptions, 'corrections' | 'onPeople'>): Promise<{ list: ParticipantsList; facts: TitleFacts } | null> {
  const header = found.header;
  const fingerprint = header ? headerFingerprint(header) : 'no-header';
  const said = options.corrections?.(grid.sheet, fingerprint) ?? {};
  const { columns, secondName } = guessColumns(header, found.body, said.mapping);
  if (!columns.some(({ field }) => ['name', 'name-reversed', 'given', 'surname'].includes(field))) return null;
  if (!header && !credibleWithoutHeader(columns)) return null;
  const section = header ? found : withoutLeadingTitles(found, columns);

  const footer = section.body.slice(-12).map(textsOf).filter((texts) => texts.length <= 4 && !/^\d{1,5}[.)]?$/.test(texts[0] ?? '')).flat().filter((text) => text.length < 120 && /\d{4}/.test(text));
  const facts = withInherited(readTitle({ rows: section.titleRows, sheet: grid.sheet, file: grid.file, footer }), first, section.continues);
  const problems: SheetProblem[] = [];
  const note = (name: string, severity: SheetProblem['severity'], row: number | null, column: number | null, params: SheetProblem['params'] = {}) =>
    problems.push(sheetProblem(name, severity, { sheet: grid.sheet, row, column: column === null ? null : columnLetter(column), params }));

  const dateColumn = columns.find(({ field }) => field === 'date')?.index;
  const rowDates = dateColumn === undefined ? null : { column: dateColumn, days: await datesOfRows(section.body, dateColumn) };
  const ownDay = dayReference(section.dayLine ?? grid.sheet);
  const plan = planDays(columns, facts, said.days, ownDay && { reference: ownDay, inside: section.dayLine !== null }, rowDates);
  for (const { name, severity, params } of plan.problems) note(name, severity, null, null, params);

  const rowsByNumber = new Map(section.body.map((row) => [row.row, row]));
  const reader = rowReader({
    columns,
    plan,
    sample: section.body.slice(0, 1_000),
    mergeAt: mergeFinder(grid.merges),
    images: grid.images,
    rowAt: (row) => rowsByNumber.get(row),
    hint: orderHint(columns),
  });
  const read = await readBody(section, header, columns, plan, reader, options.onPeople);
  if (read.rows.length === 0) return null;

  if (!header) note('no_header', 'warning', null, null);
  if (secondName) note('second_name_column', 'warning', header?.row ?? null, secondName.index, { header: secondName.header });
  if (reader.columnsSwapped) note('columns_swapped', 'notice', header?.row ?? null, null);
  for (const row of read.swapped.slice(0, 50)) note('name_swapped', 'notice', row.row, null, { name: row.name.raw.trim() });
  for (const row of read.nameless.slice(0, 50)) note('row_without_name', 'warning', row, null);
  for (const { row, column } of read.unclear.slice(0, 50)) note('unclear_mark', 'warning', row, column);
  if (reader.order.order === 'unknown' && reader.order.rows > 2) note('name_order_unknown', 'warning', header?.row ?? null, null);
  if (plan.by !== 'presence' && read.rows.every((row) => !row.signed.includes(true))) note('nobody_signed', 'warning', null, null);
  const statedTotal = read.statedTotal ?? facts.statedTotal;
  if (statedTotal !== null && statedTotal !== read.rows.length) note('total_differs', 'warning', read.totalRow, null, { stated: statedTotal, read: read.rows.length });

  const list: ParticipantsList = {
    file: grid.file,
    sheet: grid.sheet,
    title: facts.title,
    kindHint: facts.kindHint,
    cycle: facts.cycle,
    venueText: facts.venueText,
    venueIsGuess: facts.venueIsGuess,
    days: plan.days,
    headerRow: header?.row ?? 0,
    headerFingerprint: fingerprint,
    columns: columns.map(({ index, header: text, field, confidence }) => {
      const day = plan.columnsOfDay.findIndex((of) => of.includes(index));
      return { column: columnLetter(index), header: text, field, confidence, day: day >= 0 && (field === 'day' || plan.columnsOfDay.filter((of) => of.includes(index)).length === 1) ? day : null };
    }),
    rows: read.rows,
    skipped: [...section.skipped, ...read.skipped].sort((a, b) => a.row - b.row),
    statedTotal,
    problems,
  };
  return { list, facts };
}

/** The distinct days that a column of dates names, at most two months of them. */
async function datesOfRows(rows: GridRow[], column: number): Promise<string[]> {
  const breathe = breather();
  const days = new Set<string>();
  for (const row of rows) {
    await breathe();
    const day = rowDate(row, column);
    if (day) days.add(day);
  }
  return [...days].sort().slice(0, 62);
}

/** A sheet without headings is a list only if its cells leave no doubt: names, and something else about people. */
function credibleWithoutHeader(columns: GuessedColumn[]): boolean {
  const names = columns.filter(({ field, content }) => field === 'name' && content.name >= 0.6 && content.filled >= 3);
  const others = columns.filter(({ field }) => ['email', 'phone', 'organisation', 'signature', 'number'].includes(field));
  return names.length > 0 && (others.length > 0 || columns.length === 1);
}

/** The rows above the first person of a sheet without a header are its titles. */
function withoutLeadingTitles(section: Section, columns: GuessedColumn[]): Section {
  const name = columns.find(({ field }) => field === 'name')!.index;
  const firstPerson = section.body.findIndex((row) => nameLikeness(textOf(row.cells[name])) >= 0.6 && (columns.length === 1 || textsOf(row).length > 1));
  const titleRows = section.body.slice(0, Math.max(0, firstPerson));
  const skipped = titleRows.map((row) => ({ row: row.row, reason: 'title' as const, text: textsOf(row).join(' ') }));
  return { ...section, titleRows, skipped, body: section.body.slice(titleRows.length) };
}

/** A second table of the sheet says only what differs; the rest is as in the first. */
function withInherited(facts: TitleFacts, first: TitleFacts | null, continues: boolean): TitleFacts {
  if (!first || !continues) return facts;
  return {
    ...facts,
    title: first.title,
    kindHint: facts.kindHint ?? first.kindHint,
    cycle: facts.cycle ?? first.cycle,
    ...(first.venueText !== null && { venueText: first.venueText, venueIsGuess: first.venueIsGuess }),
    days: facts.days.length ? facts.days : first.days,
    years: [...facts.years, ...first.years],
    months: [...facts.months, ...first.months],
  };
}

function orderHint(columns: GuessedColumn[]): NameOrder {
  const column = columns.find(({ field }) => field === 'name' || field === 'name-reversed');
  if (!column) return 'unknown';
  if (column.field === 'name-reversed') return 'surname-first';
  // "Nume și prenume" stands over both orders in Romanian lists; "Učesnik" says nothing.
  return /^\s*(ime|име|name|first|prenume)/iu.test(column.header) ? 'given-first' : 'unknown';
}
