import { reading, within } from '#platform/db/transaction.ts';
import { linkOrigin } from '#platform/session/origin.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import { say, type Localised } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import { sendLetter } from '#modules/networks/letter.ts';
import { planIn } from '../planning/queries.ts';
import { aboutEvent } from '../registration/about-event.ts';
import { secretFor } from '../secret-link.ts';
import { statesOf, type Whom } from './shape.ts';

/** Sends one letter of a message, in the language of whoever gets it; nothing when it was sent, when she is gone, has cancelled or is not meant any more. */
export async function sendMessageLetter(networkId: string, messageId: string, registrationId: string): Promise<void> {
  const of = { network_id: networkId, message_id: messageId, registration_id: registrationId };
  const found = await reading({ networkId }, async (tx) => {
    const row = await tx
      .selectFrom('event_message_letter as l')
      .innerJoin('event_message as m', (join) => join.onRef('m.network_id', '=', 'l.network_id').onRef('m.message_id', '=', 'l.message_id'))
      .innerJoin('registration as r', (join) => join.onRef('r.network_id', '=', 'l.network_id').onRef('r.registration_id', '=', 'l.registration_id'))
      .select(['l.sent_at', 'm.event_id', 'm.whom', 'm.subjects', 'm.texts', 'm.origin', 'r.state', 'r.email', 'r.locale', 'r.version'])
      .where('l.network_id', '=', networkId).where('l.message_id', '=', messageId).where('l.registration_id', '=', registrationId)
      .executeTakeFirst();
    return row && { row, plan: (await planIn(tx, networkId, row.event_id))! };
  });
  if (!found) return;
  const { row, plan } = found;
  if (row.sent_at || !row.email || !statesOf[row.whom as Whom].includes(row.state)) return;
  const locale = row.locale as Locale;
  const t = await wordsOf(locale);
  const link = `${linkOrigin(row.origin)}${href(locale, `/registration/${secretFor('registration', { networkId, id: registrationId, version: row.version })}`)}`;
  // The link for taking part from afar is for whoever has a seat.
  const about = aboutEvent({ ...plan, onlineUrl: row.state === 'seat' ? plan.onlineUrl : null }, t);
  const text = t('messages.letter', { text: say(row.texts as Localised, locale), about, link });
  await sendLetter(networkId, locale, { to: row.email, subject: say(row.subjects as Localised, locale), text }, plan.programme.titles);
  await within({ networkId }, (tx) => tx.updateTable('event_message_letter').set({ sent_at: new Date() }).where((eb) => eb.and(of)).execute());
}
