import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { wordsOf } from '#platform/words/load.ts';
import { alliancesOf } from '#modules/alliances/membership/queries.ts';
import { separateOrganisation } from '#modules/duplicates/joining/commands.ts';
import { mayChangeOrganisation } from '#modules/organisations/access.ts';
import { changeOrganisation } from '#modules/organisations/commands.ts';
import { organisation } from '#modules/organisations/queries.ts';
import { maySeePeople } from '#modules/people/access.ts';
import { listPeople } from '#modules/people/queries.ts';
import { placeName } from '#modules/places/say.ts';
import { failed, scopeOf, textsOf } from '../../../../signed-in.ts';
import { joinedInto } from '../../joined-into.ts';
import { written } from '#modules/organisations/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const t = await wordsOf(locals.locale);
  const found = await organisation(scope, params.organisation);
  // The entry was joined into another one: its old address leads there.
  if (found.organisationId !== params.organisation) redirect(303, `${url.pathname.replace(params.organisation, found.organisationId)}${url.search}`);
  return {
    organisation: { ...found, seatName: found.seat && placeName(found.seat, t), areaNames: found.areas.map(({ placeId }) => placeName(placeId, t)) },
    people: maySeePeople(scope) ? await listPeople(scope, { organisationId: params.organisation, limit: 50 }) : null,
    alliances: await alliancesOf(scope, params.organisation, new Date().toISOString().slice(0, 10)),
    mayChange: mayChangeOrganisation(scope),
    joined: await joinedInto(scope, 'organisation', params.organisation, locals.locale),
    isJoined: url.searchParams.has('joined'),
    isSeparated: url.searchParams.has('separated'),
  };
};

export const actions: Actions = {
  separate: async ({ request, locals, url }) => {
    try {
      await execute(separateOrganisation, scopeOf(locals), { joiningId: (await textsOf(request, 'joining')).joining });
    } catch (error) {
      return failed(error, locals);
    }
    redirect(303, `${url.pathname}?separated=1`);
  },
  change: async ({ request, locals, params }) => {
    const input = await textsOf(request, 'name', 'type', 'seat', 'website', 'email', 'phone');
    try {
      // The form shows what all joined entries know together; only what she changed is written into this one.
      const shown = await organisation(scopeOf(locals), params.organisation);
      const changed = Object.entries(written(input)).filter(([name, value]) => value !== shown[name as keyof typeof shown]);
      await execute(changeOrganisation, scopeOf(locals), { organisationId: params.organisation, ...Object.fromEntries(changed) });
      return { saved: true };
    } catch (error) {
      return failed(error, locals, input);
    }
  },
};
