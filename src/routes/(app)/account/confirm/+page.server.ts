import { redirect } from '@sveltejs/kit';
import { proveAgain, waysIn } from '#platform/session/proof/account.ts';
import { href } from '#platform/words/href.ts';
import { failed, ownPath, textsOf, visitOf } from '../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, locals }) => ({
  to: ownPath(url.searchParams.get('to'), url.origin, href(locals.locale, '/account')),
  hasPassword: (await waysIn(locals.visitor)).password,
});

export const actions: Actions = {
  default: async (event) => {
    const { password, to } = await textsOf(event.request, 'password', 'to');
    try {
      await proveAgain(visitOf(event), event.locals.visitor, password);
    } catch (error) {
      return failed(error, event.locals);
    }
    redirect(303, ownPath(to, event.url.origin, href(event.locals.locale, '/account')));
  },
};
