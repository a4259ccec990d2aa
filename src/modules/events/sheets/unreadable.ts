import { Problem } from '#platform/problem.ts';

/** Why a file cannot be read as a participants' list. Each has its sentence in the words: `sheets.problem_<reason>`. */
export type UnreadableReason =
  | 'empty_file'
  | 'file_too_large'
  | 'not_a_spreadsheet'
  | 'old_format'
  | 'encrypted'
  | 'broken'
  | 'bomb'
  | 'macros'
  | 'too_many_rows'
  | 'too_many_columns'
  | 'too_many_cells'
  | 'too_many_sheets'
  | 'text_too_long'
  | 'open_quote';

/** The file as a whole cannot be used. `details` always name the file. */
export class SheetUnreadable extends Problem {
  readonly reason: UnreadableReason;
  constructor(reason: UnreadableReason, details: { file: string } & Record<string, string | number>) {
    super(422, `sheets.${reason}`, details, 'file');
    this.name = 'SheetUnreadable';
    this.reason = reason;
  }
}
