import { z } from 'zod';

/**
 * When somebody has completed a series: so many percent of the days, of the sessions, or of the events, that were held. EEA's "completed all sessions" (CIV-007) is 100 percent of the sessions,
 * and of the days where lists are signed once a day: the figure `every-day-people`. `results/completed-queries.ts` has the database read the same rule; `figure.test.ts` holds the two to each other.
 */
export const completionRule = z.strictObject({ of: z.enum(['days', 'sessions', 'events']), share: z.number().int().min(1).max(100) });
/** Months a trainer who became one in a series stays active after leading a training. */
export const trainerMonths = z.number().int().min(1).max(120);
export type CompletionRule = z.output<typeof completionRule>;

/** One event of a series. Days are `YYYY-MM-DD`. */
export interface SeriesEvent {
  eventId: string;
  /** Days it is planned for. */
  planned: readonly string[];
  /** Days evidence says it was held on. */
  held: readonly string[];
  /** Its sessions as they are planned. */
  sessions?: readonly { id: string; day: string }[];
}

/** A person was there on a day. */
export interface Presence {
  personId: string;
  eventId: string;
  day: string;
  /** Sessions of that day in which she was seen. */
  sessions?: readonly string[];
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
 * Who was there, and who has completed, in the order of the ids. A day counts when evidence says that the event was held on it, or somebody signed on it; so does a day it is planned for and
 * which is not past, so that nobody has completed a series whose last day is still to come. Of past days as planned only those count of an event of which evidence says nothing yet.
 * By sessions, a day on which anybody was seen in a session counts as all its sessions, and who only signed the day was in none of them as far as anybody can say; so does a day to which nobody
 * has come yet. Any other day counts as one.
 * @param today the day it is, `YYYY-MM-DD`: it is not past yet
 */
export function completions(rule: CompletionRule, events: readonly SeriesEvent[], presences: readonly Presence[], today: string): Completion[] {
  const dayOf = ({ eventId, day }: { eventId: string; day: string }) => `${eventId} ${day}`;
  const seen = new Map<string, Set<string>>();
  if (rule.of === 'sessions') {
    for (const one of presences) if (one.sessions?.length) seen.set(dayOf(one), (seen.get(dayOf(one)) ?? new Set()).union(new Set(one.sessions)));
    // What is still to come counts with what is planned: with fewer parts than there will be, somebody would have completed too early.
    const cameTo = new Set(presences.map(dayOf));
    for (const { eventId, sessions = [] } of events) for (const { day } of sessions) if (day >= today && !cameTo.has(dayOf({ eventId, day }))) seen.set(dayOf({ eventId, day }), new Set());
    // The session of the afternoon counts already at noon.
    for (const { eventId, sessions = [] } of events) for (const { id, day } of sessions) seen.get(dayOf({ eventId, day }))?.add(id);
  }
  /** The parts of a day: all of them, or those somebody was at. */
  const partsOf = (one: { eventId: string; day: string; sessions?: readonly string[] }, whose: 'all' | 'own'): readonly string[] => {
    if (rule.of === 'events') return [one.eventId];
    const sessions = seen.get(dayOf(one));
    return sessions ? (whose === 'all' ? [...sessions] : (one.sessions ?? [])) : [dayOf(one)];
  };
  const signedIn = Map.groupBy(presences, ({ eventId }) => eventId);
  const parts = new Set(
    events.flatMap(({ eventId, planned, held }) => {
      const signed = (signedIn.get(eventId) ?? []).map(({ day }) => day);
      return [...held, ...(held.length ? planned.filter((day) => day >= today) : planned), ...signed].flatMap((day) => partsOf({ eventId, day }, 'all'));
    }),
  );
  const needed = partsNeeded(rule, parts.size);
  return [...Map.groupBy(presences.filter(({ eventId }) => events.some((one) => one.eventId === eventId)), ({ personId }) => personId)]
    .map(([personId, own]): Completion => {
      const days = own.map(({ day }) => day).sort();
      // When a part was first attended; the last of those that are needed is the day of completion.
      const first = new Map<string, string>();
      for (const one of own) for (const part of partsOf(one, 'own')) if (!(first.get(part)! <= one.day)) first.set(part, one.day);
      const reached = [...first.values()].sort();
      return { personId, attended: first.size, held: parts.size, isComplete: first.size >= needed, firstDay: days[0]!, lastDay: days.at(-1)!, completedOn: reached[needed - 1] ?? null };
    })
    .sort((a, b) => (a.personId < b.personId ? -1 : 1));
}
