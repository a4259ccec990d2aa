import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { Problem } from '#platform/problem.ts';
import { href } from '#platform/words/href.ts';
import { mayChangeAlliances, maySeeFees } from '#modules/alliances/access.ts';
import { bodiesOf } from '#modules/alliances/bodies/queries.ts';
import { linkMeeting } from '#modules/alliances/meetings/commands.ts';
import { eventsToLink, meetingsOf } from '#modules/alliances/meetings/queries.ts';
import { alliance } from '#modules/alliances/queries.ts';
import { mayArrange } from '#modules/events/access.ts';
import { listProgrammes } from '#modules/programmes/queries.ts';
import { failed, scopeOf, textsOf } from '../../../../../signed-in.ts';
import { dayOf } from '../../today.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const { today } = dayOf(url);
  const asked = Number(url.searchParams.get('year'));
  const year = Number.isInteger(asked) && asked >= 1990 && asked <= 2100 ? asked : Number(today.slice(0, 4));
  const found = await alliance(scope, params.alliance);
  const mayChange = mayChangeAlliances(scope);
  return {
    alliance: found, today, year, mayChange,
    seesFees: maySeeFees(scope),
    ...(await meetingsOf(scope, params.alliance, year, locals.locale)),
    choices: mayChange
      ? { events: await eventsToLink(scope), bodies: (await bodiesOf(scope, params.alliance, today)).map(({ bodyId, kind, names }) => ({ bodyId, kind, names })), programmes: (await listProgrammes(scope, { limit: 50 })).items.filter(({ programmeId }) => mayArrange(scope, programmeId)).map(({ slug, titles }) => ({ slug, titles })) }
      : null,
  };
};

export const actions: Actions = {
  link: async ({ request, locals, params }) => {
    const values = await textsOf(request, 'event', 'body');
    try {
      if (!values.event) throw new Problem(422, 'meetings.event_missing', {}, 'event');
      await execute(linkMeeting, scopeOf(locals), { allianceId: params.alliance, eventId: values.event, bodyId: values.body || null });
    } catch (caught) {
      return failed(caught, locals, values);
    }
    redirect(303, `${href(locals.locale, `/work/networks/${params.alliance}/meetings/${values.event}`)}?linked`);
  },
};
