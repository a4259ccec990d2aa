import { CellBudget } from './budget.ts';
import { emptyGrid, type Cell, type Grid } from './grid.ts';
import type { SheetLimits } from './limits.ts';
import { xmlReader, type Attributes } from './xml.ts';

/** Text inside these belongs to comments, shapes and tracked changes, not to cells. */
const besides = new Set(['annotation', 'shapes', 'tracked-changes', 'forms', 'dde-links', 'named-expressions', 'database-ranges']);

/**
 * A reader for OpenDocument spreadsheets, to which `content.xml` (or a flat .fods) is given in pieces.
 * Repeated rows and cells are unrolled only as far as they hold something: LibreOffice closes every sheet
 * with a million repeated empty rows.
 */
export function odsReader(file: string, limits: SheetLimits, onRows: (rows: number) => void) {
  const budget = new CellBudget(file, limits, onRows);
  const grids: Grid[] = [];
  const hiddenSheets: string[] = [];
  const hiddenStyles = new Set<string>();
  let grid: Grid | null = null;
  let styleName = '';
  let skipping = 0;
  let tableDepth = 0;
  let columnNumber = 0;
  let rowNumber = 0;
  let rowRepeat = 1;
  let rowHidden = false;
  let rowImages: number[] = [];
  let cells: (Cell | undefined)[] = [];
  let column = 0;
  let cellAttributes: Attributes | null = null;
  let paragraphs: string[] = [];
  let paragraphDepth = 0;
  let text = '';
  let image = false;

  const count = (value: string | undefined) => Math.max(1, Number(value ?? 1) || 1);

  const startTable = (attributes: Attributes) => {
    tableDepth++;
    if (tableDepth > 1) return;
    const name = attributes['table:name'] ?? '';
    if (hiddenStyles.has(attributes['table:style-name'] ?? '')) {
      hiddenSheets.push(name);
      grid = null;
    } else {
      budget.startSheet(name);
      grid = emptyGrid(file, name);
      grids.push(grid);
    }
    rowNumber = columnNumber = 0;
  };

  const finishCell = () => {
    const attributes = cellAttributes;
    cellAttributes = null;
    if (!attributes || !grid) return;
    const repeat = count(attributes['table:number-columns-repeated']);
    const cell = cellOf(attributes, paragraphs.join('\n'));
    if (attributes['table:formula'] && cell === undefined && attributes['office:value-type'] === undefined) {
      grid.notes.push({ code: 'formula_without_value', row: rowNumber + 1, column });
    }
    if (cell !== undefined) {
      for (let index = column; index < column + repeat; index++) {
        budget.cell(index);
        cells[index] = cell;
      }
    }
    if (image) rowImages.push(column);
    const right = column + count(attributes['table:number-columns-spanned']) - 1;
    const bottom = rowNumber + count(attributes['table:number-rows-spanned']);
    if (right > column || bottom > rowNumber + 1) grid.merges.push({ top: rowNumber + 1, left: column, bottom, right });
    column += repeat;
  };

  const finishRow = () => {
    if (!grid) return;
    for (let n = 1; n <= rowRepeat; n++) {
      if (!cells.length && !rowImages.length) break;
      budget.row();
      // The budget for cells counts each repetition, so that a repeated full row cannot fill the memory.
      if (n > 1) cells.forEach((_, index) => budget.cell(index));
      if (cells.length) grid.rows.push({ row: rowNumber + n, hidden: rowHidden, cells });
      for (const index of rowImages) grid.images.push({ row: rowNumber + n, column: index });
    }
    rowNumber += rowRepeat;
  };

  const reader = xmlReader({
    open(name, attributes) {
      if (skipping || besides.has(name)) {
        skipping++;
        return;
      }
      switch (name) {
        case 'style':
          styleName = attributes['style:name'] ?? '';
          break;
        case 'table-properties':
          if (attributes['table:display'] === 'false') hiddenStyles.add(styleName);
          break;
        case 'table':
          startTable(attributes);
          break;
        case 'table-column': {
          const repeat = count(attributes['table:number-columns-repeated']);
          if (tableDepth === 1 && hides(attributes)) for (let n = 0; n < Math.min(repeat, 1_000); n++) grid?.hiddenColumns.add(columnNumber + n);
          columnNumber += repeat;
          break;
        }
        case 'table-row':
          if (tableDepth > 1) break;
          rowRepeat = count(attributes['table:number-rows-repeated']);
          rowHidden = hides(attributes);
          rowImages = [];
          cells = [];
          column = 0;
          break;
        case 'table-cell':
        case 'covered-table-cell':
          if (tableDepth > 1) break;
          cellAttributes = attributes;
          paragraphs = [];
          image = false;
          break;
        case 'p':
        case 'h':
          if (paragraphDepth++ === 0) text = '';
          break;
        case 's':
          text += ' '.repeat(Math.min(count(attributes['text:c']), 100));
          break;
        case 'tab':
          text += '\t';
          break;
        case 'line-break':
          text += '\n';
          break;
        case 'image':
          if (cellAttributes) image = true;
      }
    },
    close(name) {
      if (skipping) {
        skipping--;
        return;
      }
      if (name === 'p' || name === 'h') {
        if (--paragraphDepth === 0 && cellAttributes) paragraphs.push(budget.text(text));
      } else if (name === 'table-cell' || name === 'covered-table-cell') {
        if (tableDepth === 1) finishCell();
      } else if (name === 'table-row') {
        if (tableDepth === 1) finishRow();
      } else if (name === 'table') {
        tableDepth--;
      }
    },
    text(piece) {
      if (paragraphDepth && !skipping && cellAttributes) text += piece;
    },
  });
  return { write: reader.write, end: reader.end, grids, hiddenSheets };
}

const hides = (attributes: Attributes) => /^(collapse|filter)$/.test(attributes['table:visibility'] ?? '');

function cellOf(attributes: Attributes, shown: string): Cell | undefined {
  const type = attributes['office:value-type'] ?? attributes['calcext:value-type'];
  if (type === 'date') {
    const date = (attributes['office:date-value'] ?? '').slice(0, 10);
    return { text: date, date };
  }
  if (type === 'boolean') {
    const value = attributes['office:boolean-value'] === 'true';
    return { text: value ? 'TRUE' : 'FALSE', boolean: value };
  }
  if (type === 'float' || type === 'percentage' || type === 'currency') {
    return { text: shown || (attributes['office:value'] ?? ''), number: Number(attributes['office:value']) };
  }
  if (type === 'error') return undefined;
  const text = attributes['office:string-value'] ?? shown;
  return text.trim() === '' ? undefined : text;
}
