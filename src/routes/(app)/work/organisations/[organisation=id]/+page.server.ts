import { execute } from '#platform/command/command.ts';
import { wordsOf } from '#platform/words/load.ts';
import { mayChangeOrganisation } from '#modules/organisations/access.ts';
import { changeOrganisation } from '#modules/organisations/commands.ts';
import { organisation } from '#modules/organisations/queries.ts';
import { maySeePeople } from '#modules/people/access.ts';
import { listPeople } from '#modules/people/queries.ts';
import { placeName } from '#modules/places/say.ts';
import { failed, scopeOf, textsOf } from '../../../../signed-in.ts';
import { written } from '../written.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const scope = scopeOf(locals);
  const t = await wordsOf(locals.locale);
  const found = await organisation(scope, params.organisation);
  return {
    organisation: { ...found, seatName: found.seat && placeName(found.seat, t), areaNames: found.areas.map(({ placeId }) => placeName(placeId, t)) },
    people: maySeePeople(scope) ? await listPeople(scope, { organisationId: params.organisation, limit: 50 }) : null,
    mayChange: mayChangeOrganisation(scope),
  };
};

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const input = await textsOf(request, 'name', 'type', 'seat', 'website', 'email', 'phone');
    try {
      await execute(changeOrganisation, scopeOf(locals), { organisationId: params.organisation, ...written(input) });
      return { saved: true };
    } catch (error) {
      return failed(error, locals, input);
    }
  },
};
