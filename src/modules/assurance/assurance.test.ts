import { beforeAll, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { memberScope, publicScope, systemScope, type Scope } from '#platform/session/scope.ts';
import { secretFor } from '#modules/events/secret-link.ts';
import { addOrganisation, changeOrganisation } from '#modules/organisations/commands.ts';
import { findOrganisation } from '#modules/organisations/queries.ts';
import { propose } from '#modules/proposals/commands.ts';
import { proposalOf } from '#modules/proposals/queries.ts';
import { saveService } from '#modules/services/commands.ts';
import { publicService } from '#modules/services/whole-queries.ts';
import { ask, confirm, proposeByLink, revokeLinks, setRule } from './commands.ts';
import { askedBy, lastAssuredBy, staleRecords } from './queries.ts';
import { askRound } from './round-jobs.ts';
import { languageOf, plusDays, staleBefore } from './stale.ts';

withDatabase();
let scope: Scope;
let visitor: Scope;
let asking: string;
let silent: string;
let serviceId: string;
const today = new Date().toISOString().slice(0, 10);
const refused = (work: Promise<unknown>) => work.then(() => null, ({ code }) => code as string);
const titles = async () => (await staleRecords(scope, { today })).items.map(({ title }) => title);
const letters = () => database().selectFrom('assurance_request').select(['request_id', 'organisation_id', 'email', 'locale']).where('network_id', '=', scope.networkId).orderBy('request_id').execute();
const linkOf = async (n: number) => secretFor('assurance', { networkId: scope.networkId, id: (await letters())[n]!.request_id, version: 0 });

beforeAll(async () => {
  const networkId = newId();
  await database().insertInto('network').values({ network_id: networkId, slug: 'one', names: JSON.stringify({ en: 'One' }) }).execute();
  scope = systemScope(networkId, 'test');
  visitor = publicScope(networkId);
  ({ organisationId: asking } = await execute(addOrganisation, scope, { type: 'cso', name: 'Сунце', seat: 'RS-L-71269', email: 'office@example.org' }));
  ({ organisationId: silent } = await execute(addOrganisation, scope, { type: 'cso', name: 'Tiha' }));
  await execute(changeOrganisation, scope, { organisationId: silent, listed: true });
  const service = async (name: string, more: object) => (await execute(saveService, scope, { organisationId: asking, name, units: [], published: true, ...more })).serviceId;
  serviceId = await service('Stara usluga', { assuredOn: '2024-01-01' });
  await service('Sveža usluga', { assuredOn: today });
  await service('Unutrašnja', { published: false });
});

test('six months back, and what a country reads', () => {
  expect([staleBefore('2026-11-22', 6), staleBefore('2026-08-31', 6), staleBefore('2026-01-15', 1), staleBefore('2024-03-30', 1)]).toEqual(['2026-05-22', '2026-02-28', '2025-12-15', '2024-02-29']);
  expect([languageOf('BG', 'X'), languageOf('MD', 'X'), languageOf('RS', 'Сунце'), languageOf('RS', 'Sunce')]).toEqual(['bg', 'ro', 'sr-Cyrl', 'sr-Latn']);
});

test('what is public and was not confirmed for long is stale; one letter to one organisation, and not twice', async () => {
  expect((await titles()).sort()).toEqual(['Stara usluga', 'Tiha', 'Сунце']);
  expect((await staleRecords(scope, { q: 'sunce', kind: 'organisation', today })).items.map(({ title, hasAddress }) => [title, hasAddress])).toEqual([['Сунце', true]]);
  expect(await execute(ask, scope, { organisationIds: [asking, silent], origin: 'https://kolo.example' })).toMatchObject({ asked: 1, leftOut: 1 });
  expect(await execute(ask, scope, { organisationIds: null, origin: 'https://kolo.example' })).toMatchObject({ asked: 0 });
  expect((await letters()).map(({ email, locale }) => [email, locale])).toEqual([['office@example.org', 'sr-Cyrl']]);
  expect(await refused(execute(ask, visitor, { organisationIds: null, origin: 'https://kolo.example' }))).toBe('platform.forbidden');
});

test('the link opens its own entries, confirms when the button is pressed, and says who assured only where that may be shown', async () => {
  const token = await linkOf(0);
  const { records } = await askedBy(token);
  expect(records.map(({ title }) => title).sort()).toEqual(['Stara usluga', 'Sveža usluga', 'Сунце']);
  // Looking changes nothing.
  expect((await findOrganisation(scope, asking))!.assuredOn).toBe(null);
  const old = records.find(({ id }) => id === serviceId)!;
  await execute(confirm, visitor, { token, records: [{ kind: 'service', id: old.id }] });
  expect([(await publicService(serviceId)).hsds.assured_date, (await publicService(serviceId)).hsds]).toEqual([today, expect.not.objectContaining({ assurer_email: expect.anything() })]);
  await execute(changeOrganisation, scope, { organisationId: asking, contacts: [{ contactId: newId(), email: 'office@example.org', isPublic: true, consentOn: '2026-01-01' }] });
  await execute(confirm, visitor, { token, records: records.map(({ kind, id }) => ({ kind, id })) });
  expect([await titles(), (await publicService(serviceId)).hsds]).toEqual([['Tiha'], expect.objectContaining({ assurer_email: 'office@example.org' })]);
  expect([await lastAssuredBy(scope, 'service', serviceId), await lastAssuredBy(scope, 'organisation', silent)]).toEqual([{ name: null, byLink: true }, null]);
  expect(await refused(execute(confirm, visitor, { token, records: [{ kind: 'organisation', id: silent }] }))).toBe('platform.not_found');
  expect(await refused(execute(confirm, visitor, { token: `x${token.slice(1)}`, records: [{ kind: 'organisation', id: asking }] }))).toBe('platform.forbidden');
  expect(await refused(execute(confirm, visitor, { records: [{ kind: 'organisation', id: asking }] }))).toBe('platform.forbidden');
});

test('a link is closed by hand, by a later letter, with its address, and when the organisation proposes its entry anew', async () => {
  const token = await linkOf(0);
  const why = async (of = token) => (await askedBy(of)).closed;
  const about = { records: [{ kind: 'organisation', id: asking }] };
  const { fields } = (await askedBy(token)).records.find(({ id }) => id === asking)!;
  const set = (row: object) => database().updateTable('assurance_request').set(row).where('network_id', '=', scope.networkId).execute();
  expect([await why(), (await askedBy(token)).until]).toEqual([null, plusDays(today, 90)]);
  expect([await refused(execute(revokeLinks, visitor, { organisationId: asking })), await refused(execute(revokeLinks, scope, { organisationId: silent }))]).toEqual(['platform.forbidden', 'platform.not_found']);
  await execute(revokeLinks, scope, { organisationId: asking });
  expect([await why(), (await askedBy(token)).records, await refused(execute(confirm, visitor, { token, ...about }))]).toEqual(['revoked', [], 'assurance.link_closed']);
  await set({ revoked_at: null });
  await execute(changeOrganisation, scope, { organisationId: asking, email: 'new@example.org', contacts: [] });
  expect([await why(), await refused(execute(proposeByLink, visitor, { token, kind: 'organisation', id: asking, fields: { name: 'X' }, locale: 'en', origin: 'https://kolo.example' }))]).toEqual(['address', 'assurance.link_closed']);
  await execute(changeOrganisation, scope, { organisationId: asking, email: 'office@example.org' });
  expect(await why()).toBe(null);
  const representative = memberScope({ networkId: scope.networkId, actor: { kind: 'account', id: newId(), name: 'R' }, roles: ['organisation-representative'], organisationId: asking, programmeIds: null });
  const { proposalId } = await execute(propose, representative, { kind: 'organisation', subjectId: asking, fields: { ...fields, phone: '015 77' }, locale: 'en', origin: 'https://kolo.example' });
  expect(await why()).toBe('proposed');
  await database().deleteFrom('proposal').where('proposal_id', '=', proposalId).execute();
  await database().insertInto('assurance_request').values({ network_id: scope.networkId, request_id: newId(), organisation_id: asking, email: 'office@example.org', locale: 'en', origin: 'https://kolo.example', sent_at: new Date(Date.now() + 1000) }).execute();
  expect([await why(), await why(await linkOf(1))]).toEqual(['later', null]);
  await database().deleteFrom('assurance_request').where('request_id', '=', (await letters())[1]!.request_id).execute();
});

test('“something has changed” waits for a moderator; a link of long ago opens nothing', async () => {
  const token = await linkOf(0);
  const { records } = await askedBy(token);
  const { fields } = records.find(({ id }) => id === serviceId)!;
  const { proposalId } = await execute(proposeByLink, visitor, { token, kind: 'service', id: serviceId, fields: { ...fields, phone: '015 9' }, locale: 'en', origin: 'https://kolo.example' });
  expect(await proposalOf(scope, proposalId)).toMatchObject({ byLink: true, proposed: { phone: '015 9' }, state: 'waiting' });
  expect((await publicService(serviceId)).hsds.phones).toBe(undefined);
  expect(await refused(execute(proposeByLink, visitor, { token, kind: 'organisation', id: silent, fields: { name: 'X' }, locale: 'en', origin: 'https://kolo.example' }))).toBe('platform.not_found');
  await database().updateTable('assurance_request').set({ sent_at: new Date(Date.now() - 91 * 86_400_000) }).where('network_id', '=', scope.networkId).execute();
  expect([(await askedBy(token)).closed, (await askedBy(token)).records]).toEqual(['time', []]);
  expect(await refused(execute(confirm, visitor, { token, records: [{ kind: 'organisation', id: asking }] }))).toBe('assurance.link_over');
});

test('the round asks by itself only where it is switched on', async () => {
  await database().updateTable('organisation').set({ assured_on: '2020-01-01' }).where('network_id', '=', scope.networkId).execute();
  const before = (await letters()).length;
  await askRound();
  expect((await letters()).length).toBe(before);
  expect(await refused(execute(setRule, scope, { months: '0', everyDays: '30', atOnce: '50', automatic: true, origin: 'https://kolo.example' }))).toBe('platform.invalid_input');
  await execute(setRule, scope, { months: '12', everyDays: '30', atOnce: '50', automatic: true, origin: 'https://kolo.example' });
  await askRound();
  await askRound();
  expect((await letters()).length).toBe(before + 1);
});
