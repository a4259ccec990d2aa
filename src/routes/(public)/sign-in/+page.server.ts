import { redirect } from '@sveltejs/kit';
import { env } from '#platform/env.ts';
import { mailFolder } from '#platform/mail/mail.ts';
import { openIdProvider } from '#platform/session/proof/auth.ts';
import { signInWithPassword } from '#platform/session/proof/sign-in.ts';
import { sendLink } from '#platform/session/proof/sign-in-link.ts';
import { href } from '#platform/words/href.ts';
import { failed, ownPath, setAll, textsOf, visitOf } from '../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const again = url.searchParams.has('again');
  const to = ownPath(url.searchParams.get('to'), url.origin, href(locals.locale, '/work'));
  if (locals.account && !again) redirect(303, to);
  const refusal = url.searchParams.get('error');
  return {
    to,
    again,
    // Where deleting an account ends.
    deleted: url.searchParams.has('deleted'),
    provider: openIdProvider(),
    // What the OpenID provider's answer led to; the library puts it into the address.
    refused: refusal === null ? null : refusal === 'not_invited' || refusal === 'signup_disabled' ? 'not_invited' : 'wrong_sign_in',
  };
};

export const actions: Actions = {
  password: async (event) => {
    const { email, password, to } = await textsOf(event.request, 'email', 'password', 'to');
    const { locals, url, cookies } = event;
    try {
      const { next, cookies: all } = await signInWithPassword(visitOf(event), { email, password });
      setAll(cookies, all);
      const on = ownPath(to, url.origin, href(locals.locale, '/work'));
      redirect(303, next === 'second-factor' ? `${href(locals.locale, '/sign-in/code')}?to=${encodeURIComponent(on)}` : on);
    } catch (error) {
      return failed(error, locals, { email });
    }
  },
  link: async (event) => {
    const { email } = await textsOf(event.request, 'email');
    try {
      await sendLink(visitOf(event), email);
      return { sent: true, folder: env.production || env.SMTP_URL ? null : mailFolder };
    } catch (error) {
      return failed(error, event.locals, { email });
    }
  },
};
