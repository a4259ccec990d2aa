import { redirect } from '@sveltejs/kit';
import { finishWithCode } from '#platform/session/proof/sign-in.ts';
import { href } from '#platform/words/href.ts';
import { failed, ownPath, setAll, textsOf, visitOf } from '../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url, locals }) => ({ to: ownPath(url.searchParams.get('to'), url.origin, href(locals.locale, '/work')) });

export const actions: Actions = {
  default: async (event) => {
    const { code, to } = await textsOf(event.request, 'code', 'to');
    try {
      setAll(event.cookies, (await finishWithCode(visitOf(event), code)).cookies);
    } catch (error) {
      return failed(error, event.locals);
    }
    redirect(303, ownPath(to, event.url.origin, href(event.locals.locale, '/work')));
  },
};
