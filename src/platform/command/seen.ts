/** Two people who change one thing at once: whoever saves second says which state she saw. Pure. */
import { createHash } from 'node:crypto';
import { Problem } from '#platform/problem.ts';

/** The mark of a state, as the form made from it carries it. The same state read again has the same mark. */
export const seenMark = (state: unknown): string => createHash('sha256').update(JSON.stringify(state)).digest('hex').slice(0, 16);

/**
 * What the first has saved is not lost behind the second unseen.
 * @param seen what the form was made from: a mark, or the number of a version; null where no form was, as in an import
 * @param now the same of what stands there, read in the transaction that writes
 * @throws Problem 409 when somebody else has changed it meanwhile
 */
export function assertSeen<Mark extends string | number>(seen: Mark | null, now: Mark): void {
  if (seen !== null && seen !== now) throw new Problem(409, 'platform.changed_meanwhile');
}
