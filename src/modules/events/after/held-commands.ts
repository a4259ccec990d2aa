import { sql } from 'kysely';
import { execute } from '#platform/command/command.ts';
import { reading } from '#platform/db/transaction.ts';
import { Problem } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { onClocks } from '#platform/words/zone.ts';
import { withdrawEvidence } from '#modules/results/commands.ts';
import { holdEvent } from '../commands.ts';
import type { Plan } from '../planning/queries.ts';

type Planned = Pick<Plan, 'eventId' | 'days' | 'timeZone' | 'isCancelled'>;

/** What is known of the days of an event, each `YYYY-MM-DD` and in order. */
export interface HeldDays {
  /** Evidence says that it took place, or that somebody was there: once such a day is past it counts as held by itself. */
  known: string[];
  /** Of those, the days somebody or Kolo has said it took place. */
  held: string[];
  /** Planned days that have come and of which nobody says anything. Nothing is asked of an event that was called off. */
  unsaid: string[];
}

/** On which days evidence says that an event took place, and of which it ought to be asked. The caller has made sure that the scope may see it. */
export async function heldDays(scope: Scope, { eventId, days, timeZone, isCancelled }: Planned, now = new Date()): Promise<HeldDays> {
  const { rows } = await reading(scope, (tx) =>
    sql<{ day: string; isHeld: boolean }>`select happened_on::text as day, bool_or(measure = 'event-day') as "isHeld" from fact
      where network_id = ${scope.networkId} and event_id = ${eventId} and measure in ('event-day', 'attendance') and known_until is null group by 1 order by 1`.execute(tx));
  const known = rows.map(({ day }) => day);
  const today = onClocks(now, timeZone).slice(0, 10);
  return { known, held: rows.filter(({ isHeld }) => isHeld).map(({ day }) => day), unsaid: isCancelled ? [] : days.filter((day) => day <= today && !known.includes(day)) };
}

/**
 * Says that a planned event took place on these days, beside those known already; each day can be said once it has come, the later ones when they have.
 * @throws Problem 422 for a day that is still to come, or is none of the event
 */
export async function holdOn(scope: Scope, plan: Planned & Pick<Plan, 'programme'>, days: readonly string[], now = new Date()): Promise<void> {
  const { known, held, unsaid } = await heldDays(scope, plan, now);
  const asked = days.filter((day) => !known.includes(day));
  if (asked.some((day) => !unsaid.includes(day))) throw new Problem(422, 'after.held_too_early');
  if (asked.length) await execute(holdEvent, scope, { programmeId: plan.programme.programmeId, eventId: plan.eventId, days: [...held, ...asked] });
}

/** Takes back what was said of an event having taken place; days on which somebody was there are said again by themselves. */
export async function takeHoldingBack(scope: Scope, { eventId }: Pick<Plan, 'eventId'>, reason: string): Promise<void> {
  const { rows } = await reading(scope, (tx) =>
    sql<{ id: string }>`select evidence_id as id from fact where network_id = ${scope.networkId} and event_id = ${eventId} and measure = 'event' and known_until is null order by 1`.execute(tx));
  for (const { id } of rows) await execute(withdrawEvidence, scope, { evidenceId: id, reason });
}
