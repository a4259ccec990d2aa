import { sendMail, type Letter } from '#platform/mail/mail.ts';
import { publicScope } from '#platform/session/scope.ts';
import type { Locale } from '#platform/words/locales.ts';
import { say, type Localised } from '#platform/words/localised.ts';
import { networkOf } from './queries.ts';

/**
 * Sends a letter of a network: its name is that of the sender, an answer goes to its contact, and at the end stands who writes and whom one asks. Every letter that a module sends in a network's name goes out here.
 * @param locale the language of the letter
 * @param programme titles of the programme it is about, where it is about one
 */
export async function sendLetter(networkId: string, locale: Locale, letter: Letter, programme: Localised | null = null): Promise<void> {
  const { names, contact } = await networkOf(publicScope(networkId));
  const network = say(names, locale);
  const signature = [programme && say(programme, locale), network, [contact.name, contact.email, contact.phone].filter(Boolean).join(', ')].filter(Boolean).join('\n');
  await sendMail({ ...(network && { fromName: network }), ...(contact.email && { replyTo: contact.email }), ...letter, text: signature ? `${letter.text.trimEnd()}\n\n-- \n${signature}` : letter.text });
}
