import { sql } from 'kysely';
import { execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { reading } from '#platform/db/transaction.ts';
import type { Job } from '#platform/jobs/jobs.ts';
import { linkOrigin } from '#platform/session/origin.ts';
import { publicScope, systemScope } from '#platform/session/scope.ts';
import { formatDay } from '#platform/words/format.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import { say } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import { sendLetter } from '#modules/networks/letter.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { placeName } from '#modules/places/say.ts';
import { remindMunicipalities } from './commands.ts';
import { letterOf } from './queries.ts';

/** So many days before the questionnaire is due, those who have not answered are reminded once by Kolo itself. */
const DAYS_BEFORE = 7;

/** Sends a municipality its link; a reminder only while it has not answered. */
export async function sendQuestionnaire(networkId: string, askedId: string, letter: 'ask' | 'remind'): Promise<void> {
  const row = await letterOf(networkId, askedId);
  if (!row || (letter === 'remind' && row.isAnswered)) return;
  const locale = row.locale as Locale;
  const t = await wordsOf(locale);
  const { names } = await networkOf(publicScope(networkId));
  const link = `${linkOrigin(row.origin)}${href(locale, `/questionnaire/${row.token}`)}`;
  const values = { place: placeName(row.place, t), year: String(row.year), day: formatDay(locale, row.dueOn), network: say(names, locale), link };
  await sendLetter(networkId, locale, { to: row.email, subject: t(`coverage.letter_${letter}_subject`, values), text: t(`coverage.letter_${letter}`, values) });
}

/** @param on the day it is, `YYYY-MM-DD` */
export async function remindBeforeDue(on = new Date().toISOString().slice(0, 10)): Promise<void> {
  const networks = await database().selectFrom('network').select('network_id').execute();
  for (const { network_id: networkId } of networks) {
    const { rows } = await reading({ networkId }, (tx) =>
      sql<{ year: number }>`
        select q.year from survey q where q.network_id = ${networkId} and not q.published and ${on}::date between q.due_on - ${DAYS_BEFORE}::int and q.due_on and exists (
          select from survey_asked a where a.network_id = q.network_id and a.survey_id = q.survey_id and a.email is not null and a.reminders = 0
            and not exists (select from survey_answer w where w.network_id = a.network_id and w.asked_id = a.asked_id and w.withdrawn_at is null))`.execute(tx));
    for (const { year } of rows) await execute(remindMunicipalities, systemScope(networkId, 'questionnaires'), { year, onlyUnreminded: true });
  }
}

export const coverageJobs: readonly Job[] = [
  { name: 'services.send-questionnaire', run: ({ networkId, askedId, letter }) => sendQuestionnaire(networkId, askedId!, letter as 'ask' | 'remind') },
  { name: 'services.remind-municipalities', at: '23 6 * * *', run: () => remindBeforeDue() },
];
