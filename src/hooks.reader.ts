import type { Handle } from '@sveltejs/kit/hooks';
import { localeOfPath, negotiate } from '#platform/words/locales.ts';

const year = 60 * 60 * 24 * 365;

/**
 * Who reads: her language and whether she wants the page light or dark. A language in the address is a choice and is remembered,
 * so that the next link without one opens in it.
 */
export const reader: Handle = ({ event, resolve }) => {
  const { cookies, locals, request, url } = event;
  const inAddress = localeOfPath(url.pathname);
  const remembered = cookies.get('kolo_locale');
  locals.locale = inAddress ?? negotiate(remembered, request.headers.get('accept-language'));
  if (inAddress && inAddress !== remembered && request.method === 'GET') {
    cookies.set('kolo_locale', inAddress, { path: '/', maxAge: year, sameSite: 'lax', httpOnly: true, secure: url.protocol === 'https:' });
  }
  const theme = cookies.get('kolo_theme');
  locals.theme = theme === 'light' || theme === 'dark' ? theme : null;
  return resolve(event, {
    transformPageChunk: ({ html }) => html.replace('%kolo.lang%', locals.locale).replace('%kolo.theme%', locals.theme ?? 'auto'),
  });
};
