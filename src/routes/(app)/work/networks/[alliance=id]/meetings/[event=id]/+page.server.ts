import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { mayChangeAlliances } from '#modules/alliances/access.ts';
import { seesTasks } from '#modules/alliances/meetings/access.ts';
import { unlinkMeeting } from '#modules/alliances/meetings/commands.ts';
import { meetingOf } from '#modules/alliances/meetings/queries.ts';
import { alliance } from '#modules/alliances/queries.ts';
import { mayArrange } from '#modules/events/access.ts';
import { failed, scopeOf } from '../../../../../../signed-in.ts';
import { dayOf } from '../../../today.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const { meeting, names } = await meetingOf(scope, params.alliance, params.event, locals.locale);
  return {
    alliance: await alliance(scope, params.alliance), meeting, names,
    today: dayOf(url).today,
    // The event's own page is for those who work on it.
    opensEvent: seesTasks(scope, meeting.programmeId),
    mayUnlink: mayChangeAlliances(scope) && mayArrange(scope, meeting.programmeId),
    linked: url.searchParams.has('linked'),
  };
};

export const actions: Actions = {
  unlink: async ({ locals, params }) => {
    try {
      await execute(unlinkMeeting, scopeOf(locals), { allianceId: params.alliance, eventId: params.event });
    } catch (caught) {
      return failed(caught, locals);
    }
    redirect(303, href(locals.locale, `/work/networks/${params.alliance}/meetings`));
  },
};
