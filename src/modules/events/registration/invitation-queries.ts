import { sql } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import { publicScope, type Scope } from '#platform/session/scope.ts';
import { planIn } from '../planning/queries.ts';
import { namedBy } from '../secret-link.ts';
import { seenForm } from './form-queries.ts';
import { unused } from './quota.ts';
import { areKept, dayAt, formOf, isOpenOn, listOf, type FormRow } from './seat-commands.ts';
import type { State } from './shape.ts';

/** What the link of an invitation opens: the organisation's seats and the names of its delegates. What they wrote of themselves it does not open: that is read by each of them and by whoever arranges the event. @throws 404 when it was withdrawn */
export async function linkedInvitation(token: string) {
  const named = namedBy('seats', token);
  if (!named) throw notFound();
  const scope = publicScope(named.networkId);
  return reading(scope, async (tx) => {
    const { rows } = await sql<{ invitationId: string; eventId: string; organisationId: string; organisation: string; seats: number; holdsUntil: string | null; isReleased: boolean }>`
      select invitation_id as "invitationId", event_id as "eventId", i.organisation_id as "organisationId", o.name as organisation, seats, holds_until::text as "holdsUntil", released_at is not null as "isReleased" from registration_invitation i join organisation o using (network_id, organisation_id)
      where network_id = ${named.networkId} and invitation_id = ${named.id} and withdrawn_at is null`.execute(tx);
    const invitation = rows[0];
    if (!invitation) throw notFound();
    const form = await formOf(tx, named.networkId, invitation.eventId);
    const { rows: delegates } = await sql<{ registrationId: string; name: string; state: State }>`
      select registration_id as "registrationId", given || ' ' || surname as name, state from registration
      where network_id = ${named.networkId} and invitation_id = ${named.id} and state in ('seat', 'waiting') order by created_at`.execute(tx);
    const plan = (await planIn(tx, named.networkId, invitation.eventId))!;
    return {
      scope,
      // An invitation is no seat: the link for taking part from afar is for each delegate who has one, in her own letter.
      plan: { ...plan, onlineUrl: null },
      form,
      invitation: { ...invitation, areKept: areKept(invitation, form, dayAt(form, new Date())) },
      isOpen: isOpenOn(form, dayAt(form, new Date()), true),
      delegates,
    };
  });
}

export interface Invitation {
  invitationId: string;
  organisation: string;
  email: string;
  seats: number;
  registered: number;
  holdsUntil: string | null;
  /** How many of its seats are kept for it and not used yet. */
  kept: number;
}

/** The form of an event with the invitations that stand, for whoever puts somebody on its list. @throws 404 where there is no form */
export const formWithInvitations = (scope: Scope, eventId: string): Promise<{ form: FormRow; invitations: Invitation[] }> =>
  reading(scope, async (tx) => {
    const { form } = await seenForm(tx, scope, eventId);
    if (!form) throw notFound();
    return { form, invitations: await invitationsOf(tx, scope.networkId, form) };
  });

/** The invitations of an event that stand, by the name of the organisation. */
export async function invitationsOf(tx: Tx, networkId: string, form: FormRow): Promise<Invitation[]> {
  const { rows } = await sql<Omit<Invitation, 'kept'> & { organisationId: string }>`
    select i.invitation_id as "invitationId", i.organisation_id::text as "organisationId", o.name as organisation, i.email, i.seats, i.holds_until::text as "holdsUntil",
      (select count(*)::int from registration r where r.network_id = i.network_id and r.invitation_id = i.invitation_id and r.state in ('seat', 'waiting')) as registered
    from registration_invitation i join organisation o using (network_id, organisation_id)
    where i.network_id = ${networkId} and i.event_id = ${form.eventId} and i.withdrawn_at is null order by o.name limit 1000`.execute(tx);
  if (!rows.length) return [];
  const { limits, seated } = await listOf(tx, networkId, form, dayAt(form, new Date()));
  return rows.map(({ organisationId, ...row }) => {
    const promise = limits.promised.find(({ organisation }) => organisation === organisationId);
    return { ...row, kept: promise ? unused(promise, seated) : 0 };
  });
}
