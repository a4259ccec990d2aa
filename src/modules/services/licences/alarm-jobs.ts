/** Letters before a licence ends: half a year, a quarter and a month before, each stage once, to the coordinators and to the provider. */
import { sql } from 'kysely';
import { z } from 'zod';
import { command, execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { reading } from '#platform/db/transaction.ts';
import { env } from '#platform/env.ts';
import { enqueue } from '#platform/jobs/jobs.ts';
import { sendMail } from '#platform/mail/mail.ts';
import { linkOrigin } from '#platform/session/origin.ts';
import { is, systemScope } from '#platform/session/scope.ts';
import { formatDay } from '#platform/words/format.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import { say, type Localised } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import { addressOf } from '#modules/organisations/queries.ts';
import { letterStages, stageOn } from './licence.ts';
import { countryIn } from './queries.ts';

/** Licences that have reached a stage on `on`: not revoked, and no later one is there. Nothing is said twice, and after a pause only the last stage. */
export const alarmLicences = command({
  name: 'licence.alarm',
  input: z.strictObject({ on: z.iso.date() }),
  may: (scope) => is(scope, 'coordinator') && scope.actor.kind === 'system',
  async run({ tx, scope: { networkId } }, { on }) {
    const { rows } = await sql<{ licenceId: string; validUntil: string }>`
      select l.licence_id as "licenceId", l.valid_until::text as "validUntil" from licence l
      where l.network_id = ${networkId} and l.valid_until between ${on}::date and ${on}::date + ${letterStages[0]}::int
        and not exists (select from licence_event e where e.network_id = l.network_id and e.licence_id = l.licence_id and e.what = 'revoked')
        and not exists (select from licence n where n.network_id = l.network_id and n.service_id = l.service_id and n.valid_until > l.valid_until)
      order by l.valid_until, l.licence_id`.execute(tx);
    const sent: string[] = [];
    for (const { licenceId, validUntil } of rows) {
      const stage = stageOn(validUntil, on)!;
      const fresh = await sql`insert into licence_alarm (network_id, licence_id, stage, sent_on)
        select ${networkId}, ${licenceId}, ${stage}, ${on} where not exists (select from licence_alarm a where a.network_id = ${networkId} and a.licence_id = ${licenceId} and a.stage <= ${stage}) returning 1`.execute(tx);
      if (!fresh.rows.length) continue;
      await enqueue(tx, 'services.send-licence-alarm', { networkId, licenceId, on }, `licence:${stage}:${licenceId}`);
      sent.push(licenceId);
    }
    return { sent };
  },
  record: ({ sent }, { on }) => ({ subject: { kind: 'licence', id: 'all' }, details: { on, licences: sent } }),
});

/** Looks at every network that has something to say; asked every day, twice is as good as once. @param on the day it is, `YYYY-MM-DD` */
export async function alarmRound(on = new Date().toISOString().slice(0, 10)): Promise<void> {
  const networks = await database().selectFrom('network').select('network_id').execute();
  for (const { network_id: networkId } of networks) {
    const { rows } = await reading({ networkId }, (tx) => sql<{ any: boolean }>`select exists (select from licence where network_id = ${networkId} and valid_until between ${on}::date and ${on}::date + ${letterStages[0]}::int) as any`.execute(tx));
    if (rows[0]!.any) await execute(alarmLicences, systemScope(networkId, 'licences'), { on });
  }
}

const languages: Record<string, Locale> = { BG: 'bg', MD: 'ro', RS: 'sr-Cyrl' };

/** One licence, to everybody it concerns. The provider has no account, so the letter to it carries no link. */
export async function sendLicenceAlarm(networkId: string, licenceId: string, on: string): Promise<void> {
  const found = await reading({ networkId }, async (tx) => {
    const { rows } = await sql<{ serviceId: string; number: string; validUntil: string; service: string; names: Localised; organisationId: string; provider: string; coordinators: string[] }>`
      select s.service_id as "serviceId", l.number, l.valid_until::text as "validUntil", s.name as service, s.names, o.organisation_id as "organisationId", o.name as provider,
        array(select m.email from member m where m.role = 'coordinator' and m.until is null and m.email is not null order by m.email) as coordinators
      from licence l join service s using (network_id, service_id) join organisation o using (network_id, organisation_id) where l.network_id = ${networkId} and l.licence_id = ${licenceId}`.execute(tx);
    const row = rows[0];
    return row && { ...row, address: await addressOf(tx, networkId, row.organisationId), country: await countryIn(tx, networkId, row.serviceId) };
  });
  if (!found) return;
  const locale = languages[found.country ?? ''] ?? 'sr-Cyrl';
  const t = await wordsOf(locale);
  const days = Math.round((Date.parse(found.validUntil) - Date.parse(on)) / 86_400_000);
  const values = { service: say(found.names, locale) || found.service, provider: found.provider, number: found.number, day: formatDay(locale, found.validUntil), days };
  const link = `${linkOrigin(`http://localhost:${env.PORT}`)}${href(locale, `/work/services/${found.serviceId}`)}#licences`;
  for (const to of found.coordinators) await sendMail({ to, subject: t('licences.letter_subject', values), text: t('licences.letter_coordinator', { ...values, link }) });
  if (found.address && !found.coordinators.includes(found.address)) await sendMail({ to: found.address, subject: t('licences.letter_subject', values), text: t('licences.letter_provider', values) });
}
