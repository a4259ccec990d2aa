import { fail, redirect } from '@sveltejs/kit';
import { Problem } from '#platform/problem.ts';
import { giveBack, placeOf, tryOnce } from '#platform/session/throttle.ts';
import { href } from '#platform/words/href.ts';
import { wallWith } from '#modules/events/self-check-in/queries.ts';
import { tidied } from '#modules/events/self-check-in/wall-code.ts';
import { failed, textsOf } from '../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** Whose wall shows this code; wrong ones are counted, so that nobody tries them through. @throws Problem 422 */
async function tokenOf(typed: string, address: string): Promise<string> {
  const place = placeOf(address);
  await tryOnce('codesFromHere', place);
  const token = typed.trim() ? await wallWith(typed) : null;
  if (!token) throw new Problem(422, 'self-check-in.wall_wrong', {}, 'wall');
  await giveBack('codesFromHere', place);
  return token;
}
const at = (locals: App.Locals, token: string, typed: string) => href(locals.locale, `/here/${token}?c=${encodeURIComponent(tidied(typed))}`);

/** The picture on the wall leads here with its code, and on to the event; one that has changed meanwhile is said. */
export const load: PageServerLoad = async ({ url, locals, getClientAddress, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store' });
  const code = url.searchParams.get('c');
  if (!code) return { isGone: false };
  const token = await tokenOf(code, getClientAddress()).catch((caught: unknown) => (caught instanceof Problem && caught.status < 500 ? null : Promise.reject(caught)));
  if (token) redirect(303, at(locals, token, code));
  return { isGone: true };
};

export const actions: Actions = {
  /** Whoever cannot read the picture types the code below it. */
  default: async ({ request, locals, getClientAddress }) => {
    const { wall } = await textsOf(request, 'wall');
    let next: string;
    try {
      next = at(locals, await tokenOf(wall, getClientAddress()), wall);
    } catch (caught) {
      const { status, data } = await failed(caught, locals, { wall });
      return fail(status, data);
    }
    redirect(303, next);
  },
};
