import { reading, type Tx } from '#platform/db/transaction.ts';
import { notFound, Problem } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { maySeePersons, reachesProgramme } from '#modules/results/access.ts';
import { mayArrange } from '../access.ts';
import { evaluationDue } from '../learning/queries.ts';
import { offeredDays } from './retention.ts';
import { dayAt, formOf, isOpenOn, type FormRow } from './seat-commands.ts';

/** The form of an event and whether it is open today; null where nobody can register at all. */
export const openForm = (scope: Scope, eventId: string): Promise<(FormRow & { isOpen: boolean }) | null> =>
  reading(scope, async (tx) => {
    const form = await formOf(tx, scope.networkId, eventId).catch((error: unknown) => (error instanceof Problem && error.status === 404 ? null : Promise.reject(error)));
    return form && { ...form, isOpen: isOpenOn(form, dayAt(form, new Date())) };
  });

/** The event and its form, for whoever may see who registered. @throws 404 for whoever may not see persons */
export async function seenForm(tx: Tx, scope: Scope, eventId: string): Promise<{ form: FormRow | null; arranges: boolean; lastDay: string }> {
  const event = await tx.selectFrom('event').select(['programme_id', 'last_day']).where('network_id', '=', scope.networkId).where('event_id', '=', eventId).executeTakeFirst();
  if (!event || !reachesProgramme(scope, event.programme_id) || !maySeePersons(scope)) throw notFound();
  const form = await formOf(tx, scope.networkId, eventId).catch((error: unknown) => (error instanceof Problem && error.status === 404 ? null : Promise.reject(error)));
  return { form, arranges: mayArrange(scope, event.programme_id), lastDay: event.last_day };
}

/** The coordinator's own form, and for how many days a new one offers to keep what is written into it. @throws 404 */
export const formToEdit = (scope: Scope, eventId: string): Promise<{ form: FormRow | null; days: number }> =>
  reading(scope, async (tx) => {
    const { form, lastDay } = await seenForm(tx, scope, eventId);
    return { form, days: offeredDays(lastDay, await evaluationDue(tx, scope.networkId, eventId)) };
  });
