import { randomBytes } from 'node:crypto';

/** A page that answers a form, kept until the browser comes for it. */
export interface HeldAnswer {
  status: number;
  headers: [string, string][];
  body: string;
}

/** Long enough for a slow line to follow the redirect, short enough that what was typed is not kept about. */
const KEPT_SECONDS = 60;

/**
 * Answers to forms, each to be fetched once by whoever sent the form. They live in the memory of the process and never in the database: such a page may show
 * a new key or backup codes, which are shown once and stored nowhere. Lost with a restart, the reader sees the page as it then is.
 */
export class HeldAnswers {
  readonly #held = new Map<string, { owner: string | null; until: number; answer: HeldAnswer }>();
  readonly #most: number;

  /** @param most how many are kept; the oldest goes first. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Keeps an answer for its owner. @returns the name to fetch it by, which nobody can guess. */
  keep(owner: string | null, answer: HeldAnswer, now = Date.now()): string {
    for (const [token, { until }] of this.#held) if (until <= now || this.#held.size >= this.#most) this.#held.delete(token);
    const token = randomBytes(18).toString('base64url');
    this.#held.set(token, { owner, until: now + KEPT_SECONDS * 1000, answer });
    return token;
  }

  /** Gives an answer out, to its owner and only once. */
  take(token: string, owner: string | null, now = Date.now()): HeldAnswer | null {
    const found = this.#held.get(token);
    if (!found || found.owner !== owner) return null;
    this.#held.delete(token);
    return found.until > now ? found.answer : null;
  }
}
