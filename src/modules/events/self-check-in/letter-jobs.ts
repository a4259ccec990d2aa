import { reading } from '#platform/db/transaction.ts';
import { linkOrigin } from '#platform/session/origin.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import type { Locale } from '#platform/words/locales.ts';
import { say } from '#platform/words/localised.ts';
import { sendLetter } from '#modules/networks/letter.ts';
import { planIn } from '../planning/queries.ts';
import { secretFor } from '../secret-link.ts';

/** Sends the link by which somebody without her badge confirms that she stands before the wall; nothing when she has no seat any more. */
export async function sendSelfCheckInLetter(networkId: string, registrationId: string, seen: string, origin: string): Promise<void> {
  const found = await reading({ networkId }, async (tx) => {
    const row = await tx.selectFrom('registration').select(['event_id', 'version', 'locale', 'given', 'surname', 'email', 'state']).where('network_id', '=', networkId).where('registration_id', '=', registrationId).executeTakeFirst();
    return row?.state === 'seat' && row.email ? { row: { ...row, email: row.email }, plan: (await planIn(tx, networkId, row.event_id))! } : null;
  });
  if (!found) return;
  const { row, plan } = found;
  const locale = row.locale as Locale;
  const t = await wordsOf(locale);
  const link = `${linkOrigin(origin)}${href(locale, `/here/letter/${secretFor('here', { networkId, id: registrationId, version: row.version })}`)}?seen=${seen}`;
  const values = { name: `${row.given} ${row.surname}`, event: say(plan.titles, locale), link };
  await sendLetter(networkId, locale, { to: row.email, subject: t('self-check-in.letter_subject', values), text: t('self-check-in.letter', values) }, plan.programme.titles);
}
