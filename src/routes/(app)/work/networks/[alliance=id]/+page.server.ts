import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import { mayChangeAlliances, maySeeFees } from '#modules/alliances/access.ts';
import { changeAlliance, publishAlliance } from '#modules/alliances/commands.ts';
import { allianceFields, fromForm, toForm } from '#modules/alliances/form.ts';
import { joinAlliance } from '#modules/alliances/membership/commands.ts';
import { say } from '#modules/alliances/counts-said.ts';
import { membersCalled, membersOn } from '#modules/alliances/membership/queries.ts';
import { alliance, listAlliances, pageOf } from '#modules/alliances/queries.ts';
import { organisationNames } from '#modules/organisations/queries.ts';
import { placeName } from '#modules/places/say.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { failed, scopeOf, textsOf } from '../../../../signed-in.ts';
import { namesOf, organisationNamed } from '../named.ts';
import { dayOf } from '../today.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const { locale } = locals;
  const t = await wordsOf(locale);
  const { day, today, asked } = dayOf(url);
  const found = await alliance(scope, params.alliance);
  const on = await membersOn(scope, params.alliance, day, locale);
  const text = (name: string) => url.searchParams.get(name)?.trim().slice(0, 200) || null;
  const [q, state, type] = [text('q'), text('state'), text('type')];
  const rows = state === 'left' ? on.left : on.members;
  const mayChange = mayChangeAlliances(scope);
  const entry = found.organisationId ? ((await organisationNames(scope, [found.organisationId])).get(found.organisationId) ?? null) : null;
  return {
    alliance: found,
    entry,
    day,
    today,
    asked,
    list: pageOf(membersCalled(rows, { q, state, type }), Number(text('page')) || 1),
    filter: { q, state, type },
    leftCount: on.left.length,
    counts: say(on, t),
    mayChange,
    seesFees: maySeeFees(scope),
    choices: mayChange
      ? { organisations: await namesOf(scope), networks: (await listAlliances(scope, locale, today)).items.filter(({ allianceId }) => allianceId !== params.alliance).map(({ allianceId, names }) => ({ allianceId, names })), entries: await namesOf(scope, 'network') }
      : null,
    texts: toForm(found, entry?.name ?? null, (id) => placeName(id, t)),
    joined: url.searchParams.has('joined'),
    saved: url.searchParams.has('saved'),
  };
};

export const actions: Actions = {
  change: async ({ request, locals, params }) => {
    const scope = scopeOf(locals);
    const values = await textsOf(request, ...allianceFields);
    try {
      // Other languages than those of the form stay as they are.
      const before = await alliance(scope, params.alliance);
      const changed = fromForm(values, await organisationNamed(scope, values.organisation, 'organisationId'), (await networkOf(scope)).country);
      const kept = (texts: typeof before.names) => (texts['sr-Latn'] ? { 'sr-Latn': texts['sr-Latn'] } : {});
      await execute(changeAlliance, scope, { allianceId: params.alliance, ...changed, names: { ...kept(before.names), ...changed.names }, purposes: { ...kept(before.purposes), ...changed.purposes } });
    } catch (caught) {
      return failed(caught, locals, { ...values, form: 'change' });
    }
    redirect(303, `${href(locals.locale, `/work/networks/${params.alliance}`)}?saved`);
  },
  publish: async ({ request, locals, params }) => {
    const values = await textsOf(request, 'published');
    try {
      await execute(publishAlliance, scopeOf(locals), { allianceId: params.alliance, isPublished: values.published === 'yes' });
    } catch (caught) {
      return failed(caught, locals, { form: 'publish' });
    }
    redirect(303, `${href(locals.locale, `/work/networks/${params.alliance}`)}?saved`);
  },
  join: async ({ request, locals, params }) => {
    const scope = scopeOf(locals);
    const values = await textsOf(request, 'member', 'network', 'state', 'from', 'note');
    try {
      await execute(joinAlliance, scope, { allianceId: params.alliance, organisationId: values.network ? null : await organisationNamed(scope, values.member, 'member'), memberAllianceId: values.network || null, state: values.state, from: values.from, note: values.note || null });
    } catch (caught) {
      return failed(caught, locals, { ...values, form: 'join' });
    }
    redirect(303, `${href(locals.locale, `/work/networks/${params.alliance}`)}?joined`);
  },
};
