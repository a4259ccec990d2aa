import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { separatePerson } from '#modules/duplicates/joining/commands.ts';
import { participationsOf } from '#modules/events/participants/queries.ts';
import { mayChangePerson } from '#modules/people/access.ts';
import { changePerson } from '#modules/people/commands.ts';
import { person } from '#modules/people/queries.ts';
import { failed, scopeOf, textsOf } from '../../../../signed-in.ts';
import { joinedInto } from '../../joined-into.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const found = await person(scope, params.person);
  // The entry was joined into another one: its old address leads there.
  if (found.personId !== params.person) redirect(303, `${url.pathname.replace(params.person, found.personId)}${url.search}`);
  return { person: found, participations: await participationsOf(scope, params.person), mayChange: mayChangePerson(scope), joined: await joinedInto(scope, 'person', params.person, locals.locale), isJoined: url.searchParams.has('joined'), isSeparated: url.searchParams.has('separated') };
};

export const actions: Actions = {
  separate: async ({ request, locals, url }) => {
    try {
      await execute(separatePerson, scopeOf(locals), { joiningId: (await textsOf(request, 'joining')).joining });
    } catch (error) {
      return failed(error, locals);
    }
    redirect(303, `${url.pathname}?separated=1`);
  },
  change: async ({ request, locals, params }) => {
    const input = await textsOf(request, 'given', 'surname', 'sex', 'email', 'phone');
    try {
      // The form shows what all joined entries know together; only what she changed is written into this one.
      const shown = await person(scopeOf(locals), params.person);
      const changed = Object.entries(input).map(([name, value]) => [name, value.trim() || null] as const).filter(([name, value]) => value !== shown[name as keyof typeof input]);
      await execute(changePerson, scopeOf(locals), { personId: params.person, ...Object.fromEntries(changed) });
      return { saved: true };
    } catch (error) {
      return failed(error, locals, input);
    }
  },
};
