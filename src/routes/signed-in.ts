import { error, fail, type ActionFailure, type Cookies, type RequestEvent } from '@sveltejs/kit';
import { explained } from '#platform/command/database-problem.ts';
import { Problem } from '#platform/problem.ts';
import { sentences, type Sentence } from '#platform/problem-sentences.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { SetCookie, Visit } from '#platform/session/visit.ts';
import { wordsOf } from '#platform/words/load.ts';

/** The scope of a page below `/work`, which the hook opens only to members; 401 if it is ever asked elsewhere. */
export function scopeOf(locals: App.Locals): Scope {
  if (!locals.scope) error(401, 'Sign in first.');
  return locals.scope;
}

/** The request as the sign-in functions want it. */
export const visitOf = ({ url, request, locals, cookies, getClientAddress }: RequestEvent): Visit => ({
  origin: url.origin,
  headers: request.headers,
  address: getClientAddress(),
  locale: locals.locale,
  cookie: (name) => cookies.get(name),
});

/** Gives the browser the cookies a sign-in function answered with. */
export function setAll(cookies: Cookies, all: readonly SetCookie[]): void {
  for (const { name, value, maxAge, secure } of all) cookies.set(name, value, { path: '/', httpOnly: true, sameSite: 'lax', secure, ...(maxAge === undefined ? {} : { maxAge }) });
}

export interface Failed {
  errors: Sentence[];
  /** What the person had written, to be shown again; never a password. */
  values: Record<string, string>;
}

/**
 * A form that was not accepted, in the reader's language: `errors` for the ErrorSummary and the fields, `values` to fill them again.
 * Anything that is not a Problem is a bug and goes on.
 */
export async function failed(caught: unknown, locals: App.Locals, values: Record<string, string> = {}): Promise<ActionFailure<Failed>> {
  const problem = explained(caught);
  if (!(problem instanceof Problem)) throw caught;
  return fail(problem.status, { errors: sentences(problem, await wordsOf(locals.locale)), values });
}

/** Form fields as text; a file where text belongs counts as nothing. */
export async function textsOf<Name extends string>(request: Request, ...names: Name[]): Promise<Record<Name, string>> {
  const form = await request.formData();
  return Object.fromEntries(names.map((name) => [name, typeof form.get(name) === 'string' ? (form.get(name) as string) : ''])) as Record<Name, string>;
}

/** A page of our own to go on to: "//elsewhere" and "/\elsewhere" would lead away. */
export function ownPath(wanted: string | null, origin: string, otherwise: string): string {
  const url = wanted ? URL.parse(wanted, origin) : null;
  return url?.origin === origin && wanted!.startsWith('/') ? url.pathname + url.search : otherwise;
}

/** What a person may not see does not exist. */
export const notFoundPage = (): never => error(404, 'Not found');
