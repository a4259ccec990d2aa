import { fail, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { qrPath } from '#platform/documents/qr-picture.ts';
import { Problem } from '#platform/problem.ts';
import { isId } from '#platform/ids.ts';
import { linkOrigin } from '#platform/session/origin.ts';
import type { Scope } from '#platform/session/scope.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import type { WordKey } from '#platform/words/translate.ts';
import { say } from '#platform/words/localised.ts';
import { mayArrange } from '#modules/events/access.ts';
import { planOf } from '#modules/events/planning/queries.ts';
import { messagesAbout } from '#modules/events/messages/queries.ts';
import { decideRegistration, identifyRegistration, sayBelonging, sayTwoPeople } from '#modules/events/registration/deciding-commands.ts';
import { inviteOrganisation, releaseSeats, withdrawSeats } from '#modules/events/registration/invitation-commands.ts';
import { sayAnswer } from '#modules/events/registration/answers.ts';
import { registrations } from '#modules/events/registration/queries.ts';
import { registeredOne } from '#modules/events/registration/row-queries.ts';
import { endedBy } from '#modules/events/registration/seat-commands.ts';
import { sayWaits } from '#modules/events/registration/say.ts';
import { states, unrecognised } from '#modules/events/registration/shape.ts';
import { perhapsOrganisations } from '#modules/door/queries.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { mayAddOrganisation } from '#modules/organisations/access.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { written } from '#modules/organisations/form.ts';
import { organisationsNamed } from '#modules/organisations/queries.ts';
import { placeName } from '#modules/places/say.ts';
import { newOrganisation } from '#modules/organisations/shape.ts';
import { municipalityNames, placeNamed, writtenName } from '#modules/places/written-name.ts';
import { failed, scopeOf, textsOf } from '../../../../../signed-in.ts';
import { knownNames } from './known.ts';
import type { Actions, PageServerLoad } from './$types';

function filterOf(url: URL) {
  const wanted = (name: string) => url.searchParams.get(name);
  return { q: wanted('q'), state: states.find((one) => one === wanted('state')) ?? null, unrecognised: unrecognised.find((one) => one === wanted('unrecognised')) ?? null, page: Number.parseInt(wanted('page') ?? '1', 10) || 1 };
}

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const plan = await planOf(scope, params.event);
  const filter = filterOf(url);
  const { form, registered, invitations, answers, ...list } = await registrations(scope, params.event, filter);
  const t = await wordsOf(locals.locale);
  const arranges = mayArrange(scope, plan.programme.programmeId);
  // Without a language: each guest is led to hers.
  const address = `${linkOrigin(url.origin)}/events/${params.event}/register`;
  const { country } = await networkOf(scope);
  return {
    plan,
    form: form && { isOpen: form.isOpen, isPurged: form.purgedAt !== null },
    registered: registered.map(({ waits, mayBe, twins, ...one }) => ({
      ...one,
      twins: twins.map(({ because, ...twin }) => ({ ...twin, because: because.map(({ code, params }) => t(`import.because_${code}` as WordKey, params)) })),
      waits: waits && sayWaits(waits, t),
      mayBe: { organisation: mayBe.organisations, place: mayBe.places.map((id) => writtenName(id, { country, locale: locals.locale })) },
      municipality: one.placeId && placeName(one.placeId, locals),
      fields: { organisation: one.organisationId ? (one.organisation ?? '') : '', place: one.placeId ? writtenName(one.placeId, { country, locale: locals.locale }) : '' },
    })),
    invitations,
    filter,
    list,
    // What was asked with given answers, counted over all languages.
    answers: (form?.questions ?? []).flatMap((question) => (answers[question.id] ? [{ title: say(question.titles, locals.locale), counts: Object.entries(answers[question.id]!).map(([answer, n]) => ({ answer: sayAnswer(question, answer, t), n })).sort((a, b) => b.n - a.n) }] : [])),
    mayArrange: arranges,
    mayAdd: mayAddOrganisation(scope),
    ended: form && endedBy(form, new Date()),
    known: arranges ? await knownNames(scope, locals.locale) : { organisations: [], municipalities: [] },
    messages: arranges ? await messagesAbout(scope, params.event) : [],
    entered: await enteredIn(url, scope, params.event),
    invited: url.searchParams.get('invited'),
    share: { address, picture: qrPath(address) },
  };
};

/** Whom the coordinator has just put on the list, and how that ended. */
async function enteredIn(url: URL, scope: Scope, eventId: string) {
  const wanted = url.searchParams.get('entered');
  if (!isId(wanted)) return null;
  const { given, surname, state, email } = await registeredOne(scope, eventId, wanted);
  return { name: `${given} ${surname}`, state, hasLetter: !!email };
}

/** The organisation called so, in either script; of several, the one that is written exactly so. @throws Problem 422 */
async function organisationCalled(scope: Scope, text: string): Promise<string> {
  const named = text ? await organisationsNamed(scope, text) : [];
  const meant = named.length > 1 ? named.filter(({ name }) => name === text) : named;
  if (meant.length !== 1) throw new Problem(422, named.length ? 'registration.organisation_several' : 'registration.organisation_unknown', { text }, 'organisation');
  return meant[0]!.organisationId;
}

/** Whoever works her way through a part of the list stays there. */
const kept = (url: URL) => `?${new URLSearchParams(Object.entries(filterOf(url)).flatMap(([name, value]) => (value && value !== 1 ? [[name, String(value)]] : [])))}`.replace(/^\?$/, '');
const done = (locals: App.Locals, eventId: string, more = '') => redirect(303, `${href(locals.locale, `/work/events/${eventId}/registrations`)}${more}`);

export const actions: Actions = {
  decide: async ({ request, locals, params, url }) => {
    const { registration, decision } = await textsOf(request, 'registration', 'decision');
    try {
      await execute(decideRegistration, scopeOf(locals), { eventId: params.event, registrationId: registration, decision });
    } catch (caught) {
      return failed(caught, locals);
    }
    done(locals, params.event, kept(url));
  },
  identify: async ({ request, locals, params, url }) => {
    const { registration, person } = await textsOf(request, 'registration', 'person');
    try {
      await execute(identifyRegistration, scopeOf(locals), { eventId: params.event, registrationId: registration, personId: person || null });
    } catch (caught) {
      return failed(caught, locals);
    }
    done(locals, params.event, kept(url));
  },
  twoPeople: async ({ request, locals, params, url }) => {
    const { registration, other } = await textsOf(request, 'registration', 'other');
    try {
      await execute(sayTwoPeople, scopeOf(locals), { eventId: params.event, registrationId: registration, otherId: other });
    } catch (caught) {
      return failed(caught, locals);
    }
    done(locals, params.event, kept(url));
  },
  belongs: async ({ request, locals, params, url }) => {
    const texts = await textsOf(request, 'registration', 'ofOrganisation', 'ofPlace');
    try {
      const scope = scopeOf(locals);
      const before = await registeredOne(scope, params.event, texts.registration);
      const { country } = await networkOf(scope);
      const [organisation, place] = [texts.ofOrganisation.trim(), texts.ofPlace.trim()];
      // What stands there already is meant, whatever else is called like it.
      const isSame = { organisation: organisation === (before.organisationId && before.organisation), place: !!before.placeId && place === writtenName(before.placeId, { country, locale: locals.locale }) };
      const organisationId = before.isInvited || isSame.organisation ? before.organisationId : organisation ? await organisationCalled(scope, organisation) : null;
      const placeId = isSame.place ? before.placeId : place ? placeNamed(place, { country, near: before.near }) : null;
      if (place && !placeId) throw new Problem(422, 'registration.place_unknown', { text: place }, 'place');
      await execute(sayBelonging, scope, { eventId: params.event, registrationId: texts.registration, organisationId, placeId });
    } catch (caught) {
      const { status, data } = await failed(caught, locals, texts);
      // Each registration has a form of its own: its fields are named after it.
      return fail(status, { ...data, errors: data.errors.map((one) => ({ ...one, ...(one.field && { field: `${one.field}-${texts.registration}` }) })) });
    }
    done(locals, params.event, kept(url));
  },
  invite: async ({ request, locals, params, url }) => {
    const texts = await textsOf(request, 'organisation', 'email', 'seats', 'holdsUntil', 'type', 'seat', 'add', 'seen');
    const scope = scopeOf(locals);
    try {
      const name = texts.organisation.trim();
      const named = texts.add || texts.seen ? await organisationsNamed(scope, name) : [];
      // It is added from here with what is asked of a new one at least; whoever has it already is not made twice.
      if ((texts.add || texts.seen) && !named.length) {
        const entry = written({ name, type: texts.type, seat: texts.seat }, (await networkOf(scope)).country);
        const draft = newOrganisation.safeParse(entry).data;
        const perhaps = draft ? await perhapsOrganisations(scope, draft, await wordsOf(locals.locale)) : [];
        if (perhaps.some(({ id }) => !texts.seen.split(' ').includes(id))) return fail(409, { perhaps, values: texts as Record<string, string>, errors: [] });
        await execute(addOrganisation, scope, entry);
      }
      await execute(inviteOrganisation, scope, { eventId: params.event, organisationId: await organisationCalled(scope, name), email: texts.email, seats: Number(texts.seats || NaN), holdsUntil: texts.holdsUntil || null, locale: locals.locale, origin: url.origin });
    } catch (caught) {
      const { status, data } = await failed(caught, locals, texts);
      // One that is not known can be added beside what was entered.
      return fail(status, { ...data, isUnknown: caught instanceof Problem && caught.code === 'registration.organisation_unknown' && texts.organisation.trim() !== '' });
    }
    done(locals, params.event, `?invited=${encodeURIComponent(texts.organisation)}`);
  },
  release: async ({ request, locals, params }) => {
    const { invitation } = await textsOf(request, 'invitation');
    try {
      await execute(releaseSeats, scopeOf(locals), { eventId: params.event, invitationId: invitation });
    } catch (caught) {
      return failed(caught, locals);
    }
    done(locals, params.event);
  },
  withdraw: async ({ request, locals, params }) => {
    const { invitation } = await textsOf(request, 'invitation');
    try {
      await execute(withdrawSeats, scopeOf(locals), { eventId: params.event, invitationId: invitation });
    } catch (caught) {
      return failed(caught, locals);
    }
    done(locals, params.event);
  },
};
