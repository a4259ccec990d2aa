import { beginOpenId } from '#platform/session/proof/endpoints.ts';
import { href } from '#platform/words/href.ts';
import { ownPath, setAll, visitOf } from '../../../signed-in.ts';
import type { RequestHandler } from './$types';

/** A link and not a form: the policy of the pages lets no form lead to another site, and this leads to the organisation's own sign-in. */
export const GET: RequestHandler = async (event) => {
  const { locals, url, cookies } = event;
  const ok = ownPath(url.searchParams.get('to'), url.origin, href(locals.locale, '/work'));
  const begun = await beginOpenId(visitOf(event), { ok, error: href(locals.locale, '/sign-in') });
  setAll(cookies, begun.cookies);
  return new Response(null, { status: 303, headers: { location: begun.url } });
};
