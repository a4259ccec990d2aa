import { isId } from '../ids.ts';
import { Problem } from '../problem.ts';

/** Where a page of a long list begins or ends: after (or before) the row with this name and id. Cheap on page 2,000 as on page 1. */
export interface Position {
  name: string;
  id: string;
}
export interface PageRequest {
  /** A cursor from `next`: the rows after it. */
  after?: string | null;
  /** A cursor from `previous`: the rows before it. */
  before?: string | null;
  /** Rows on a page, 1–200. */
  limit?: number;
}
export interface Page<Row> {
  items: Row[];
  /** How many rows the whole list has, the filters applied. */
  total: number;
  /** Cursors for the neighbouring pages; null where there is none. */
  previous: string | null;
  next: string | null;
}

export const cursorOf = ({ name, id }: Position): string => Buffer.from(JSON.stringify([name, id])).toString('base64url');

/** @throws Problem 400 `platform.bad_cursor` for anything Kolo has not made itself. */
export function readCursor(text: string | null | undefined): Position | null {
  if (!text) return null;
  try {
    const [name, id] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown[];
    if (typeof name === 'string' && isId(id)) return { name, id };
  } catch {
    // Not even JSON: the same answer as for a wrong shape.
  }
  throw new Problem(400, 'platform.bad_cursor');
}

export const pageSize = (wanted: number | undefined, usual = 50): number => Math.min(200, Math.max(1, Math.trunc(wanted ?? usual) || usual));

/**
 * Turns `limit + 1` rows, read forwards or (with `before`) backwards, into a page with its neighbours.
 * @param position what a row is ordered by.
 */
export function pageOf<Row>(rows: Row[], request: PageRequest, total: number, position: (row: Row) => Position): Page<Row> {
  const limit = pageSize(request.limit);
  const backwards = Boolean(request.before);
  const more = rows.length > limit;
  const items = rows.slice(0, limit);
  if (backwards) items.reverse();
  const first = items[0];
  const last = items.at(-1);
  return {
    items,
    total,
    previous: first && (backwards ? more : Boolean(request.after)) ? cursorOf(position(first)) : null,
    next: last && (backwards || more) ? cursorOf(position(last)) : null,
  };
}
