import { cellAddress, emptyGrid, mergeOf, type Cell, type Grid } from './grid.ts';
import { CellBudget } from './budget.ts';
import type { SheetLimits } from './limits.ts';
import { drawingImages } from './xlsx-images.ts';
import { isDateFormat, plainNumber, serialDate, zeroPadded } from './xlsx-dates.ts';
import { prefixed } from './xml.ts';
import { readXml, type ZipParts } from './zip.ts';

interface Format {
  date: boolean;
  code: string | undefined;
}

/** Reads every visible sheet of an XLSX workbook. Formulas are never computed: their last shown value is taken. */
export async function readXlsx(zip: ZipParts, file: string, limits: SheetLimits, onRows: (rows: number) => void): Promise<{ grids: Grid[]; hiddenSheets: string[] }> {
  const workbookPart = await officeDocument(zip);
  const relations = await relationsOf(zip, workbookPart);
  const { sheets, epoch1904 } = await sheetList(zip, workbookPart);
  const part = (type: string) => [...relations.values()].find((relation) => relation.type.endsWith(`/${type}`))?.target;
  const strings = await sharedStrings(zip, part('sharedStrings'), limits);
  const formats = await cellFormats(zip, part('styles'));
  const budget = new CellBudget(file, limits, onRows);
  const grids: Grid[] = [];
  const hiddenSheets: string[] = [];
  for (const sheet of sheets) {
    const relation = relations.get(sheet.relation);
    if (!relation?.type.endsWith('/worksheet') || !zip.has(relation.target)) continue;
    if (sheet.hidden) {
      hiddenSheets.push(sheet.name);
      continue;
    }
    budget.startSheet(sheet.name);
    const grid = emptyGrid(file, sheet.name);
    await readSheet(zip, relation.target, grid, { strings, formats, epoch1904, budget });
    const drawing = [...(await relationsOf(zip, relation.target)).values()].find((one) => one.type.endsWith('/drawing'));
    if (drawing) grid.images.push(...(await drawingImages(zip, drawing.target)));
    grids.push(grid);
  }
  return { grids, hiddenSheets };
}

/** The part that is the workbook; nearly always `xl/workbook.xml`, but the package says so itself. */
async function officeDocument(zip: ZipParts): Promise<string> {
  const root = [...(await relationsOf(zip, '')).values()].find((relation) => relation.type.endsWith('/officeDocument'));
  return root && zip.has(root.target) ? root.target : 'xl/workbook.xml';
}

/** The relations of a part: id → what it points to inside the package. Links to the outside are left out. */
export async function relationsOf(zip: ZipParts, part: string): Promise<Map<string, { type: string; target: string }>> {
  const slash = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, slash);
  const relations = new Map<string, { type: string; target: string }>();
  await readXml(zip, `${folder}_rels/${part.slice(slash)}.rels`, {
    open(name, { Id, Type, Target, TargetMode }) {
      if (name !== 'Relationship' || !Id || !Type || !Target || TargetMode === 'External') return;
      const path = new URL(Target, `file:///${folder}`).pathname.slice(1);
      relations.set(Id, { type: Type, target: decodeURIComponent(path) });
    },
  });
  return relations;
}

async function sheetList(zip: ZipParts, part: string) {
  const sheets: { name: string; relation: string; hidden: boolean }[] = [];
  let epoch1904 = false;
  await readXml(zip, part, {
    open(name, attributes) {
      if (name === 'workbookPr') epoch1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
      if (name === 'sheet') {
        const hidden = attributes.state === 'hidden' || attributes.state === 'veryHidden';
        sheets.push({ name: attributes.name ?? '', relation: prefixed(attributes, 'id') ?? '', hidden });
      }
    },
  });
  return { sheets, epoch1904 };
}

async function sharedStrings(zip: ZipParts, part: string | undefined, limits: SheetLimits): Promise<string[]> {
  const strings: string[] = [];
  if (!part) return strings;
  let text = '';
  let inText = false;
  let phonetic = false;
  await readXml(zip, part, {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 't') inText = true;
      else if (name === 'rPh') phonetic = true;
    },
    close(name) {
      if (name === 'si') strings.push(unescaped(text.slice(0, limits.cellText)));
      else if (name === 't') inText = false;
      else if (name === 'rPh') phonetic = false;
    },
    text(piece) {
      if (inText && !phonetic) text += piece;
    },
  });
  return strings;
}

/** For each cell style (`s` of a cell): is it a date, and its number format. */
async function cellFormats(zip: ZipParts, part: string | undefined): Promise<Format[]> {
  const formats: Format[] = [];
  if (!part) return formats;
  const codes = new Map<number, string>();
  let inCellStyles = false;
  await readXml(zip, part, {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      else if (name === 'cellXfs') inCellStyles = true;
      else if (name === 'xf' && inCellStyles) {
        const id = Number(attributes.numFmtId ?? 0);
        formats.push({ date: isDateFormat(id, codes.get(id)), code: codes.get(id) });
      }
    },
    close(name) {
      if (name === 'cellXfs') inCellStyles = false;
    },
  });
  return formats;
}

interface Context {
  strings: string[];
  formats: Format[];
  epoch1904: boolean;
  budget: CellBudget;
}

async function readSheet(zip: ZipParts, part: string, grid: Grid, context: Context): Promise<void> {
  let rowNumber = 0;
  let rowHidden = false;
  let cells: (Cell | undefined)[] = [];
  let column = -1;
  let type = 'n';
  let style = 0;
  let picture = false;
  let formula = false;
  let hasValue = false;
  let value = '';
  let reading = false;
  let phonetic = false;

  const finishCell = () => {
    if (formula && !hasValue) grid.notes.push({ code: 'formula_without_value', row: rowNumber, column });
    let cell = hasValue ? cellOf(value, type, context.formats[style], context) : undefined;
    if (type === 'e') {
      if (picture) cell = { text: '', image: true };
      else if (hasValue) grid.notes.push({ code: 'cell_error', row: rowNumber, column });
    }
    if (cell === undefined || cell === '') return;
    context.budget.cell(column);
    cells[column] = cell;
  };

  await readXml(zip, part, {
    open(name, attributes) {
      if (name === 'c') {
        column = attributes.r ? cellAddress(attributes.r).column : column + 1;
        type = attributes.t ?? 'n';
        style = attributes.s ? Number(attributes.s) : 0;
        picture = attributes.vm !== undefined;
        formula = hasValue = false;
        value = '';
      } else if (name === 'v' || name === 't') {
        reading = !phonetic;
        hasValue = true;
      } else if (name === 'f') formula = true;
      else if (name === 'rPh') phonetic = true;
      else if (name === 'row') {
        rowNumber = attributes.r ? Number(attributes.r) : rowNumber + 1;
        rowHidden = attributes.hidden === '1' || attributes.hidden === 'true';
        cells = [];
        column = -1;
      } else if (name === 'mergeCell' && grid.merges.length < 100_000) {
        const merge = mergeOf(attributes.ref ?? '');
        if (merge) grid.merges.push(merge);
      } else if (name === 'col' && (attributes.hidden === '1' || attributes.hidden === 'true')) {
        const last = Math.min(Number(attributes.max), 1_000);
        for (let index = Number(attributes.min); index <= last; index++) grid.hiddenColumns.add(index - 1);
      }
    },
    close(name) {
      if (name === 'c') finishCell();
      else if (name === 'v' || name === 't') reading = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'row' && cells.length) {
        context.budget.row();
        grid.rows.push({ row: rowNumber, hidden: rowHidden, cells });
        cells = [];
      }
    },
    text(piece) {
      if (reading) value += piece;
    },
  });
}

/** One cell's value in the sense of its type (ECMA-376 18.18.11); errors such as `#REF!` count as empty. */
function cellOf(value: string, type: string, format: Format | undefined, context: Context): Cell | undefined {
  if (type === 's') return context.strings[Number(value)];
  if (type === 'str' || type === 'inlineStr') return unescaped(context.budget.text(value));
  if (type === 'b') return { text: value === '1' ? 'TRUE' : 'FALSE', boolean: value === '1' };
  if (type === 'e') return undefined;
  if (type === 'd') return { text: value.slice(0, 10), date: value.slice(0, 10) };
  const number = Number(value);
  if (value === '' || Number.isNaN(number)) return value;
  const date = format?.date ? serialDate(number, context.epoch1904) : null;
  if (date) return { text: date, date, number };
  return { text: zeroPadded(number, format?.code) ?? plainNumber(number), number };
}

/** XLSX writes characters that XML cannot hold as `_x000D_`. */
const unescaped = (text: string) =>
  text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))) : text;
