/**
 * Whether a person is at the form. Nobody retypes an image: the browser works a second on a sum (ALTCHA, proof of work, all on our own server). A browser without
 * JavaScript, or on a plain http address, where browsers do not compute hashes, is asked to open the link of a letter instead.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createChallenge, verifySolution } from 'altcha-lib/v1';
import { Problem } from '#platform/problem.ts';
import { secret } from '#platform/session/secret.ts';

const keyFor = (what: string) => createHmac('sha256', secret()).update(`human check, ${what}`).digest('base64url');

/** At most so many sums; a phone does half of them, the average, in some seconds while its owner still types. */
const SUMS = 40_000;
const LASTS = 60 * 60_000;
/** Nobody fills the form faster; a form that was open longer than a day is opened anew. */
const FASTEST = 3_000;
const LONGEST = 24 * 60 * 60_000;

/** What the page gives to its script, as JSON. */
export const newCheck = async (now = Date.now()): Promise<string> => JSON.stringify(await createChallenge({ hmacKey: keyFor('sum'), maxnumber: SUMS, expires: new Date(now + LASTS) }));

/** @returns the mark of a solved check, which may count once; null without a solution or with a wrong one */
export async function solvedCheck(answer: string): Promise<string | null> {
  if (!answer || answer.length > 2_000) return null;
  try {
    if (!(await verifySolution(answer, keyFor('sum')))) return null;
    return (JSON.parse(Buffer.from(answer, 'base64').toString('utf8')) as { challenge: string }).challenge;
  } catch {
    return null;
  }
}

/** When a form was opened, in a form that cannot be made up. */
export const openedNow = (now = Date.now()): string => `${now}.${markOf(String(now))}`;
const markOf = (at: string) => createHmac('sha256', keyFor('opened')).update(at).digest('base64url');

/**
 * For whoever comes without the sum: the form was open as long as a person needs, and the field that nobody sees is empty.
 * @throws Problem 422 that says what to do
 */
export function assertUnhurried(opened: string, unseen: string, now = Date.now()): void {
  if (unseen) throw new Problem(422, 'registration.left_empty', {}, 'homepage');
  const [at = '', mark = ''] = opened.split('.');
  const [given, ours] = [Buffer.from(mark), Buffer.from(markOf(at))];
  const isOurs = given.length === ours.length && timingSafeEqual(given, ours);
  const since = now - Number(at);
  if (!isOurs || !(since >= FASTEST && since <= LONGEST)) throw new Problem(422, 'registration.too_fast');
}
