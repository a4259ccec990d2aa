import { redirect } from '@sveltejs/kit';
import { provenLately } from '#platform/session/gate.ts';
import { deleteAccount, lastCoordinatorOf } from '#platform/session/members/leaving.ts';
import { signOut } from '#platform/session/proof/sign-out.ts';
import { href } from '#platform/words/href.ts';
import { failed, setAll, textsOf, visitOf } from '../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { id, email, isDemo } = locals.account!;
  return { email, isDemoAccount: isDemo, proven: provenLately(locals.visitor), left: isDemo ? [] : await lastCoordinatorOf(id) };
};

export const actions: Actions = {
  default: async (event) => {
    const { email } = await textsOf(event.request, 'email');
    try {
      await deleteAccount(visitOf(event), event.locals.visitor, email);
      setAll(event.cookies, await signOut(visitOf(event)));
    } catch (error) {
      return failed(error, event.locals, { email });
    }
    redirect(303, `${href(event.locals.locale, '/sign-in')}?deleted`);
  },
};
