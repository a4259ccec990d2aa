import { fail, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { qrPath } from '#platform/documents/qr-picture.ts';
import { Problem } from '#platform/problem.ts';
import { linkOrigin } from '#platform/session/origin.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import { say } from '#platform/words/localised.ts';
import { mayArrange } from '#modules/events/access.ts';
import { planOf } from '#modules/events/planning/queries.ts';
import { decideRegistration, identifyRegistration } from '#modules/events/registration/commands.ts';
import { inviteOrganisation, releaseSeats, withdrawSeats } from '#modules/events/registration/invitation-commands.ts';
import { sayAnswer } from '#modules/events/registration/answers.ts';
import { registrations } from '#modules/events/registration/queries.ts';
import { sayWaits } from '#modules/events/registration/say.ts';
import { states } from '#modules/events/registration/shape.ts';
import { listOrganisations, organisationsNamed } from '#modules/organisations/queries.ts';
import { failed, scopeOf, textsOf } from '../../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const plan = await planOf(scope, params.event);
  const wanted = url.searchParams.get('state');
  const filter = { q: url.searchParams.get('q'), state: states.find((one) => one === wanted) ?? null, page: Number.parseInt(url.searchParams.get('page') ?? '1', 10) || 1 };
  const { form, registered, invitations, answers, ...list } = await registrations(scope, params.event, filter);
  const t = await wordsOf(locals.locale);
  const arranges = mayArrange(scope, plan.programme.programmeId);
  // Without a language: each guest is led to hers.
  const address = `${linkOrigin(url.origin)}/events/${params.event}/register`;
  return {
    plan,
    form: form && { isOpen: form.isOpen, isPurged: form.purgedAt !== null },
    registered: registered.map(({ waits, ...one }) => ({ ...one, waits: waits && sayWaits(waits, t) })),
    invitations,
    filter,
    list,
    // What was asked with given answers, counted over all languages.
    answers: (form?.questions ?? []).flatMap((question) => (answers[question.id] ? [{ title: say(question.titles, locals.locale), counts: Object.entries(answers[question.id]!).map(([answer, n]) => ({ answer: sayAnswer(question, answer, t), n })).sort((a, b) => b.n - a.n) }] : [])),
    mayArrange: arranges,
    known: arranges ? (await listOrganisations(scope, { limit: 200 })).items.map(({ name }) => name) : [],
    invited: url.searchParams.get('invited'),
    share: { address, picture: qrPath(address) },
  };
};

const done = (locals: App.Locals, eventId: string, more = '') => redirect(303, `${href(locals.locale, `/work/events/${eventId}/registrations`)}${more}`);

export const actions: Actions = {
  decide: async ({ request, locals, params }) => {
    const { registration, decision } = await textsOf(request, 'registration', 'decision');
    try {
      await execute(decideRegistration, scopeOf(locals), { eventId: params.event, registrationId: registration, decision });
    } catch (caught) {
      return failed(caught, locals);
    }
    done(locals, params.event);
  },
  identify: async ({ request, locals, params }) => {
    const { registration, person } = await textsOf(request, 'registration', 'person');
    try {
      await execute(identifyRegistration, scopeOf(locals), { eventId: params.event, registrationId: registration, personId: person || null });
    } catch (caught) {
      return failed(caught, locals);
    }
    done(locals, params.event);
  },
  invite: async ({ request, locals, params, url }) => {
    const texts = await textsOf(request, 'organisation', 'email', 'seats', 'holdsUntil');
    try {
      const scope = scopeOf(locals);
      const named = texts.organisation.trim() ? await organisationsNamed(scope, texts.organisation) : [];
      if (named.length !== 1) throw new Problem(422, 'registration.organisation_unknown', { text: texts.organisation }, 'organisation');
      await execute(inviteOrganisation, scope, { eventId: params.event, organisationId: named[0]!.organisationId, email: texts.email, seats: Number(texts.seats || NaN), holdsUntil: texts.holdsUntil || null, locale: locals.locale, origin: url.origin });
    } catch (caught) {
      const { status, data } = await failed(caught, locals, texts);
      return fail(status, data);
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
