import { z } from 'zod';

/** When somebody has completed a series: so many percent of the days, or of the events, that were held. EEA's "completed all sessions" is 100 percent of the days. */
export const completionRule = z.strictObject({ of: z.enum(['days', 'events']), share: z.number().int().min(1).max(100) });
export type CompletionRule = z.output<typeof completionRule>;

/** One event of a series. Days are `YYYY-MM-DD`. */
export interface SeriesEvent {
  eventId: string;
  /** Days it is planned for. */
  planned: readonly string[];
  /** Days evidence says it was held on. */
  held: readonly string[];
}

/** A person was there on a day. */
export interface Presence {
  personId: string;
  eventId: string;
  day: string;
}

export interface Completion {
  personId: string;
  /** Parts attended, and parts there were. */
  attended: number;
  held: number;
  isComplete: boolean;
  /** The first and the last day the person was there. */
  firstDay: string;
  lastDay: string;
  /** The day on which enough was attended; null while it is not. */
  completedOn: string | null;
}

/** How many of so many parts the rule asks for: never fewer than its share. */
export const partsNeeded = ({ share }: CompletionRule, held: number): number => Math.max(1, Math.floor((held * share + 99) / 100));

/**
 * Who was there, and who has completed, in the order of the ids. A day counts when evidence says that the event was held on it, or somebody signed on it; until
 * evidence says when an event was held, the days it is planned for count, so that nobody has completed a series whose last day is still to come.
 */
export function completions(rule: CompletionRule, events: readonly SeriesEvent[], presences: readonly Presence[]): Completion[] {
  const partOf = ({ eventId, day }: { eventId: string; day: string }) => (rule.of === 'events' ? eventId : `${eventId} ${day}`);
  const signedIn = Map.groupBy(presences, ({ eventId }) => eventId);
  const parts = new Set(
    events.flatMap(({ eventId, planned, held }) => {
      const signed = (signedIn.get(eventId) ?? []).map(({ day }) => day);
      return [...(held.length ? held : planned), ...signed].map((day) => partOf({ eventId, day }));
    }),
  );
  const needed = partsNeeded(rule, parts.size);
  return [...Map.groupBy(presences.filter((one) => parts.has(partOf(one))), ({ personId }) => personId)]
    .map(([personId, own]): Completion => {
      const days = own.map(({ day }) => day).sort();
      // When a part was first attended; the last of those that are needed is the day of completion.
      const first = new Map<string, string>();
      for (const one of own) if (!(first.get(partOf(one))! <= one.day)) first.set(partOf(one), one.day);
      const reached = [...first.values()].sort();
      return { personId, attended: first.size, held: parts.size, isComplete: first.size >= needed, firstDay: days[0]!, lastDay: days.at(-1)!, completedOn: reached[needed - 1] ?? null };
    })
    .sort((a, b) => (a.personId < b.personId ? -1 : 1));
}
