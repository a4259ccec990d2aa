import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { explained } from '../command/database-problem.ts';
import { InvalidInput, notFound, Problem } from '../problem.ts';
import { sentence, sentences } from '../problem-sentences.ts';
import type { Scope } from '../session/scope.ts';
import { isLocale, type Locale } from '../words/locales.ts';
import { wordsOf } from '../words/load.ts';
import { longestBody } from './asked.ts';
import { documentOf } from './document.ts';
import { permit } from './rate-limit.ts';

/** What the page server knows about a request before the API sees it. */
export interface ApiBindings {
  /** Null for a visitor who neither signed in nor sent a key. */
  scope: Scope | null;
  locale: Locale;
  /** Whom the rate limit counts: the key or account when there is one, else the network address. */
  caller: string;
}
export type ApiEnv = { Bindings: ApiBindings };
export type ApiContext = Context<ApiEnv>;

/** A module's endpoints; mounted under /api/v1 by `src/registry.ts`. */
export const endpoints = () => new Hono<ApiEnv>();

/** The scope of somebody who signed in or sent a key; a Problem otherwise. */
export function signedIn(c: ApiContext): Scope {
  if (!c.env.scope) throw new Problem(401, 'platform.sign_in_first');
  return c.env.scope;
}

export const basePath = '/api/v1';

/**
 * Puts the modules' endpoints together: rate limit, language, what a body may be, then the endpoint, then problems as RFC 9457
 * `application/problem+json` with the sentence in the caller's language. Anything that is not a Problem is logged and answered without its text (ASVS 5.0 16.5.1).
 */
export function createApi(parts: Hono<ApiEnv>[], { at = basePath, describesItself = true } = {}): Hono<ApiEnv> {
  const api = new Hono<ApiEnv>({ strict: false }).basePath(at);
  api.use(async (c, next) => {
    const { allowed, limit, remaining, resetSeconds } = permit(c.env.caller);
    c.header('RateLimit-Limit', String(limit));
    c.header('RateLimit-Remaining', String(remaining));
    c.header('RateLimit-Reset', String(resetSeconds));
    if (!allowed) {
      c.header('Retry-After', String(resetSeconds));
      throw new Problem(429, 'platform.too_many_requests', { seconds: resetSeconds });
    }
    const lang = c.req.query('lang');
    if (isLocale(lang)) c.env = { ...c.env, locale: lang };
    if (c.req.raw.body && !/^application\/json *(;|$)/i.test(c.req.header('content-type') ?? '')) throw new Problem(415, 'platform.json_wanted');
    await next();
  });
  api.use(
    bodyLimit({
      maxSize: longestBody,
      onError: () => {
        throw new Problem(413, 'platform.body_too_long', { most: longestBody / 1_000_000 });
      },
    }),
  );
  for (const part of parts) api.route('/', part);

  // An interface that others have laid down brings its own description.
  if (describesItself) api.get('/openapi.json', async (c) => c.json({ ...(await documentOf(api, c.env.locale)), servers: [{ url: new URL(c.req.url).origin }] }));
  api.notFound((c) => answer(c, notFound()));
  api.onError((error, c) => {
    const problem = explained(error);
    if (problem instanceof Problem) return answer(c, problem);
    console.error(error);
    return answer(c, new Problem(500, 'platform.unexpected'));
  });
  return api;
}

async function answer(c: ApiContext, problem: Problem) {
  const t = await wordsOf(c.env.locale);
  const { status, code } = problem;
  const errors = problem instanceof InvalidInput ? sentences(problem, t).map(({ field, message }, at) => ({ path: field ?? '', message, code: problem.issues[at]!.code })) : null;
  return c.json({ type: 'about:blank', title: sentence(problem, t), status, code, ...(errors && { detail: errors.map(({ message }) => message).join(' '), errors }) }, status as 400, { 'content-type': 'application/problem+json' });
}
