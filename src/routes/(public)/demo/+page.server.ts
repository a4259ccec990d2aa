import { redirect } from '@sveltejs/kit';
import { demoRoles, signInToDemo } from '#platform/session/demo-accounts.ts';
import { href } from '#platform/words/href.ts';
import { networkCookie } from '#platform/session/gate.ts';
import { setAll, textsOf, visitOf } from '../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** Exists in demo mode only: in production mode both throw 404. */
export const load: PageServerLoad = async () => ({ people: await demoRoles() });

export const actions: Actions = {
  default: async (event) => {
    const { account } = await textsOf(event.request, 'account');
    setAll(event.cookies, await signInToDemo(visitOf(event), account));
    event.cookies.delete(networkCookie, { path: '/' });
    redirect(303, href(event.locals.locale, '/work'));
  },
};
