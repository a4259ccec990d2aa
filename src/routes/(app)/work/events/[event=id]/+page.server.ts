import { fail, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import { correctionOf, municipalitiesLike } from '#modules/events/participants/correction.ts';
import { correctable, organisationsLike } from '#modules/events/participants/correction-queries.ts';
import { eventPage } from '#modules/events/participants/queries.ts';
import { placeName } from '#modules/places/say.ts';
import { mayCorrect } from '#modules/results/access.ts';
import { correctEvidence, withdrawEvidence } from '#modules/results/commands.ts';
import { failed, scopeOf, textsOf } from '../../../../signed-in.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const t = await wordsOf(locals.locale);
  const q = (url.searchParams.get('q') ?? '').slice(0, 200);
  const event = await eventPage(scope, params.event, { q, page: Number(url.searchParams.get('page')), locale: locals.locale });
  const asked = url.searchParams.get('correct');
  // A record that somebody else has corrected meanwhile is not there to be corrected again; the page then shows what stands now.
  const correcting = asked && /^[0-9a-f-]{36}$/.test(asked) ? await correctable(scope, asked).catch((error: unknown) => (error instanceof Problem && error.status === 404 ? null : Promise.reject(error))) : null;
  return {
    q,
    event: { ...event, venue: event.venuePlace ? placeName(event.venuePlace, t) : event.venueText, participants: event.participants.map((one) => ({ ...one, place: one.placeId ? placeName(one.placeId, t) : one.placeText })) },
    mayCorrect: mayCorrect(scope, event.programme.id, ''),
    corrected: url.searchParams.has('corrected'),
    correcting: correcting?.eventId === params.event ? {
      evidenceId: correcting.evidenceId,
      name: correcting.name,
      days: correcting.days,
      organisation: correcting.organisation?.name ?? null,
      place: correcting.placeId ? placeName(correcting.placeId, t) : null,
      cell: correcting.placeText,
    } : null,
  };
};

/** What the form says, with what its searches find. */
async function read({ request, locals, params }: RequestEvent) {
  const scope = scopeOf(locals);
  const form = await request.formData();
  const text = (name: string) => String(form.get(name) ?? '').slice(0, 2_000);
  const days = form.getAll('day').map(String);
  const values = { organisation: text('organisation'), organisationText: text('organisationText').trim(), place: text('place'), placeText: text('placeText').trim(), reason: text('why'), days: days.join(' ') };
  const evidenceId = text('evidence');
  const one = /^[0-9a-f-]{36}$/.test(evidenceId) ? await correctable(scope, evidenceId) : null;
  if (one?.eventId !== params.event) throw notFound();
  const found = { organisations: await organisationsLike(scope, values.organisationText), places: municipalitiesLike(values.placeText, locals.locale) };
  return { scope, one, days, values, found };
}

export const actions: Actions = {
  look: async (event) => {
    try {
      const { values, found } = await read(event);
      return { errors: [], values, found };
    } catch (error) {
      const { status, data } = await failed(error, event.locals);
      return fail(status, { ...data, values: null, found: null });
    }
  },
  correct: async (event) => {
    let form: Awaited<ReturnType<typeof read>> | null = null;
    try {
      form = await read(event);
      const { scope, one, days, values, found } = form;
      // Somebody has typed a name and pressed the wrong button: what was found is offered, nothing is guessed.
      const unchosen = (field: 'organisation' | 'place', typed: string, offered: readonly { id: string }[]) => {
        if (typed && !offered.some(({ id }) => id === values[field]) && values[field] !== 'none') throw new Problem(422, 'events.choose_found', {}, field);
      };
      unchosen('organisation', values.organisationText, found.organisations);
      unchosen('place', values.placeText, found.places);
      await execute(correctEvidence, scope, correctionOf(one, { days, organisation: values.organisation || 'keep', place: values.place || 'keep', reason: values.reason }));
    } catch (error) {
      const { status, data } = await failed(error, event.locals);
      return fail(status, { ...data, values: form?.values ?? null, found: form?.found ?? null });
    }
    redirect(303, `${href(event.locals.locale, `/work/events/${event.params.event}`)}?corrected`);
  },
  withdraw: async ({ request, locals, params }) => {
    const input = await textsOf(request, 'evidence', 'reason');
    try {
      await execute(withdrawEvidence, scopeOf(locals), { evidenceId: input.evidence, reason: input.reason });
    } catch (error) {
      const { status, data } = await failed(error, locals, input);
      return fail(status, { errors: data.errors, withdrawing: input, values: null, found: null });
    }
    redirect(303, `${href(locals.locale, `/work/events/${params.event}`)}?corrected`);
  },
};
