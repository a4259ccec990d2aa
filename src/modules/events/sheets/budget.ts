import type { SheetLimits } from './limits.ts';
import { SheetUnreadable } from './unreadable.ts';

/** Counts what is read and stops where a limit is passed, naming the sheet and the limit. */
export class CellBudget {
  readonly #file: string;
  readonly #limits: SheetLimits;
  readonly #onRows: (rows: number) => void;
  #sheet = '';
  #sheets = 0;
  #sheetRows = 0;
  #rows = 0;
  #cells = 0;

  constructor(file: string, limits: SheetLimits, onRows: (rows: number) => void) {
    this.#file = file;
    this.#limits = limits;
    this.#onRows = onRows;
  }

  startSheet(name: string): void {
    this.#sheet = name;
    this.#sheetRows = 0;
    if (++this.#sheets > this.#limits.sheets) throw this.#problem('too_many_sheets', this.#limits.sheets);
  }

  row(): void {
    if (++this.#sheetRows > this.#limits.rows) throw this.#problem('too_many_rows', this.#limits.rows);
    if (++this.#rows % 500 === 0) this.#onRows(this.#rows);
  }

  /** `column` is 0-based. */
  cell(column: number): void {
    if (column >= this.#limits.columns) throw this.#problem('too_many_columns', this.#limits.columns);
    if (++this.#cells > this.#limits.cells) throw this.#problem('too_many_cells', this.#limits.cells);
  }

  text(text: string): string {
    if (text.length > this.#limits.cellText) throw this.#problem('text_too_long', this.#limits.cellText);
    return text;
  }

  #problem(reason: 'too_many_sheets' | 'too_many_rows' | 'too_many_columns' | 'too_many_cells' | 'text_too_long', limit: number) {
    return new SheetUnreadable(reason, { file: this.#file, sheet: this.#sheet, limit });
  }
}
