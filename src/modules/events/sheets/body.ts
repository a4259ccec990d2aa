/** Goes through a table's rows and keeps the people. */
import { breather } from './breathe.ts';
import type { GuessedColumn } from './columns.ts';
import type { SigningPlan } from './days.ts';
import { textsOf, type GridRow } from './grid.ts';
import type { Header } from './header.ts';
import { nameLikeness } from './name-pieces.ts';
import type { RowReader } from './people-rows.ts';
import { isFooterText, readTotal, repeatsHeader } from './row-kinds.ts';
import type { Section } from './sections.ts';
import type { SheetRow, SkippedReason, SkippedRow } from './shape.ts';

export interface Body {
  rows: SheetRow[];
  skipped: SkippedRow[];
  swapped: SheetRow[];
  nameless: number[];
  unclear: { row: number; column: number }[];
  statedTotal: number | null;
  totalRow: number | null;
}

export async function readBody(section: Section, header: Header | null, columns: GuessedColumn[], plan: SigningPlan, reader: RowReader, onPeople: ((rows: number) => void) | undefined): Promise<Body> {
  const body: Body = { rows: [], skipped: [], swapped: [], nameless: [], unclear: [], statedTotal: null, totalRow: null };
  const dayColumns = new Set(plan.columnsOfDay.flat());
  const titles = new Set(section.titleRows.flatMap((row) => textsOf(row).filter((text) => text.length > 3)));
  const numbered = columns.some(({ field, content }) => field === 'number' && content.filled >= 3);
  const meaningfulColumns = columns.filter(({ field }) => field !== 'ignored' && field !== 'number' && field !== 'note').length;
  const breathe = breather();
  let group: string | null = null;
  /** Single lines that turn out to be headings of a group only when people follow. */
  let waiting: SkippedRow[] = [];
  let afterTotal = false;
  let lastRow = Math.max(header?.lastRow ?? 0, (section.body[0]?.row ?? 1) - (section.continues ? 1 : Infinity), ...section.skipped.map(({ row }) => row));
  const skip = (row: GridRow, reason: SkippedReason, text = textsOf(row).join(' ')) => body.skipped.push({ row: row.row, reason, text });

  for (const row of section.body) {
    await breathe();
    for (let gap = lastRow + 1; gap < row.row && row.row - lastRow < 100; gap++) body.skipped.push({ row: gap, reason: 'empty', text: '' });
    lastRow = row.row;
    const texts = textsOf(row);
    if (texts.length === 0) {
      skip(row, 'empty');
      continue;
    }
    if (repeatsHeader(row, header)) {
      skip(row, 'repeated-header');
      continue;
    }
    const name = reader.nameText(row);
    const likeness = name === '' ? 0 : nameLikeness(name);
    const hasNumber = /^\d{1,6}[.)]?$/.test(reader.number(row));
    const support = reader.support(row);
    const total = likeness >= 0.6 && hasNumber ? null : readTotal(row, dayColumns);
    if (total) {
      if (total.people !== null && body.statedTotal === null) [body.statedTotal, body.totalRow] = [total.people, row.row];
      afterTotal = true;
      skip(row, 'total');
      continue;
    }
    const kind = rowKind({ name, likeness, hasNumber, number: reader.number(row), support, texts, numbered, afterTotal, meaningfulColumns, titles, contact: () => reader.hasContact(row), organised: () => reader.hasOrganisation(row) && reader.hasMark(row) });
    if (kind === 'person') {
      if (waiting.length) {
        const heading = waiting.at(-1)!;
        group = heading.text;
        body.skipped.push(...waiting.map((one) => ({ ...one, reason: 'group' as const })));
        waiting = [];
      }
      const { row: person, swapped, unclear } = reader.person(row, group);
      body.rows.push(person);
      if (swapped) body.swapped.push(person);
      if (name === '') body.nameless.push(row.row);
      body.unclear.push(...unclear.map((column) => ({ row: row.row, column })));
      if (body.rows.length % 500 === 0) onPeople?.(body.rows.length);
    } else if (kind === 'group') waiting.push({ row: row.row, reason: 'footer', text: (texts.length > 1 ? texts.filter((text) => text !== reader.number(row)) : texts).join(' ') });
    else skip(row, kind);
  }
  body.skipped.push(...waiting);
  onPeople?.(body.rows.length);
  return body;
}

interface Looks {
  name: string;
  likeness: number;
  hasNumber: boolean;
  /** What stands in the column of numbers, a number or not. */
  number: string;
  support: number;
  texts: string[];
  numbered: boolean;
  afterTotal: boolean;
  meaningfulColumns: number;
  titles: Set<string>;
  contact: () => boolean;
  organised: () => boolean;
}

/** What a row is that is neither header nor total. */
function rowKind(looks: Looks): 'person' | 'empty' | 'footer' | 'title' | 'group' {
  const { name, likeness, hasNumber, support, texts } = looks;
  if (texts.every((text) => looks.titles.has(text))) return 'title';
  const strong = hasNumber && support >= 1;
  if (!strong && texts.some((text) => text.length > 5 && isFooterText(text)) && !(likeness >= 0.85 && support >= 2)) return 'footer';
  if (looks.afterTotal && (looks.numbered ? !hasNumber : support < 2)) return 'footer';
  if (name !== '') {
    if (likeness >= 0.3 && (hasNumber || support >= 1 || looks.meaningfulColumns === 1)) return 'person';
    if (likeness >= 0.85 && looks.numbered === false && texts.length === 1) return 'person';
    if (strong || (support >= 2 && looks.contact())) return 'person';
  } else {
    // A template's numbered lines that nobody filled in.
    if (hasNumber && texts.length === 1) return 'empty';
    if (looks.contact() || looks.organised()) return 'person';
    if (hasNumber && support === 0) return 'empty';
  }
  // `I | CENTAR ZA SOCIJALNI RAD`: a heading may have a number of its own, and be repeated over merged cells.
  return new Set(texts.filter((text) => text !== looks.number)).size <= 1 ? 'group' : 'footer';
}
