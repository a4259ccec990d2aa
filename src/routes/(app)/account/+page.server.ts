import { redirect } from '@sveltejs/kit';
import { notFound } from '#platform/problem.ts';
import { networkCookie, provenLately } from '#platform/session/gate.ts';
import { invitationsFor, joinWithAccount } from '#platform/session/members/joining.ts';
import { shortest } from '#platform/session/passwords/policy.ts';
import { choosePassword, removePasskey, rename, renewBackupCodes, stopSecondFactor, waysIn } from '#platform/session/proof/account.ts';
import { endSession, sessionsOf } from '#platform/session/proof/sign-out.ts';
import { href } from '#platform/words/href.ts';
import { failed, setAll, textsOf, visitOf } from '../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { account, visitor, memberships, scope } = locals;
  if (!account) throw notFound();
  return {
    name: account.name,
    email: account.email,
    isDemoAccount: account.isDemo,
    memberships: memberships.map(({ networkId, networkNames, role }) => ({ networkId, networkNames, role, isChosen: networkId === scope?.networkId })),
    invitations: await invitationsFor(account.id),
    ways: await waysIn(visitor),
    sessions: await sessionsOf(visitor),
    proven: provenLately(visitor),
    shortest,
  };
};

export const actions: Actions = {
  name: async ({ request, locals }) => {
    const { name } = await textsOf(request, 'name');
    try {
      await rename(locals.visitor, name);
      return { saved: 'name' };
    } catch (error) {
      return failed(error, locals, { name });
    }
  },
  network: async ({ request, locals, cookies, url }) => {
    const { network } = await textsOf(request, 'network');
    if (!locals.memberships.some((membership) => membership.networkId === network)) throw notFound();
    cookies.set(networkCookie, network, { path: '/', httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:', maxAge: 365 * 24 * 3600 });
    redirect(303, href(locals.locale, '/work'));
  },
  accept: async ({ request, locals }) => {
    const { invitation } = await textsOf(request, 'invitation');
    try {
      await joinWithAccount(locals.account!, { invitationId: invitation });
    } catch (error) {
      return failed(error, locals);
    }
    redirect(303, href(locals.locale, '/account'));
  },
  password: async (event) => {
    const { password } = await textsOf(event.request, 'password');
    try {
      await choosePassword(event.locals.visitor, password);
      return { saved: 'password' };
    } catch (error) {
      return failed(error, event.locals);
    }
  },
  passkey: async ({ request, locals }) => {
    const { id } = await textsOf(request, 'id');
    try {
      await removePasskey(locals.visitor, id);
      return { saved: 'passkey' };
    } catch (error) {
      return failed(error, locals);
    }
  },
  stop: async (event) => {
    const { current } = await textsOf(event.request, 'current');
    try {
      setAll(event.cookies, await stopSecondFactor(visitOf(event), event.locals.visitor, current));
    } catch (error) {
      return failed(error, event.locals);
    }
    redirect(303, href(event.locals.locale, '/account'));
  },
  codes: async (event) => {
    const { current } = await textsOf(event.request, 'current');
    try {
      return { codes: await renewBackupCodes(visitOf(event), event.locals.visitor, current) };
    } catch (error) {
      return failed(error, event.locals);
    }
  },
  session: async ({ request, locals }) => {
    const { id } = await textsOf(request, 'id');
    await endSession(locals.visitor, id);
    redirect(303, href(locals.locale, '/account'));
  },
};
