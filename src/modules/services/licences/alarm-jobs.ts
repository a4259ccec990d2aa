/** Letters before a licence ends: half a year, a quarter and a month before, each stage once, to the coordinators and to the provider. */
import { sql } from 'kysely';
import { z } from 'zod';
import { command, execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { env } from '#platform/env.ts';
import { enqueue } from '#platform/jobs/jobs.ts';
import { is, systemScope } from '#platform/session/scope.ts';
import { formatDay } from '#platform/words/format.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import { say, type Localised } from '#platform/words/localised.ts';
import { localeOfCountry } from '#platform/words/locales.ts';
import { sendLetter } from '#modules/networks/letter.ts';
import { addressOf } from '#modules/organisations/queries.ts';
import { stageOn } from './licence.ts';
import { countryIn, endsSoon } from './queries.ts';

/** Licences that end soon and have reached a stage on `on`; one job per recipient, so that a mail that fails is tried again and the others are not sent twice. Nothing is said twice, and after a pause only the last stage. */
export const alarmLicences = command({
  name: 'licence.alarm',
  input: z.strictObject({ on: z.iso.date() }),
  may: (scope) => is(scope, 'coordinator') && scope.actor.kind === 'system',
  async run({ tx, scope: { networkId } }, { on }) {
    const { rows } = await sql<{ licenceId: string; validUntil: string }>`
      select l.licence_id as "licenceId", l.valid_until::text as "validUntil" from licence l
      where l.network_id = ${networkId} and ${endsSoon(on)}
      order by l.valid_until, l.licence_id`.execute(tx);
    const sent: string[] = [];
    for (const { licenceId, validUntil } of rows) {
      const stage = stageOn(validUntil, on)!;
      const fresh = await sql`insert into licence_alarm (network_id, licence_id, stage, sent_on)
        select ${networkId}, ${licenceId}, ${stage}, ${on} where not exists (select from licence_alarm a where a.network_id = ${networkId} and a.licence_id = ${licenceId} and a.stage <= ${stage}) returning 1`.execute(tx);
      if (!fresh.rows.length) continue;
      for (const to of await recipientsOf(tx, networkId, licenceId)) await enqueue(tx, 'services.send-licence-alarm', { networkId, licenceId, on, to }, `licence:${stage}:${licenceId}:${to}`);
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
    const { rows } = await reading({ networkId }, (tx) => sql<{ any: boolean }>`select exists (select from licence l where l.network_id = ${networkId} and ${endsSoon(on)}) as any`.execute(tx));
    if (rows[0]!.any) await execute(alarmLicences, systemScope(networkId, 'licences'), { on });
  }
}

/** Coordinators, and the provider where an address is known. */
async function recipientsOf(tx: Tx, networkId: string, licenceId: string): Promise<string[]> {
  const { rows: [row] } = await sql<{ organisationId: string; coordinators: string[] }>`
    select s.organisation_id as "organisationId", array(${coordinators}) as coordinators from licence l join service s using (network_id, service_id) where l.network_id = ${networkId} and l.licence_id = ${licenceId}`.execute(tx);
  const provider = row && (await addressOf(tx, networkId, row.organisationId));
  return [...new Set([...(row?.coordinators ?? []), ...(provider ? [provider] : [])])];
}

const coordinators = sql`select m.email from member m where m.role = 'coordinator' and m.until is null and m.email is not null order by m.email`;

/** One letter about one licence; none where it was renewed, revoked or taken back meanwhile. The provider has no account, so the letter to it carries no link. */
export async function sendLicenceAlarm(networkId: string, licenceId: string, on: string, to: string): Promise<void> {
  const found = await reading({ networkId }, async (tx) => {
    const { rows } = await sql<{ serviceId: string; number: string; validUntil: string; service: string; names: Localised; provider: string; coordinators: string[] }>`
      select s.service_id as "serviceId", l.number, l.valid_until::text as "validUntil", s.name as service, s.names, o.name as provider, array(${coordinators}) as coordinators
      from licence l join service s using (network_id, service_id) join organisation o using (network_id, organisation_id) where l.network_id = ${networkId} and l.licence_id = ${licenceId} and ${endsSoon(on)}`.execute(tx);
    const row = rows[0];
    return row && { ...row, country: await countryIn(tx, networkId, row.serviceId) };
  });
  if (!found) return;
  const locale = localeOfCountry(found.country);
  const t = await wordsOf(locale);
  const days = Math.round((Date.parse(found.validUntil) - Date.parse(on)) / 86_400_000);
  const values = { service: say(found.names, locale) || found.service, provider: found.provider, number: found.number, day: formatDay(locale, found.validUntil), days };
  // No request stands behind a nightly letter: without a public address of the installation there is no link that would open anything.
  const link = env.ORIGIN ? `${new URL(env.ORIGIN).origin}${href(locale, `/work/services/${found.serviceId}`)}#licences` : '';
  await sendLetter(networkId, locale, { to, subject: t('licences.letter_subject', values), text: found.coordinators.includes(to) ? t('licences.letter_coordinator', { ...values, link }).trimEnd() : t('licences.letter_provider', values) });
}
