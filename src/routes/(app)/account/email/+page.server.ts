import { env } from '#platform/env.ts';
import { mailFolder } from '#platform/mail/mail.ts';
import { provenLately } from '#platform/session/gate.ts';
import { linkLasts } from '#platform/session/proof/limits.ts';
import { askForNewEmail, confirmNewEmail } from '#platform/session/proof/new-email.ts';
import { failed, setAll, textsOf, visitOf } from '../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** With the letter's `token` a button that opens the link, else the form that asks for the letter. */
export const load: PageServerLoad = ({ url, locals }) => ({ token: url.searchParams.get('token'), email: locals.account!.email, isDemoAccount: locals.account!.isDemo, proven: provenLately(locals.visitor), minutes: linkLasts / 60 });

export const actions: Actions = {
  ask: async (event) => {
    const { email } = await textsOf(event.request, 'email');
    try {
      await askForNewEmail(visitOf(event), event.locals.visitor, email);
      return { sent: true, folder: env.production || env.SMTP_URL ? null : mailFolder };
    } catch (error) {
      return failed(error, event.locals, { email });
    }
  },
  confirm: async (event) => {
    const { token } = await textsOf(event.request, 'token');
    try {
      setAll(event.cookies, await confirmNewEmail(visitOf(event), event.locals.visitor, token));
      return { changed: true };
    } catch (error) {
      return failed(error, event.locals);
    }
  },
};
