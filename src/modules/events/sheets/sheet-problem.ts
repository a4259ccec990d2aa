import type { SheetProblem } from './shape.ts';

/** Something to tell about a sheet; its place is put among the params, so that a sentence can name it. */
export function sheetProblem(name: string, severity: SheetProblem['severity'], where: { sheet: string | null; row?: number | null; column?: string | null; params?: SheetProblem['params'] }): SheetProblem {
  const { sheet, row = null, column = null, params = {} } = where;
  const place = Object.fromEntries(Object.entries({ sheet, row, column }).filter((entry): entry is [string, string | number] => entry[1] !== null));
  return { code: `sheets.${name}`, severity, sheet, row, column, params: { ...place, ...params } };
}
