/**
 * Who was heard or trained and got nothing back (requirements, S1: "a feedback gap list that nobody published"). Pure.
 *
 * A place was heard when a list of such an event names it by the seat of an organisation, by where that works, by whom somebody represents, or without saying how.
 * That an event merely took place there tells nothing about its people: a venue counts only for a presentation, which is held where those live whom it is for.
 */
import type { Relation } from '#modules/results/shape.ts';
import type { EventKindName } from '../../kinds.ts';

export type Part = 'trained' | 'heard' | 'presentation';

/** What an event of this kind is for those who came; kinds that are neither (conferences, press conferences, information days …) owe nobody an answer. */
const parts: Partial<Record<EventKindName, Part>> = {
  training: 'trained',
  'training-of-trainers': 'trained',
  workshop: 'trained',
  seminar: 'trained',
  camp: 'trained',
  'exchange-event': 'heard',
  'exchange-visit': 'heard',
  'round-table': 'heard',
  'consultative-meeting': 'heard',
  'peer-review': 'heard',
  'institution-meeting': 'heard',
  'regional-presentation': 'presentation',
};
export const partOf = (kind: string): Part | null => parts[kind as EventKindName] ?? null;
/** The kinds that count as a presentation of results, and those after which one is owed. */
export const kindsOf = (...wanted: Part[]): string[] => Object.entries(parts).flatMap(([kind, part]) => (wanted.includes(part) ? [kind] : []));

/** One place or organisation at one event or series. Days are `YYYY-MM-DD`. */
export interface Named {
  kind: 'place' | 'organisation';
  id: string;
  /** The event, or the series where the list is one of a whole cycle. */
  occasion: string;
  part: Part;
  /** Null for an organisation: it is there itself. */
  relation: Relation | null;
  firstDay: string;
  lastDay: string;
}

export interface Gap {
  kind: 'place' | 'organisation';
  id: string;
  /** `trained` where it was trained at all, whatever else it was asked. */
  group: 'trained' | 'heard';
  /** Where and when, the earliest first; an occasion that names it in several relations is there once with each. */
  occasions: { occasion: string; part: 'trained' | 'heard'; relations: Relation[]; firstDay: string; lastDay: string }[];
}

const counts = ({ part, relation }: Named) => part === 'presentation' || relation !== 'venue';

/**
 * Everybody who was trained or heard, and was at no presentation of results since. A presentation before anybody was heard cannot report what they said;
 * one after the first time does, though they were asked again later.
 * @returns those trained first, in the order in which they were first reached
 */
export function gaps(named: readonly Named[]): Gap[] {
  const found: Gap[] = [];
  for (const own of Map.groupBy(named.filter(counts), ({ kind, id }) => `${kind} ${id}`).values()) {
    const reached = own.filter(({ part }) => part !== 'presentation').sort((a, b) => (a.firstDay + a.occasion < b.firstDay + b.occasion ? -1 : 1));
    if (!reached.length || own.some(({ part, lastDay }) => part === 'presentation' && lastDay >= reached[0]!.firstDay)) continue;
    const { kind, id } = reached[0]!;
    const occasions = [...Map.groupBy(reached, ({ occasion }) => occasion)].map(([occasion, times]) => ({
      occasion,
      part: times[0]!.part as 'trained' | 'heard',
      relations: [...new Set(times.flatMap(({ relation }) => relation ?? []))],
      firstDay: times[0]!.firstDay,
      lastDay: times[0]!.lastDay,
    }));
    found.push({ kind, id, group: occasions.some(({ part }) => part === 'trained') ? 'trained' : 'heard', occasions });
  }
  const rank = ({ group, occasions }: Gap) => `${group === 'trained' ? 0 : 1} ${occasions[0]!.firstDay}`;
  return found.sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
}
