import type { Hono } from 'hono';
import type { Scope } from '../session/scope.ts';
import type { Locale } from '../words/locales.ts';
import { basePath, type ApiEnv } from './api.ts';

export interface Answer {
  status: number;
  /** The JSON of the answer; null when there is none. */
  body: any;
  /** The answer as it went out, for looking for what must not be in it. */
  text: string;
  headers: Headers;
}

/** For tests: a program that calls the API as this scope; null is a visitor. */
export function program(api: Hono<ApiEnv>, scope: Scope | null, locale: Locale = 'en') {
  const caller = `test ${Math.random()}`;
  const send = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await api.fetch(new Request(`http://kolo.test${basePath}${path}`, init), { scope, locale, caller });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : null, text, headers: response.headers };
  };
  return {
    send,
    get: (path: string) => send(path),
    post: (path: string, body: unknown, headers: Record<string, string> = {}) => send(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } }),
  };
}
