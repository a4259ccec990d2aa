/** The list of an event in the database, and who moves up on it. */
import { sql } from 'kysely';
import type { CommandContext } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { enqueue } from '#platform/jobs/jobs.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { locales } from '#platform/words/locales.ts';
import { onClocks } from '#platform/words/zone.ts';
import { municipalityOf } from '#modules/places/gazetteer.ts';
import { placeName } from '#modules/places/say.ts';
import { allot, unkept, unkeptUnder, type Allotment, type Asking, type Limits } from './quota.ts';
import type { Form, Quota, State } from './shape.ts';
import { mayArrange } from '../access.ts';

export const letters = ['registered', 'waiting', 'promoted', 'released', 'confirm', 'cancelled', 'declined', 'reminder', 'called_off', 'restored', 'moved'] as const;
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
    select f.event_id as "eventId", f.is_open as "isOpen", f.closes_on::text as "closesOn", f.intro, f.per_organisation as "perOrganisation", f.per_municipality as "perMunicipality", f.quotas, f.questions, f.asks_sex as "asksSex", f.asks_age as "asksAge", f.retention_days as "retentionDays",
      f.purged_at as "purgedAt", e.capacity, e.programme_id as "programmeId", p.published_at is not null as "isPublished", e.cancelled_at is not null as "isCancelled", e.first_day::text as "firstDay", e.last_day::text as "lastDay", e.time_zone as "timeZone", e.venue_place as "venuePlace"
    from registration_form f join event e using (network_id, event_id) join programme p using (network_id, programme_id)
    where f.network_id = ${networkId} and f.event_id = ${eventId} ${lock ? sql`for update of f` : sql``}`.execute(tx);
  if (!rows[0]) throw notFound();
  return rows[0];
}

/** The form of an event with its list locked, where anybody can register for it. */
export async function formIfAny({ tx, scope: { networkId } }: CommandContext, eventId: string): Promise<FormRow | null> {
  const form = await tx.selectFrom('registration_form').select('event_id').where('network_id', '=', networkId).where('event_id', '=', eventId).executeTakeFirst();
  return form ? formOf(tx, networkId, eventId, { lock: true }) : null;
}

/** The day it is (`YYYY-MM-DD`) where the event is. */
export const dayAt = ({ timeZone }: Pick<FormRow, 'timeZone'>, now: Date): string => onClocks(now, timeZone).slice(0, 10);

/** Whether somebody may register today (`YYYY-MM-DD`). Those who were invited may until it begins, also where the form is not open to everybody. */
export const isOpenOn = (form: FormRow, today: string, isInvited = false): boolean =>
  !form.isCancelled && !form.purgedAt && today <= form.firstDay && (isInvited || (form.isPublished && form.isOpen && (!form.closesOn || today <= form.closesOn)));

/** Whether somebody who registered while the form was open may still confirm it today (`YYYY-MM-DD`). */
export const mayConfirm = (form: FormRow, today: string): boolean => !form.isCancelled && !form.purgedAt && today <= form.lastDay;

/** Why nothing is decided about who comes any more: it was called off, or is over. */
export const endedBy = (form: FormRow, now: Date): 'called_off' | 'over' | null => (form.purgedAt || dayAt(form, now) > form.lastDay ? 'over' : form.isCancelled ? 'called_off' : null);

/** What was written about an event that is over stays as it was on its days. @throws Problem 409 */
export function assertNotOver(form: FormRow, now: Date): void {
  if (endedBy(form, now) === 'over') throw new Problem(409, 'registration.over');
}

/** Nobody is sent to, or given a seat at, an event that was called off or is over. @throws Problem 409 */
export function assertTakesPlace(form: FormRow, now: Date): void {
  const ended = endedBy(form, now);
  if (ended) throw new Problem(409, `registration.${ended}`);
}

export interface OnList extends Asking {
  state: string;
}

interface Listed {
  limits: Limits;
  seated: OnList[];
  waiting: OnList[];
}

/**
 * The limits and those under them: who has a seat, and who waits in which order. For a municipality counts whoever wrote that she comes for it; whoever wrote none, and every
 * delegate of an invited organisation, counts for the one in which her organisation has its seat.
 * @param today whether seats are still kept for an organisation is a matter of the day (`YYYY-MM-DD`)
 */
export async function listOf(tx: Tx, networkId: string, form: FormRow, today: string): Promise<Listed> {
  const { rows } = await sql<OnList & { placeId: string | null; seat: string | null }>`
    select r.registration_id as id, coalesce(r.organisation_id::text, nullif(lower(trim(r.organisation_text)), '')) as organisation, r.place_id as "placeId", o.seat, i.invitation_id is not null as "isInvited", r.state
    from registration r left join organisation o on o.network_id = r.network_id and o.organisation_id = r.organisation_id
      left join registration_invitation i on i.network_id = r.network_id and i.invitation_id = r.invitation_id and i.withdrawn_at is null
    where r.network_id = ${networkId} and r.event_id = ${form.eventId} and r.state in ('seat', 'waiting') order by r.queued_at, r.registration_id`.execute(tx);
  const { rows: invited } = await sql<{ organisation: string; seats: number; seat: string | null; holdsUntil: string | null; isReleased: boolean }>`
    select i.organisation_id::text as organisation, i.seats, o.seat, i.holds_until::text as "holdsUntil", i.released_at is not null as "isReleased"
    from registration_invitation i join organisation o using (network_id, organisation_id) where i.network_id = ${networkId} and i.event_id = ${form.eventId} and i.withdrawn_at is null`.execute(tx);
  const limits = {
    total: form.capacity, perOrganisation: form.perOrganisation, perMunicipality: form.perMunicipality,
    // Seats that an invitation names go before those of the form.
    particular: [...invited.map(({ organisation, seats }): Quota => ({ of: 'organisation', id: organisation, seats })), ...form.quotas],
    promised: invited.filter((one) => areKept(one, form, today)).map(({ organisation, seats, seat }) => ({ organisation, seats, municipality: municipalityAt(seat) })),
  };
  const all = rows.map(({ placeId, seat, ...one }) => ({ ...one, municipality: one.isInvited ? municipalityAt(seat) : (placeId ?? municipalityAt(seat)) }));
  return { limits, seated: all.filter(({ state }) => state === 'seat'), waiting: all.filter(({ state }) => state === 'waiting') };
}

const municipalityAt = (place: string | null): string | null => place && (municipalityOf(place)?.id ?? null);

/** Whether unused seats of an invitation are still kept for it: until its own day, else until the event begins, unless they were released. */
export const areKept = ({ holdsUntil, isReleased }: { holdsUntil: string | null; isReleased: boolean }, { firstDay }: Pick<FormRow, 'firstDay'>, today: string): boolean => !isReleased && today <= (holdsUntil ?? firstDay);

/** How the list stands: who waits at which place, and why. */
export async function standing(tx: Tx, networkId: string, form: FormRow, now: Date): Promise<Allotment['waiting']> {
  const { limits, seated, waiting } = await listOf(tx, networkId, form, dayAt(form, now));
  return allot(limits, seated, waiting).waiting;
}

/** Promised seats that could not be given, as the list stands. */
export async function unkeptAt({ tx, now, scope: { networkId } }: CommandContext, form: FormRow): Promise<number> {
  const { limits, seated } = await listOf(tx, networkId, form, dayAt(form, now));
  return unkept(limits, seated);
}

/**
 * Nothing that is decided about limits or seats may cost an invited organisation what was promised to it.
 * @param before how many promised seats could not be given before that was decided
 * @throws Problem 409 when they are more now; it names the limit that stands in the way
 */
export async function assertPromisesKept(context: CommandContext, form: FormRow, before: number, field: string | null = null): Promise<void> {
  const { limits, seated } = await listOf(context.tx, context.scope.networkId, form, dayAt(form, context.now));
  const [worst] = unkeptUnder(limits, seated);
  if (!worst || worst.n <= before) return;
  const { n, of, id, seats } = worst;
  throw new Problem(409, 'registration.promises_broken', { n, of, seats, place: id ? [Object.fromEntries(locales.map((locale) => [locale, placeName(id, { locale })]))] : '' }, field ?? undefined);
}

/** Writes to everybody who has a seat or waits, or to those in one of these states, unless the event is over. */
export async function tellEverybody({ tx, now, scope: { networkId } }: CommandContext, form: FormRow, letter: LetterKind, states: readonly State[] = ['seat', 'waiting']): Promise<void> {
  if (dayAt(form, now) > form.lastDay) return;
  const all = await tx.selectFrom('registration').select('registration_id as id').where('network_id', '=', networkId).where('event_id', '=', form.eventId).where('state', 'in', states).execute();
  for (const { id } of all) await sendLetter(tx, networkId, id, letter);
}

/**
 * Gives free seats to those who wait, in their order; nobody gets one at an event that was called off or is over. Whoever moves up is told what made room.
 * @param isNew the one who has just come: she gets another letter than those who move up
 */
export async function moveUp({ tx, now, scope: { networkId } }: CommandContext, form: FormRow, { isNew = null, because = 'promoted' }: { isNew?: string | null; because?: 'promoted' | 'released' } = {}): Promise<void> {
  const today = dayAt(form, now);
  if (form.isCancelled || today > form.lastDay) return;
  const { limits, seated, waiting } = await listOf(tx, networkId, form, today);
  const allotted = allot(limits, seated, waiting);
  if (allotted.seated.length) await tx.updateTable('registration').set({ state: 'seat' }).where('network_id', '=', networkId).where('registration_id', 'in', allotted.seated).execute();
  for (const id of allotted.seated) await sendLetter(tx, networkId, id, id === isNew ? 'registered' : because);
  if (isNew && allotted.waiting.some(({ id }) => id === isNew)) await sendLetter(tx, networkId, isNew, 'waiting');
}

/** Whether somebody arranges the programme of an event. */
export async function arranges(scope: CommandContext['scope'], eventId: string, tx: CommandContext['tx']): Promise<boolean> {
  const event = await tx.selectFrom('event').select('programme_id').where('network_id', '=', scope.networkId).where('event_id', '=', eventId).executeTakeFirst();
  return !!event && mayArrange(scope, event.programme_id);
}
