import { redirect } from '@sveltejs/kit';
import { signInWithLink } from '#platform/session/proof/sign-in-link.ts';
import { href } from '#platform/words/href.ts';
import { failed, setAll, textsOf, visitOf } from '../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => ({ token: url.searchParams.get('token') ?? '' });

export const actions: Actions = {
  default: async (event) => {
    const { token } = await textsOf(event.request, 'token');
    const to = (path: string) => href(event.locals.locale, path);
    try {
      const { next, cookies } = await signInWithLink(visitOf(event), token);
      setAll(event.cookies, cookies);
      redirect(303, next === 'second-factor' ? to('/sign-in/code') : to('/work'));
    } catch (error) {
      return failed(error, event.locals);
    }
  },
};
