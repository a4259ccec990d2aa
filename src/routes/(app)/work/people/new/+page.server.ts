import { fail, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import { perhapsPeople } from '#modules/door/queries.ts';
import { mayAddPerson } from '#modules/people/access.ts';
import { addPerson } from '#modules/people/commands.ts';
import { newPerson } from '#modules/people/shape.ts';
import { failed, notFoundPage, scopeOf, textsOf } from '../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** A name that was met elsewhere comes along in the address; what is last in it is the surname. */
export const load: PageServerLoad = ({ locals, url }) => {
  if (!mayAddPerson(scopeOf(locals))) notFoundPage();
  const names = (url.searchParams.get('name') ?? '').slice(0, 200).trim().split(/\s+/);
  return { values: { given: names.slice(0, -1).join(' ') || names.join(' '), surname: names.length > 1 ? names.at(-1)! : '' } };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const { seen, ...input } = await textsOf(request, 'given', 'surname', 'sex', 'email', 'phone', 'seen');
    const scope = scopeOf(locals);
    const written = Object.fromEntries(Object.entries(input).map(([name, value]) => [name, value.trim() || null]));
    // What cannot be added at all is refused by the command, with its sentence.
    const draft = newPerson.safeParse(written).data;
    const perhaps = draft ? await perhapsPeople(scope, draft, await wordsOf(locals.locale)) : [];
    if (perhaps.some(({ id }) => !seen.split(' ').includes(id))) return fail(409, { perhaps, values: input, errors: [] });
    let personId: string;
    try {
      ({ personId } = await execute(addPerson, scope, written));
    } catch (error) {
      return failed(error, locals, input);
    }
    redirect(303, href(locals.locale, `/work/people/${personId}`));
  },
};
