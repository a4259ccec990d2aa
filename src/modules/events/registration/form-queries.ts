import { reading, type Tx } from '#platform/db/transaction.ts';
import { notFound, Problem } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { maySeePersons, reachesProgramme } from '#modules/results/access.ts';
import { mayArrange } from '../access.ts';
import { evaluationDue } from '../learning/queries.ts';
import { free } from './quota.ts';
import { offeredDays } from './retention.ts';
import { dayAt, formOf, isOpenOn, listOf, type FormRow } from './seat-commands.ts';

/** The form of an event, whether it is open today and until which day, and how many seats are there for whoever comes next (null: as many as do); null where nobody can register at all. */
export const openForm = (scope: Scope, eventId: string): Promise<(FormRow & { isOpen: boolean; until: string; seatsLeft: number | null }) | null> =>
  reading(scope, async (tx) => {
    const form = await formOf(tx, scope.networkId, eventId).catch((error: unknown) => (error instanceof Problem && error.status === 404 ? null : Promise.reject(error)));
    if (!form) return null;
    const today = dayAt(form, new Date());
    const { limits, seated } = await listOf(tx, scope.networkId, form, today);
    return { ...form, isOpen: isOpenOn(form, today), until: form.closesOn && form.closesOn < form.firstDay ? form.closesOn : form.firstDay, seatsLeft: free(limits, seated) };
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
