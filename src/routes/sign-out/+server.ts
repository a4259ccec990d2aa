import { clearSiteData, endAllSessions, signOut } from '#platform/session/proof/sign-out.ts';
import { href } from '#platform/words/href.ts';
import { setAll, textsOf, visitOf } from '../signed-in.ts';
import type { RequestHandler } from './$types';

/** Ends this session, or with `everywhere` all of the person's sessions, and tells the browser to forget what it kept. */
export const POST: RequestHandler = async (event) => {
  const { everywhere } = await textsOf(event.request, 'everywhere');
  if (everywhere && event.locals.account) await endAllSessions(event.locals.visitor, null);
  setAll(event.cookies, await signOut(visitOf(event)));
  return new Response(null, { status: 303, headers: { location: href(event.locals.locale, '/'), 'clear-site-data': clearSiteData } });
};
