import { error } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { reading } from '#platform/db/transaction.ts';
import { Problem } from '#platform/problem.ts';
import { wordsOf } from '#platform/words/load.ts';
import { accountNames } from '#platform/session/members/queries.ts';
import { organisationsLike } from '#modules/events/participants/correction-queries.ts';
import { reopenOrganisation, settleOrganisation } from '#modules/events/participants/organisation-commands.ts';
import { settledNames, unrecognisedNames } from '#modules/events/participants/unrecognised-queries.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { seatNamed } from '#modules/organisations/form.ts';
import { organisation } from '#modules/organisations/queries.ts';
import { placeName } from '#modules/places/say.ts';
import { searchPlaces } from '#modules/places/search.ts';
import { mayChangeProgramme } from '#modules/programmes/access.ts';
import { programme } from '#modules/programmes/queries.ts';
import { reopenPlace, settlePlace } from '#modules/results/unsettled/commands.ts';
import { settledIn, unsettledOf } from '#modules/results/unsettled/queries.ts';
import { failed, scopeOf, textsOf } from '../../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const { locale } = locals;
  const fiche = await programme(scope, params.slug);
  if (!mayChangeProgramme(scope, fiche.programmeId)) error(403);
  const { open, settled } = await reading(scope, async (tx) => ({ open: await unsettledOf(tx, scope, fiche.programmeId, { locale }), settled: await settledIn(tx, scope, fiche.programmeId) }));
  const accounts = await accountNames(scope, settled.flatMap(({ by }) => (by.startsWith('account:') ? by.slice(8) : [])));
  const unrecognised = await unrecognisedNames(scope, fiche.programmeId);
  const asked = { organisation: url.searchParams.get('organisation'), sought: (url.searchParams.get('sought') ?? '').trim().slice(0, 200), name: url.searchParams.get('name'), list: url.searchParams.get('list'), q: (url.searchParams.get('q') ?? '').trim().slice(0, 200) };
  return {
    fiche,
    open,
    asked,
    unrecognised,
    settledOrganisations: await settledNames(scope, fiche.programmeId),
    organisationsFound: asked.organisation ? await organisationsLike(scope, asked.sought) : [],
    found: asked.q ? searchPlaces(asked.q, { locale, limit: 8 }).data.filter(({ municipality }) => municipality !== null).map(({ id, label, settlement, within }) => ({ id, name: label, settlement, within })) : [],
    settled: settled.map((one) => ({ ...one, by: accounts[one.by.slice(8)] ?? null, place: one.placeId && placeName(one.placeId, { locale }) })),
  };
};

export const actions: Actions = {
  settle: async ({ request, locals, params }) => {
    const values = await textsOf(request, 'name', 'text', 'list', 'place', 'everywhere');
    try {
      const { scope, programmeId } = await opened(locals, params.slug);
      if (!values.place) throw new Problem(422, 'unsettled.choose', {}, 'place');
      const placeId = values.place === 'none' ? null : values.place;
      await execute(settlePlace, scope, { programmeId, name: values.name, listId: values.everywhere ? null : values.list, placeId });
      return { done: { ...values, place: placeId && placeName(placeId, locals) } };
    } catch (caught) {
      return failed(caught, locals, values);
    }
  },
  settleOrganisation: async ({ request, locals, params }) => {
    const values = await textsOf(request, 'key', 'text', 'organisation', 'name', 'type', 'seat');
    try {
      const { scope, programmeId } = await opened(locals, params.slug);
      const { country } = await networkOf(scope);
      if (!values.organisation) throw new Problem(422, 'events.organisation_choose', {}, `organisation-${values.key}`);
      const meant = values.organisation === 'none' ? { none: true } : values.organisation === 'new' ? { added: { name: values.name, type: values.type, seat: seatNamed(values.seat.trim() || null, country) } } : { organisationId: values.organisation };
      const { organisationId, changed } = await execute(settleOrganisation, scope, { programmeId, key: values.key, meant });
      const t = await wordsOf(locals.locale);
      return { settledOrganisation: { key: values.key, text: values.text, n: changed, isKnown: organisationId !== null, name: organisationId ? (await organisation(scope, organisationId)).name : t('events.organisation_none') } };
    } catch (caught) {
      return failed(caught, locals, values);
    }
  },
  reopenOrganisation: async ({ request, locals, params }) => {
    const values = await textsOf(request, 'key', 'text');
    try {
      const { scope, programmeId } = await opened(locals, params.slug);
      const { changed } = await execute(reopenOrganisation, scope, { programmeId, key: values.key });
      return { reopenedOrganisation: { text: values.text, n: changed } };
    } catch (caught) {
      return failed(caught, locals, values);
    }
  },
  reopen: async ({ request, locals, params }) => {
    const values = await textsOf(request, 'name', 'text', 'list', 'everywhere');
    try {
      const { scope, programmeId } = await opened(locals, params.slug);
      await execute(reopenPlace, scope, { programmeId, name: values.name, listId: values.everywhere ? null : values.list });
      return { reopened: values.text };
    } catch (caught) {
      return failed(caught, locals, values);
    }
  },
};

async function opened(locals: App.Locals, slug: string) {
  const scope = scopeOf(locals);
  return { scope, programmeId: (await programme(scope, slug)).programmeId };
}
