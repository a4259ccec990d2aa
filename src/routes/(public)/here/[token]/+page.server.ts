import { fail } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { newId } from '#platform/ids.ts';
import { giveBack, placeOf, tryOnce } from '#platform/session/throttle.ts';
import { askForLink, comeByBadge } from '#modules/events/self-check-in/commands.ts';
import { openWall } from '#modules/events/self-check-in/queries.ts';
import { isOnWall, passAt, seenAt } from '#modules/events/self-check-in/wall-code.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { failed, textsOf } from '../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, setHeaders }) => {
  const { scope, plan, wall, day } = await openWall(params.token);
  setHeaders({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex, nofollow' });
  const now = new Date();
  const carried = url.searchParams.get('pass') ?? '';
  // Read within the minute; then there is time to say who one is. A page that comes back brings the pass it had.
  const pass = isOnWall(wall, url.searchParams.get('c') ?? '', now) ? passAt(plan.eventId, now) : seenAt(plan.eventId, carried, now) ? carried : null;
  return { network: await networkOf(scope), titles: plan.titles, firstDay: plan.firstDay, lastDay: plan.lastDay, day, pass, operation: newId() };
};

export const actions: Actions = {
  badge: async ({ request, params, locals, getClientAddress }) => {
    const { code, pass, operation } = await textsOf(request, 'code', 'pass', 'operation');
    try {
      const { scope, plan } = await openWall(params.token);
      const place = placeOf(getClientAddress());
      await tryOnce('codesFromHere', place);
      const { day } = await execute(comeByBadge, scope, { eventId: plan.eventId, pass, code, operationId: operation });
      await giveBack('codesFromHere', place);
      return { errors: [], values: {}, pass, came: day, asked: false };
    } catch (caught) {
      const { status, data } = await failed(caught, locals, { code });
      return fail(status, { ...data, pass, came: null, asked: false });
    }
  },
  ask: async ({ request, params, locals, url, getClientAddress }) => {
    const { who, pass } = await textsOf(request, 'who', 'pass');
    try {
      const { scope, plan } = await openWall(params.token);
      await tryOnce('registrationsFromHere', placeOf(getClientAddress()));
      // Nobody's mailbox is filled by whoever stands before the wall.
      await tryOnce('registrationLetters', `here ${plan.eventId} ${who.trim().toLowerCase()}`);
      await execute(askForLink, scope, { eventId: plan.eventId, pass, who, origin: url.origin });
      return { errors: [], values: {}, pass, came: null, asked: true };
    } catch (caught) {
      const { status, data } = await failed(caught, locals, { who });
      return fail(status, { ...data, pass, came: null, asked: false });
    }
  },
};
