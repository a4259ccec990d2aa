/** What a coordinator decides about somebody on the list: her seat, who she is, and for whom she comes. */
import { sql } from 'kysely';
import { command, executeWithin } from '#platform/command/command.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { areOrganisations } from '#modules/organisations/queries.ts';
import { addPerson } from '#modules/people/commands.ts';
import { unitById } from '#modules/places/gazetteer.ts';
import { becameKnown } from './forgetting-commands.ts';
import { arranges, assertPromisesKept, assertTakesPlace, formOf, moveUp, sendLetter, unkeptAt } from './seat-commands.ts';
import { belongs, decided, identified, twoPeople } from './shape.ts';
import { identify } from './who.ts';

/** The coordinator decides: a seat beyond all limits, no seat, first on the waiting list, or, as she was told, that somebody does not come. A seat that is promised to an organisation is not hers to give: it is released first. @throws Problem 409 when it was called off or is over */
export const decideRegistration = command({
  name: 'registration.decide',
  input: decided,
  may: (scope, { eventId }, tx) => arranges(scope, eventId, tx),
  async run(context, { eventId, registrationId, decision }) {
    const { tx, now, scope: { networkId } } = context;
    const form = await formOf(tx, networkId, eventId, { lock: true });
    assertTakesPlace(form, now);
    const of = { network_id: networkId, event_id: eventId, registration_id: registrationId };
    const row = await tx.selectFrom('registration').select('state').where((eb) => eb.and(of)).executeTakeFirst();
    if (!row) throw notFound();
    if (decision === 'move-up') {
      if (row.state !== 'waiting') throw new Problem(409, 'registration.not_waiting');
      await sql`update registration set queued_at = (select min(queued_at) from registration where network_id = ${networkId} and event_id = ${eventId}) - interval '1 second' where network_id = ${networkId} and registration_id = ${registrationId}`.execute(tx);
    } else {
      const state = ({ accept: 'seat', decline: 'declined', cancel: 'cancelled' } as const)[decision];
      if (row.state === state) return { registrationId };
      if (row.state === 'cancelled') throw new Problem(409, 'registration.not_on_list');
      const unkept = await unkeptAt(context, form);
      await tx.updateTable('registration').set({ state }).where((eb) => eb.and(of)).execute();
      if (decision === 'accept') await assertPromisesKept(context, form, unkept);
      await sendLetter(tx, networkId, registrationId, ({ accept: 'promoted', decline: 'declined', cancel: 'cancelled' } as const)[decision]);
    }
    await moveUp(context, form);
    return { registrationId };
  },
  record: ({ registrationId }, { eventId, decision }) => ({ subject: { kind: 'registration', id: registrationId }, details: { event: eventId, decision } }),
});

/** The coordinator says who somebody on the list is: a person already known, or a new one. New said twice is one. */
export const identifyRegistration = command({
  name: 'registration.identify',
  input: identified,
  may: (scope, { eventId }, tx) => arranges(scope, eventId, tx),
  async run(context, { eventId, registrationId, personId }) {
    const { tx, scope: { networkId } } = context;
    const of = { network_id: networkId, event_id: eventId, registration_id: registrationId };
    const row = await tx.selectFrom('registration').select(['given', 'surname', 'email', 'phone', 'role', 'organisation_id', 'person_id', 'identified_by']).where((eb) => eb.and(of)).forUpdate().executeTakeFirst();
    if (!row) throw notFound();
    if (!personId && row.person_id && row.identified_by === 'new') return { registrationId, personId: row.person_id };
    if (personId && !(await tx.selectFrom('person').select('person_id').where('network_id', '=', networkId).where('person_id', '=', personId).executeTakeFirst())) throw notFound();
    const affiliations = row.organisation_id ? [{ organisationId: row.organisation_id, role: row.role }] : [];
    const known = personId ?? (await executeWithin(context, addPerson, { given: row.given, surname: row.surname, email: row.email, phone: row.phone, affiliations })).personId;
    if (!personId) await becameKnown(tx, networkId, [known]);
    await tx.updateTable('registration').set({ person_id: known, identified_by: personId ? 'coordinator' : 'new' }).where((eb) => eb.and(of)).execute();
    return { registrationId, personId: known };
  },
  record: ({ registrationId, personId }, { eventId }) => ({ subject: { kind: 'registration', id: registrationId }, details: { event: eventId, person: personId } }),
});

/**
 * The coordinator says for which organisation and municipality somebody on the list comes, where what she wrote was not recognised or was taken for another. It counts under the limits at
 * once; what she wrote stays beside it. @throws Problem 409 for another organisation than that of her invitation
 */
export const sayBelonging = command({
  name: 'registration.belongs',
  input: belongs,
  may: (scope, { eventId }, tx) => arranges(scope, eventId, tx),
  async run(context, { eventId, registrationId, organisationId, placeId }) {
    const { tx, scope: { networkId } } = context;
    const form = await formOf(tx, networkId, eventId, { lock: true });
    const of = { network_id: networkId, event_id: eventId, registration_id: registrationId };
    const row = await tx.selectFrom('registration').select(['given', 'surname', 'email', 'phone', 'person_id', 'invitation_id', 'organisation_id']).where((eb) => eb.and(of)).executeTakeFirst();
    if (!row || (organisationId && !(await areOrganisations(tx, networkId, [organisationId]))) || (placeId && !unitById(placeId))) throw notFound();
    if (row.invitation_id && organisationId !== row.organisation_id) throw new Problem(409, 'registration.comes_by_invitation', {}, 'organisation');
    // Whom nobody has recognised yet may be recognised by her organisation.
    const who = row.person_id ? {} : await identify(context, { ...row, organisation: organisationId, place: placeId });
    await tx.updateTable('registration').set({ organisation_id: organisationId, place_id: placeId, ...who }).where((eb) => eb.and(of)).execute();
    await moveUp(context, form);
    return { registrationId };
  },
  record: ({ registrationId }, { eventId, organisationId, placeId }) => ({ subject: { kind: 'registration', id: registrationId }, details: { event: eventId, organisation: organisationId, place: placeId } }),
});

/** The coordinator says that two on the list who look like one person are two: they are not asked about any more. */
export const sayTwoPeople = command({
  name: 'registration.two_people',
  input: twoPeople,
  may: (scope, { eventId }, tx) => arranges(scope, eventId, tx),
  async run({ tx, scope: { networkId } }, { eventId, registrationId, otherId }) {
    const [one_id, other_id] = [registrationId, otherId].sort() as [string, string];
    const both = await tx.selectFrom('registration').select('registration_id').where('network_id', '=', networkId).where('event_id', '=', eventId).where('registration_id', 'in', [one_id, other_id]).execute();
    if (both.length !== 2) throw notFound();
    await tx.insertInto('registration_two_people').values({ network_id: networkId, one_id, other_id }).onConflict((conflict) => conflict.doNothing()).execute();
    return { registrationId };
  },
  record: ({ registrationId }, { eventId, otherId }) => ({ subject: { kind: 'registration', id: registrationId }, details: { event: eventId, other: otherId } }),
});
