/** Letters that ask for answers: written when they are sent, from what is true then. */
import { reading } from '#platform/db/transaction.ts';
import { linkOrigin } from '#platform/session/origin.ts';
import { formatDay, formatDays } from '#platform/words/format.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import { say } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import { sendLetter } from '#modules/networks/letter.ts';
import { questionnaireIn } from './queries.ts';
import { roomToken, ticketFor } from './links.ts';
import type { LetterKind } from './mailing-commands.ts';

/** Sends one letter; nothing when its time is over or when she is gone meanwhile. */
export async function sendQuestionnaireLetter(networkId: string, recipientId: string, letter: LetterKind): Promise<void> {
  const found = await reading({ networkId }, async (tx) => {
    const row = await tx
      .selectFrom('questionnaire_recipient as c')
      .innerJoin('questionnaire_round as r', (join) => join.onRef('r.network_id', '=', 'c.network_id').onRef('r.round_id', '=', 'c.round_id'))
      .leftJoin('registration as g', (join) => join.onRef('g.network_id', '=', 'c.network_id').onRef('g.registration_id', '=', 'c.registration_id'))
      .leftJoin('person as p', (join) => join.onRef('p.network_id', '=', 'c.network_id').onRef('p.person_id', '=', 'c.person_id'))
      .select(['r.round_id', 'r.questionnaire_id', 'r.seed', 'r.state', 'r.locale', 'r.origin', 'r.stage', 'r.mailed_on', 'g.locale as own_locale', 'g.email as own_email', 'g.given as own_given', 'g.surname as own_surname', 'p.email', 'p.given', 'p.surname'])
      .where('c.network_id', '=', networkId)
      .where('c.recipient_id', '=', recipientId)
      .executeTakeFirst();
    return row && { row, questionnaire: (await questionnaireIn(tx, networkId, row.questionnaire_id))! };
  });
  if (!found) return;
  const { row, questionnaire: { about } } = found;
  const to = row.own_email ?? row.email;
  if (row.state !== 'open' || !row.seed || !to) return;
  const locale = (row.own_locale ?? row.locale) as Locale;
  const t = await wordsOf(locale);
  const token = `${roomToken(networkId, row.round_id)}.${ticketFor(row.seed, recipientId)}`;
  const name = [row.own_given ?? row.given, row.own_surname ?? row.surname].filter(Boolean).join(' ');
  const event = say(about.titles, locale);
  const values = {
    name, event, about: [event, about.days && formatDays(locale, about.days.firstDay, about.days.lastDay)].filter(Boolean).join('\n'), sent: row.mailed_on ? formatDay(locale, row.mailed_on) : '',
    what: t(`learning.letter_${row.stage as 'pre'}`, { event }), link: `${linkOrigin(row.origin ?? '')}${href(locale, `/evaluate/${token}`)}`,
  };
  await sendLetter(networkId, locale, { to, subject: t(`learning.letter_${letter}_subject`, values), text: t(`learning.letter_${letter}`, values) });
}
