import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { env } from '#platform/env.ts';
import { newId } from '#platform/ids.ts';
import { mailFolder } from '#platform/mail/mail.ts';
import { systemScope, type Scope } from '#platform/session/scope.ts';
import { accountWith, memberOf } from '#platform/session/testing.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { saveService } from '../commands.ts';
import { alarmLicences, alarmRound, sendLicenceAlarm } from './alarm-jobs.ts';
import { addLicence, recordLicenceEvent } from './commands.ts';
import { stageOn } from './licence.ts';
import { countryOf, licencesOf } from './queries.ts';

withDatabase();
let scope: Scope;
const refused = (work: Promise<unknown>) => work.then(() => null, ({ code }) => code as string);
const service = async (seat: string | null, more = {}) => {
  const { organisationId } = await execute(addOrganisation, scope, { type: 'cso', name: 'Provider', seat, email: 'office.alarm@example.org' });
  return (await execute(saveService, scope, { organisationId, name: 'Service', ...more })).serviceId;
};
const full = (serviceId: string, issuedOn: string, validUntil: string, more = {}) => execute(addLicence, scope, { serviceId, number: 'L', kind: 'full', issuedOn, validUntil, ...more });
const sent = async () => (await sql<{ stage: number; on: string; n: number }>`select stage, sent_on::text as "on", count(*)::int as n from licence_alarm where network_id = ${scope.networkId} group by 1, 2 order by 2, 1`.execute(database())).rows.map(({ stage, on, n }) => [on, stage, n]);

beforeAll(async () => {
  const networkId = newId();
  await database().insertInto('network').values({ network_id: networkId, slug: 'one', names: JSON.stringify({ en: 'One' }), country: 'RS' }).execute();
  scope = systemScope(networkId, 'test');
});

test('the stage of a day', () => {
  expect([181, 180, 91, 90, 31, 30, 0, -1].map((left) => stageOn(new Date(Date.UTC(2026, 0, 1 + left)).toISOString().slice(0, 10), '2026-01-01'))).toEqual([null, 180, 180, 90, 90, 30, 30, null]);
});

test('each stage once; nothing for what is revoked or renewed; after a pause only the last stage', async () => {
  const ends = await service('RS-L-71269');
  await full(ends, '2021-01-01', '2026-12-31');
  const renewed = await service('RS-L-71269');
  await full(renewed, '2021-01-01', '2026-12-31');
  await full(renewed, '2027-01-01', '2032-12-31');
  const revoked = await service('RS-L-71269');
  const { licenceId } = await full(revoked, '2021-01-01', '2026-12-31');
  await execute(recordLicenceEvent, scope, { licenceId, what: 'revoked', on: '2026-02-01' });
  for (const day of ['2026-07-03', '2026-07-04', '2026-07-04', '2026-09-01', '2026-10-02', '2026-10-03', '2026-12-01', '2026-12-31', '2027-01-01']) await alarmRound(day);
  expect(await sent()).toEqual([['2026-07-04', 180, 1], ['2026-10-02', 90, 1], ['2026-12-01', 30, 1]]);
  const late = await service('RS-L-71269');
  await full(late, '2024-01-01', '2029-12-30');
  await alarmRound('2029-12-15');
  await alarmRound('2029-12-16');
  expect((await sent()).at(-1)).toEqual(['2029-12-15', 30, 1]);
  expect(await refused(execute(alarmLicences, { ...scope, actor: { kind: 'account', id: newId(), name: 'x' } } as Scope, { on: '2026-07-04' }))).toBe('platform.forbidden');
});

test('the letter: each recipient a job of its own; to the coordinator with a link where Kolo has a public address, to the provider without one, in the language of the service’s country', async () => {
  const accountId = await accountWith({ email: 'coordinator.alarm@example.org', name: 'Coordinator' });
  await memberOf(scope.networkId, accountId, 'coordinator', null);
  const serviceId = await service('MD-CU', { names: { ro: 'Centru de zi' } });
  const { licenceId } = await full(serviceId, '2021-01-01', '2026-12-31');
  await alarmRound('2026-12-01');
  const { rows } = await sql<{ to: string }>`select payload ->> 'to' as "to" from graphile_worker._private_jobs where payload ->> 'licenceId' = ${licenceId} order by 1`.execute(database());
  expect(rows.map(({ to }) => to)).toEqual(['coordinator.alarm@example.org', 'office.alarm@example.org']);
  for (const { to } of rows) await sendLicenceAlarm(scope.networkId, licenceId, '2026-12-01', to);
  const letters = await Promise.all(readdirSync(mailFolder).map(async (name) => new TextDecoder().decode(readFileSync(join(mailFolder, name)))));
  const to = (address: string) => letters.filter((letter) => letter.includes(`To: ${address}`)).map((letter) => decoded(letter.split(/\r?\n\r?\n/).slice(1).join('\n')));
  expect([to('coordinator.alarm@example.org').length, to('office.alarm@example.org').length]).toEqual([1, 1]);
  expect(to('coordinator.alarm@example.org')[0]).toMatch(/„Centru de zi”[\s\S]*peste 30 de zile/);
  expect(to('coordinator.alarm@example.org')[0]).not.toMatch(/http|localhost/);
  expect(to('office.alarm@example.org')[0]).toMatch(/31 decembrie 2026/);
  expect(to('office.alarm@example.org')[0]).not.toContain('http');
  env.ORIGIN = 'https://kolo.example.org';
  await sendLicenceAlarm(scope.networkId, licenceId, '2026-12-01', 'coordinator.alarm@example.org');
  delete env.ORIGIN;
  // Other tests write letters into the same folder at the same time.
  const linked = readdirSync(mailFolder).map((name) => readFileSync(join(mailFolder, name), 'utf8')).filter((letter) => letter.includes('To: coordinator.alarm@example.org')).map((letter) => decoded(letter.split(/\r?\n\r?\n/).slice(1).join('\n')));
  expect(linked.filter((letter) => letter.includes(`https://kolo.example.org/ro/work/services/${serviceId}#licences`))).toHaveLength(1);
});

/** The body of a letter, quoted-printable or base64. */
const decoded = (body: string) => (/^[\w+/=\s]+$/.test(body) ? Buffer.from(body, 'base64').toString() : Buffer.from(body.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1').toString('utf8'));

test('the law of Serbia is held against services of Serbia only: by the place it is given at, else the seat, else the network', async () => {
  const at = { location: { city: 'Търговище', country: 'BG' } };
  const [serbian, bulgarian, moldovan, unknown] = [await service('RS-L-71269'), await service('RS-L-71269', at), await service('MD-CU'), await service(null)];
  expect(await Promise.all([serbian, bulgarian, moldovan, unknown].map((id) => countryOf(scope, id)))).toEqual(['RS', 'BG', 'MD', 'RS']);
  expect(await refused(full(serbian, '2020-01-01', '2030-01-01'))).toBe('licences.too_long');
  await full(bulgarian, '2020-01-01', '2030-01-01');
  expect(await refused(full(moldovan, '2020-01-01', '2019-01-01'))).toBe('licences.ends_before_it_begins');
  expect(await refused(full(moldovan, '2020-01-01', '2021-01-01', { kind: 'limited' }))).toBe('licences.kind_unknown_here');
  expect((await licencesOf(scope, bulgarian)).length).toBe(1);
});
