import { command, execute } from '../../command/command.ts';
import { database } from '../../db/database.ts';
import { sendMail } from '../../mail/mail.ts';
import { Problem } from '../../problem.ts';
import { href } from '../../words/href.ts';
import { wordsOf } from '../../words/load.ts';
import { newcomerScope, type Visitor } from '../gate.ts';
import { email as emailShape } from '../members/shape.ts';
import { linkOrigin } from '../origin.ts';
import { placeOf, tryOnce } from '../throttle.ts';
import type { SetCookie, Visit } from '../visit.ts';
import { assertOrdinary, assertProven } from './account.ts';
import { authAt } from './auth.ts';
import { deviceMark } from './device.ts';
import { letterToNewEmail } from './letter-to-new-email.ts';
import { linkLasts } from './limits.ts';
import { endAllSessions } from './sign-out.ts';
import { z } from 'zod';

/**
 * Sends a link to the address the person wants to have from now on; nothing changes until it is opened. The answer is the same when another account has
 * the address: then no letter goes out, and nobody learns who has an account.
 * @throws Problem 403 without a recent proof, 422 for something that is no address or the present one, 429 after too many letters, 503 when the letter cannot be sent.
 */
export async function askForNewEmail(visit: Visit, visitor: Visitor, raw: string): Promise<void> {
  assertOrdinary(visitor);
  assertProven(visitor);
  const parsed = emailShape.safeParse(raw);
  if (!parsed.success) throw new Problem(422, 'session.email_needed', {}, 'email');
  const { name, email: present } = visitor.account!;
  if (parsed.data === present) throw new Problem(422, 'session.email_same', {}, 'email');
  const origin = linkOrigin(visit.origin);
  await tryOnce('lettersFromHere', placeOf(visit.address));
  await tryOnce('letters', parsed.data);
  const [auth, t] = await Promise.all([authAt(visit.origin), wordsOf(visit.locale)]);
  const send = async (email: string, token: string) => {
    const link = `${origin}${href(visit.locale, '/account/email')}?token=${encodeURIComponent(token)}`;
    // Whether a letter went out must not be told by the time the answer takes, nor by an error.
    sendMail({ to: email, subject: t('session.mail_new_email_subject'), text: t('session.mail_new_email_text', { name, link, minutes: linkLasts / 60 }) }).catch((error) =>
      console.error(`A letter to a new address could not be sent: ${(error as Error).message}`),
    );
  };
  await letterToNewEmail.run(send, () => auth.api.changeEmail({ body: { newEmail: parsed.data }, headers: visit.headers }));
}

/** An account's address is another one, as each of its networks keeps it: that it changed, never from what to what. */
const changeEmail = command({
  name: 'account.change-email',
  input: z.object({}),
  may: (scope) => scope.actor.kind === 'account',
  run: async ({ scope }) => (scope.actor.kind === 'account' ? scope.actor.id : ''),
  record: (id) => ({ subject: { kind: 'account', id } }),
});

/**
 * Opens the link of the letter, by a button and signed in as the account it was asked for. All other sessions end (ASVS 5.0 7.4.3) and the old address is
 * told (6.3.7): if it was somebody else, the owner learns of it.
 * @returns the mark by which this device is known under the new address.
 * @throws Problem 401 `session.link_gone` when it was used, is too old, or is another account's; 409 when somebody took the address meanwhile.
 */
export async function confirmNewEmail(visit: Visit, visitor: Visitor, token: string): Promise<SetCookie[]> {
  assertOrdinary(visitor);
  const { id, name, email: old } = visitor.account!;
  const auth = await authAt(visit.origin);
  const response = await auth.api.verifyEmail({ query: { token }, headers: visit.headers, asResponse: true }).catch((error: unknown) => {
    if ((error as { code?: string }).code === '23505') throw new Problem(409, 'session.email_taken');
    throw error;
  });
  if (!response.ok) throw new Problem(401, 'session.link_gone');
  const { email } = await database().selectFrom('auth.holder').select('email').where('id', '=', id).executeTakeFirstOrThrow();
  // A token of another kind changes nothing.
  if (email === old) throw new Problem(401, 'session.link_gone');
  await endAllSessions(visitor, visitor.session!.id);
  for (const { networkId } of visitor.memberships) await execute(changeEmail, newcomerScope({ id, name }, networkId), {});
  const t = await wordsOf(visit.locale);
  sendMail({ to: old, subject: t('session.mail_email_changed_subject'), text: t('session.mail_email_changed_text', { name }) }).catch((error) => console.error(`A letter to an old address could not be sent: ${(error as Error).message}`));
  return [deviceMark(visit, email)];
}
