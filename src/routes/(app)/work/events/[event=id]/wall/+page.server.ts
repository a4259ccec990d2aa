import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { qrPath } from '#platform/documents/qr-picture.ts';
import { linkOrigin } from '#platform/session/origin.ts';
import { href } from '#platform/words/href.ts';
import { mayArrange } from '#modules/events/access.ts';
import { planOf } from '#modules/events/planning/queries.ts';
import { setSelfCheckIn } from '#modules/events/self-check-in/commands.ts';
import { dayOf, wallOf } from '#modules/events/self-check-in/queries.ts';
import { codeAt, secondsLeft } from '#modules/events/self-check-in/wall-code.ts';
import { rollCall } from '#modules/events/roll-call/queries.ts';
import { failed, scopeOf, textsOf } from '../../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const plan = await planOf(scope, params.event);
  const now = new Date();
  const wall = plan.isCancelled ? null : wallOf(plan);
  const origin = linkOrigin(url.origin);
  const shown = wall && { code: codeAt(wall, now), mode: wall.mode };
  const { people } = await rollCall(scope, params.event);
  return {
    plan,
    mayArrange: mayArrange(scope, plan.programme.programmeId),
    day: dayOf(plan, now),
    wall: shown && { ...shown, picture: qrPath(`${origin}/here?c=${shown.code}`), typedAt: `${origin.replace(/^https?:\/\//, '')}/here`, seconds: secondsLeft(now) },
    selves: people.filter(({ ways }) => Object.values(ways).includes('self')).length,
    saved: url.searchParams.has('saved'),
  };
};

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const { mode } = await textsOf(request, 'mode');
    try {
      const scope = scopeOf(locals);
      const { programme } = await planOf(scope, params.event);
      await execute(setSelfCheckIn, scope, { programmeId: programme.programmeId, eventId: params.event, mode });
    } catch (caught) {
      return failed(caught, locals);
    }
    redirect(303, `${href(locals.locale, `/work/events/${params.event}/wall`)}?saved`);
  },
};
