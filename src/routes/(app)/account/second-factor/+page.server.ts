import { redirect } from '@sveltejs/kit';
import { renderSVG } from 'uqr';
import { provenLately } from '#platform/session/gate.ts';
import { confirmSecondFactor, startSecondFactor, waysIn } from '#platform/session/proof/account.ts';
import { href } from '#platform/words/href.ts';
import { failed, setAll, textsOf, visitOf } from '../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { password, secondFactor } = await waysIn(locals.visitor);
  if (secondFactor) redirect(303, href(locals.locale, '/account'));
  return { hasPassword: password, proven: provenLately(locals.visitor) };
};

export const actions: Actions = {
  start: async (event) => {
    const { current } = await textsOf(event.request, 'current');
    try {
      const { uri, secret, backupCodes } = await startSecondFactor(visitOf(event), event.locals.visitor, current);
      return { begun: { picture: renderSVG(uri), uri, secret, backupCodes } };
    } catch (error) {
      return failed(error, event.locals);
    }
  },
  confirm: async (event) => {
    const { code } = await textsOf(event.request, 'code');
    try {
      setAll(event.cookies, await confirmSecondFactor(visitOf(event), event.locals.visitor, code));
    } catch (error) {
      return failed(error, event.locals);
    }
    redirect(303, href(event.locals.locale, '/account'));
  },
};
