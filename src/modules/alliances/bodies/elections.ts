/** Who is elected, and how long that holds. Pure. */

export interface Ballot {
  seats: number;
  /** How many might vote, and how many did; null where nobody wrote it down. */
  entitled: number | null;
  ballots: number | null;
  /** Each once, in any order. */
  candidates: readonly { personId: string; votes: number; /** Drew the lot, where votes are equal at the last seat. */ byLot?: boolean }[];
}

export type Declared =
  | { elected: string[]; refused: null }
  /** `tie`: these have as many votes as each other, and fewer seats are left than there are of them; the lot decides. */
  | { refused: 'nobody' | 'twice' | 'more_ballots_than_entitled' | 'more_votes_than_ballots'; elected: null }
  | { refused: 'tie'; elected: null; tied: string[]; seatsLeft: number };

/** The candidates with the most votes, as many as there are seats; nobody without a vote. Each ballot gives a candidate one vote at most, and has as many as there are seats. */
export function declare({ seats, entitled, ballots, candidates }: Ballot): Declared {
  if (!candidates.length) return { refused: 'nobody', elected: null };
  if (new Set(candidates.map(({ personId }) => personId)).size < candidates.length) return { refused: 'twice', elected: null };
  if (entitled !== null && ballots !== null && ballots > entitled) return { refused: 'more_ballots_than_entitled', elected: null };
  const cast = ballots ?? entitled;
  if (cast !== null && (candidates.some(({ votes }) => votes > cast) || candidates.reduce((sum, { votes }) => sum + votes, 0) > cast * seats)) return { refused: 'more_votes_than_ballots', elected: null };
  const standing = candidates.filter(({ votes }) => votes > 0).sort((a, b) => b.votes - a.votes || (a.personId < b.personId ? -1 : 1));
  if (standing.length <= seats) return { refused: null, elected: standing.map(({ personId }) => personId) };
  const last = standing[seats - 1]!.votes;
  const sure = standing.filter(({ votes }) => votes > last);
  const tied = standing.filter(({ votes }) => votes === last);
  const seatsLeft = seats - sure.length;
  if (tied.length === seatsLeft) return { refused: null, elected: [...sure, ...tied].map(({ personId }) => personId) };
  const drawn = tied.filter(({ byLot }) => byLot);
  if (drawn.length !== seatsLeft) return { refused: 'tie', elected: null, tied: tied.map(({ personId }) => personId), seatsLeft };
  return { refused: null, elected: [...sure, ...drawn].map(({ personId }) => personId) };
}

/** The last day of a term of so many months that begins on this day; null where the statutes set no length. A term from 31 August of six months ends on the last day of February. */
export function lastDayOf(from: string, months: number | null): string | null {
  if (months === null) return null;
  const [year, month, day] = from.split('-').map(Number) as [number, number, number];
  const end = new Date(Date.UTC(year, month - 1 + months, day));
  // A day the month does not have has become one of the next month.
  if (end.getUTCDate() !== day) end.setUTCDate(0);
  else end.setUTCDate(end.getUTCDate() - 1);
  return end.toISOString().slice(0, 10);
}

export const dayBefore = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
