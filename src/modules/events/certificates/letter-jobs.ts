import { sendMail } from '#platform/mail/mail.ts';
import { reading } from '#platform/db/transaction.ts';
import { linkOrigin } from '#platform/session/origin.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import { say } from '#platform/words/localised.ts';
import { certificateAddress } from './credential.ts';
import { letterOf } from './queries.ts';

/** Tells a holder that her certificate is there, with the link by which she has it and says what its page shows; nothing when it was taken back meanwhile, or she is forgotten. */
export async function sendCertificateLetter(networkId: string, certificateId: string, email: string): Promise<void> {
  const letter = await reading({ networkId }, (tx) => letterOf(tx, networkId, certificateId));
  if (!letter) return;
  const { one, token } = letter;
  const t = await wordsOf(one.locale);
  const origin = linkOrigin(one.origin);
  const values = { name: one.holder, title: say(one.titles, one.locale), number: one.number, link: `${origin}${href(one.locale, `/certificates/mine/${token}`)}`, page: certificateAddress(origin, one.code) };
  await sendMail({ to: email, subject: t('certificates.letter_subject', values), text: t('certificates.letter', values) });
}
