/** From rows of cells to people: who is in the row, for whom they came, which days they signed. */
import { emailsIn, phonesIn } from '#modules/people/contacts.ts';
import type { GuessedColumn } from './columns.ts';
import { placeRank } from './columns.ts';
import { isPhone, looksLikeOrganisation } from './content.ts';
import { columnLetter, dateOf, textOf, wholeText, type GridRow, type Merge } from './grid.ts';
import { hasTicksAndCrosses, readMark } from './marks.ts';
import { nameEvidence } from './name-evidence.ts';
import { nameLikeness, namePieces, tidy } from './name-pieces.ts';
import { columnOrder, splitName, type ColumnOrder } from './names.ts';
import { isDitto, meaningful } from './row-kinds.ts';
import type { ColumnField, NameOrder, SheetName, SheetRow } from './shape.ts';
import { findDates, isoDate } from './dates.ts';
import type { SigningPlan } from './days.ts';
import { sexOf } from './sex.ts';

/** Looks cells up by what they mean, in a list whose columns are known. */
export interface RowReader {
  /** The name as it stands in the row, empty if none. */
  nameText(row: GridRow): string;
  number(row: GridRow): string;
  /** How many columns besides name and number say something about a person. */
  support(row: GridRow): number;
  hasContact(row: GridRow): boolean;
  hasOrganisation(row: GridRow): boolean;
  hasMark(row: GridRow): boolean;
  person(row: GridRow, group: string | null): { row: SheetRow; swapped: boolean; unclear: number[] };
  /** True when the headings "name" and "surname" stand the wrong way round for nearly all rows. */
  columnsSwapped: boolean;
  order: ColumnOrder;
}

export interface ReaderInput {
  columns: GuessedColumn[];
  plan: SigningPlan;
  /** Rows that are people or may be, for judging the order of names; a few hundred are enough. */
  sample: GridRow[];
  mergeAt: (row: number, column: number) => Merge | null;
  images: { row: number; column: number }[];
  /** The cell above in the list, for ditto marks and merged cells. */
  rowAt: (row: number) => GridRow | undefined;
  hint: NameOrder;
}

export function rowReader(input: ReaderInput): RowReader {
  const { columns, plan, sample, mergeAt } = input;
  const of = (...fields: ColumnField[]) => columns.filter((column) => fields.includes(column.field)).map((column) => column.index);
  const [name] = of('name', 'name-reversed');
  let [given] = of('given');
  let [surname] = of('surname');
  const [middle] = of('middle');
  const [numberColumn] = of('number');
  const places = columns.filter((column) => column.field === 'place').sort((a, b) => placeRank(b.header) - placeRank(a.header)).map((column) => column.index);
  const organisations = of('organisation');
  const supporting = of('organisation', 'place', 'role', 'phone', 'email', 'contact', 'sex', 'age', 'birth-date', 'identifier', 'address', 'organisation-type');
  const roles = of('role');
  const sexes = of('sex');
  const contactColumns = { phone: of('phone'), email: of('email'), both: of('contact') };
  const contacts = of('phone', 'email', 'contact');
  const emailColumns = of('email', 'contact');
  const signing = [...new Set(plan.columnsOfDay.flat())];
  const strict = hasTicksAndCrosses(sample.flatMap((row) => signing.map((column) => textOf(row.cells[column]))));
  const pictures = new Set(input.images.map(({ row, column }) => `${row}:${column}`));

  const columnsSwapped = given !== undefined && surname !== undefined && standReversed(sample, given, surname);
  if (columnsSwapped) [given, surname] = [surname, given];
  const order = columnOrder(name === undefined ? [] : sample.map((row) => textOf(row.cells[name])).filter((text) => nameLikeness(text) > 0.3), input.hint);
  const above = new Map<number, string>();

  /** A cell's text; where it is merged downwards from an earlier row, that row's. */
  const at = (row: GridRow, column: number): string => {
    const text = textOf(row.cells[column]);
    if (text.trim() !== '') return text;
    const merge = mergeAt(row.row, column);
    if (!merge || merge.left !== column || merge.top === row.row) return '';
    return textOf(input.rowAt(merge.top)?.cells[column]);
  };

  /** The first of several columns that says something, ditto marks resolved. */
  const said = (row: GridRow, from: number[]): string | null => {
    let first: string | null = null;
    for (const column of from) {
      const text = at(row, column);
      const value = isDitto(text) ? (above.get(column) ?? null) : meaningful(text);
      if (value !== null) above.set(column, value);
      first ??= value;
    }
    return first;
  };

  const marked = (row: GridRow, column: number) => {
    const cell = row.cells[column];
    if (pictures.has(`${row.row}:${column}`) || (typeof cell === 'object' && cell.image)) return 'present';
    return readMark(at(row, column), strict);
  };

  const nameText = (row: GridRow): string => {
    if (name !== undefined) return textOf(row.cells[name]).trim();
    return [given, middle, surname].map((column) => (column === undefined ? '' : textOf(row.cells[column]).trim())).filter(Boolean).join(' ');
  };

  const nameOf = (row: GridRow): { name: SheetName; swapped: boolean; rest: string | null } => {
    if (name !== undefined) {
      const { rest, ...split } = splitName(textOf(row.cells[name]), order, emailColumns.map((column) => textOf(row.cells[column]).slice(0, 200)).filter(mayHoldEmail).flatMap(emailsIn));
      const fathers = middle === undefined ? null : (meaningful(textOf(row.cells[middle])) ?? null);
      const swapped = order.order !== 'unknown' && split.order !== 'unknown' && split.order !== order.order;
      return { name: { ...split, middle: split.middle ?? fathers }, swapped, rest };
    }
    return { ...fromTwoCells(cellText(row, given), cellText(row, surname), cellText(row, middle), nameText(row)), rest: null };
  };

  return {
    nameText,
    columnsSwapped,
    order,
    number: (row) => (numberColumn === undefined ? '' : textOf(row.cells[numberColumn]).trim()),
    support: (row) => supporting.filter((column) => meaningful(at(row, column)) !== null).length + signing.filter((column) => marked(row, column) === 'present').length,
    hasContact: (row) => contacts.map((column) => textOf(row.cells[column]).slice(0, 200)).some((text) => (mayHoldEmail(text) && emailsIn(text).length > 0) || isPhone(text)),
    hasOrganisation: (row) => organisations.some((column) => meaningful(at(row, column)) !== null),
    hasMark: (row) => signing.some((column) => marked(row, column) === 'present'),
    person(row, group) {
      const { name: person, swapped, rest } = nameOf(row);
      const contact = contactOf(row, contactColumns);
      const unclear = signing.filter((column) => marked(row, column) === 'unclear');
      const fromGroup = group !== null && looksLikeOrganisation(group) ? group : null;
      const organisation = said(row, organisations) ?? fromGroup ?? (organisations.length === 0 && rest && looksLikeOrganisation(rest) ? rest : null);
      return {
        swapped,
        unclear,
        row: {
          row: row.row,
          name: person,
          organisation,
          place: said(row, places),
          role: said(row, roles),
          ...contact,
          sex: sexOf(said(row, sexes)),
          signed: signedDays(row, plan, marked),
          cells: cellsOf(row),
        },
      };
    },
  };
}

const cellText = (row: GridRow, column: number | undefined) => (column === undefined ? '' : textOf(row.cells[column]));

function signedDays(row: GridRow, plan: SigningPlan, marked: (row: GridRow, column: number) => string): boolean[] {
  if (plan.by === 'presence') return plan.days.map(() => true);
  const signed = plan.columnsOfDay.map((columns) => columns.some((column) => marked(row, column) === 'present'));
  if (plan.by === 'columns') return signed;
  const date = rowDate(row, plan.dateColumn!);
  return plan.days.map((day, index) => day === date && (plan.columnsOfDay[index]!.length === 0 || signed[index]!));
}

/** The date a row gives for itself, ISO. */
export function rowDate(row: GridRow, column: number): string | null {
  const cell = row.cells[column];
  return dateOf(cell) ?? datesIn(textOf(cell));
}

function datesIn(text: string): string | null {
  const day = findDates(text)[0]?.days[0];
  return day && day.year !== null ? isoDate({ ...day, year: day.year }) : null;
}

function cellsOf(row: GridRow): Record<string, string> {
  const cells: Record<string, string> = {};
  row.cells.forEach((cell, column) => {
    const text = wholeText(cell);
    if (text !== '') cells[columnLetter(column)] = text;
  });
  return cells;
}

/** In nearly all rows the "given name" is a surname and the other way round. */
function standReversed(rows: GridRow[], given: number, surname: number): boolean {
  let [right, wrong] = [0, 0];
  for (const row of rows) {
    const lean = firstWordEvidence(textOf(row.cells[given])) - firstWordEvidence(textOf(row.cells[surname]));
    if (lean > 2) right++;
    else if (lean < -2) wrong++;
  }
  return wrong >= 3 && wrong > right * 3;
}

const firstWordEvidence = (text: string): number => {
  const [word] = namePieces(text).words;
  return word === undefined ? 0 : /^\p{L}\.?$/u.test(word) ? 5 : nameEvidence(word);
};

/** Two columns; a row in which they plainly stand the wrong way round is turned. */
function fromTwoCells(givenText: string, surnameText: string, middleText: string, raw: string): { name: SheetName; swapped: boolean } {
  const [one, other] = [namePieces(givenText), namePieces(surnameText)];
  const title = [one.title, other.title].filter(Boolean).join(' ') || null;
  const empty = { raw, title, middle: meaningful(middleText), order: 'given-first' as const };
  if (one.words.length >= 2 && other.words.length === 0) {
    const { rest: _, ...split } = splitName(givenText, { order: 'unknown', balance: 0, rows: 0 });
    return { name: { ...split, raw }, swapped: false };
  }
  const swapped = one.words.length > 0 && other.words.length > 0 && firstWordEvidence(givenText) - firstWordEvidence(surnameText) < -6;
  const [given, surname] = swapped ? [other.words, one.words] : [one.words, other.words];
  const text = (words: string[]) => words.map(tidy).join(' ') || null;
  return {
    name: { ...empty, given: text(given), surname: text(surname), order: swapped ? 'surname-first' : 'given-first', confidence: swapped ? 0.8 : given.length && surname.length ? 0.97 : 0.5 },
    swapped,
  };
}

/** Telephones and e-mails from their columns, also where one stands in the other's. */
function contactOf(row: GridRow, columns: { phone: number[]; email: number[]; both: number[] }): { phone: string | null; email: string | null } {
  // Nobody's contact is longer; what else a cell holds stays in `cells`.
  const texts = (from: number[]) => from.map((column) => meaningful(textOf(row.cells[column]).slice(0, 200))).filter((text) => text !== null);
  const everywhere = [...texts(columns.email), ...texts(columns.both), ...texts(columns.phone)];
  const emails = [...new Set(everywhere.filter(mayHoldEmail).flatMap(emailsIn))];
  const phones = [...texts(columns.phone), ...texts(columns.both), ...texts(columns.email)].flatMap((text) => {
    if (/^[\d\s+()/.-]+$/.test(text)) return phonesIn(text).length > 0 ? [text] : [];
    const rest = text.replace(/\S+@\S+/g, ' ').replace(/[a-z-]*mail\s*:|\btel\.?\s*:?|\bmob\.?\s*:?|тел\.?\s*:?|моб\.?\s*:?/giu, ' ').replace(/^[\s,;/|]+|[\s,;/|]+$/g, '').trim();
    return phonesIn(rest).length > 0 ? [rest] : [];
  });
  return { phone: [...new Set(phones)].join(', ') || null, email: emails.join(', ') || texts(columns.email)[0] || null };
}

const mayHoldEmail = (text: string): boolean => /@|\[a/i.test(text) || text.includes('(at)');
