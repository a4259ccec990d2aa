/** The list of an event in the database, and who moves up on it. */
import { sql } from 'kysely';
import type { CommandContext } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { enqueue } from '#platform/jobs/jobs.ts';
import { notFound } from '#platform/problem.ts';
import { onClocks } from '#platform/words/zone.ts';
import { allot, type Allotment, type Asking, type Limits } from './quota.ts';
import type { Form, Quota } from './shape.ts';

export const letters = ['registered', 'waiting', 'promoted', 'confirm', 'cancelled', 'declined', 'reminder', 'called_off', 'restored', 'moved'] as const;
export type LetterKind = (typeof letters)[number];

/** A letter follows when the transaction is written; the queue holds ids only. */
export const sendLetter = (tx: Tx, networkId: string, registrationId: string, letter: LetterKind) =>
  enqueue(tx, 'events.send-registration-letter', { networkId, registrationId, letter }, `letter:${letter}:${registrationId}`);

export interface FormRow extends Form {
  programmeId: string;
  isPublished: boolean;
  isCancelled: boolean;
  firstDay: string;
  lastDay: string;
  /** The clocks by which it is this or that day for the event. */
  timeZone: string;
  venuePlace: string | null;
}

/** The form of an event with what decides whether it is open. `lock`: until the transaction ends nobody else registers, leaves or moves up. @throws 404 */
export async function formOf(tx: Tx, networkId: string, eventId: string, { lock = false } = {}): Promise<FormRow> {
  const { rows } = await sql<FormRow>`
    select f.event_id as "eventId", f.is_open as "isOpen", f.closes_on::text as "closesOn", f.intro, f.per_organisation as "perOrganisation", f.per_municipality as "perMunicipality", f.quotas, f.questions, f.retention_days as "retentionDays",
      f.purged_at as "purgedAt", e.capacity, e.programme_id as "programmeId", p.published_at is not null as "isPublished", e.cancelled_at is not null as "isCancelled", e.first_day::text as "firstDay", e.last_day::text as "lastDay", e.time_zone as "timeZone", e.venue_place as "venuePlace"
    from registration_form f join event e using (network_id, event_id) join programme p using (network_id, programme_id)
    where f.network_id = ${networkId} and f.event_id = ${eventId} ${lock ? sql`for update of f` : sql``}`.execute(tx);
  if (!rows[0]) throw notFound();
  return rows[0];
}

/** The day it is (`YYYY-MM-DD`) where the event is. */
export const dayAt = ({ timeZone }: Pick<FormRow, 'timeZone'>, now: Date): string => onClocks(now, timeZone).slice(0, 10);

/** Whether somebody may register today (`YYYY-MM-DD`). Those who were invited may until it begins, also where the form is not open to everybody. */
export const isOpenOn = (form: FormRow, today: string, isInvited = false): boolean =>
  !form.isCancelled && !form.purgedAt && today <= form.firstDay && (isInvited || (form.isPublished && form.isOpen && (!form.closesOn || today <= form.closesOn)));

export interface OnList extends Asking {
  state: string;
}

/** The limits and those under them: who has a seat, and who waits in which order. */
async function listOf(tx: Tx, networkId: string, form: FormRow): Promise<{ limits: Limits; seated: OnList[]; waiting: OnList[] }> {
  const { rows } = await sql<OnList>`
    select registration_id as id, coalesce(organisation_id::text, nullif(lower(trim(organisation_text)), '')) as organisation, place_id as municipality, state from registration
    where network_id = ${networkId} and event_id = ${form.eventId} and state in ('seat', 'waiting') order by queued_at, registration_id`.execute(tx);
  const { rows: invited } = await sql<Quota>`
    select 'organisation' as of, organisation_id::text as id, seats from registration_invitation where network_id = ${networkId} and event_id = ${form.eventId} and withdrawn_at is null`.execute(tx);
  // Seats that an invitation names go before those of the form.
  const limits = { total: form.capacity, perOrganisation: form.perOrganisation, perMunicipality: form.perMunicipality, particular: [...invited, ...form.quotas] };
  return { limits, seated: rows.filter(({ state }) => state === 'seat'), waiting: rows.filter(({ state }) => state === 'waiting') };
}

/** How the list stands: who waits at which place, and why. */
export async function standing(tx: Tx, networkId: string, form: FormRow): Promise<Allotment['waiting']> {
  const { limits, seated, waiting } = await listOf(tx, networkId, form);
  return allot(limits, seated, waiting).waiting;
}

/** Writes to everybody who has a seat or waits, unless the event is over. */
export async function tellEverybody({ tx, now, scope: { networkId } }: CommandContext, form: FormRow, letter: LetterKind): Promise<void> {
  if (dayAt(form, now) > form.lastDay) return;
  const all = await tx.selectFrom('registration').select('registration_id as id').where('network_id', '=', networkId).where('event_id', '=', form.eventId).where('state', 'in', ['seat', 'waiting']).execute();
  for (const { id } of all) await sendLetter(tx, networkId, id, letter);
}

/** Gives free seats to those who wait, in their order; nobody gets one at an event that was called off or is over. @param isNew the one who has just come: she gets another letter than those who move up */
export async function moveUp({ tx, now, scope: { networkId } }: CommandContext, form: FormRow, isNew: string | null = null): Promise<void> {
  if (form.isCancelled || dayAt(form, now) > form.lastDay) return;
  const { limits, seated, waiting } = await listOf(tx, networkId, form);
  const allotted = allot(limits, seated, waiting);
  if (allotted.seated.length) await tx.updateTable('registration').set({ state: 'seat' }).where('network_id', '=', networkId).where('registration_id', 'in', allotted.seated).execute();
  for (const id of allotted.seated) await sendLetter(tx, networkId, id, id === isNew ? 'registered' : 'promoted');
  if (isNew && allotted.waiting.some(({ id }) => id === isNew)) await sendLetter(tx, networkId, isNew, 'waiting');
}
