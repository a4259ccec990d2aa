import { sendMail } from '../../mail/mail.ts';
import { Problem } from '../../problem.ts';
import { href } from '../../words/href.ts';
import { wordsOf } from '../../words/load.ts';
import { say } from '../../words/localised.ts';
import type { Visitor } from '../gate.ts';
import { linkOrigin } from '../origin.ts';
import { invitationLasts } from '../proof/limits.ts';
import type { Visit } from '../visit.ts';
import type { Role } from '../scope.ts';

/** Sends the letter of an invitation, in the language of whoever invites. @throws Problem 503 when the letter cannot be sent; the invitation stays and can be sent anew. */
export async function sendInvitation(visit: Visit, inviter: Visitor, { email, token, role }: { email: string; token: string; role: Role }): Promise<void> {
  const membership = inviter.memberships.find((each) => each.networkId === inviter.scope?.networkId);
  const network = say(membership?.networkNames, visit.locale);
  const link = `${linkOrigin(visit.origin)}${href(visit.locale, '/sign-up')}?invitation=${token}`;
  const t = await wordsOf(visit.locale);
  const text = t('session.mail_invitation_text', { inviter: inviter.account!.name, network, role: t(`session.role_${role.replaceAll('-', '_')}` as 'session.role_coordinator'), link, days: invitationLasts / 86_400 });
  await sendMail({ to: email, ...(network && { fromName: network }), subject: t('session.mail_invitation_subject', { network }), text }).catch((error) => {
    console.error(`An invitation could not be sent: ${(error as Error).message}`);
    throw new Problem(503, 'session.letter_not_sent');
  });
}
