import { linkOrigin } from '#platform/session/origin.ts';
import { locales } from '#platform/words/locales.ts';
import type { RequestHandler } from './$types';

/** Pages for members and addresses that are secrets are no business of search engines; the wall that keeps them is not this. */
const closed = ['work', 'account', 'sign-in', 'sign-up', 'registration', 'invited', 'demo'];

export const GET: RequestHandler = ({ url }) =>
  new Response(['User-agent: *', ...closed.flatMap((path) => ['', ...locales.map((locale) => `/${locale}`)].map((locale) => `Disallow: ${locale}/${path}`)), `Sitemap: ${linkOrigin(url.origin)}/sitemap.xml`, ''].join('\n'), {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=3600' },
  });
