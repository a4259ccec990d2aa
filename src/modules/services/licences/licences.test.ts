import { beforeAll, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { publicScope, systemScope, type Scope } from '#platform/session/scope.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { saveService } from '../commands.ts';
import { addLicence, recordLicenceEvent, withdrawLicence } from './commands.ts';
import { stateOn } from './licence.ts';
import { licenceRegister, licencesEnding, licencesOf } from './queries.ts';

withDatabase();
let scope: Scope;
let other: Scope;
let serviceId: string;
const network = async (slug: string) => {
  const networkId = newId();
  await database().insertInto('network').values({ network_id: networkId, slug, names: JSON.stringify({ en: slug }) }).execute();
  return systemScope(networkId, 'test');
};
const refused = (work: Promise<unknown>) => work.then(() => null, ({ code }) => code as string);

beforeAll(async () => {
  [scope, other] = [await network('one'), await network('two')];
  const { organisationId } = await execute(addOrganisation, scope, { type: 'cso', name: 'Sunce' });
  ({ serviceId } = await execute(saveService, scope, { organisationId, name: 'Dnevni boravak' }));
});

test('a limited licence once, a full one after it; suspended, restored, revoked, each as it happened', async () => {
  const limited = { serviceId, number: 'O-1', kind: 'limited', issuedOn: '2020-01-01', validUntil: '2024-12-31', plan: 'A second exit' };
  expect(await refused(execute(addLicence, scope, { ...limited, validUntil: '2025-01-01' }))).toBe('licences.too_long');
  await execute(addLicence, scope, limited);
  expect(await refused(execute(addLicence, scope, { ...limited, issuedOn: '2026-01-01', validUntil: '2026-12-31' }))).toBe('licences.second_limited');
  // The database holds the same rule, should two enter it at once.
  expect((await Promise.all([1, 2].map(() => refused(execute(addLicence, scope, { ...limited, kind: 'full', number: 'P-1', issuedOn: '2024-06-01', validUntil: '2027-01-15', plan: null }))))).sort()).toEqual(['licences.overlaps', null].sort());
  const [full] = await licencesOf(scope, serviceId);
  await execute(recordLicenceEvent, scope, { licenceId: full!.licenceId, what: 'suspended', on: '2025-03-01', reason: 'Repairs' });
  expect(await refused(execute(recordLicenceEvent, scope, { licenceId: full!.licenceId, what: 'suspended', on: '2025-03-02' }))).toBe('licences.cannot_happen');
  expect(await refused(execute(recordLicenceEvent, scope, { licenceId: full!.licenceId, what: 'restored', on: '2025-02-01' }))).toBe('licences.too_early');
  await execute(recordLicenceEvent, scope, { licenceId: full!.licenceId, what: 'restored', on: '2025-04-01' });
  const [after] = await licencesOf(scope, serviceId);
  expect(['2025-03-15', '2025-04-01', '2026-11-22', '2027-01-10', '2027-01-16'].map((day) => stateOn(after!, day))).toEqual(['suspended', 'valid', 'ending', 'urgent', 'ended']);
  expect(await licencesEnding(scope, '2026-11-22')).toMatchObject([{ service: 'Dnevni boravak', validUntil: '2027-01-15' }]);
  await execute(recordLicenceEvent, scope, { licenceId: full!.licenceId, what: 'revoked', on: '2026-01-01' });
  expect(await licencesEnding(scope, '2026-11-22')).toEqual([]);
});

test('one entered by mistake is taken back with a reason: readable, and counted nowhere', async () => {
  const { organisationId } = await execute(addOrganisation, scope, { type: 'cso', name: 'Mesec' });
  const { serviceId: of } = await execute(saveService, scope, { organisationId, name: 'Stanovanje' });
  const wrong = { serviceId: of, number: 'X-1', kind: 'limited', issuedOn: '2022-01-01', validUntil: '2026-12-31' };
  const { licenceId } = await execute(addLicence, scope, wrong);
  expect((await licencesEnding(scope, '2026-11-22')).map(({ licenceId: id }) => id)).toEqual([licenceId]);
  expect(await refused(execute(withdrawLicence, scope, { licenceId, reason: ' ' }))).toBe('platform.invalid_input');
  expect(await refused(execute(withdrawLicence, other, { licenceId, reason: 'x' }))).toBe('platform.not_found');
  await execute(withdrawLicence, scope, { licenceId, reason: 'Number of another service' });
  expect([await refused(execute(withdrawLicence, scope, { licenceId, reason: 'again' })), await refused(execute(recordLicenceEvent, scope, { licenceId, what: 'revoked', on: '2026-02-01' }))]).toEqual(['platform.not_found', 'licences.cannot_happen']);
  expect((await licencesOf(scope, of))[0]).toMatchObject({ number: 'X-1', withdrawn: { reason: 'Number of another service' } });
  expect([await licencesEnding(scope, '2026-11-22'), (await licenceRegister(scope, { ending: true, today: '2026-11-22' })).total, (await licenceRegister(scope, { today: '2026-11-22' })).items.map(({ number }) => number)]).toEqual([[], 0, ['O-1', 'P-1']]);
  // The right one can be entered now, and its renewal before it ends; then it no longer has to be renewed.
  await execute(addLicence, scope, { ...wrong, number: 'X-2' });
  expect((await licenceRegister(scope, { ending: true, today: '2026-11-22' })).items.map(({ number }) => number)).toEqual(['X-2']);
  const renewal = { serviceId: of, number: 'X-3', kind: 'full', issuedOn: '2026-10-01', validFrom: '2027-01-01', validUntil: '2032-12-31' };
  const { licenceId: renewed } = await execute(addLicence, scope, renewal);
  expect((await licenceRegister(scope, { ending: true, today: '2026-11-22' })).total).toBe(0);
  // A renewal that is revoked renews nothing.
  await execute(recordLicenceEvent, scope, { licenceId: renewed, what: 'revoked', on: '2026-11-01' });
  expect([(await licenceRegister(scope, { ending: true, today: '2026-11-22' })).items.map(({ number }) => number), (await licencesEnding(scope, '2026-11-22')).length]).toEqual([['X-2'], 1]);
  for (const { licenceId: id } of await licencesOf(scope, of)) await execute(withdrawLicence, scope, { licenceId: id, reason: 'End of the test' }).catch(() => null);
});

test('the register of another network is empty, and nothing can be entered there', async () => {
  expect((await licenceRegister(scope, { today: '2026-11-22' })).items.map(({ number }) => number)).toEqual(['O-1', 'P-1']);
  expect(await licenceRegister(other, { today: '2026-11-22' })).toEqual({ items: [], total: 0, pages: 1 });
  const [one] = await licencesOf(scope, serviceId);
  expect(await refused(execute(recordLicenceEvent, other, { licenceId: one!.licenceId, what: 'revoked', on: '2026-11-22' }))).toBe('platform.not_found');
  expect(await refused(execute(addLicence, publicScope(scope.networkId), { serviceId, number: 'X', kind: 'full', issuedOn: '2026-01-01', validUntil: '2026-12-31' }))).toBe('platform.forbidden');
});
