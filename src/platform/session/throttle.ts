import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { database } from '../db/database.ts';
import { Problem } from '../problem.ts';
import { secret } from './secret.ts';

/** How many tries are free, and how long the waits after them are, in seconds; `forgotten` without a try and the count begins anew. */
export interface Patience {
  free: number;
  first: number;
  longest: number;
  forgotten: number;
}

const hour = 3600;

/** ASVS 5.0 6.3.1. The documented limits; the sentences and the README speak of them. */
export const patience = {
  /** Wrong passwords for one account from one place: five are free, then 30 s, 1 min, 2 min … at most 15 min. */
  accountHere: { free: 5, first: 30, longest: 900, forgotten: 24 * hour },
  /** Wrong passwords for one account from all strange places together; a device that has signed in before is not held up by it. */
  accountAnywhere: { free: 30, first: 10, longest: 300, forgotten: hour },
  /** Wrong passwords from one place for all accounts together: an office behind one address must not run into it by mistyping. */
  placeAnyAccount: { free: 100, first: 10, longest: 300, forgotten: hour },
  /** Passkeys cannot be guessed, but each try keeps the server busy. */
  passkeysFromHere: { free: 300, first: 1, longest: 10, forgotten: hour },
  /** Letters to one mailbox: three, then 1 min … at most an hour between two. */
  letters: { free: 3, first: 60, longest: hour, forgotten: 24 * hour },
  /** Registrations for events from one place: a whole office may register its people one after the other. */
  registrationsFromHere: { free: 40, first: 10, longest: 600, forgotten: hour },
  /** Questionnaires from one place: a whole room answers behind one address, before and after. */
  answersFromHere: { free: 200, first: 5, longest: 120, forgotten: hour },
  /** Letters about registrations to one mailbox, which strangers can cause. */
  registrationLetters: { free: 6, first: 60, longest: hour, forgotten: 24 * hour },
  /** Codes of badges and walls that were wrong, from one place: a room of people behind one address types some of them wrongly. */
  codesFromHere: { free: 60, first: 10, longest: 300, forgotten: hour },
  /** Messages that visitors write to an organisation, from one place, and to one address. */
  messagesFromHere: { free: 5, first: 60, longest: hour, forgotten: 24 * hour },
  messagesTo: { free: 20, first: 60, longest: hour, forgotten: 24 * hour },
  lettersFromHere: { free: 20, first: 30, longest: hour, forgotten: 24 * hour },
} satisfies Record<string, Patience>;

const keyOf = (what: string, subject: string) => createHmac('sha256', secret()).update(`${what}|${subject}`).digest('base64url');

/**
 * Counts one try against `subject` and lets it pass or not, in one statement in the database, so that all processes count together.
 * @throws Problem 429 `session.too_many_tries` with the seconds to wait.
 */
export async function tryOnce(what: keyof typeof patience, subject: string): Promise<void> {
  const { free, first, longest, forgotten } = patience[what];
  const { rows } = await sql<{ allowed: boolean; wait_seconds: number }>`
    select allowed, wait_seconds from auth.try_once(${keyOf(what, subject)}, ${free}::int, ${first}::int, ${longest}::int, ${forgotten}::int)`.execute(database());
  if (!rows[0]!.allowed) throw new Problem(429, 'session.too_many_tries', { seconds: rows[0]!.wait_seconds });
}

/** After the right proof the count of the wrong ones is of no more interest. */
export async function forgive(what: keyof typeof patience, subject: string): Promise<void> {
  await database().deleteFrom('auth.throttle').where('key', '=', keyOf(what, subject)).execute();
}

/** Takes one try back that turned out right, and leaves the wrong ones of others counted: many colleagues may sign in behind one address. */
export async function giveBack(what: keyof typeof patience, subject: string): Promise<void> {
  const { free } = patience[what];
  await sql`update auth.throttle set tries = tries - 1, blocked_until = case when tries <= ${free}::int then now() else blocked_until end where key = ${keyOf(what, subject)} and tries > 0`.execute(database());
}

/** What counts as one place: an IPv4 address, or the /64 an IPv6 customer is given (she has 2^64 addresses to try from). */
export function placeOf(address: string): string {
  const v4 = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (v4) return v4[1]!;
  const [head = '', tail] = address.toLowerCase().split('%')[0]!.split('::');
  const groups = head ? head.split(':') : [];
  if (tail !== undefined) {
    const end = tail ? tail.split(':') : [];
    while (groups.length + end.length < 8) groups.push('0');
    groups.push(...end);
  }
  return groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, '')).join(':');
}
