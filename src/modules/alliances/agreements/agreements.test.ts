import { readdir, readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { within } from '#platform/db/transaction.ts';
import { fingerprint } from '#platform/files/files.ts';
import { newId } from '#platform/ids.ts';
import { mailFolder } from '#platform/mail/mail.ts';
import { accountWith, memberOf } from '#platform/session/testing.ts';
import { memberScope, publicScope, systemScope, type Role, type Scope } from '#platform/session/scope.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { addAlliance } from '../commands.ts';
import { addAgreement, addAgreementFile, changeAgreement, endAgreement, removeAgreementFile, takeBackEnd } from './commands.ts';
import { agreement, agreementFile, listAgreements, partiesNamed } from './queries.ts';
import { remindAboutAgreements, sendAgreementLetter } from './reminder-jobs.ts';

withDatabase();
let scope: Scope;
let abroad: Scope;
let sun: string;
let moon: string;
let network: string;
const today = '2026-11-22';
const letters = { locale: 'en', origin: 'https://kolo.example' };
const as = (role: Role, organisationId: string | null = null) => memberScope({ networkId: scope.networkId, actor: { kind: 'account', id: newId(), name: 'N' }, roles: [role], organisationId, programmeIds: null });
const refused = (work: Promise<unknown>) => work.then(() => null, ({ code }) => code as string);
const input = (more: object = {}) => ({ titles: { en: 'Cooperation' }, kind: 'cooperation', parties: [{ organisationId: sun }, { allianceId: network }], validFrom: '2026-01-01', signedOn: '2025-12-20', ...letters, ...more });
const made = async (more: object = {}) => (await execute(addAgreement, scope, input(more))).agreementId;
const pdf = (text: string) => new TextEncoder().encode(`%PDF-1.7 ${text}`);

beforeAll(async () => {
  const tenant = async (slug: string) => {
    const networkId = newId();
    await database().insertInto('network').values({ network_id: networkId, slug, names: JSON.stringify({ en: slug }) }).execute();
    return systemScope(networkId, 'test');
  };
  [scope, abroad] = [await tenant('home'), await tenant('abroad')];
  sun = (await execute(addOrganisation, scope, { type: 'cso', name: 'Сунце' })).organisationId;
  moon = (await execute(addOrganisation, scope, { type: 'cso', name: 'Месец' })).organisationId;
  network = (await execute(addAlliance, scope, { names: { en: 'Network of the sky' }, kind: 'umbrella', organisationId: moon })).allianceId;
});

test('an agreement is found by its parties in any script, by state and by network; those that end soon come first', async () => {
  const [long, soon, over] = [await made({ titles: { en: 'Long' } }), await made({ titles: { en: 'Soon' }, validUntil: '2026-12-31', reference: '12/26' }), await made({ titles: { en: 'Over' }, parties: [{ organisationId: sun }, { organisationId: moon }], validUntil: '2026-06-30' })];
  const list = async (filter = {}) => (await listAgreements(scope, today, filter)).items.map(({ agreementId }) => agreementId);
  expect(await list({ q: 'sunce' })).toEqual([soon, long, over]);
  // The network is a party as itself, and by its own entry in the directory.
  expect([await list({ allianceId: network }), await list({ organisationId: moon }), await list({ state: 'ended' }), await list({ q: '12/26' }), await list({ q: 'nothing' })]).toEqual([[soon, long, over], [over], [over], [soon], []]);
  expect(await partiesNamed(scope, ['network of the SKY', 'Sunce'])).toEqual([{ allianceId: network }, { organisationId: sun }]);
  expect(await refused(partiesNamed(scope, ['Nobody']))).toBe('alliances.organisation_unknown');
});

test('what cannot be is refused with a sentence', async () => {
  expect([
    await refused(made({ parties: [{ organisationId: sun }] })), await refused(made({ parties: [{ organisationId: sun }, { organisationId: sun }] })), await refused(made({ validUntil: '2025-01-01' })),
    await refused(made({ renewal: 'automatic', renewalMonths: 12 })), await refused(made({ renewal: 'automatic', validUntil: '2027-01-01' })), await refused(made({ parties: [{ organisationId: newId() }, { allianceId: network }] })), await refused(made({ places: ['RS-nowhere'] })),
  ]).toEqual([expect.any(String), 'agreements.party_twice', expect.any(String), expect.any(String), expect.any(String), 'alliances.unknown_organisation', expect.any(String)]);
});

test('an early end stays as it happened; a mistake is taken back and stays readable', async () => {
  const agreementId = await made({ validUntil: '2027-12-31' });
  const end = (endedOn: string, reason = 'The donor withdrew its money.') => execute(endAgreement, scope, { agreementId, endedOn, reason });
  expect([await refused(end('2025-01-01')), await refused(end('2027-12-31'))]).toEqual(['agreements.ended_before_it_began', 'agreements.ended_not_early']);
  await end('2026-10-01');
  expect(await refused(end('2026-10-02'))).toBe('agreements.ended_already');
  expect(await refused(execute(changeAgreement, scope, { agreementId, ...input({ validFrom: '2026-10-02' }) }))).toBe('agreements.ended_before_it_began');
  expect(await agreement(scope, agreementId, today)).toMatchObject({ state: 'ended-early', until: '2026-10-01', validUntil: '2027-12-31', endings: [{ endedOn: '2026-10-01', isTakenBack: false }] });
  await execute(takeBackEnd, scope, { agreementId });
  expect(await agreement(scope, agreementId, today)).toMatchObject({ state: 'active', until: '2027-12-31', endings: [{ reason: 'The donor withdrew its money.', isTakenBack: true }] });
  await expect(within(scope, (tx) => tx.deleteFrom('agreement_ending').execute())).rejects.toMatchObject({ code: '42501' });
});

test('the signed paper is kept byte for byte under its fingerprint; a web page is none; removed, its bytes go', async () => {
  const agreementId = await made();
  const add = (bytes: Uint8Array) => execute(addAgreementFile, scope, { agreementId, name: 'signed.pdf', mediaType: 'application/pdf', bytes });
  const { fileId, sha256 } = await add(pdf('one'));
  expect([sha256, (await agreement(scope, agreementId, today)).files]).toEqual([fingerprint(pdf('one')), [expect.objectContaining({ sha256, name: 'signed.pdf', size: pdf('one').byteLength })]]);
  expect([await refused(add(pdf('one'))), await refused(add(new TextEncoder().encode('<!doctype html><script>alert(1)</script>'))), await refused(add(new Uint8Array()))]).toEqual(['agreements.file_there_already', 'agreements.file_kind', 'documents.file_empty']);
  expect(new TextDecoder().decode((await agreementFile(scope, agreementId, fileId)).bytes)).toBe('%PDF-1.7 one');
  expect([await refused(agreementFile(as('funder'), agreementId, fileId)), await refused(agreementFile(abroad, agreementId, fileId)), await refused(agreementFile(scope, await made(), fileId))]).toEqual(Array(3).fill('platform.not_found'));
  await execute(removeAgreementFile, scope, { agreementId, fileId });
  expect([(await agreement(scope, agreementId, today)).files, await database().selectFrom('file').select('file_id').where('file_id', '=', fileId).execute()]).toEqual([[], []]);
});

test('whoever works in the network and the auditor see all, a party its own, everybody else nothing; only those who run it write', async () => {
  const agreementId = await made({ titles: { en: 'Zenith' } });
  const sees = async (who: Scope) => [(await listAgreements(who, today, { q: 'zenith' })).total, await refused(agreement(who, agreementId, today))];
  for (const who of [as('field-worker'), as('auditor'), as('organisation-representative', sun)]) expect(await sees(who)).toEqual([1, null]);
  for (const who of [as('funder'), as('organisation-representative', moon), publicScope(scope.networkId), abroad]) expect(await sees(who)).toEqual([0, 'platform.not_found']);
  for (const who of [as('field-worker'), as('auditor'), as('organisation-representative', sun), publicScope(scope.networkId)]) expect(await refused(execute(addAgreement, who, input()))).toBe('platform.forbidden');
});

test('letters go out once for each end, in words that say what happens then', async () => {
  await memberOf(scope.networkId, await accountWith({ email: 'mira@example.org', name: 'Mira' }), 'coordinator');
  const agreementId = await made({ titles: { en: 'Renewing' }, validUntil: '2026-12-01', renewal: 'automatic', renewalMonths: 12 });
  const written = async () => (await agreement(scope, agreementId, today)).letters.map(({ until, days }) => [until, days]);
  await remindAboutAgreements('2026-10-02');
  await remindAboutAgreements('2026-10-03');
  expect(await written()).toEqual([['2026-12-01', 60]]);
  await remindAboutAgreements(today);
  await remindAboutAgreements('2027-11-20');
  expect(await written()).toEqual([['2026-12-01', 60], ['2026-12-01', 14], ['2027-12-01', 14]]);
  const before = new Set(await readdir(mailFolder).catch(() => []));
  await sendAgreementLetter(scope.networkId, agreementId, '2026-12-01', today);
  // By then it has another end.
  await sendAgreementLetter(scope.networkId, agreementId, '2026-12-01', '2026-12-02');
  const sent = (await readdir(mailFolder)).filter((name) => !before.has(name));
  expect(sent.length).toBe(1);
  const letter = (await readFile(`${mailFolder}/${sent[0]}`, 'utf8')).replace(/=\r?\n/g, '');
  expect(letter).toMatch(/To: mira@example\.org/);
  expect(letter).toContain(`/en/work/agreements/${agreementId}`);
  expect(letter).toMatch(/renews itself by 12 months/);
});
