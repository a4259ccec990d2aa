import { sql } from 'kysely';
import { reading } from '#platform/db/transaction.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { publicScope, type Scope } from '#platform/session/scope.ts';
import { maySeePersons, reachesProgramme } from '#modules/results/access.ts';
import { mayArrange } from '../access.ts';
import { planIn, type Plan } from '../planning/queries.ts';
import { namedBy } from '../secret-link.ts';
import type { Full } from './quota.ts';
import { dayAt, formOf, isOpenOn, standing, type FormRow } from './seat-commands.ts';
import type { State } from './shape.ts';
import { peopleMeant, type Proposal } from './who.ts';

/** The form of an event and whether it is open today; null where nobody can register at all. */
export const openForm = (scope: Scope, eventId: string): Promise<(FormRow & { isOpen: boolean }) | null> =>
  reading(scope, async (tx) => {
    const form = await formOf(tx, scope.networkId, eventId).catch((error: unknown) => (error instanceof Problem && error.status === 404 ? null : Promise.reject(error)));
    return form && { ...form, isOpen: isOpenOn(form, dayAt(form, new Date())) };
  });

/** One registration as she who made it sees it. */
export interface OwnRegistration {
  registrationId: string;
  given: string;
  surname: string;
  organisation: string | null;
  place: string | null;
  email: string;
  phone: string | null;
  role: string | null;
  needsAccess: string | null;
  needsFood: string | null;
  photoConsent: boolean;
  listConsent: boolean;
  answers: Record<string, string>;
  state: State;
  /** What her badge says at the door. */
  code: string;
}

/** What keeps somebody waiting, and at which place. */
export interface Waits {
  place: number;
  because: Full[];
}

export interface Linked {
  scope: Scope;
  plan: Plan;
  form: FormRow;
  registration: OwnRegistration;
  waits: Waits | null;
}

const own = sql`registration_id as "registrationId", given, surname, coalesce((select o.name from organisation o where o.network_id = r.network_id and o.organisation_id = r.organisation_id), organisation_text) as organisation, place_text as place, email, phone, role,
  needs_access as "needsAccess", needs_food as "needsFood", photo_consent as "photoConsent", list_consent as "listConsent", answers, state, check_in_code as code`;

/** What the link of a letter opens. The link for taking part from afar is there for whoever has a seat. @throws 404 */
export async function linkedRegistration(token: string): Promise<Linked> {
  const named = namedBy('registration', token);
  if (!named) throw notFound();
  const scope = publicScope(named.networkId);
  return reading(scope, async (tx) => {
    const { rows } = await sql<OwnRegistration & { eventId: string }>`select ${own}, event_id as "eventId" from registration r where network_id = ${named.networkId} and registration_id = ${named.id} and version = ${named.version}`.execute(tx);
    const registration = rows[0];
    if (!registration) throw notFound();
    const form = await formOf(tx, named.networkId, registration.eventId);
    const plan = (await planIn(tx, named.networkId, registration.eventId))!;
    const waits = registration.state === 'waiting' ? ((await standing(tx, named.networkId, form)).find(({ id }) => id === registration.registrationId) ?? null) : null;
    return { scope, plan: { ...plan, onlineUrl: registration.state === 'seat' ? plan.onlineUrl : null }, form, registration, waits };
  });
}

/** What the link of an invitation opens: the organisation's seats and the names of its delegates. What they wrote of themselves it does not open: that is read by each of them and by whoever arranges the event. @throws 404 when it was withdrawn */
export async function linkedInvitation(token: string) {
  const named = namedBy('seats', token);
  if (!named) throw notFound();
  const scope = publicScope(named.networkId);
  return reading(scope, async (tx) => {
    const { rows } = await sql<{ invitationId: string; eventId: string; organisationId: string; organisation: string; seats: number }>`
      select invitation_id as "invitationId", event_id as "eventId", i.organisation_id as "organisationId", o.name as organisation, seats from registration_invitation i join organisation o using (network_id, organisation_id)
      where network_id = ${named.networkId} and invitation_id = ${named.id} and withdrawn_at is null`.execute(tx);
    const invitation = rows[0];
    if (!invitation) throw notFound();
    const form = await formOf(tx, named.networkId, invitation.eventId);
    const { rows: delegates } = await sql<{ registrationId: string; name: string; state: State }>`
      select registration_id as "registrationId", given || ' ' || surname as name, state from registration
      where network_id = ${named.networkId} and invitation_id = ${named.id} and state in ('seat', 'waiting') order by created_at`.execute(tx);
    return {
      scope,
      plan: (await planIn(tx, named.networkId, invitation.eventId))!,
      form,
      invitation,
      isOpen: isOpenOn(form, dayAt(form, new Date()), true),
      delegates,
    };
  });
}

/** One on the coordinator's list. */
export interface Registered extends OwnRegistration {
  personId: string | null;
  identifiedBy: 'matching' | 'coordinator' | 'new' | null;
  createdAt: Date;
  waits: Waits | null;
  /** Known people who may be meant, where nobody has said who it is. */
  proposals: Proposal[];
  isPlaceKnown: boolean;
  isOrganisationKnown: boolean;
}

export interface RegistrationList {
  form: FormRow | null;
  registered: Registered[];
  invitations: { invitationId: string; organisation: string; email: string; seats: number; registered: number }[];
}

/**
 * Everybody who registered for an event, seats first, then who waits in order, then the rest. What somebody needs may say something about her health: only
 * whoever arranges the event reads it. @throws 404 for whoever may not see persons
 */
export const registrations = (scope: Scope, eventId: string): Promise<RegistrationList> =>
  reading(scope, async (tx) => {
    const { networkId } = scope;
    const event = await tx.selectFrom('event').select('programme_id').where('network_id', '=', networkId).where('event_id', '=', eventId).executeTakeFirst();
    if (!event || !reachesProgramme(scope, event.programme_id) || !maySeePersons(scope)) throw notFound();
    const form = await formOf(tx, networkId, eventId).catch((error: unknown) => (error instanceof Problem && error.status === 404 ? null : Promise.reject(error)));
    if (!form) return { form, registered: [], invitations: [] };
    const { rows } = await sql<Omit<Registered, 'waits' | 'proposals'> & { organisationId: string | null; placeId: string | null }>`
      select ${own}, person_id as "personId", identified_by as "identifiedBy", created_at as "createdAt", organisation_id as "organisationId", place_id as "placeId", place_id is not null as "isPlaceKnown", organisation_id is not null as "isOrganisationKnown"
      from registration r where network_id = ${networkId} and event_id = ${eventId}
      order by array_position(array['seat', 'waiting', 'unconfirmed', 'declined', 'cancelled'], state), queued_at, registration_id`.execute(tx);
    const waiting = new Map((await standing(tx, networkId, form)).map((one) => [one.id, one]));
    const unknown = rows.filter(({ personId, state }) => !personId && (state === 'seat' || state === 'waiting'));
    const proposals = await peopleMeant(tx, networkId, unknown.map(({ given, surname, email, phone, organisationId, placeId }) => ({ given, surname, email, phone, organisation: organisationId, place: placeId })));
    const proposed = new Map(unknown.map(({ registrationId }, at) => [registrationId, proposals[at]!]));
    const { rows: invitations } = await sql<RegistrationList['invitations'][number]>`
      select i.invitation_id as "invitationId", o.name as organisation, i.email, i.seats,
        (select count(*)::int from registration r where r.network_id = i.network_id and r.invitation_id = i.invitation_id and r.state in ('seat', 'waiting')) as registered
      from registration_invitation i join organisation o using (network_id, organisation_id)
      where i.network_id = ${networkId} and i.event_id = ${eventId} and i.withdrawn_at is null order by o.name`.execute(tx);
    return { form, invitations, registered: rows.map(({ organisationId: _, placeId: __, ...row }) => ({ ...row, ...(!mayArrange(scope, event.programme_id) && { needsAccess: null, needsFood: null }), waits: waiting.get(row.registrationId) ?? null, proposals: proposed.get(row.registrationId) ?? [] })) };
  });
