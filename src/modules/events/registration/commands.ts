import { sql } from 'kysely';
import { command, executeWithin, type CommandContext } from '#platform/command/command.ts';
import { fold } from '#platform/matching/fold.ts';
import { newId } from '#platform/ids.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { areOrganisations } from '#modules/organisations/queries.ts';
import { addPerson } from '#modules/people/commands.ts';
import { mayArrange } from '../access.ts';
import { namedBy } from '../secret-link.ts';
import { answersTo } from './answers.ts';
import { formOf, isOpenOn, moveUp, sendLetter } from './seat-commands.ts';
import { byLink, changed, decided, identified, invited, newRegistration, savedForm, withdrawnInvitation } from './shape.ts';
import { organisationMeant, peopleMeant, placeMeant, surely, type Delegate } from './who.ts';

const dayOf = (at: Date) => at.toISOString().slice(0, 10);
const about = ({ registrationId }: { registrationId: string }) => ({ subject: { kind: 'registration', id: registrationId } });

/** Says how one registers for an event: open or closed, seats, questions, and how long what was written is kept. Raised limits give seats at once. */
export const saveForm = command({
  name: 'registration_form.save',
  input: savedForm,
  may: (scope, { programmeId }) => mayArrange(scope, programmeId),
  async run(context, { programmeId, eventId, isOpen, closesOn, intro, perOrganisation, perMunicipality, quotas, questions, retentionDays }) {
    const { tx, scope: { networkId } } = context;
    if (!(await tx.selectFrom('event').select('event_id').where('network_id', '=', networkId).where('programme_id', '=', programmeId).where('event_id', '=', eventId).executeTakeFirst())) throw notFound();
    const row = {
      is_open: isOpen, closes_on: closesOn, intro: JSON.stringify(intro), per_organisation: perOrganisation, per_municipality: perMunicipality, quotas: JSON.stringify(quotas), questions: JSON.stringify(questions), retention_days: retentionDays,
    };
    await tx.insertInto('registration_form').values({ network_id: networkId, event_id: eventId, ...row }).onConflict((conflict) => conflict.columns(['network_id', 'event_id']).doUpdateSet(row)).execute();
    await moveUp(context, await formOf(tx, networkId, eventId, { lock: true }));
    return { eventId };
  },
  record: ({ eventId }, { programmeId, isOpen }) => ({ subject: { kind: 'event', id: eventId }, details: { programme: programmeId, open: isOpen } }),
});

/**
 * Somebody registers, without an account. Whoever solved the human check, or came by an invitation, is on the list at once; everybody else when the link in
 * her letter is opened. Somebody who is on the list already gets her letter again, and nobody else learns that she is.
 */
export const register = command({
  name: 'registration.register',
  input: newRegistration,
  // Anybody may ask; whether the form is open to her is said below, in a sentence.
  may: () => true,
  async run(context, input) {
    const { tx, now, scope: { networkId } } = context;
    const form = await formOf(tx, networkId, input.eventId, { lock: true });
    const invitation = input.invitationId
      ? await tx.selectFrom('registration_invitation').select(['invitation_id', 'organisation_id']).where('network_id', '=', networkId).where('event_id', '=', input.eventId).where('invitation_id', '=', input.invitationId).where('withdrawn_at', 'is', null).executeTakeFirst()
      : undefined;
    if (!isOpenOn(form, dayOf(now), !!invitation)) throw new Problem(409, 'registration.closed');
    const answers = answersTo(form.questions, input.answers);
    const known = await tx.selectFrom('registration').select(['registration_id', 'given', 'surname']).where('network_id', '=', networkId).where('event_id', '=', input.eventId).where('email', '=', input.email).where('state', 'in', ['seat', 'waiting', 'unconfirmed']).execute();
    const again = known.find((one) => fold(`${one.given} ${one.surname}`) === fold(`${input.given} ${input.surname}`));
    if (again) {
      await sendLetter(tx, networkId, again.registration_id, 'confirm');
      return { registrationId: again.registration_id, state: 'unconfirmed' as const };
    }
    if (input.challenge && (await tx.selectFrom('registration').select('registration_id').where('network_id', '=', networkId).where('challenge', '=', input.challenge).executeTakeFirst())) throw new Problem(422, 'registration.check_used');
    const place_id = placeMeant(input.placeText, form.venuePlace);
    const organisation_id = invitation?.organisation_id ?? (await organisationMeant(tx, networkId, input.organisationText, place_id));
    const who = await identify(context, { given: input.given, surname: input.surname, email: input.email, phone: input.phone, organisation: organisation_id, place: place_id });
    const registrationId = newId();
    const isSure = !!invitation || !!input.challenge;
    await tx
      .insertInto('registration')
      .values({
        network_id: networkId, registration_id: registrationId, event_id: input.eventId, invitation_id: invitation?.invitation_id ?? null, given: input.given, surname: input.surname,
        organisation_text: input.organisationText, organisation_id, place_text: input.placeText, place_id, email: input.email, phone: input.phone, role: input.role, needs_access: input.needsAccess, needs_food: input.needsFood,
        photo_consent: input.photoConsent, list_consent: input.listConsent, answers: JSON.stringify(answers), locale: input.locale, origin: new URL(input.origin).origin, state: isSure ? 'waiting' : 'unconfirmed', queued_at: now, created_at: now,
        challenge: input.challenge, ...who,
      })
      .execute();
    if (isSure) await moveUp(context, form, registrationId);
    else await sendLetter(tx, networkId, registrationId, 'confirm');
    return { registrationId, state: await stateOf(context, registrationId) };
  },
  record: (output) => about(output),
});

/** The link in the letter was opened by somebody: she is on the list from now on. Opened twice, it changes nothing twice. */
export const confirmRegistration = command({
  name: 'registration.confirm',
  input: byLink,
  may: (scope, { token }) => namedBy('registration', token)?.networkId === scope.networkId,
  async run(context, { token }) {
    const { tx, now, scope: { networkId } } = context;
    const { registrationId, form, row } = await linked(context, token);
    if (row.state === 'unconfirmed') {
      if (!isOpenOn(form, dayOf(now))) throw new Problem(409, 'registration.closed');
      await tx.updateTable('registration').set({ state: 'waiting', queued_at: now }).where('network_id', '=', networkId).where('registration_id', '=', registrationId).execute();
      await moveUp(context, form, registrationId);
    }
    return { registrationId };
  },
  record: about,
});

/** She does not come; whoever waits moves up. */
export const cancelRegistration = command({
  name: 'registration.cancel',
  input: byLink,
  may: (scope, { token }) => namedBy('registration', token)?.networkId === scope.networkId,
  async run(context, { token }) {
    const { tx, scope: { networkId } } = context;
    const { registrationId, form, row } = await linked(context, token);
    if (row.state === 'cancelled') return { registrationId };
    await tx.updateTable('registration').set({ state: 'cancelled' }).where('network_id', '=', networkId).where('registration_id', '=', registrationId).execute();
    await sendLetter(tx, networkId, registrationId, 'cancelled');
    await moveUp(context, form);
    return { registrationId };
  },
  record: about,
});

/**
 * Changes what was written, or gives the seat to another delegate of the same organisation: the seat and the place on the waiting list stay. With another name or
 * address it is another person: the earlier link opens nothing any more, and a new letter goes to the new one.
 */
export const changeRegistration = command({
  name: 'registration.change',
  input: changed,
  may: (scope, { token }) => namedBy('registration', token)?.networkId === scope.networkId,
  async run(context, { token, answers, ...input }) {
    const { tx, scope: { networkId } } = context;
    const { registrationId, form, row } = await linked(context, token);
    if (row.state !== 'seat' && row.state !== 'waiting') throw new Problem(409, 'registration.not_on_list');
    const isAnother = row.email !== input.email || fold(`${row.given} ${row.surname}`) !== fold(`${input.given} ${input.surname}`);
    const who = isAnother ? await identify(context, { ...input, organisation: row.organisation_id, place: row.place_id }) : {};
    await tx
      .updateTable('registration')
      .set({
        given: input.given, surname: input.surname, email: input.email, phone: input.phone, role: input.role, needs_access: input.needsAccess, needs_food: input.needsFood, photo_consent: input.photoConsent, list_consent: input.listConsent,
        answers: JSON.stringify(answersTo(form.questions, answers)), ...who, // The badge of the one before opens no door for the one after.
        ...(isAnother && { version: row.version + 1, reminded_at: null, check_in_code: sql<string>`new_check_in_code()` }),
      })
      .where('network_id', '=', networkId)
      .where('registration_id', '=', registrationId)
      .execute();
    if (isAnother) await sendLetter(tx, networkId, registrationId, row.state === 'seat' ? 'registered' : 'waiting');
    return { registrationId, isAnother };
  },
  record: ({ registrationId, isAnother }) => ({ subject: { kind: 'registration', id: registrationId }, details: { substituted: isAnother } }),
});

/** The coordinator decides: a seat beyond all limits, no seat, or first on the waiting list. */
export const decideRegistration = command({
  name: 'registration.decide',
  input: decided,
  may: (scope, { eventId }, tx) => arranges(scope, eventId, tx),
  async run(context, { eventId, registrationId, decision }) {
    const { tx, scope: { networkId } } = context;
    const form = await formOf(tx, networkId, eventId, { lock: true });
    const of = { network_id: networkId, event_id: eventId, registration_id: registrationId };
    const row = await tx.selectFrom('registration').select('state').where((eb) => eb.and(of)).executeTakeFirst();
    if (!row) throw notFound();
    if (decision === 'move-up') {
      if (row.state !== 'waiting') throw new Problem(409, 'registration.not_waiting');
      await sql`update registration set queued_at = (select min(queued_at) from registration where network_id = ${networkId} and event_id = ${eventId}) - interval '1 second' where network_id = ${networkId} and registration_id = ${registrationId}`.execute(tx);
    } else {
      const state = decision === 'accept' ? 'seat' : 'declined';
      if (row.state === state) return { registrationId };
      if (row.state === 'cancelled') throw new Problem(409, 'registration.not_on_list');
      await tx.updateTable('registration').set({ state }).where((eb) => eb.and(of)).execute();
      await sendLetter(tx, networkId, registrationId, decision === 'accept' ? 'promoted' : 'declined');
    }
    await moveUp(context, form);
    return { registrationId };
  },
  record: ({ registrationId }, { eventId, decision }) => ({ subject: { kind: 'registration', id: registrationId }, details: { event: eventId, decision } }),
});

/** The coordinator says who somebody on the list is: a person already known, or a new one. */
export const identifyRegistration = command({
  name: 'registration.identify',
  input: identified,
  may: (scope, { eventId }, tx) => arranges(scope, eventId, tx),
  async run(context, { eventId, registrationId, personId }) {
    const { tx, scope: { networkId } } = context;
    const of = { network_id: networkId, event_id: eventId, registration_id: registrationId };
    const row = await tx.selectFrom('registration').select(['given', 'surname', 'email', 'phone', 'role', 'organisation_id']).where((eb) => eb.and(of)).forUpdate().executeTakeFirst();
    if (!row) throw notFound();
    if (personId && !(await tx.selectFrom('person').select('person_id').where('network_id', '=', networkId).where('person_id', '=', personId).executeTakeFirst())) throw notFound();
    const affiliations = row.organisation_id ? [{ organisationId: row.organisation_id, role: row.role }] : [];
    const known = personId ?? (await executeWithin(context, addPerson, { given: row.given, surname: row.surname, email: row.email, phone: row.phone, affiliations })).personId;
    await tx.updateTable('registration').set({ person_id: known, identified_by: personId ? 'coordinator' : 'new' }).where((eb) => eb.and(of)).execute();
    return { registrationId, personId: known };
  },
  record: ({ registrationId, personId }, { eventId }) => ({ subject: { kind: 'registration', id: registrationId }, details: { event: eventId, person: personId } }),
});

/** Invites an organisation with so many seats; its letter has the link under which it registers and changes its delegates. Invited again, the number is what is said last. */
export const inviteOrganisation = command({
  name: 'seats.invite',
  input: invited,
  may: (scope, { eventId }, tx) => arranges(scope, eventId, tx),
  async run(context, { eventId, organisationId, email, seats, locale, origin }) {
    const { tx, now, scope: { networkId } } = context;
    const form = await formOf(tx, networkId, eventId, { lock: true });
    if (!(await areOrganisations(tx, networkId, [organisationId]))) throw notFound();
    const before = await tx.selectFrom('registration_invitation').select('invitation_id').where('network_id', '=', networkId).where('event_id', '=', eventId).where('organisation_id', '=', organisationId).where('withdrawn_at', 'is', null).executeTakeFirst();
    const invitationId = before?.invitation_id ?? newId();
    if (before) await tx.updateTable('registration_invitation').set({ email, seats, locale }).where('network_id', '=', networkId).where('invitation_id', '=', invitationId).execute();
    else await tx.insertInto('registration_invitation').values({ network_id: networkId, invitation_id: invitationId, event_id: eventId, organisation_id: organisationId, email, seats, locale, origin: new URL(origin).origin, created_at: now }).execute();
    await sql`select enqueue_job('events.send-seats-letter', ${JSON.stringify({ networkId, invitationId })}::json, ${`seats:${invitationId}`})`.execute(tx);
    await moveUp(context, form);
    return { invitationId };
  },
  record: ({ invitationId }, { eventId, organisationId, seats }) => ({ subject: { kind: 'seats-invitation', id: invitationId }, details: { event: eventId, organisation: organisationId, seats } }),
});

/** The link opens nothing any more; delegates who are registered stay. */
export const withdrawSeats = command({
  name: 'seats.withdraw',
  input: withdrawnInvitation,
  may: (scope, { eventId }, tx) => arranges(scope, eventId, tx),
  async run({ tx, now, scope: { networkId } }, { eventId, invitationId }) {
    const { numUpdatedRows } = await tx.updateTable('registration_invitation').set({ withdrawn_at: now }).where('network_id', '=', networkId).where('event_id', '=', eventId).where('invitation_id', '=', invitationId).where('withdrawn_at', 'is', null).executeTakeFirst();
    if (!numUpdatedRows) throw notFound();
    return { invitationId };
  },
  record: ({ invitationId }, { eventId }) => ({ subject: { kind: 'seats-invitation', id: invitationId }, details: { event: eventId } }),
});

async function arranges(scope: CommandContext['scope'], eventId: string, tx: CommandContext['tx']): Promise<boolean> {
  const event = await tx.selectFrom('event').select('programme_id').where('network_id', '=', scope.networkId).where('event_id', '=', eventId).executeTakeFirst();
  return !!event && mayArrange(scope, event.programme_id);
}

/** What a link names, with its form locked. @throws 404 for a link of before a substitution, and for what was removed */
async function linked({ tx, scope: { networkId } }: CommandContext, token: string) {
  const named = namedBy('registration', token);
  if (!named) throw notFound();
  const of = { network_id: networkId, registration_id: named.id };
  const found = await tx.selectFrom('registration').select(['event_id', 'version']).where((eb) => eb.and(of)).executeTakeFirst();
  if (!found || found.version !== named.version) throw notFound();
  const form = await formOf(tx, networkId, found.event_id, { lock: true });
  const row = await tx.selectFrom('registration').selectAll().where((eb) => eb.and(of)).executeTakeFirstOrThrow();
  if (row.version !== named.version) throw notFound();
  return { registrationId: named.id, form, row };
}

async function identify({ tx, scope: { networkId } }: CommandContext, delegate: Delegate) {
  const person_id = surely((await peopleMeant(tx, networkId, [delegate]))[0]!);
  return { person_id, identified_by: person_id ? 'matching' : null };
}

const stateOf = async ({ tx, scope: { networkId } }: CommandContext, registrationId: string) =>
  (await tx.selectFrom('registration').select('state').where('network_id', '=', networkId).where('registration_id', '=', registrationId).executeTakeFirstOrThrow()).state as 'unconfirmed' | 'seat' | 'waiting';
