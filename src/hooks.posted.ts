import type { Handle } from '@sveltejs/kit/hooks';
import { HeldAnswers } from '#platform/session/held-answers.ts';
import { pageSearch } from '#platform/session/page-search.ts';

const cookie = 'kolo_answer';

// Visitors have a room of their own, so that whoever fills it takes nothing away from people at work.
const ofMembers = new HeldAnswers(200);
const ofVisitors = new HeldAnswers(50);

/**
 * Every form of a page is post, redirect, get: the answer to a form, be it "done" or what is wrong with it, is fetched from the address of the page itself.
 * So no address such as `?/publish` stays in the browser, and loading the page again posts nothing again. Programs that post get the answer at once.
 */
export const posted: Handle = async ({ event, resolve }) => {
  const { cookies, locals, request, url } = event;
  const held = locals.account ? ofMembers : ofVisitors;
  const owner = locals.account?.id ?? null;

  const token = request.method === 'GET' ? cookies.get(cookie) : undefined;
  if (token) {
    const answer = held.take(token, owner);
    const gone = cookies.serialize(cookie, '', { path: url.pathname, httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:', maxAge: 0 });
    if (answer) return new Response(answer.body, { status: answer.status, headers: [...answer.headers, ['set-cookie', gone]] });
  }

  const response = await resolve(event);
  const isPage = request.method === 'POST' && response.status < 500 && /^text\/html\b/.test(response.headers.get('content-type') ?? '');
  if (!isPage || !navigates(request)) return response;
  const headers = [...response.headers].filter(([name]) => !/^(?:set-cookie|content-length|etag)$/.test(name));
  const kept = held.keep(owner, { status: response.status, headers, body: await response.text() });
  const back = new Headers({ location: url.pathname + pageSearch(url.search) });
  for (const one of response.headers.getSetCookie()) back.append('set-cookie', one);
  back.append('set-cookie', cookies.serialize(cookie, kept, { path: url.pathname, httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:', maxAge: 60 }));
  return new Response(null, { status: 303, headers: back });
};

/** A person's browser opens a page; a program only wants its answer. Older browsers and plain HTTP know the second header only. */
const navigates = ({ headers }: Request) => headers.get('sec-fetch-mode') === 'navigate' || headers.get('upgrade-insecure-requests') === '1';
