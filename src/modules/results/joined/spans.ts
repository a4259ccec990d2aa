/** Which entry stands for which, and when: the joinings of people and organisations as stretches of time. Pure. */

/** One joining: from `joinedAt` until `separatedAt` the entry counts as the other one. */
export interface Joining {
  entryId: string;
  intoId: string;
  joinedAt: Date;
  separatedAt: Date | null;
}

/** From this moment on (null: from the beginning) the entry counts as `id`, until the next span. */
export interface Span {
  id: string;
  from: Date | null;
}

/**
 * Whom an entry counts as, from the beginning until now, oldest first. A chain A → B → C counts as C while both joinings stand.
 * @param joinings of the entry and of everything it was ever joined into, by `entryId`
 */
export function spansOf(entryId: string, joinings: ReadonlyMap<string, readonly Joining[]>): Span[] {
  const spans: Span[] = [{ id: entryId, from: null }];
  for (const moment of momentsOf(entryId, joinings)) {
    const id = rootAt(entryId, moment, joinings);
    if (spans.at(-1)!.id !== id) spans.push({ id, from: new Date(moment) });
  }
  return spans;
}

function momentsOf(entryId: string, joinings: ReadonlyMap<string, readonly Joining[]>): number[] {
  const moments = new Set<number>();
  const reached = new Set([entryId]);
  for (const id of reached) {
    for (const { intoId, joinedAt, separatedAt } of joinings.get(id) ?? []) {
      moments.add(joinedAt.getTime());
      if (separatedAt) moments.add(separatedAt.getTime());
      reached.add(intoId);
    }
  }
  return [...moments].sort((a, b) => a - b);
}

/** At any moment the standing joinings are a forest, so the way up ends. */
function rootAt(entryId: string, moment: number, joinings: ReadonlyMap<string, readonly Joining[]>): string {
  let id = entryId;
  for (let at: Joining | undefined; (at = joinings.get(id)?.find((one) => stoodAt(one, moment))); ) id = at.intoId;
  return id;
}

const stoodAt = ({ joinedAt, separatedAt }: Joining, moment: number): boolean => joinedAt.getTime() <= moment && (separatedAt === null || separatedAt.getTime() > moment);

/** What was known from `from` until `until`, cut wherever one of the entries began to count as another. */
export function cutInto(pieces: readonly (readonly Span[])[], from: Date, until: Date | null): { from: Date; until: Date | null; ids: string[] }[] {
  const inside = (moment: Date | null): moment is Date => moment !== null && moment > from && (until === null || moment <= until);
  const starts = [from, ...[...new Set(pieces.flat().map((span) => span.from).filter(inside).map(Number))].sort((a, b) => a - b).map((moment) => new Date(moment))];
  return starts.map((start, n) => ({ from: start, until: starts[n + 1] ?? until, ids: pieces.map((spans) => spans.findLast((span) => span.from === null || span.from <= start)!.id) }));
}
