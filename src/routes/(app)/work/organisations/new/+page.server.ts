import { fail, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import { perhapsOrganisations } from '#modules/door/queries.ts';
import { mayAddOrganisation } from '#modules/organisations/access.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { newOrganisation } from '#modules/organisations/shape.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { failed, notFoundPage, scopeOf, textsOf } from '../../../../signed-in.ts';
import { written } from '#modules/organisations/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
  if (!mayAddOrganisation(scopeOf(locals))) notFoundPage();
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const { seen, ...input } = await textsOf(request, 'name', 'type', 'seat', 'website', 'email', 'phone', 'seen');
    const scope = scopeOf(locals);
    let organisationId: string;
    try {
      const entry = written(input, (await networkOf(scope)).country);
      // What cannot be added at all is refused by the command, with its sentence.
      const draft = newOrganisation.safeParse(entry).data;
      const perhaps = draft ? await perhapsOrganisations(scope, draft, await wordsOf(locals.locale)) : [];
      if (perhaps.some(({ id }) => !seen.split(' ').includes(id))) return fail(409, { perhaps, values: input, errors: [] });
      ({ organisationId } = await execute(addOrganisation, scope, entry));
    } catch (error) {
      return failed(error, locals, input);
    }
    redirect(303, href(locals.locale, `/work/organisations/${organisationId}`));
  },
};
