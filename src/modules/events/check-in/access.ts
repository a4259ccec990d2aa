import type { Tx } from '#platform/db/transaction.ts';
import type { Scope } from '#platform/session/scope.ts';
import { mayRecord } from '#modules/results/access.ts';

/** Whoever says what happened in a programme stands at its doors: coordinators, officers and field workers it reaches. */
export async function mayCheckIn(scope: Scope, eventId: string, tx: Tx): Promise<boolean> {
  const event = await tx.selectFrom('event').select('programme_id').where('network_id', '=', scope.networkId).where('event_id', '=', eventId).executeTakeFirst();
  return !!event && mayRecord(scope, event.programme_id);
}
