import type { Handle } from '@sveltejs/kit/hooks';
import { localeOfPath, negotiate } from '#platform/words/locales.ts';

export const handle: Handle = async ({ event, resolve }) => {
  event.locals.locale = localeOfPath(event.url.pathname) ?? negotiate(event.cookies.get('kolo_locale'), event.request.headers.get('accept-language'));
  return resolve(event, { transformPageChunk: ({ html }) => html.replace('%kolo.lang%', event.locals.locale) });
};
