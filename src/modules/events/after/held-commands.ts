import { sql } from 'kysely';
import { execute } from '#platform/command/command.ts';
import { reading } from '#platform/db/transaction.ts';
import { Problem } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { holdEvent } from '../commands.ts';
import type { Plan } from '../planning/queries.ts';

/** Whether evidence says that an event took place. The caller has made sure that the scope may see it. */
export const wasHeld = (scope: Scope, eventId: string): Promise<boolean> =>
  reading(scope, async (tx) => (await sql<{ held: boolean }>`select exists (select from fact where network_id = ${scope.networkId} and event_id = ${eventId} and measure = 'event' and known_until is null) as held`.execute(tx)).rows[0]!.held);

/** Says that a planned event took place as planned. @throws Problem 422 while its first day is still to come */
export async function holdAsPlanned(scope: Scope, { eventId, firstDay, days, programme }: Pick<Plan, 'eventId' | 'firstDay' | 'days' | 'programme'>, today: string): Promise<void> {
  if (firstDay > today) throw new Problem(422, 'after.held_too_early');
  await execute(holdEvent, scope, { programmeId: programme.programmeId, eventId, days: days.filter((day) => day <= today) });
}
