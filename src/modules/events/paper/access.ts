import type { Tx } from '#platform/db/transaction.ts';
import type { Scope } from '#platform/session/scope.ts';
import { mayRecord } from '#modules/results/access.ts';

/** Whoever says what happened prints the list, photographs it and says who signed. */
export const mayKeepSheets = (scope: Scope, programmeId: string): boolean => mayRecord(scope, programmeId);

/** The same, asked of an event. */
export async function mayKeepSheetsOf(scope: Scope, eventId: string, tx: Tx): Promise<boolean> {
  const event = await tx.selectFrom('event').select('programme_id').where('network_id', '=', scope.networkId).where('event_id', '=', eventId).executeTakeFirst();
  return !!event && mayKeepSheets(scope, event.programme_id);
}
