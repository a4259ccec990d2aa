/** The list at the door, as the server sends it and a phone keeps it. Read by both; stands on nothing but types. */
import type { Row } from '#platform/offline/exchange.ts';
import type { Localised } from '#platform/words/localised.ts';

/** What the list says of itself. */
export interface DoorEvent {
  titles: Localised;
  days: string[];
  sessions: { id: string; day: string; starts: string; ends: string; titles: Localised }[];
  /** By whose clocks its days begin; a list that a phone got before this was sent does not say. */
  timeZone?: string;
  /** The day on which it was called off: attendance of later days is not taken. */
  calledOffOn: string | null;
  isClosed: boolean;
  capacity: number | null;
}

/** One on the list. Names and organisation, and nothing else of the person: this lies on phones (docs/decisions/0012). */
export interface OnRoster {
  /** The registration, or the person where nobody registered. */
  id: string;
  /** The person as she counts, once that is known: two registrations of one person are one person. */
  personId: string | null;
  name: string;
  organisation: string | null;
  /** What the code on her badge is known by (`codeMark`): the codes themselves lie on no phone. */
  mark: string | null;
  state: 'seat' | 'waiting' | 'unconfirmed' | 'declined' | 'cancelled' | 'walk-in';
  days: string[];
  sessions: string[];
  /** Days on which more than one door said so. */
  twice: string[];
  /** Whose turn of the place this is (`registration.delegate`): it goes up when the place is given to somebody else. Null where nobody registered. */
  version: number | null;
  /** The messages that say she was there and stand: what a phone that undoes them takes back, and nothing said later. */
  said: [operationId: string, day: string, sessionId: string | null][];
}

export const toRow = (one: OnRoster): Row => [one.id, one.personId, one.name, one.organisation, one.mark, one.state, one.days, one.sessions, one.twice, one.version, one.said];

export function fromRow(row: Row): OnRoster {
  const [id, personId, name, organisation, mark, state, days, sessions, twice, version = null, said = []] = row as [string, string | null, string, string | null, string | null, OnRoster['state'], string[], string[], string[], (number | null)?, OnRoster['said']?];
  return { id, personId, name, organisation, mark, state, days, sessions, twice, version, said };
}

/** The days of which attendance can be taken: those that were not called off; all of them where none took place, so that the door can say why it takes none. */
export function daysToTake({ days, calledOffOn }: Pick<DoorEvent, 'days' | 'calledOffOn'>): string[] {
  const took = days.filter((day) => !calledOffOn || day <= calledOffOn);
  return took.length ? took : days;
}

/** A list lies on phones for so many days after the last day of its event, for those who come back from a place without a network. */
export const KEPT_DAYS = 14;

/** The last day a phone may keep the list of an event with these days. */
export const keptUntil = (days: readonly string[], today: string): string => new Date(Date.parse(days.at(-1) ?? today) + KEPT_DAYS * 86_400_000).toISOString().slice(0, 10);

/**
 * What a badge's code is known by on the list of one event: SHA-256 with the event as salt, 96 bits of it in hexadecimal. Whoever scans a badge finds its person; whoever finds the list makes no badge of it
 * (`roster-queries.ts` makes the same in SQL).
 */
export async function codeMark(eventId: string, code: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${eventId} ${code}`));
  return [...new Uint8Array(hash).slice(0, 12)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** How many people were there that day: everybody once. */
export const countOn = (roster: readonly Pick<OnRoster, 'id' | 'personId' | 'days'>[], day: string): number => new Set(roster.flatMap((one) => (one.days.includes(day) ? (one.personId ?? one.id) : []))).size;
