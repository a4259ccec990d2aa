/** What each column holds: headings first, the cells as a check, a person's word above both. */
import { columnContent, fieldByContent, type ColumnContent } from './content.ts';
import { columnIndex, columnLetter, textOf, type GridRow } from './grid.ts';
import type { Header, HeaderCell } from './header.ts';
import type { DayReference } from './headings.ts';
import { nameEvidence } from './name-evidence.ts';
import { plainWords, wordSet } from './plain-words.ts';
import type { ColumnField, ListCorrections } from './shape.ts';

export interface GuessedColumn {
  /** 0-based. */
  index: number;
  header: string;
  field: ColumnField;
  confidence: number;
  dayReference: DayReference | null;
  content: ColumnContent;
}

/** Cells of a column that are looked at; the first ones are enough to know what it holds. */
const sampled = 300;
/** Fields that a list has once; of several candidates the best keeps the field. */
const single = new Set<ColumnField>(['number', 'name', 'name-reversed', 'given', 'surname', 'middle', 'sex', 'age', 'birth-date']);

export function guessColumns(header: Header | null, body: GridRow[], mapping: ListCorrections['mapping'] = {}): { columns: GuessedColumn[]; secondName: GuessedColumn | null } {
  const sample = body.slice(0, sampled);
  const width = Math.max(0, ...sample.map((row) => row.cells.length), ...(header?.cells.map((cell) => cell.column + 1) ?? []), ...Object.keys(mapping).map((letter) => columnIndex(letter) + 1));
  const columns: GuessedColumn[] = [];
  for (let index = 0; index < width; index++) {
    const cell = header?.cells.find((one) => one.column === index);
    const content = columnContent(sample.map((row) => textOf(row.cells[index])));
    if (!cell && content.filled === 0) continue;
    const said = mapping[columnLetter(index)];
    const guess = said ? { field: said, confidence: 1 } : guessColumn(cell, content);
    columns.push({ index, header: cell?.text ?? '', dayReference: cell?.day ?? null, content, ...guess });
  }
  const chosen = new Set(Object.keys(mapping).map(columnIndex));
  settleNames(columns, sample, chosen);
  const secondName = settleSingles(columns, chosen);
  return { columns, secondName };
}

/** Heading and cells together for one column. */
function guessColumn(cell: HeaderCell | undefined, content: ColumnContent): { field: ColumnField; confidence: number } {
  const byContent = fieldByContent(content);
  if (!cell?.field) return byContent ? { ...byContent, confidence: byContent.confidence * (cell?.text ? 0.7 : 0.85) } : { field: 'ignored', confidence: 0 };
  const { field, confidence } = cell;
  // Cells that are plainly something else outvote the heading: e-mails under "Telefon".
  if (byContent && byContent.confidence >= 0.8) {
    const contact = field === 'phone' || field === 'email' || field === 'contact';
    if (contact && (byContent.field === 'email' || byContent.field === 'phone')) return { field: byContent.field, confidence: 0.9 };
    if (byContent.field === 'email' && confidence < 0.9) return byContent;
    if (field === 'number' && content.counting === 0 && byContent.field === 'name') return byContent;
    if (field === 'organisation' && byContent.field === 'name' && confidence < 0.85) return byContent;
  }
  // "Дата"/"Day" over ticks is a day to sign for, over dates the date of each row.
  if (field === 'date' && content.filled > 0 && content.date < 0.3 && content.mark > 0.4) return { field: 'signature', confidence: 0.7 };
  if (field === 'note' && content.filled > 1 && content.mark > 0.9) return { field: 'ignored', confidence: 0.5 };
  return { field, confidence };
}

/**
 * `Ime`, `Име`, `Name`, `Nume` alone mean the whole name, the given name or (`Nume`) the surname, depending on what
 * stands beside them; `Презиме` is the surname in Serbian and the father's name in Bulgarian.
 */
function settleNames(columns: GuessedColumn[], sample: GridRow[], chosen: Set<number>): void {
  const free = (field: ColumnField) => columns.filter((column) => column.field === field && !chosen.has(column.index));
  const surnameWord = (column: GuessedColumn, words: Set<string>) => plainWords(column.header).some((word) => words.has(word));

  const [surnames, bulgarian] = [free('surname'), wordSet('фамилия фамилно')];
  if (surnames.length > 1 && surnames.some((column) => surnameWord(column, bulgarian))) {
    for (const column of surnames) if (!surnameWord(column, bulgarian)) column.field = 'middle';
  }
  const givens = free('given');
  const romanian = wordSet('nume numele');
  if (givens.length > 1) {
    // `Nume` beside `Prenume` is the surname, `Name` beside `First name` too.
    const surname = givens.find((column) => surnameWord(column, romanian)) ?? givens.find((column) => surnameWord(column, wordSet('name')) && plainWords(column.header).length === 1);
    if (surname && !columns.some((column) => column.field === 'surname')) surname.field = 'surname';
  }
  const whole = columns.find((column) => column.field === 'name' || column.field === 'name-reversed');
  const beside = whole && columns.find((column) => column.index === whole.index + 1 && column.header === '' && !chosen.has(column.index) && !chosen.has(whole.index));
  // One heading over two columns of single words: given name and surname, in the order the names themselves show.
  if (whole && beside && whole.content.words < 1.4 && beside.content.words < 1.6 && beside.content.name > 0.3 && beside.content.filled >= whole.content.filled * 0.6) {
    const lean = sum(sample.map((row) => evidenceOf(row, whole.index) - evidenceOf(row, beside.index)));
    [whole.field, beside.field] = lean >= 0 ? ['given', 'surname'] : ['surname', 'given'];
    beside.confidence = 0.7;
    return;
  }
  const [given, surname] = [columns.find((column) => column.field === 'given'), columns.find((column) => column.field === 'surname')];
  if (given && !surname && !chosen.has(given.index)) given.field = whole ? 'ignored' : 'name';
  if (surname && !given && !chosen.has(surname.index)) surname.field = whole ? 'ignored' : 'name';
  if (given && surname && whole && !chosen.has(whole.index)) {
    // All three: the whole name repeats the others, unless the columns under the separate headings are empty.
    if (given.content.filled >= whole.content.filled * 0.5) whole.field = 'ignored';
    else given.field = surname.field = 'ignored';
  }
  if (!columns.some((column) => isName(column.field))) promoteBestName(columns, chosen);
}

/** No heading says "name": the column whose cells look most like names is it. */
function promoteBestName(columns: GuessedColumn[], chosen: Set<number>): void {
  const best = columns.filter((column) => !chosen.has(column.index) && ['ignored', 'role', 'note', 'organisation'].includes(column.field)).sort((a, b) => b.content.name - a.content.name)[0];
  if (best && best.content.name >= 0.55 && best.content.words >= 1.4) Object.assign(best, { field: 'name', confidence: best.content.name * 0.8 });
}

const isName = (field: ColumnField) => field === 'name' || field === 'name-reversed' || field === 'given' || field === 'surname';
const evidenceOf = (row: GridRow, index: number) => Math.max(-4, Math.min(4, nameEvidence(textOf(row.cells[index]).trim().split(/\s+/)[0] ?? '')));
const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);

/** Leaves each single field to one column; a second column of whole names is reported. */
function settleSingles(columns: GuessedColumn[], chosen: Set<number>): GuessedColumn | null {
  let secondName: GuessedColumn | null = null;
  for (const field of single) {
    const same = columns.filter((column) => column.field === field || (field === 'name' && column.field === 'name-reversed'));
    if (same.length < 2) continue;
    const worth = (column: GuessedColumn) => (chosen.has(column.index) ? 10 : 0) + column.confidence + (isName(field) ? column.content.name : 0) + Math.min(1, column.content.filled / 5) - column.index / 1000;
    const best = same.sort((a, b) => worth(b) - worth(a))[0]!;
    for (const column of same) {
      if (column === best || chosen.has(column.index)) continue;
      if (isName(field) && column.content.name > 0.5) secondName = column;
      column.field = 'ignored';
    }
  }
  if (secondName) leaveSecondTableOut(columns, secondName, chosen);
  return secondName;
}

/** Two tables side by side: the second one's signatures are not those of the first one's people. */
function leaveSecondTableOut(columns: GuessedColumn[], secondName: GuessedColumn, chosen: Set<number>): void {
  const heading = (column: GuessedColumn) => plainWords(column.header).join(' ');
  for (const column of columns) {
    if (column.index < secondName.index || chosen.has(column.index) || column.header === '') continue;
    if (columns.some((other) => other.index < secondName.index && heading(other) === heading(column))) column.field = 'ignored';
  }
}

/** Words that make one of several place columns the municipality rather than the village or the country. */
const municipalityWords = wordSet('opština općina jls lsu lsg municipality община raion raionul uat primăria lokalna samouprava municipiu municipiul');
const widerWords = wordSet('region okrug district county country država zemlja област регион държава țara județ');

/** Columns of one field, best first: the municipality before the town, the town before the country. */
export function placeRank(header: string): number {
  const words = plainWords(header);
  if (words.some((word) => municipalityWords.has(word))) return 2;
  return words.some((word) => widerWords.has(word)) ? 0 : 1;
}
