import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { mayAddPerson } from '#modules/people/access.ts';
import { addPerson } from '#modules/people/commands.ts';
import { failed, notFoundPage, scopeOf, textsOf } from '../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
  if (!mayAddPerson(scopeOf(locals))) notFoundPage();
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const input = await textsOf(request, 'given', 'surname', 'sex', 'email', 'phone');
    let personId: string;
    try {
      ({ personId } = await execute(addPerson, scopeOf(locals), Object.fromEntries(Object.entries(input).map(([name, value]) => [name, value.trim() || null]))));
    } catch (error) {
      return failed(error, locals, input);
    }
    redirect(303, href(locals.locale, `/work/people/${personId}`));
  },
};
