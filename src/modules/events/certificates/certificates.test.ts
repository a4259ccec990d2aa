import { createPublicKey } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { execute, type CommandContext } from '#platform/command/command.ts';
import { unbake } from '#platform/credentials/bake.ts';
import { publicKeyFrom, publicKeyOf } from '#platform/credentials/multikey.ts';
import { isSet } from '#platform/credentials/status-list.ts';
import { verify } from '#platform/credentials/verify.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { within } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { memberScope, publicScope, systemScope, type Role, type Scope } from '#platform/session/scope.ts';
import { addPerson } from '#modules/people/commands.ts';
import { correctEvidence, recordEvidence, withdrawEvidence } from '#modules/results/commands.ts';
import { resultKinds } from '#modules/results/evidence.ts';
import { useKinds } from '#modules/results/kind.ts';
import { addEvent, addSeries } from '../commands.ts';
import { setCompletion } from '../completion/commands.ts';
import { eventKinds } from '../evidence.ts';
import { secretFor } from '../secret-link.ts';
import { issueCertificates, reissueCertificate, revokeCertificate } from './commands.ts';
import { removeAdded } from '../import/added.ts';
import { showCertificate } from './holder-commands.ts';
import { keyPair } from './keys.ts';
import { certificatesZip } from './print.ts';
import { bakedBadge, documentsOf, issuerProfile, publicCertificate, registerOf, seriesOf, signedCredential, statusList } from './queries.ts';

const kolo = withDatabase();
const origin = 'https://kolo.example.org';
let ours: Scope;
let slug: string;
let programmeId: string;
let seriesId: string;
/** Ana was there on all three days, Mira on two, Petar on the list only. */
let ana: string, mira: string, petar: string;
let records: string[];
let count = 0;

beforeAll(() => useKinds([...eventKinds, ...resultKinds]));
beforeEach(async () => {
  slug = `mreza-${++count}`;
  ours = systemScope(newId(), 'test');
  await kolo.db.insertInto('network').values({ network_id: ours.networkId, slug, names: JSON.stringify({ 'sr-Cyrl': 'Мрежа', en: 'Network' }), country: 'RS' }).execute();
  programmeId = newId();
  await kolo.db.insertInto('programme').values({ network_id: ours.networkId, programme_id: programmeId, slug: `p-${count}`, titles: '{}' }).execute();
  ({ seriesId } = await execute(addSeries, ours, { programmeId, titles: { 'sr-Cyrl': 'Обука за рад са породицама', en: 'Training' }, kind: 'training', isCycle: true }));
  const events = [];
  for (const days of [['2022-05-26', '2022-05-27'], ['2022-06-16']]) events.push((await execute(addEvent, ours, { programmeId, seriesId, titles: { en: 'E' }, kind: 'training', days })).eventId);
  const person = async (given: string, surname: string) => (await execute(addPerson, ours, { given, surname })).personId;
  [ana, mira, petar] = [await person('Ана', 'Ђорђевић'), await person('Mira', 'Marić'), await person('Petar', 'Perić')];
  const days: [string, string[], string[]][] = [[ana, ['2022-05-26', '2022-05-27'], ['2022-06-16']], [mira, ['2022-05-26'], ['2022-06-16']], [petar, [], []]];
  records = [];
  for (const [personId, ...signed] of days) {
    for (const [at, own] of signed.entries()) records.push((await execute(recordEvidence, ours, { programmeId, kind: 'participation', happenedOn: '2022-05-26', payload: { eventId: events[at], personId, days: own } })).evidenceId);
  }
});
const issue = (personIds: string[], more = {}) => execute(issueCertificates, ours, { programmeId, seriesId, personIds, locale: 'sr-Cyrl', origin, ...more });
/** The earliest first. */
const register = async (of = seriesId) => (await registerOf(ours, programmeId, of)).certificates.toReversed();
/** The holder of a certificate says by her link what its page shows. */
const holderShows = (certificateId: string, holder: 'nothing' | 'initials' | 'name') => execute(showCertificate, publicScope(ours.networkId), { token: secretFor('certificate', { networkId: ours.networkId, id: certificateId, version: 0 }), holder, organisation: false, hours: false });

test('only who has met the rule gets a certificate, and all of the chosen or nobody', async () => {
  await expect(issue([ana, mira])).rejects.toMatchObject({ status: 422, code: 'certificates.not_completed', details: { name: 'Mira Marić' } });
  await expect(issue([petar])).rejects.toMatchObject({ status: 422, code: 'certificates.not_completed' });
  expect(await register()).toEqual([]);
  await execute(setCompletion, ours, { programmeId, seriesId, rule: { of: 'days', share: 60 } });
  await issue([ana, mira]);
  expect((await register()).map(({ number, holder, attended, held, stillHolds }) => ({ number: number.slice(4), holder, attended, held, stillHolds }))).toEqual([
    { number: '-00001', holder: 'Ана Ђорђевић', attended: 3, held: 3, stillHolds: true },
    { number: '-00002', holder: 'Mira Marić', attended: 2, held: 3, stillHolds: true },
  ]);
  await expect(issue([mira])).rejects.toMatchObject({ status: 409, code: 'certificates.already_issued', details: { name: 'Mira Marić' } });
  expect((await seriesOf(ours, programmeId)).map(({ came, completed, issued }) => ({ came, completed, issued }))).toEqual([{ came: 2, completed: 2, issued: 2 }]);
});

test('whoever has a certificate, also one taken back, is not removed: its place in the list of those taken back stays', async () => {
  const { certificateIds } = await issue([ana]);
  await execute(revokeCertificate, ours, { programmeId, certificateId: certificateIds[0]!, reason: 'Погрешан списак' });
  for (const evidenceId of records) await execute(withdrawEvidence, ours, { evidenceId, reason: 'Another list' });
  const [importId, fileId] = [newId(), newId()];
  await kolo.db.insertInto('file').values({ network_id: ours.networkId, file_id: fileId, sha256: 'a'.repeat(64), name: 'list.xlsx', media_type: 'x', size: 1, content: Buffer.from('x') }).execute();
  await kolo.db.insertInto('sheet_import').values({ network_id: ours.networkId, import_id: importId, programme_id: programmeId, file_id: fileId, batch_id: newId(), state: 'done', created_by: 'test', created_at: new Date() }).execute();
  await kolo.db.insertInto('sheet_import_added').values([ana, petar].map((subject_id) => ({ network_id: ours.networkId, import_id: importId, kind: 'person', subject_id }))).execute();
  await within(ours, (tx) => removeAdded({ tx, scope: ours, now: new Date() } as CommandContext, importId));
  expect((await kolo.db.selectFrom('person').select('person_id').where('person_id', 'in', [ana, petar]).execute()).map(({ person_id }) => person_id)).toEqual([ana]);
  await expect(kolo.db.deleteFrom('person').where('person_id', '=', ana).execute()).rejects.toThrow(/certificate/);
});

test('an event still to come keeps everybody from completing; one that was called off does not', async () => {
  const { eventId } = await execute(addEvent, ours, { programmeId, seriesId, titles: { en: 'Last part' }, kind: 'training', days: ['2022-09-01'] });
  await expect(issue([ana])).rejects.toMatchObject({ code: 'certificates.not_completed' });
  await kolo.db.updateTable('event').set({ cancelled_at: new Date() }).where('event_id', '=', eventId).execute();
  await issue([ana]);
  expect((await register()).map(({ attended, held }) => [attended, held])).toEqual([[3, 3]]);
});

test('an event that stands alone has a rule and certificates of its own; one inside a series has none', async () => {
  const { eventId } = await execute(addEvent, ours, { programmeId, titles: { en: 'A day on its own', ro: 'O zi' }, kind: 'training', days: ['2022-10-01', '2022-10-02'] });
  expect((await seriesOf(ours, programmeId)).map(({ seriesId, isSingle }) => [seriesId, isSingle])).toEqual([[seriesId, false]]);
  for (const [personId, days] of [[ana, ['2022-10-01', '2022-10-02']], [mira, ['2022-10-01']]] as const) {
    await execute(recordEvidence, ours, { programmeId, kind: 'participation', happenedOn: '2022-10-01', payload: { eventId, personId, days: [...days] } });
  }
  expect((await seriesOf(ours, programmeId)).map(({ seriesId, isSingle, came, completed }) => [seriesId, isSingle, came, completed])).toEqual([[seriesId, false, 2, 1], [eventId, true, 2, 1]]);
  // At a meeting people come as well, and complete nothing.
  const { eventId: meeting } = await execute(addEvent, ours, { programmeId, titles: { en: 'A meeting' }, kind: 'meeting', days: ['2022-10-03'] });
  await execute(recordEvidence, ours, { programmeId, kind: 'participation', happenedOn: '2022-10-03', payload: { eventId: meeting, personId: ana, days: ['2022-10-03'] } });
  expect((await seriesOf(ours, programmeId)).map(({ seriesId }) => seriesId)).toEqual([seriesId, eventId]);
  const own = { programmeId, seriesId: eventId, locale: 'ro', origin };
  await expect(execute(issueCertificates, ours, { ...own, personIds: [mira] })).rejects.toMatchObject({ code: 'certificates.not_completed' });
  await execute(setCompletion, ours, { programmeId, seriesId: eventId, rule: { of: 'days', share: 50 } });
  const { certificateIds } = await execute(issueCertificates, ours, { ...own, personIds: [ana, mira] });
  await expect(execute(issueCertificates, ours, { ...own, personIds: [mira] })).rejects.toMatchObject({ code: 'certificates.already_issued' });
  // The series knows nothing of it, and the other way round.
  await issue([ana]);
  expect([(await register()).length, (await register(eventId)).map(({ holder, attended, held, titles }) => [holder, attended, held, titles.ro])]).toEqual([1, [['Ana Đorđević', 2, 2, 'O zi'], ['Mira Marić', 1, 2, 'O zi']]]);
  const { certificateId } = await execute(reissueCertificate, ours, { programmeId, certificateId: certificateIds[1]!, reason: 'На енглеском', locale: 'en', origin });
  expect((await documentsOf(ours, programmeId, eventId)).map((one) => one.certificateId)).toEqual([certificateIds[0], certificateId]);
  const [{ code } = { code: '' }] = await register(eventId);
  expect((await signedCredential(code)).credential).toMatchObject({ name: 'O zi', credentialSubject: { achievement: { id: `urn:uuid:${eventId}` } } });
});

test('the badge is signed by the network, verifies with the key at its address, and hides the name until the holder allows it', async () => {
  const { certificateIds } = await issue([ana]);
  const [{ code } = { code: '' }] = await register();
  const profile = await issuerProfile(slug, origin);
  const trusted = (method: string) => (profile.assertionMethod.includes(method) ? publicKeyFrom(profile.verificationMethod[0]!.publicKeyMultibase) : null);
  const { credential } = await signedCredential(code);
  expect(await verify(credential, { at: new Date(), keyOf: trusted })).toEqual({ valid: true, key: profile.assertionMethod[0] });
  expect(credential).toMatchObject({ name: 'Обука за рад са породицама', credentialSubject: { activityStartDate: '2022-05-26', activityEndDate: '2022-06-16', achievement: { criteria: { narrative: 'присуство свих дана' } } } });
  expect(unbake(await bakedBadge(code))).toEqual(JSON.parse(JSON.stringify(credential)));
  const said = async () => JSON.stringify([await publicCertificate(code), (await signedCredential(code)).credential, await bakedBadge(code)]);
  expect(await said()).not.toContain('Ђорђевић');
  await holderShows(certificateIds[0]!, 'name');
  expect(await publicCertificate(code)).toMatchObject({ holder: 'Ана Ђорђевић' });
  const named = (await signedCredential(code)).credential;
  expect(named.credentialSubject).toMatchObject({ identifier: [{ identityHash: 'Ана Ђорђевић', hashed: false, identityType: 'name' }] });
  expect(await verify(named, { at: new Date(), keyOf: trusted })).toMatchObject({ valid: true });
});

test('a certificate taken back says so on its page and in the signed list, and nothing else in the list changes', async () => {
  await execute(setCompletion, ours, { programmeId, seriesId, rule: { of: 'events', share: 100 } });
  const { certificateIds } = await issue([ana, mira]);
  const [first, second] = await register();
  const listed = async () => {
    const list = await statusList(slug, origin, 0, new Date());
    return [first!, second!].map(({ serial }) => isSet(list.credentialSubject.encodedList, serial - 1));
  };
  expect(await listed()).toEqual([false, false]);
  await execute(revokeCertificate, ours, { programmeId, certificateId: certificateIds[1]!, reason: 'Погрешно име' });
  expect(await listed()).toEqual([false, true]);
  // The queue knows ids, and nothing of how she is reached.
  const { rows: jobs } = await sql<{ payload: Record<string, unknown> }>`select payload from graphile_worker._private_jobs where payload ->> 'certificateId' = ${certificateIds[1]!}`.execute(kolo.db);
  expect(jobs.map(({ payload }) => payload)).toEqual([{ networkId: ours.networkId, certificateId: certificateIds[1], about: 'revoked' }]);
  // Half past midnight of the new year where the network is; in Greenwich the old one still.
  await kolo.db.updateTable('certificate').set({ issued_at: new Date('2026-12-31T23:30:00Z'), revoked_at: new Date('2027-01-05T23:15:00Z') }).where('code', '=', second!.code).execute();
  expect(await publicCertificate(second!.code)).toMatchObject({ issuedOn: '2027-01-01', revokedOn: '2027-01-06' });
  expect(JSON.stringify(await publicCertificate(second!.code))).not.toContain('Погрешно');
  expect((await publicCertificate(first!.code)).revokedOn).toBe(null);
  await expect(execute(revokeCertificate, ours, { programmeId, certificateId: certificateIds[1]!, reason: 'Још једном' })).rejects.toMatchObject({ status: 409 });
  await expect(statusList(slug, origin, 1, new Date())).rejects.toMatchObject({ status: 404 });
  // Whoever is taken back may be given another one.
  await issue([mira]);
  expect((await register()).map(({ serial, revokedAt }) => [serial, revokedAt !== null])).toEqual([[1, false], [2, true], [3, false]]);
});

test('issued again, the old one is taken back and says that there is a new one; the name is in the script of the language', async () => {
  const { certificateIds } = await issue([ana]);
  await holderShows(certificateIds[0]!, 'initials');
  await execute(reissueCertificate, ours, { programmeId, certificateId: certificateIds[0]!, reason: 'На енглеском', locale: 'en', origin });
  const [old, anew] = await register();
  expect([old!.isReplaced, old!.revokedAt !== null, anew!.holder, anew!.locale, anew!.shows.holder]).toEqual([true, true, 'Ana Đorđević', 'en', 'initials']);
  expect(await publicCertificate(old!.code)).toMatchObject({ isReplaced: true });
});

test('when evidence is corrected, the register says that a certificate no longer rests on it', async () => {
  await issue([ana]);
  await execute(correctEvidence, ours, { evidenceId: records[0]!, payload: { ...(await payload(records[0]!)), days: ['2022-05-26'] } });
  expect((await register()).map(({ stillHolds, attended }) => [stillHolds, attended])).toEqual([[false, 3]]);
  const [{ certificateId } = { certificateId: '' }] = await register();
  await expect(execute(reissueCertificate, ours, { programmeId, certificateId, reason: 'Ново име', locale: 'sr-Cyrl', origin })).rejects.toMatchObject({ code: 'certificates.not_completed' });
  // Nothing of it was kept: the old one is still valid.
  expect((await register()).map(({ revokedAt }) => revokedAt)).toEqual([null]);
});
const payload = async (evidenceId: string) => (await kolo.db.selectFrom('evidence').select('payload').where('evidence_id', '=', evidenceId).executeTakeFirstOrThrow()).payload as Record<string, unknown>;

test('the private key lies encrypted and belongs to one network', async () => {
  await issue([ana]);
  const [row] = await kolo.db.selectFrom('badge_key').selectAll().where('network_id', '=', ours.networkId).execute();
  const key = await within(ours, (tx) => keyPair(tx, ours.networkId));
  const seed = Buffer.from(key!.privateKey().export({ format: 'jwk' }).d!, 'base64url');
  expect(publicKeyOf(key!.privateKey())).toBe(row!.public_key);
  expect(createPublicKey(key!.privateKey()).asymmetricKeyType).toBe('ed25519');
  expect(row!.sealed_private.includes(seed)).toBe(false);
  const elsewhere = systemScope(newId(), 'test');
  await kolo.db.insertInto('network').values({ network_id: elsewhere.networkId, slug: `other-${count}`, names: '{}' }).execute();
  await kolo.db.insertInto('badge_key').values({ ...row!, network_id: elsewhere.networkId }).execute();
  const stolen = await within(elsewhere, (tx) => keyPair(tx, elsewhere.networkId));
  expect(() => stolen!.privateKey()).toThrow();
});

test('many who issue at once make one key and numbers without gaps', async () => {
  await execute(setCompletion, ours, { programmeId, seriesId, rule: { of: 'events', share: 100 } });
  await Promise.all([issue([ana]), issue([mira])]);
  expect((await register()).map(({ serial }) => serial)).toEqual([1, 2]);
  // Twice the same at once is once.
  const twice = await Promise.allSettled([1, 2].map(async () => execute(issueCertificates, ours, { programmeId, seriesId, personIds: [ana], locale: 'en', origin })));
  expect(twice.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});

test('nobody else finds anything', async () => {
  await issue([ana]);
  const [one] = await register();
  for (const role of ['field-worker', 'funder', 'auditor', 'organisation-representative'] as Role[]) {
    const scope = memberScope({ networkId: ours.networkId, actor: { kind: 'account', id: newId(), name: role }, roles: [role], organisationId: null, programmeIds: null });
    await expect(execute(issueCertificates, scope, { programmeId, seriesId, personIds: [ana], locale: 'en', origin })).rejects.toMatchObject({ status: 403 });
    await expect(execute(revokeCertificate, scope, { programmeId, certificateId: one!.certificateId, reason: 'Because' })).rejects.toMatchObject({ status: 403 });
    await expect((async () => registerOf(scope, programmeId, seriesId))()).rejects.toMatchObject({ status: 404 });
  }
  const theirs = systemScope(newId(), 'test');
  await kolo.db.insertInto('network').values({ network_id: theirs.networkId, slug: `theirs-${count}`, names: '{}' }).execute();
  await expect(execute(revokeCertificate, theirs, { programmeId, certificateId: one!.certificateId, reason: 'Because' })).rejects.toMatchObject({ status: 404 });
  await expect(execute(issueCertificates, theirs, { programmeId, seriesId, personIds: [ana], locale: 'en', origin })).rejects.toMatchObject({ status: 404 });
  await expect(publicCertificate('a'.repeat(24))).rejects.toMatchObject({ status: 404 });
  await expect(issuerProfile(`theirs-${count}`, origin)).rejects.toMatchObject({ status: 404 });
});

test('all of a series come as one archive of documents', async () => {
  await execute(setCompletion, ours, { programmeId, seriesId, rule: { of: 'events', share: 100 } });
  await issue([ana, mira]);
  const { unzipSync } = await import('fflate');
  const files = unzipSync(new Uint8Array(await new Response(certificatesZip(await documentsOf(ours, programmeId, seriesId), null).body as ReadableStream).arrayBuffer()));
  const year = new Date().getUTCFullYear();
  expect(Object.keys(files)).toEqual([`certificate-${year}-00001.pdf`, `certificate-${year}-00002.pdf`]);
  expect(Object.values(files).map((file) => Buffer.from(file).subarray(0, 8).toString())).toEqual(['%PDF-1.7', '%PDF-1.7']);
});
