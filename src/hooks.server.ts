import { sequence } from '@sveltejs/kit/hooks';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit/hooks';
import { building } from '$app/env';
import { explained } from '#platform/command/database-problem.ts';
import { databasePool } from '#platform/db/database.ts';
import { startJobs } from '#platform/jobs/jobs.ts';
import { endThread } from '#platform/jobs/thread.ts';
import { onStop } from '#platform/lifecycle.ts';
import { Problem } from '#platform/problem.ts';
import { sentence } from '#platform/problem-sentences.ts';
import { keyIn, scopeOfKey } from '#platform/session/api-key.ts';
import { startCleaning } from '#platform/session/cleaning.ts';
import { nobody, whoIsAsking, type Visitor } from '#platform/session/gate.ts';
import { isForeign, secureAnswer } from '#platform/session/headers.ts';
import { errorLines, requestLine } from '#platform/session/request-line.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import { withoutLocale } from '#platform/words/locales.ts';
import { remakeWhatIsOld } from '#modules/search/jobs.ts';
import { jobs, plugIn } from '#registry';
import { announced } from './hooks.announcer.ts';
import { compress } from './hooks.compress.ts';
import { posted } from './hooks.posted.ts';
import { reader } from './hooks.reader.ts';

/** The operator's line, once the answer is known. */
const line: Handle = async ({ event, resolve }) => {
  const began = performance.now();
  const response = await resolve(event);
  const said = requestLine({
    method: event.request.method,
    route: event.route.id,
    status: response.status,
    milliseconds: performance.now() - began,
    // Whoever answers a questionnaire has no name, not even here.
    account: event.route.id?.includes('/evaluate/') ? null : event.locals.scope?.actor.kind === 'account' ? event.locals.scope.actor.id : (event.locals.account?.id ?? null),
  });
  if (said) console.log(said);
  return response;
};

/** Who is asking, what the browser may do with the answer, and no changes on behalf of a foreign page. */
const gate: Handle = async ({ event, resolve }) => {
  const { cookies, locals, request, url } = event;
  const refusal = await look();
  const response = refusal ?? (await resolve(event));
  secureAnswer(response.headers, { secure: url.protocol === 'https:', personal: locals.account !== null || locals.scope !== null });
  return response;

  async function look(): Promise<Response | null> {
    locals.visitor = nobody;
    locals.account = null;
    locals.scope = null;
    locals.memberships = [];
    const authorization = request.headers.get('authorization');
    // A program that shows a key is the key's owner and nobody else: its cookies, if any, do not count.
    if (authorization && withoutLocale(url.pathname).startsWith('/api/')) {
      const key = keyIn(authorization);
      locals.scope = key ? await scopeOfKey(key) : null;
      return locals.scope ? null : refuse(new Problem(401, 'session.unknown_key'), { 'www-authenticate': 'Bearer' });
    }
    const visitor: Visitor = await whoIsAsking({ origin: url.origin, cookie: (name) => cookies.get(name) }).catch((error) => {
      throw explained(error);
    });
    if (visitor.account && isForeign(request, url.origin)) return refuse(new Problem(403, 'session.foreign_request'));
    locals.visitor = visitor;
    locals.account = visitor.account;
    locals.scope = visitor.scope;
    locals.memberships = visitor.memberships;
    return closed(url.pathname) && onlyKnown();
  }

  /** Pages, forms and downloads alike, whether or not they think of it themselves. */
  function onlyKnown(): Response | null {
    if (locals.scope || (locals.account && closed(url.pathname) === 'account')) return null;
    const back = request.method === 'GET' ? url.pathname + url.search : `/${closed(url.pathname)}`;
    return new Response(null, { status: 303, headers: { location: href(locals.locale, locals.account ? '/account' : `/sign-in?to=${encodeURIComponent(back)}`) } });
  }

  async function refuse(problem: Problem, headers: Record<string, string> = {}): Promise<Response> {
    const title = sentence(problem, await wordsOf(locals.locale));
    return Response.json({ type: 'about:blank', title, status: problem.status, code: problem.code }, { status: problem.status, headers: { 'content-type': 'application/problem+json', ...headers } });
  }
};

/** What is closed to visitors: everything below `/work` is for members of a network, everything below `/account` for whoever is signed in. */
const closed = (path: string) => (/^\/(work|account)(?=\/|$)/.exec(withoutLocale(path))?.[1] as 'work' | 'account' | undefined) ?? null;

export const handle = sequence(line, compress, reader, gate, posted, announced);

/**
 * A Problem says what went wrong in the reader's language; everything else is a bug: its text goes to the operator's log, the reader learns
 * nothing of the inside (ASVS 5.0 16.5.1).
 */
export const handleError: HandleServerError = async ({ kind, error, event }) => {
  if (kind !== 'unknown') return;
  const problem = explained(error);
  if (problem instanceof Problem) {
    const t = await wordsOf(event.locals.locale ?? 'sr-Cyrl');
    return { status: problem.status, code: problem.code, message: sentence(problem, t) };
  }
  console.error(`Failed at ${event.request.method} ${event.route.id ?? '-'}: ${errorLines(error)}`);
  return { status: 500, message: 'Internal error' };
};

/** Before the first request: the kinds of evidence are plugged in. The job queue begins right after, without holding up the start. */
export const init: ServerInit = () => {
  plugIn();
  if (building) return;
  const runner = startJobs(databasePool(), jobs);
  runner.catch((error) => console.error('The job queue did not start:', error));
  remakeWhatIsOld().catch((error) => console.error(`Stored keys of names could not be checked: ${(error as Error).message}`));
  onStop(async () => {
    await (await runner).stop();
    await endThread();
  });
  const stopCleaning = startCleaning();
  onStop(async () => stopCleaning());
};
