/** A network may be a member of a network; on no day may it be, over however many others, a member of itself. Pure. */

export interface Belonging {
  /** The network that has the member. */
  whole: string;
  /** The network that is the member. */
  part: string;
  /** Days of it: from the first, up to but not including the other. */
  from: string;
  until: string | null;
}

/**
 * The networks over which the circle would close if `next` were added, from its whole down to its part and back again; null where there is none.
 * Only days count on which all links of the circle hold.
 */
export function circleWith(there: readonly Belonging[], next: Belonging): string[] | null {
  const walk = (at: string, from: string, until: string | null, path: readonly string[]): string[] | null => {
    if (at === next.whole) return [...path, at];
    for (const link of there) {
      if (link.whole !== at || path.includes(link.part) && link.part !== next.whole) continue;
      const [since, ends] = [link.from > from ? link.from : from, earlier(link.until, until)];
      if (ends !== null && since >= ends) continue;
      const circle = walk(link.part, since, ends, [...path, at]);
      if (circle) return circle;
    }
    return null;
  };
  return walk(next.part, next.from, next.until, [next.whole]);
}

const earlier = (a: string | null, b: string | null) => (a === null ? b : b === null ? a : a < b ? a : b);
