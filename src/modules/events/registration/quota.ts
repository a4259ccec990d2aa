/** Who gets a seat: pure, so that the same list always gives the same answer and each answer can say why. */

/** Seats kept for an invited organisation, as long as they are kept: its delegates have so many, whatever limit is full. @property municipality that of its seat: its delegates count for it */
export interface Promised {
  organisation: string;
  municipality: string | null;
  seats: number;
}

/** Seats there are; null where there is no limit. */
export interface Limits {
  total: number | null;
  perOrganisation: number | null;
  perMunicipality: number | null;
  /** For a particular one; it goes before the limit for all. */
  particular: readonly { of: 'organisation' | 'municipality'; id: string; seats: number }[];
  /** What is promised and not yet used is taken for everybody but the delegates it was promised to, under every limit. */
  promised: readonly Promised[];
}

/** By what else than in the whole a form limits its seats: what must then be asked, or nobody who leaves it out would stand under the limit. */
export const limitedBy = ({ perOrganisation, perMunicipality, quotas }: { perOrganisation: number | null; perMunicipality: number | null; quotas: readonly { of: 'organisation' | 'municipality' }[] }): { organisation: boolean; municipality: boolean } => ({
  organisation: perOrganisation !== null || quotas.some((one) => one.of === 'organisation'),
  municipality: perMunicipality !== null || quotas.some((one) => one.of === 'municipality'),
});

/** One who asks for a seat. Without an organisation or municipality that is known, only the other limits hold. */
export interface Asking {
  id: string;
  organisation: string | null;
  municipality: string | null;
  /** Her organisation registered her by its invitation: what is promised to it is for her, and only she and her like use it. */
  isInvited: boolean;
}

/** What keeps somebody waiting, with the seats there are. */
export interface Full {
  of: 'total' | 'organisation' | 'municipality';
  seats: number;
  /** How many of them nobody has yet, because they are promised to others. */
  promised: number;
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
  const taken = takenBy(seated);
  const fits = (one: Asking) => fullFor(limits, taken, one).length === 0;
  const given: string[] = [];
  const others: Asking[] = [];
  for (const one of waiting) {
    if (!fits(one)) {
      others.push(one);
      continue;
    }
    take(taken, one);
    given.push(one.id);
  }
  // Why is said at the end: seats only fill up (a promised one that is used was taken before), so whatever was full on the way is full still.
  return { seated: given, waiting: others.map((one, at) => ({ id: one.id, place: at + 1, because: fullFor(limits, taken, one) })) };
}

/** A limit under which more is promised than there is. */
export interface Unkept {
  of: Full['of'];
  /** Which municipality; null for the whole. */
  id: string | null;
  seats: number;
  /** How many seats are promised and there would be none for them. */
  n: number;
}

/** How many seats are promised and there would be none for them, under the limit where it is worst. They are given all the same; but nothing that is decided may make them more. */
export const unkept = (limits: Limits, seated: readonly Asking[]): number => unkeptUnder(limits, seated)[0]?.n ?? 0;

/** The limits under which there would be no seats for what is promised, were all of it asked for now: the whole, and municipalities; the worst first. */
export function unkeptUnder(limits: Limits, seated: readonly Asking[]): Unkept[] {
  const taken = takenBy(seated);
  const municipalities = [...new Set(limits.promised.flatMap(({ municipality }) => municipality ?? []))];
  const asked: [Full['of'], string | null][] = [['total', null], ...municipalities.map((id): [Full['of'], string] => ['municipality', id])];
  return asked
    .flatMap(([of, id]): Unkept[] => {
      const seats = seatsOf(limits, of, id);
      const kept = keptFor(limits.promised, taken, of, id);
      const n = seats === null || !kept ? 0 : kept - Math.max(0, seats - (taken.get(`${of} ${id ?? ''}`) ?? 0));
      return n > 0 ? [{ of, id, seats: seats!, n }] : [];
    })
    .sort((a, b) => b.n - a.n);
}

/** Seats that nobody has and that are promised to nobody, in the whole; null where there is no limit. */
export function free(limits: Limits, seated: readonly Asking[]): number | null {
  return limits.total === null ? null : Math.max(0, limits.total - seated.length - keptFor(limits.promised, takenBy(seated), 'total', null));
}

/** Seats of a promise that no delegate of it has yet. Whoever wrote the organisation's name into the open form uses none. */
export const unused = (promise: Promised, seated: readonly Asking[]): number => left(promise, takenBy(seated));

const left = ({ organisation, seats }: Promised, taken: ReadonlyMap<string, number>): number => Math.max(0, seats - (taken.get(`invited ${organisation}`) ?? 0));

function takenBy(seated: readonly Asking[]): Map<string, number> {
  const taken = new Map<string, number>();
  for (const one of seated) take(taken, one);
  return taken;
}

function take(taken: Map<string, number>, { organisation, municipality, isInvited }: Asking) {
  const keys = ['total ', ...(organisation ? [`organisation ${organisation}`] : []), ...(organisation && isInvited ? [`invited ${organisation}`] : []), ...(municipality ? [`municipality ${municipality}`] : [])];
  for (const key of keys) taken.set(key, (taken.get(key) ?? 0) + 1);
}

function fullFor(limits: Limits, taken: ReadonlyMap<string, number>, one: Asking): Full[] {
  const asked: [Full['of'], string | null][] = [['total', null], ['organisation', one.organisation], ['municipality', one.municipality]];
  const own = limits.promised.find(({ organisation }) => one.isInvited && organisation === one.organisation);
  // There was room when it was promised. What was given beyond the limits since, or lowered, while all its seats were used is not for the next delegate to wait for when one is free again.
  if (own && left(own, taken)) return [];
  return asked.flatMap(([of, id]): Full[] => {
    // While a promise is kept it is her organisation's limit, and only its delegates use it up.
    if (of === 'organisation' && own) return [{ of, seats: own.seats, promised: 0 }];
    const seats = seatsOf(limits, of, id);
    const promised = keptFor(limits.promised, taken, of, id);
    return seats !== null && (taken.get(`${of} ${id ?? ''}`) ?? 0) + promised >= seats ? [{ of, seats, promised }] : [];
  });
}

/** How many seats under this limit are promised and not yet used. */
function keptFor(promised: readonly Promised[], taken: ReadonlyMap<string, number>, of: Full['of'], id: string | null): number {
  const under = of === 'total' ? promised : promised.filter((one) => id !== null && one[of] === id);
  return under.reduce((sum, one) => sum + left(one, taken), 0);
}

function seatsOf(limits: Limits, of: Full['of'], id: string | null): number | null {
  if (of === 'total') return limits.total;
  if (id === null) return null;
  return limits.particular.find((one) => one.of === of && one.id === id)?.seats ?? (of === 'organisation' ? limits.perOrganisation : limits.perMunicipality);
}
