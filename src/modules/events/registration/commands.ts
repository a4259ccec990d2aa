import { sql, type RawBuilder } from 'kysely';
import { command, type CommandContext } from '#platform/command/command.ts';
import { assertSeen } from '#platform/command/seen.ts';
import { fold } from '#platform/matching/fold.ts';
import { newId } from '#platform/ids.ts';
import { enqueue } from '#platform/jobs/jobs.ts';
import { InvalidInput, notFound, Problem } from '#platform/problem.ts';
import { mayArrange } from '../access.ts';
import { knownOf } from '../check-in/standing-queries.ts';
import { namedBy } from '../secret-link.ts';
import { answersTo } from './answers.ts';
import { evaluationDue } from '../learning/queries.ts';
import { askedBy, markOf, missingIn } from './form.ts';
import { daysToKeep } from './retention.ts';
import { arranges, assertNotOver, assertPromisesKept, assertTakesPlace, dayAt, formIfAny, formOf, isOpenOn, mayConfirm, moveUp, sendLetter, unkeptAt, type FormRow } from './seat-commands.ts';
import { byLink, changed, consented, left, newRegistration, savedForm, substituted, type Answers, type Changed, type NewRegistration } from './shape.ts';
import { identify, organisationMeant, placeMeant } from './who.ts';

const about = ({ registrationId }: { registrationId: string }) => ({ subject: { kind: 'registration', id: registrationId } });

/**
 * Says how one registers for an event: open or closed, seats, questions, and how long what was written is kept. Raised limits give seats at once.
 * @throws Problem 422 when the addresses would be gone before a planned evaluation is written to them; 409 when promised seats would be lost, and when somebody else has changed it meanwhile
 */
export const saveForm = command({
  name: 'registration_form.save',
  input: savedForm,
  may: (scope, { programmeId }) => mayArrange(scope, programmeId),
  async run(context, { programmeId, eventId, seen, isOpen, closesOn, intro, perOrganisation, perMunicipality, quotas, questions, asksSex, asksAge, retentionDays }) {
    const { tx, scope: { networkId } } = context;
    if (!(await tx.selectFrom('event').select('event_id').where('network_id', '=', networkId).where('programme_id', '=', programmeId).where('event_id', '=', eventId).executeTakeFirst())) throw notFound();
    const row = {
      is_open: isOpen, closes_on: closesOn, intro: JSON.stringify(intro), per_organisation: perOrganisation, per_municipality: perMunicipality, quotas: JSON.stringify(quotas), questions: JSON.stringify(questions), asks_sex: asksSex, asks_age: asksAge,
      retention_days: retentionDays,
    };
    const before = await formIfAny(context, eventId);
    assertSeen(seen, markOf(before));
    const unkept = before ? await unkeptAt(context, before) : 0;
    await tx.insertInto('registration_form').values({ network_id: networkId, event_id: eventId, ...row }).onConflict((conflict) => conflict.columns(['network_id', 'event_id']).doUpdateSet(row)).execute();
    const form = await formOf(tx, networkId, eventId, { lock: true });
    const due = await evaluationDue(tx, networkId, eventId);
    if (due && retentionDays < daysToKeep(form.lastDay, due)) throw new Problem(422, 'registration.kept_too_short', { n: daysToKeep(form.lastDay, due) }, 'retentionDays');
    await assertPromisesKept(context, form, unkept);
    await moveUp(context, form);
    return { eventId };
  },
  record: ({ eventId }, { programmeId, isOpen }) => ({ subject: { kind: 'event', id: eventId }, details: { programme: programmeId, open: isOpen } }),
});

/**
 * Somebody registers, without an account. Whoever solved the human check, or came by an invitation, is on the list at once; everybody else when the link in
 * her letter is opened. Somebody who is on the list already gets her letter again, and nobody else learns that she is. So does somebody who was not accepted: that is for the coordinator
 * to change, not for her or her organisation. A coordinator writes it for whoever telephones, under the same limits, also where the form is closed to others and as long as the event
 * goes on; what she agrees to is then known only where it is said how she said so. What an organisation writes about its delegate says nothing of that: she is asked by her own link.
 * @throws InvalidInput with all that is missing, also an organisation or municipality left out where seats are limited by it; Problem 409 by hand for somebody who is on the list
 */
export const register = command({
  name: 'registration.register',
  input: newRegistration,
  // Anybody may ask; whether the form is open to her is said below, in a sentence.
  may: (scope, { eventId, byHand }, tx) => (byHand ? arranges(scope, eventId, tx) : true),
  async run(context, input) {
    const { tx, now, scope: { networkId } } = context;
    const { byHand } = input;
    const form = await formOf(tx, networkId, input.eventId, { lock: true });
    const sent = byHand && (await tx.selectFrom('registration').select('event_id').where('network_id', '=', networkId).where('registration_id', '=', byHand.registrationId).executeTakeFirst());
    if (sent && sent.event_id !== input.eventId) throw notFound();
    if (sent) return { registrationId: byHand.registrationId, state: await stateOf(context, byHand.registrationId) };
    const invitation = input.invitationId
      ? await tx.selectFrom('registration_invitation').select(['invitation_id', 'organisation_id']).where('network_id', '=', networkId).where('event_id', '=', input.eventId).where('invitation_id', '=', input.invitationId).where('withdrawn_at', 'is', null).executeTakeFirst()
      : undefined;
    if (byHand) assertTakesPlace(form, now);
    else if (!isOpenOn(form, dayAt(form, now), !!invitation)) throw new Problem(409, 'registration.closed');
    const missing = missingIn(askedBy(form), input, { isInvited: !!invitation });
    if (missing.length) throw new InvalidInput(missing);
    const answers = answersTo(form.questions, input.answers);
    const known = !input.email ? [] : await tx.selectFrom('registration').select(['registration_id', 'given', 'surname', 'state']).where('network_id', '=', networkId).where('event_id', '=', input.eventId).where('email', '=', input.email).where('state', '!=', 'cancelled').execute();
    const hers = known.filter((one) => fold(`${one.given} ${one.surname}`) === fold(`${input.given} ${input.surname}`));
    const again = hers.find(({ state }) => state !== 'declined') ?? hers[0];
    if (again && byHand) throw new Problem(409, 'registration.on_list_already', { state: again.state }, 'email');
    if (again) {
      await sendLetter(tx, networkId, again.registration_id, again.state === 'declined' ? 'declined' : 'confirm');
      return { registrationId: again.registration_id, state: 'unconfirmed' as const };
    }
    if (input.challenge && (await tx.selectFrom('registration').select('registration_id').where('network_id', '=', networkId).where('challenge', '=', input.challenge).executeTakeFirst())) throw new Problem(422, 'registration.check_used');
    const place_id = await placeMeant(tx, networkId, input.placeText, form.venuePlace);
    const organisation_id = invitation?.organisation_id ?? (await organisationMeant(tx, networkId, input.organisationText, place_id));
    const who = await identify(context, { given: input.given, surname: input.surname, email: input.email, phone: input.phone, organisation: organisation_id, place: place_id });
    const registrationId = byHand?.registrationId ?? newId();
    const isSure = !!invitation || !!byHand || !!input.challenge;
    await tx
      .insertInto('registration')
      .values({
        network_id: networkId, registration_id: registrationId, event_id: input.eventId, invitation_id: invitation?.invitation_id ?? null, given: input.given, surname: input.surname,
        organisation_text: input.organisationText, organisation_id, place_text: input.placeText, place_id, email: input.email, phone: input.phone, role: input.role, needs_access: input.needsAccess, needs_food: input.needsFood,
        by_hand: !!byHand, ...consentOf(input, !!invitation), ...characteristics(form, input), answers: JSON.stringify(answers), locale: input.locale, origin: new URL(input.origin).origin, state: isSure ? 'waiting' : 'unconfirmed', queued_at: now, created_at: now,
        challenge: input.challenge, ...who,
      })
      .execute();
    if (isSure) await moveUp(context, form, { isNew: registrationId });
    else await sendLetter(tx, networkId, registrationId, 'confirm');
    return { registrationId, state: await stateOf(context, registrationId) };
  },
  record: (output, { byHand }) => ({ ...about(output), ...(byHand && { details: { byHand: true, consent: byHand.consent ?? 'not asked' } }) }),
});

/** The link in the letter was opened by somebody: she is on the list from now on, also where the form was closed since: she wrote in time. Opened twice, it changes nothing twice. */
export const confirmRegistration = command({
  name: 'registration.confirm',
  input: byLink,
  may: (scope, { token }) => namedBy('registration', token)?.networkId === scope.networkId,
  async run(context, { token }) {
    const { tx, now, scope: { networkId } } = context;
    const { registrationId, form, row } = await linked(context, token);
    if (row.state === 'unconfirmed') {
      if (!mayConfirm(form, dayAt(form, now))) throw new Problem(409, 'registration.closed');
      await tx.updateTable('registration').set({ state: 'waiting', queued_at: now }).where('network_id', '=', networkId).where('registration_id', '=', registrationId).execute();
      await moveUp(context, form, { isNew: registrationId });
    }
    return { registrationId };
  },
  record: about,
});

/** She does not come, or her organisation says so; whoever waits moves up. Who was not accepted stays so: a cancelled one could register anew. @throws Problem 409 when it is over */
export const cancelRegistration = command({
  name: 'registration.cancel',
  input: left,
  may: (scope, link) => isNamed(scope, link),
  async run(context, link) {
    const { tx, now, scope: { networkId } } = context;
    const { registrationId, form, row } = await linked(context, link.token, link.registrationId);
    if (row.state === 'cancelled' || row.state === 'declined') return { registrationId };
    assertNotOver(form, now);
    await tx.updateTable('registration').set({ state: 'cancelled' }).where('network_id', '=', networkId).where('registration_id', '=', registrationId).execute();
    await sendLetter(tx, networkId, registrationId, 'cancelled');
    await moveUp(context, form);
    return { registrationId };
  },
  record: about,
});

/**
 * Changes what somebody wrote of herself. A name may be put right; that somebody else comes is said with `substituteDelegate`. With another address the earlier link
 * opens nothing any more, and a letter with a new one goes there. Who she is stays as it was said, and as she came. @throws Problem 422 for the name of somebody else; 409 when it is over
 */
export const changeRegistration = command({
  name: 'registration.change',
  input: changed,
  may: (scope, { token }) => namedBy('registration', token)?.networkId === scope.networkId,
  async run(context, { token, answers, ...input }) {
    const { registrationId, form, row } = await linked(context, token);
    assertOnList(row);
    assertNotOver(form, context.now);
    const isSame = { given: fold(row.given) === fold(input.given), surname: fold(row.surname) === fold(input.surname) };
    const isMoved = row.email !== input.email;
    if (!(isSame.given && isSame.surname) && (isMoved || (!isSame.given && !isSame.surname))) throw new Problem(422, 'registration.somebody_else', {}, 'given');
    const isOtherwise = isMoved || !isSame.given || !isSame.surname;
    const who = isOtherwise && !(await staysWhoSheIs(context, form, row)) ? await identify(context, { ...input, organisation: row.organisation_id, place: row.place_id }) : {};
    await write(context, registrationId, { ...input, answers: answersTo(form.questions, answers, row.answers as Answers) }, { ...characteristics(form, input), ...who, ...(isMoved && { version: row.version + 1 }) });
    // While it is called off no letter says that she has a seat; the new link is hers all the same.
    if (isMoved) await sendLetter(context.tx, context.scope.networkId, registrationId, form.isCancelled ? 'called_off' : row.state === 'seat' ? 'registered' : 'waiting');
    return { registrationId, isMoved };
  },
  record: about,
});

/**
 * Gives the seat, or the place on the waiting list, to somebody else of the same organisation. Nothing the one before wrote of herself is left: what she needs, what she
 * allowed, how she is reached, the code of her badge; her link opens nothing any more. A letter goes to the new one, by whose link she is asked what she agrees to, and one to her.
 * @throws Problem 409 when it was called off or is over
 */
export const substituteDelegate = command({
  name: 'registration.substitute',
  input: substituted,
  may: (scope, link) => isNamed(scope, link),
  async run(context, { token, registrationId: of, answers, ...input }) {
    const { registrationId, form, row } = await linked(context, token, of);
    assertOnList(row);
    assertTakesPlace(form, context.now);
    const who = await identify(context, { ...input, organisation: row.organisation_id, place: row.place_id });
    await tellReplaced(context, row, of !== null);
    await write(context, registrationId, { ...input, answers: answersTo(form.questions, answers) }, { ...characteristics(form, input), ...notAsked, by_hand: false, ...who, version: row.version + 1, delegate: row.delegate + 1, reminded_at: null, check_in_code: sql<string>`new_check_in_code()` });
    await sendLetter(context.tx, context.scope.networkId, registrationId, row.state === 'seat' ? 'registered' : 'waiting');
    return { registrationId };
  },
  record: about,
});

/** Writes to whoever had the place that somebody else comes. Where she is reached is kept until the letter is sent. */
async function tellReplaced({ tx, scope: { networkId } }: CommandContext, { registration_id, given, surname, email }: { registration_id: string; given: string; surname: string; email: string | null }, by_organisation: boolean) {
  if (!email) return;
  const replacedId = newId();
  await tx.insertInto('replaced_delegate').values({ network_id: networkId, replaced_id: replacedId, registration_id, given, surname, email, by_organisation }).execute();
  await enqueue(tx, 'events.send-replaced-letter', { networkId, replacedId }, `replaced:${replacedId}`);
}

/** She agrees to stand on the list other participants see, or to be photographed, or does not any more. It holds at once: nothing that shows either is kept beside it. */
export const changeConsent = command({
  name: 'registration.consent',
  input: consented,
  may: (scope, { token }) => namedBy('registration', token)?.networkId === scope.networkId,
  async run(context, { token, photoConsent, listConsent }) {
    const { registrationId, row } = await linked(context, token);
    assertOnList(row);
    await context.tx.updateTable('registration').set({ photo_consent: photoConsent, list_consent: listConsent, consent_said: 'herself' }).where('network_id', '=', context.scope.networkId).where('registration_id', '=', registrationId).execute();
    return { registrationId };
  },
  record: ({ registrationId }, { photoConsent, listConsent }) => ({ subject: { kind: 'registration', id: registrationId }, details: { photo: photoConsent, list: listConsent } }),
});

/** The link is one of this network: her own, or that of an invitation. */
const isNamed = (scope: CommandContext['scope'], { token, registrationId }: { token: string; registrationId: string | null }) => namedBy(registrationId ? 'seats' : 'registration', token)?.networkId === scope.networkId;

/**
 * What a link names, with its form locked. @param delegate whom the link of an invitation means; null for somebody's own link
 * @throws 404 for a link of before a substitution, for one of an invitation that was withdrawn or is not hers, and for what was removed
 */
async function linked({ tx, scope: { networkId } }: CommandContext, token: string, delegate: string | null = null) {
  const named = namedBy(delegate ? 'seats' : 'registration', token);
  if (!named) throw notFound();
  const registrationId = delegate ?? named.id;
  const of = { network_id: networkId, registration_id: registrationId };
  const found = await tx.selectFrom('registration').select('event_id').where((eb) => eb.and(of)).executeTakeFirst();
  if (!found) throw notFound();
  const form = await formOf(tx, networkId, found.event_id, { lock: true });
  const row = await tx.selectFrom('registration').selectAll().where((eb) => eb.and(of)).executeTakeFirstOrThrow();
  const isTheirs = delegate
    ? row.invitation_id === named.id && !!(await tx.selectFrom('registration_invitation').select('invitation_id').where('network_id', '=', networkId).where('invitation_id', '=', named.id).where('withdrawn_at', 'is', null).executeTakeFirst())
    : row.version === named.version;
  if (!isTheirs) throw notFound();
  return { registrationId, form, row };
}

function assertOnList({ state }: { state: string }) {
  if (state !== 'seat' && state !== 'waiting') throw new Problem(409, 'registration.not_on_list');
}

/** Writes who comes and all she said of herself; what she left out is empty. */
async function write({ tx, scope: { networkId } }: CommandContext, registrationId: string, one: Omit<Changed, 'token'>, more: { sex: string | null; age_group: string | null; photo_consent?: boolean; list_consent?: boolean; consent_said?: null; by_hand?: boolean; person_id?: string | null; identified_by?: string | null; version?: number; delegate?: number; reminded_at?: null; check_in_code?: RawBuilder<string> }) {
  await tx
    .updateTable('registration')
    .set({
      given: one.given, surname: one.surname, email: one.email, phone: one.phone, role: one.role, needs_access: one.needsAccess, needs_food: one.needsFood,
      answers: JSON.stringify(one.answers), ...more,
    })
    .where('network_id', '=', networkId)
    .where('registration_id', '=', registrationId)
    .execute();
}

/** She was not asked yet what she agrees to: until she is, she agrees to nothing. */
const notAsked = { photo_consent: false, list_consent: false, consent_said: null };

/** What she agrees to, in the columns of a registration. @throws Problem 422 where a coordinator ticks it and does not say how it was said */
function consentOf({ photoConsent, listConsent, byHand }: NewRegistration, isInvited: boolean) {
  if (byHand && !byHand.consent && (photoConsent || listConsent)) throw new Problem(422, 'registration.consent_how', {}, 'consent');
  if (byHand ? !byHand.consent : isInvited) return notAsked;
  return { photo_consent: photoConsent, list_consent: listConsent, consent_said: byHand?.consent ?? 'herself' };
}

/** Sex and age group, where the form asks for them; nothing of either is kept that nobody asked for. */
const characteristics = ({ asksSex, asksAge }: FormRow, { sex, ageGroup }: Pick<Changed, 'sex' | 'ageGroup'>) => ({ sex: asksSex ? sex : null, age_group: asksAge ? ageGroup : null });

/** What a person said of who she is, and who has been seen at the event, is not asked again because she puts her name or address right; only what the matching took her for before she came. */
async function staysWhoSheIs({ tx, scope: { networkId } }: CommandContext, { programmeId, eventId }: FormRow, { person_id, identified_by }: { person_id: string | null; identified_by: string | null }): Promise<boolean> {
  if (!person_id) return false;
  if (identified_by !== 'matching') return true;
  const { same_as } = await tx.selectFrom('person').select('same_as').where('network_id', '=', networkId).where('person_id', '=', person_id).executeTakeFirstOrThrow();
  const known = await knownOf(tx, networkId, programmeId, eventId, [same_as ?? person_id]);
  return [...known.values()].some(({ presence }) => presence.days.length > 0);
}

const stateOf = async ({ tx, scope: { networkId } }: CommandContext, registrationId: string) =>
  (await tx.selectFrom('registration').select('state').where('network_id', '=', networkId).where('registration_id', '=', registrationId).executeTakeFirstOrThrow()).state as 'unconfirmed' | 'seat' | 'waiting';
