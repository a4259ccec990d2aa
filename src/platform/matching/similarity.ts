/**
 * How alike two short texts are. Give folded texts (`fold.ts`): these functions look at letters only and know nothing of scripts or keyboards.
 *
 * - Jaro, M. A. (1989), "Advances in record-linkage methodology as applied to matching the 1985 census of Tampa, Florida",
 *   Journal of the American Statistical Association 84 (406): 414–420.
 * - Winkler, W. E. (1990), "String comparator metrics and enhanced decision rules in the Fellegi–Sunter model of record linkage",
 *   Proceedings of the Section on Survey Research Methods, American Statistical Association: 354–359.
 * - Damerau, F. J. (1964), "A technique for computer detection and correction of spelling errors", Communications of the ACM 7 (3): 171–176.
 * - Levenshtein, V. I. (1966), "Binary codes capable of correcting deletions, insertions, and reversals", Soviet Physics Doklady 10 (8): 707–710.
 */

/** Jaro similarity: 0 (nothing in common) to 1 (equal). Two empty texts are equal. */
export function jaro(a: string, b: string): number {
  if (a === b) return 1;
  if (!a.length || !b.length) return 0;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Uint8Array(b.length);
  const common: number[] = [];
  for (let i = 0; i < a.length; i++) {
    const end = Math.min(b.length, i + reach + 1);
    for (let j = Math.max(0, i - reach); j < end; j++) {
      if (taken[j] || a.charCodeAt(i) !== b.charCodeAt(j)) continue;
      taken[j] = 1;
      common.push(a.charCodeAt(i));
      break;
    }
  }
  if (!common.length) return 0;
  let at = 0;
  let outOfOrder = 0;
  for (let j = 0; j < b.length; j++) if (taken[j] && b.charCodeAt(j) !== common[at++]) outOfOrder++;
  const m = common.length;
  return (m / a.length + m / b.length + (m - outOfOrder / 2) / m) / 3;
}

/** Jaro–Winkler similarity, 0 to 1: Jaro raised by 0.1 for each of up to four equal first letters, because people seldom mistake a beginning. */
export function jaroWinkler(a: string, b: string): number {
  const alike = jaro(a, b);
  let prefix = 0;
  while (prefix < 4 && prefix < a.length && prefix < b.length && a[prefix] === b[prefix]) prefix++;
  return alike + prefix * 0.1 * (1 - alike);
}

/**
 * Damerau–Levenshtein distance, restricted form (optimal string alignment): the fewest letters inserted, left out, replaced, or swapped with
 * their neighbour; no part is edited twice. Counting stops early: anything beyond `bound` is answered as `bound + 1`.
 */
export function editDistance(a: string, b: string, bound = Infinity): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > bound) return bound + 1;
  // Equal beginnings and endings cost nothing, and leave little to count of two surnames.
  let from = 0;
  let [endA, endB] = [a.length, b.length];
  while (from < endA && from < endB && a.charCodeAt(from) === b.charCodeAt(from)) from++;
  while (endA > from && endB > from && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA--;
    endB--;
  }
  const [restA, restB] = [a.slice(from, endA), b.slice(from, endB)];
  const [short, long] = restA.length <= restB.length ? [restA, restB] : [restB, restA];
  if (!short.length) return long.length;
  // Most pairs asked about have little in common; one look at which letters occur saves counting.
  if (long.length > bound && differingLetters(short, long) > 2 * bound) return bound + 1;
  const width = short.length + 1;
  let [twoAbove, above, row] = width <= rows[0].length ? rows : [new Uint16Array(width), new Uint16Array(width), new Uint16Array(width)];
  for (let j = 0; j < width; j++) above[j] = j;
  let leastAbove = 0;
  for (let i = 1; i <= long.length; i++) {
    row[0] = i;
    let least = i;
    for (let j = 1; j < width; j++) {
      const same = long.charCodeAt(i - 1) === short.charCodeAt(j - 1);
      let cost = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && long.charCodeAt(i - 1) === short.charCodeAt(j - 2) && long.charCodeAt(i - 2) === short.charCodeAt(j - 1);
      if (swapped) cost = Math.min(cost, twoAbove[j - 2]! + 1);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    // Two rows back still matters for a swap, so give up only when this row and the one above are both beyond the bound.
    if (least > bound && leastAbove > bound) return bound + 1;
    leastAbove = least;
    [twoAbove, above, row] = [above, row, twoAbove];
  }
  return Math.min(above[width - 1]!, bound + 1);
}

/** Room to count in, used again and again: names are short, and there are millions of them to compare. */
const rows: [Uint16Array, Uint16Array, Uint16Array] = [new Uint16Array(128), new Uint16Array(128), new Uint16Array(128)];

/** Letters that occur in one text only; an edit changes two at most. Letters a multiple of 32 signs apart count as one, which only lowers the number. */
function differingLetters(a: string, b: string): number {
  let [inA, inB] = [0, 0];
  for (let i = 0; i < a.length; i++) inA |= 1 << a.charCodeAt(i);
  for (let i = 0; i < b.length; i++) inB |= 1 << b.charCodeAt(i);
  let differing = inA ^ inB;
  let count = 0;
  for (; differing; differing &= differing - 1) count++;
  return count;
}
