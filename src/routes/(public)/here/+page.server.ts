import { fail, redirect } from '@sveltejs/kit';
import { Problem } from '#platform/problem.ts';
import { giveBack, placeOf, tryOnce } from '#platform/session/throttle.ts';
import { href } from '#platform/words/href.ts';
import { wallWith } from '#modules/events/self-check-in/queries.ts';
import { tidied } from '#modules/events/self-check-in/wall-code.ts';
import { failed, textsOf } from '../../signed-in.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  /** Whoever cannot read the picture types the code below it. */
  default: async ({ request, locals, getClientAddress }) => {
    const { wall } = await textsOf(request, 'wall');
    let next: string;
    try {
      const place = placeOf(getClientAddress());
      await tryOnce('codesFromHere', place);
      const token = await wallWith(wall);
      if (!token) throw new Problem(422, 'self-check-in.wall_wrong', {}, 'wall');
      await giveBack('codesFromHere', place);
      next = `/here/${token}?c=${encodeURIComponent(tidied(wall))}`;
    } catch (caught) {
      const { status, data } = await failed(caught, locals, { wall });
      return fail(status, data);
    }
    redirect(303, href(locals.locale, next));
  },
};
