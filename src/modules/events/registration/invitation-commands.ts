/** Seats that are promised to organisations: kept, released, withdrawn. */
import { command } from '#platform/command/command.ts';
import { newId } from '#platform/ids.ts';
import { enqueue } from '#platform/jobs/jobs.ts';
import { notFound } from '#platform/problem.ts';
import { areOrganisations } from '#modules/organisations/queries.ts';
import { arranges, assertPromisesKept, assertTakesPlace, formOf, moveUp, unkeptAt } from './seat-commands.ts';
import { invited, oneInvitation } from './shape.ts';

/**
 * Invites an organisation with so many seats, which are kept for it until a day or until the event begins; its letter has the link under which it registers and changes its
 * delegates. Invited again, the number and the day are what is said last. @throws Problem 409 when there are not so many seats to promise, when it was called off or is over
 */
export const inviteOrganisation = command({
  name: 'seats.invite',
  input: invited,
  may: (scope, { eventId }, tx) => arranges(scope, eventId, tx),
  async run(context, { eventId, organisationId, email, seats, holdsUntil, locale, origin }) {
    const { tx, now, scope: { networkId } } = context;
    const form = await formOf(tx, networkId, eventId, { lock: true });
    assertTakesPlace(form, now);
    if (!(await areOrganisations(tx, networkId, [organisationId]))) throw notFound();
    const unkept = await unkeptAt(context, form);
    const before = await tx.selectFrom('registration_invitation').select('invitation_id').where('network_id', '=', networkId).where('event_id', '=', eventId).where('organisation_id', '=', organisationId).where('withdrawn_at', 'is', null).executeTakeFirst();
    const invitationId = before?.invitation_id ?? newId();
    if (before) await tx.updateTable('registration_invitation').set({ email, seats, locale, holds_until: holdsUntil, released_at: null }).where('network_id', '=', networkId).where('invitation_id', '=', invitationId).execute();
    else await tx.insertInto('registration_invitation').values({ network_id: networkId, invitation_id: invitationId, event_id: eventId, organisation_id: organisationId, email, seats, holds_until: holdsUntil, locale, origin: new URL(origin).origin, created_at: now }).execute();
    await assertPromisesKept(context, form, unkept, 'seats');
    await enqueue(tx, 'events.send-seats-letter', { networkId, invitationId }, `seats:${invitationId}`);
    await moveUp(context, form);
    return { invitationId };
  },
  record: ({ invitationId }, { eventId, organisationId, seats }) => ({ subject: { kind: 'seats-invitation', id: invitationId }, details: { event: eventId, organisation: organisationId, seats } }),
});

/** What an organisation has not used of its seats is kept for it no longer: whoever waits moves up, and is told why. Its link stays, for as long as there is room. */
export const releaseSeats = command({
  name: 'seats.release',
  input: oneInvitation,
  may: (scope, { eventId }, tx) => arranges(scope, eventId, tx),
  async run(context, { eventId, invitationId }) {
    const { tx, now, scope: { networkId } } = context;
    const form = await formOf(tx, networkId, eventId, { lock: true });
    const { numUpdatedRows } = await tx.updateTable('registration_invitation').set({ released_at: now }).where('network_id', '=', networkId).where('event_id', '=', eventId).where('invitation_id', '=', invitationId).where('withdrawn_at', 'is', null).executeTakeFirst();
    if (!numUpdatedRows) throw notFound();
    await moveUp(context, form, { because: 'released' });
    return { invitationId };
  },
  record: ({ invitationId }, { eventId }) => ({ subject: { kind: 'seats-invitation', id: invitationId }, details: { event: eventId } }),
});

/** The link opens nothing any more; delegates who are registered stay. */
export const withdrawSeats = command({
  name: 'seats.withdraw',
  input: oneInvitation,
  may: (scope, { eventId }, tx) => arranges(scope, eventId, tx),
  async run(context, { eventId, invitationId }) {
    const { tx, now, scope: { networkId } } = context;
    const form = await formOf(tx, networkId, eventId, { lock: true });
    const { numUpdatedRows } = await tx.updateTable('registration_invitation').set({ withdrawn_at: now }).where('network_id', '=', networkId).where('event_id', '=', eventId).where('invitation_id', '=', invitationId).where('withdrawn_at', 'is', null).executeTakeFirst();
    if (!numUpdatedRows) throw notFound();
    // What was kept for it is free, and its limit is gone too: those it kept waiting stand under the form's own.
    await moveUp(context, form, { because: 'released' });
    return { invitationId };
  },
  record: ({ invitationId }, { eventId }) => ({ subject: { kind: 'seats-invitation', id: invitationId }, details: { event: eventId } }),
});
