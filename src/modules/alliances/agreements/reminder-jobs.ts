/** Letters before an agreement ends, or renews itself: 60 and 14 days before, each once. */
import { sql } from 'kysely';
import { z } from 'zod';
import { command, execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { reading } from '#platform/db/transaction.ts';
import { enqueue } from '#platform/jobs/jobs.ts';
import { linkOrigin } from '#platform/session/origin.ts';
import { is, systemScope } from '#platform/session/scope.ts';
import { formatDay, formatList } from '#platform/words/format.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import { say, type Localised } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import { sendLetter } from '#modules/networks/letter.ts';
import { agreement } from './queries.ts';
import { letterOwed, type Validity } from './validity.ts';

type Kept = Validity & { agreementId: string; written: { until: string; days: number }[] };

/** Those that may end: signed, with an end, not over before its time. */
const withAnEnd = (networkId: string) => sql<Kept>`
  select a.agreement_id as "agreementId", a.signed_on::text as "signedOn", a.valid_from::text as "validFrom", a.valid_until::text as "validUntil", a.renewal, a.renewal_months as "renewalMonths", null as "endedOn",
    (select coalesce(jsonb_agg(jsonb_build_object('until', r.until_day, 'days', r.days)), '[]') from agreement_reminder r where r.network_id = a.network_id and r.agreement_id = a.agreement_id) as written
  from agreement a where a.network_id = ${networkId} and a.signed_on is not null and a.valid_until is not null
    and not exists (select from agreement_ending e where e.network_id = a.network_id and e.agreement_id = a.agreement_id and e.taken_back_at is null)
  order by a.agreement_id`;

/** Queues one letter for each agreement that is owed one, and notes for which end, so that asked again it queues none. */
export const remindAgreements = command({
  name: 'agreement.remind',
  input: z.strictObject({ on: z.iso.date() }),
  may: (scope) => is(scope, 'coordinator') && scope.actor.kind === 'system',
  async run({ tx, scope: { networkId }, now }, { on }) {
    const { rows } = await withAnEnd(networkId).execute(tx);
    let n = 0;
    for (const one of rows) {
      const letter = letterOwed(one, one.written, on);
      if (!letter) continue;
      const { rows: noted } = await sql`insert into agreement_reminder (network_id, agreement_id, until_day, days, queued_at) values (${networkId}, ${one.agreementId}, ${letter.until}::date, ${letter.days}, ${now}) on conflict do nothing returning days`.execute(tx);
      if (!noted.length) continue;
      await enqueue(tx, 'alliances.send-agreement-letter', { networkId, agreementId: one.agreementId, until: letter.until }, `agreement-letter:${one.agreementId}:${letter.until}:${letter.days}`);
      n++;
    }
    return { n };
  },
  record: ({ n }, { on }) => ({ subject: { kind: 'agreement', id: 'all' }, details: { on, n } }),
});

/** Does it for every network where a letter is owed. @param on the day it is, `YYYY-MM-DD` */
export async function remindAboutAgreements(on = new Date().toISOString().slice(0, 10)): Promise<void> {
  for (const { network_id: networkId } of await database().selectFrom('network').select('network_id').execute()) {
    const { rows } = await reading({ networkId }, (tx) => withAnEnd(networkId).execute(tx));
    if (rows.some((one) => letterOwed(one, one.written, on))) await execute(remindAgreements, systemScope(networkId, 'agreements'), { on });
  }
}

/** Writes to whoever looks after the agreement, else to the coordinators. Nothing when its end is another one by now. */
export async function sendAgreementLetter(networkId: string, agreementId: string, until: string, today = new Date().toISOString().slice(0, 10)): Promise<void> {
  const scope = systemScope(networkId, 'agreements');
  const found = await agreement(scope, agreementId, today).catch(() => null);
  if (!found || found.until !== until || found.endedOn) return;
  const { rows: [letter] } = await reading(scope, (tx) => sql<{ locale: Locale; origin: string; emails: string[] }>`
    select a.locale, a.origin, array(select distinct m.email from member m where m.until is null and not m.is_demo and m.network_id = a.network_id and m.email is not null and case
      when exists (select from member own where own.network_id = a.network_id and own.account_id = a.account_id and own.until is null) then m.account_id = a.account_id else m.role = 'coordinator' end) as emails
    from agreement a where a.network_id = ${networkId} and a.agreement_id = ${agreementId}`.execute(tx));
  const { locale, origin, emails } = letter!;
  const t = await wordsOf(locale);
  const values = {
    title: say(found.titles as Localised, locale),
    parties: formatList(locale, found.parties.map((one) => say(one.names, locale) || one.name)),
    day: formatDay(locale, until),
    renews: found.renewal === 'automatic' ? 'automatic' : found.renewal === 'by-agreement' ? 'agreed' : 'none',
    months: found.renewalMonths ?? 0,
    link: `${linkOrigin(origin)}${href(locale, `/work/agreements/${agreementId}`)}`,
  };
  for (const to of emails) await sendLetter(networkId, locale, { to, subject: t('agreements.letter_subject', values), text: t('agreements.letter', values) });
}
