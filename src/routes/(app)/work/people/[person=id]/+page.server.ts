import { execute } from '#platform/command/command.ts';
import { participationsOf } from '#modules/events/participants/queries.ts';
import { mayChangePerson } from '#modules/people/access.ts';
import { changePerson } from '#modules/people/commands.ts';
import { person } from '#modules/people/queries.ts';
import { failed, scopeOf, textsOf } from '../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const scope = scopeOf(locals);
  const found = await person(scope, params.person);
  return { person: found, participations: await participationsOf(scope, params.person), mayChange: mayChangePerson(scope) };
};

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const input = await textsOf(request, 'given', 'surname', 'sex', 'email', 'phone');
    try {
      await execute(changePerson, scopeOf(locals), { personId: params.person, ...Object.fromEntries(Object.entries(input).map(([name, value]) => [name, value.trim() || null])) });
      return { saved: true };
    } catch (error) {
      return failed(error, locals, input);
    }
  },
};
