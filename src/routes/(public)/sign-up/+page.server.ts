import { redirect } from '@sveltejs/kit';
import { invitationOf, joinWithAccount, joinWithNewAccount } from '#platform/session/members/joining.ts';
import { signInWithPassword } from '#platform/session/proof/sign-in.ts';
import { shortest } from '#platform/session/passwords/policy.ts';
import { href } from '#platform/words/href.ts';
import { failed, setAll, textsOf, visitOf } from '../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, locals }) => {
  const token = url.searchParams.get('invitation') ?? '';
  const { networkNames, email, role, hasAccount } = await invitationOf(token);
  return { token, networkNames, email, role, hasAccount, isHers: locals.account?.email === email, shortest };
};

export const actions: Actions = {
  join: async (event) => {
    const { token, name, password } = await textsOf(event.request, 'token', 'name', 'password');
    try {
      const email = await joinWithNewAccount(token, { name, password });
      setAll(event.cookies, (await signInWithPassword(visitOf(event), { email, password })).cookies);
    } catch (error) {
      return failed(error, event.locals, { name });
    }
    redirect(303, href(event.locals.locale, '/work'));
  },
  accept: async (event) => {
    const { token } = await textsOf(event.request, 'token');
    if (!event.locals.account) redirect(303, href(event.locals.locale, '/sign-in'));
    try {
      await joinWithAccount(event.locals.account, { token });
    } catch (error) {
      return failed(error, event.locals);
    }
    redirect(303, href(event.locals.locale, '/work'));
  },
};
