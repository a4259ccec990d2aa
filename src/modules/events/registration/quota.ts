/** Who gets a seat: pure, so that the same list always gives the same answer and each answer can say why. */

/** Seats there are; null where there is no limit. */
export interface Limits {
  total: number | null;
  perOrganisation: number | null;
  perMunicipality: number | null;
  /** For a particular one; it goes before the limit for all. */
  particular: readonly { of: 'organisation' | 'municipality'; id: string; seats: number }[];
}

/** One who asks for a seat. Without an organisation or municipality that is known, only the other limits hold. */
export interface Asking {
  id: string;
  organisation: string | null;
  municipality: string | null;
}

/** What keeps somebody waiting, with the seats there are. */
export interface Full {
  of: 'total' | 'organisation' | 'municipality';
  seats: number;
}

export interface Allotment {
  /** Those of the waiting list who get a seat now, in its order. */
  seated: string[];
  /** Those who go on waiting: their place on the list (1 is next), and every limit that is full for them. */
  waiting: { id: string; place: number; because: Full[] }[];
}

/**
 * Goes through the waiting list once, in its order: whoever fits gets a seat, whoever does not keeps her place and lets the next one pass.
 * No seat is ever taken away, not even where limits were lowered since; nobody new gets one there.
 * @param seated those who have a seat already
 * @param waiting those who wait, the first to ask first
 */
export function allot(limits: Limits, seated: readonly Asking[], waiting: readonly Asking[]): Allotment {
  const taken = new Map<string, number>();
  for (const one of seated) take(taken, one);
  const fits = (one: Asking) => fullFor(limits, taken, one).length === 0;
  const given: string[] = [];
  const left: Asking[] = [];
  for (const one of waiting) {
    if (!fits(one)) {
      left.push(one);
      continue;
    }
    take(taken, one);
    given.push(one.id);
  }
  // Why is said at the end: seats only fill up, so whatever was full on the way is full still.
  return { seated: given, waiting: left.map((one, at) => ({ id: one.id, place: at + 1, because: fullFor(limits, taken, one) })) };
}

function take(taken: Map<string, number>, { organisation, municipality }: Asking) {
  for (const key of ['total ', ...(organisation ? [`organisation ${organisation}`] : []), ...(municipality ? [`municipality ${municipality}`] : [])]) taken.set(key, (taken.get(key) ?? 0) + 1);
}

function fullFor(limits: Limits, taken: ReadonlyMap<string, number>, one: Asking): Full[] {
  const asked: [Full['of'], string | null][] = [['total', null], ['organisation', one.organisation], ['municipality', one.municipality]];
  return asked.flatMap(([of, id]) => {
    const seats = seatsOf(limits, of, id);
    return seats !== null && (taken.get(`${of} ${id ?? ''}`) ?? 0) >= seats ? [{ of, seats }] : [];
  });
}

function seatsOf(limits: Limits, of: Full['of'], id: string | null): number | null {
  if (of === 'total') return limits.total;
  if (id === null) return null;
  return limits.particular.find((one) => one.of === of && one.id === id)?.seats ?? (of === 'organisation' ? limits.perOrganisation : limits.perMunicipality);
}
