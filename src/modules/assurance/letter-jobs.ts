import { reading } from '#platform/db/transaction.ts';
import { linkOrigin } from '#platform/session/origin.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import type { Locale } from '#platform/words/locales.ts';
import { sendLetter } from '#modules/networks/letter.ts';
import { secretFor } from '#modules/events/secret-link.ts';
import { askedBy } from './queries.ts';
import { LINK_DAYS } from './stale.ts';

/** Sends the letter of a request, written from what is true when it goes out; nothing when it is answered already. */
export async function sendAssuranceLetter(networkId: string, requestId: string): Promise<void> {
  const row = await reading({ networkId }, (tx) => tx.selectFrom('assurance_request').select(['email', 'locale', 'origin', 'answered_at']).where('network_id', '=', networkId).where('request_id', '=', requestId).executeTakeFirst());
  if (!row || row.answered_at) return;
  const token = secretFor('assurance', { networkId, id: requestId, version: 0 });
  const { organisation, records } = await askedBy(token);
  if (!records.length) return;
  const locale = row.locale as Locale;
  const t = await wordsOf(locale);
  const values = { organisation, list: records.map(({ title }) => `– ${title}`).join('\n'), days: LINK_DAYS, link: `${linkOrigin(row.origin)}${href(locale, `/still-true/${token}`)}` };
  await sendLetter(networkId, locale, { to: row.email, subject: t('assurance.letter_subject', values), text: t('assurance.letter', values) });
}
