import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { mayChangeAlliances } from '#modules/alliances/access.ts';
import { addAlliance } from '#modules/alliances/commands.ts';
import { allianceFields, fromForm } from '#modules/alliances/form.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { failed, notFoundPage, scopeOf, textsOf } from '../../../../signed-in.ts';
import { namesOf, organisationNamed } from '../named.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const scope = scopeOf(locals);
  if (!mayChangeAlliances(scope)) notFoundPage();
  return { organisations: await namesOf(scope, 'network') };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const scope = scopeOf(locals);
    const values = await textsOf(request, ...allianceFields);
    let allianceId: string;
    try {
      ({ allianceId } = await execute(addAlliance, scope, fromForm(values, await organisationNamed(scope, values.organisation, 'organisationId'), (await networkOf(scope)).country)));
    } catch (caught) {
      return failed(caught, locals, values);
    }
    redirect(303, href(locals.locale, `/work/networks/${allianceId}`));
  },
};
