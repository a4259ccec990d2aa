import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { mayAddOrganisation } from '#modules/organisations/access.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { failed, notFoundPage, scopeOf, textsOf } from '../../../../signed-in.ts';
import { written } from '../written.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
  if (!mayAddOrganisation(scopeOf(locals))) notFoundPage();
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const input = await textsOf(request, 'name', 'type', 'seat', 'website', 'email', 'phone');
    let organisationId: string;
    try {
      ({ organisationId } = await execute(addOrganisation, scopeOf(locals), written(input)));
    } catch (error) {
      return failed(error, locals, input);
    }
    redirect(303, href(locals.locale, `/work/organisations/${organisationId}`));
  },
};
