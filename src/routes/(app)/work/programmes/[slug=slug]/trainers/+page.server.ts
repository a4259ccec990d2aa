import { error, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { mayArrange } from '#modules/events/access.ts';
import { recordFacilitator } from '#modules/events/trainers/commands.ts';
import { ladderOf } from '#modules/events/trainers/queries.ts';
import { mayAddPerson } from '#modules/people/access.ts';
import { listPeople } from '#modules/people/queries.ts';
import { programme } from '#modules/programmes/queries.ts';
import { failed, scopeOf, textsOf } from '../../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const fiche = await programme(scope, params.slug);
  if (!mayArrange(scope, fiche.programmeId)) error(403);
  const q = (url.searchParams.get('q') ?? '').trim().slice(0, 200);
  return {
    fiche,
    ladder: await ladderOf(scope, fiche.programmeId, new Date().toISOString().slice(0, 10)),
    today: new Date().toISOString().slice(0, 10),
    mayAddPerson: mayAddPerson(scope),
    q,
    found: q ? (await listPeople(scope, { q, limit: 10 })).items : [],
    recorded: url.searchParams.has('recorded'),
  };
};

export const actions: Actions = {
  record: async ({ request, locals, params }) => {
    const values = await textsOf(request, 'person', 'event');
    try {
      const scope = scopeOf(locals);
      const { programmeId } = await programme(scope, params.slug);
      await execute(recordFacilitator, scope, { programmeId, eventId: values.event, personId: values.person });
    } catch (caught) {
      return failed(caught, locals, values);
    }
    redirect(303, `${href(locals.locale, `/work/programmes/${params.slug}/trainers`)}?recorded`);
  },
};
