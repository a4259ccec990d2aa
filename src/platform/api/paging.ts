import { z } from 'zod';
import { Problem } from '../problem.ts';

/** What every list takes: how many, and where the last page ended. */
export const paging = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});

/** The sort key of the last row of a page, as opaque text. */
export const toCursor = (key: readonly (string | number | null)[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** The sort key again. @throws Problem 422 for a cursor this list did not make. */
export function fromCursor(cursor: string, length: number): (string | number | null)[] {
  try {
    const key = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(key) && key.length === length) return key;
  } catch {
    // Falls through to the Problem below.
  }
  throw new Problem(422, 'platform.bad_cursor', {}, 'cursor');
}

/** The answer of every list. */
export const page = <T extends z.ZodType>(item: T) => z.object({ data: z.array(item), next: z.string().nullable() });
