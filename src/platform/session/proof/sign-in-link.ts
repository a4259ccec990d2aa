import { database } from '../../db/database.ts';
import { sendMail } from '../../mail/mail.ts';
import { Problem } from '../../problem.ts';
import { href } from '../../words/href.ts';
import { wordsOf } from '../../words/load.ts';
import { email as emailShape } from '../members/shape.ts';
import { placeOf, tryOnce } from '../throttle.ts';
import { withoutSession, type Visit } from '../visit.ts';
import { authAt } from './auth.ts';
import { linkLasts } from './limits.ts';
import type { DeliverLink } from './link.ts';
import { accepted, type Accepted } from './sign-in.ts';
import { linkOrigin } from '../origin.ts';

/**
 * Sends a sign-in link to an address, if it belongs to an account. The answer is the same either way, and does not wait for the letter:
 * nobody learns here who has an account. @throws Problem 422 for something that is no address, 429 after too many letters.
 */
export async function sendLink(visit: Visit, raw: string): Promise<void> {
  const parsed = emailShape.safeParse(raw);
  if (!parsed.success) throw new Problem(422, 'session.email_needed', {}, 'email');
  const email = parsed.data;
  const origin = linkOrigin(visit.origin);
  await tryOnce('lettersFromHere', placeOf(visit.address));
  await tryOnce('letters', email);
  const t = await wordsOf(visit.locale);
  const deliver: DeliverLink = async ({ email, token }) => {
    const holder = await database().selectFrom('auth.holder').select(['name', 'is_demo']).where('email', '=', email).executeTakeFirst();
    if (!holder || holder.is_demo) return;
    const link = `${origin}${href(visit.locale, '/sign-in/link')}?token=${encodeURIComponent(token)}`;
    const text = t('session.mail_link_text', { name: holder.name, link, minutes: linkLasts / 60 });
    sendMail({ to: email, subject: t('session.mail_link_subject'), text }).catch((error) => console.error(`A sign-in letter could not be sent: ${(error as Error).message}`));
  };
  const auth = await authAt(visit.origin);
  await auth.api.signInMagicLink({ body: { email, metadata: { deliver } }, headers: withoutSession(visit) });
}

/**
 * Opens a link. Done by a button on the page the link shows, never by opening the link alone: programs that look into letters open links too,
 * and would use it up. @throws Problem 401 `session.link_gone` when it was used, is too old or unknown.
 */
export async function signInWithLink(visit: Visit, token: string): Promise<Accepted> {
  const auth = await authAt(visit.origin);
  const response = await auth.api.magicLinkVerify({ query: { token }, headers: withoutSession(visit), asResponse: true });
  if (!response.ok) throw new Problem(401, 'session.link_gone');
  const body = (await response.clone().json()) as { user?: { email: string } };
  return accepted(visit, response, body.user?.email ?? '');
}
