/**
 * Hides small groups where figures leave for readers who do not work with the people: no cell of one to four persons, and no other cell from which such a
 * cell could be had by subtraction. Pure; pages, API, exports and reports all go through `queries.ts`, which goes through here.
 */

/** Fewer persons than this are a small group. None is no group: nobody can be recognised in it. */
export const SMALLEST_GROUP = 5;

export const isSmall = (people: number): boolean => people > 0 && people < SMALLEST_GROUP;

/** A table line that adds up: what is said about `whole` is what is said about all `parts` together. */
export interface Sum {
  whole: string;
  parts: readonly string[];
}

/**
 * Chooses what to hide in tables that share cells.
 * @param people how many persons stand behind each cell, by the cell's key.
 * @param sums every line of every table.
 * @param fixed cells whose fate is decided elsewhere: they stay as they are, hidden when they are in `hidden`.
 * @returns the keys of all hidden cells.
 */
export function hiddenCells(people: ReadonlyMap<string, number>, sums: readonly Sum[], { hidden = [], fixed = [] }: { hidden?: Iterable<string>; fixed?: Iterable<string> } = {}): Set<string> {
  const out = new Set(hidden);
  const settled = new Set(fixed);
  for (const [key, count] of people) if (isSmall(count) && !settled.has(key)) out.add(key);
  const hide = (candidates: readonly string[]): boolean => {
    // The smallest that is left costs the reader least; a zero last, because a reader may guess that it is one.
    const [next] = candidates.filter((key) => !out.has(key) && !settled.has(key)).sort((a, b) => rank(people.get(a)!) - rank(people.get(b)!) || (a < b ? -1 : 1));
    if (next === undefined) return false;
    out.add(next);
    return true;
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (const sum of sums) {
      if (opens(sum, people, out) && (hide(sum.parts) || hide([sum.whole]))) changed = true;
    }
    // Lines that are safe one by one may still give a cell away together.
    const given = changed ? null : derivable(people, sums, out);
    if (given) changed = hide(given.flatMap((sum) => sum.parts)) || hide(given.map((sum) => sum.whole));
  }
  return out;
}

const rank = (people: number): number => (people === 0 ? Number.MAX_SAFE_INTEGER : people);

/** True when one line alone gives away what it hides: a single missing cell, or several that are a small group together. */
function opens({ whole, parts }: Sum, people: ReadonlyMap<string, number>, hidden: ReadonlySet<string>): boolean {
  const missing = parts.filter((part) => hidden.has(part));
  if (hidden.has(whole)) return missing.length === 0;
  return missing.length === 1 || (missing.length > 1 && isSmall(missing.reduce((sum, part) => sum + people.get(part)!, 0)));
}

/** The lines behind a small cell that the lines together determine (Gauss–Jordan over what is hidden); null when there is none. */
function derivable(people: ReadonlyMap<string, number>, sums: readonly Sum[], hidden: ReadonlySet<string>): Sum[] | null {
  const unknown = [...hidden].filter((key) => sums.some((sum) => sum.whole === key || sum.parts.includes(key)));
  const rows = sums
    .map((sum) => ({ sums: new Set([sum]), cells: unknown.map((key) => (sum.parts.includes(key) ? 1 : 0) - (sum.whole === key ? 1 : 0)) }))
    .filter((row) => row.cells.some((cell) => cell !== 0));
  let done = 0;
  for (let column = 0; column < unknown.length; column += 1) {
    const pivot = rows.findIndex((row, at) => at >= done && Math.abs(row.cells[column]!) > 1e-9);
    if (pivot < 0) continue;
    [rows[done], rows[pivot]] = [rows[pivot]!, rows[done]!];
    const own = rows[done]!;
    own.cells = own.cells.map((cell) => cell / own.cells[column]!);
    for (const [at, row] of rows.entries()) {
      const factor = row.cells[column]!;
      if (at === done || Math.abs(factor) < 1e-9) continue;
      row.cells = row.cells.map((cell, i) => cell - factor * own.cells[i]!);
      for (const sum of own.sums) row.sums.add(sum);
    }
    done += 1;
  }
  for (const row of rows) {
    const left = unknown.filter((_, at) => Math.abs(row.cells[at]!) > 1e-9);
    if (left.length === 1 && isSmall(people.get(left[0]!)!)) return [...row.sums];
  }
  return null;
}
