/** Certificates and those who hold them: each in her own language, shown as she allows, forgotten when she wishes; the register and the list of those taken back stay whole. */
import { readdir, readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { isSet } from '#platform/credentials/status-list.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { mailFolder } from '#platform/mail/mail.ts';
import { memberScope, publicScope } from '#platform/session/scope.ts';
import type { Locale } from '#platform/words/locales.ts';
import { stage, type Stage } from '#modules/results/testing.ts';
import { checkIn } from '../check-in/commands.ts';
import { planEvent } from '../planning/commands.ts';
import { purgeRegistrations } from '../registration/keeping-jobs.ts';
import { secretFor } from '../secret-link.ts';
import { issueCertificates, reissueCertificate, revokeCertificate } from './commands.ts';
import { forgetGivenAddresses, sendCertificateLetter } from './letter-jobs.ts';
import { forgetHolder, makeSlip, sendHolderLink, showCertificate } from './holder-commands.ts';
import { certificateOfRegistration, linkedCertificate, publicCertificate, registeredCertificate, registerOf, seriesOf, signedCredential, statusList } from './queries.ts';
import { slipPdf } from './print.ts';
import type { Held } from './shape.ts';
import { initials } from './shown.ts';
import { slipHash } from './slip.ts';

const kolo = withDatabase();
const origin = 'https://kolo.example.org';
const day = '2026-05-26';

/** An event of a day with two sessions, to which people came who had registered in different languages, and one who had not. */
async function story() {
  const s = await stage();
  const { networkId } = s.scope;
  await kolo.db.updateTable('network').set({ names: JSON.stringify({ en: 'Network' }), country: 'RS' }).where('network_id', '=', networkId).execute();
  const { slug } = await kolo.db.selectFrom('network').select('slug').where('network_id', '=', networkId).executeTakeFirstOrThrow();
  const sessions = [{ day, starts: '09:00', ends: '12:00' }, { day, starts: '13:00', ends: '15:30' }];
  const { eventId } = await execute(planEvent, s.scope, { programmeId: s.programmeId, eventId: null, kind: 'training', titles: { en: 'Training', ro: 'Formare' }, days: [day], sessions });
  await kolo.db.insertInto('registration_form').values({ network_id: networkId, event_id: eventId, retention_days: 30 }).execute();
  const organisationId = await s.organisation('cso');
  const comes = async (given: string, surname: string, locale: Locale | null, more = {}) => {
    const personId = await s.person(given, surname);
    const registrationId = newId();
    if (locale) {
      const now = new Date();
      await kolo.db.insertInto('registration').values({ network_id: networkId, registration_id: registrationId, event_id: eventId, given, surname, email: `${registrationId}@example.org`, locale, origin, state: 'seat', queued_at: now, created_at: now, person_id: personId, identified_by: 'new' }).execute();
    }
    await execute(checkIn, s.scope, { operationId: newId(), eventId, who: { personId, organisationId }, day, present: true, via: 'door', at: `${day}T09:00:00Z`, ...more });
    return { personId, registrationId };
  };
  const people = { ana: await comes('Ана', 'Ђорђевић-Илић', 'ro'), mira: await comes('Мира', 'Марић', 'sr-Cyrl'), petar: await comes('Петар', 'Перић', null) };
  const issue = (more = {}) => execute(issueCertificates, s.scope, { programmeId: s.programmeId, seriesId: eventId, personIds: Object.values(people).map(({ personId }) => personId), locale: 'en', origin, ...more });
  const register = async () => (await registerOf(s.scope, s.programmeId, eventId)).certificates.toReversed();
  const token = (certificateId: string, version = 0) => secretFor('certificate', { networkId, id: certificateId, version });
  return { s, slug, eventId, people, issue, register, token, visitor: publicScope(networkId) };
}
const revoked = async (slug: string, serials: number[]) => {
  const { credentialSubject } = await statusList(slug, origin, 0, new Date());
  return serials.map((serial) => isSet(credentialSubject.encodedList, serial - 1));
};
const shows = (s: Stage, token: string, shown: object) => execute(showCertificate, publicScope(s.scope.networkId), { token, holder: 'nothing', organisation: false, hours: false, ...shown });

test('each gets hers in the language she registered in and its script, the others as the coordinator says; somebody may be given another', async () => {
  const { s, eventId, people, issue, register } = await story();
  const waiting = (await registerOf(s.scope, s.programmeId, eventId)).people;
  expect(new Map(waiting.map(({ personId, locale, hasAddress }) => [personId, [locale, hasAddress]]))).toEqual(new Map([[people.ana.personId, ['ro', true]], [people.mira.personId, ['sr-Cyrl', true]], [people.petar.personId, [null, false]]]));
  expect((await issue()).letters).toBe(2);
  expect((await register()).map(({ holder, locale }) => [holder, locale])).toEqual([['Ana Đorđević-Ilić', 'ro'], ['Мира Марић', 'sr-Cyrl'], ['Petar Perić', 'en']]);
  // The next one of somebody without a registration is in the language of the last.
  for (const { certificateId } of await register()) await execute(revokeCertificate, s.scope, { programmeId: s.programmeId, certificateId, reason: 'Another list' });
  await issue({ locale: 'bg', locales: { [people.ana.personId]: 'sr-Cyrl' } });
  expect((await register()).slice(3).map(({ holder, locale }) => [holder, locale])).toEqual([['Ана Ђорђевић-Илић', 'sr-Cyrl'], ['Мира Марић', 'sr-Cyrl'], ['Petar Perić', 'en']]);
});

test('somebody who wrote her name into the form gets neither her letter nor her link; once a coordinator says that it is she, she does', async () => {
  const { s, eventId, people, issue, register, token } = await story();
  const { networkId } = s.scope;
  // The same name and organisation, another address, a later moment; matching alone took them for one.
  const stranger = newId();
  const own = { network_id: networkId, event_id: eventId, given: 'Петар', surname: 'Перић', locale: 'bg', origin, state: 'waiting', queued_at: new Date(), created_at: new Date(Date.now() + 60_000), person_id: people.petar.personId, identified_by: 'matching' };
  await kolo.db.insertInto('registration').values({ ...own, registration_id: stranger, email: 'stranger@example.org' }).execute();
  const petar = async () => (await registerOf(s.scope, s.programmeId, eventId)).people.find(({ personId }) => personId === people.petar.personId)!;
  expect([(await petar()).locale, (await petar()).hasAddress]).toEqual([null, false]);
  expect((await issue()).letters).toBe(2);
  expect(await certificateOfRegistration(networkId, stranger)).toBe(null);
  await kolo.db.updateTable('registration').set({ identified_by: 'coordinator' }).where('network_id', '=', networkId).where('registration_id', '=', stranger).execute();
  const { certificateId } = (await register()).find(({ personId }) => personId === people.petar.personId)!;
  expect(await certificateOfRegistration(networkId, stranger)).toBe(token(certificateId));
});

test('the page shows only what the holder allows, from that moment on; it is logged, and nobody else can say it', async () => {
  const { s, issue, register, token } = await story();
  await issue();
  const [ana] = await register();
  const page = async () => {
    const { holder, organisation, hours } = await publicCertificate(ana!.code);
    return [holder, organisation, hours];
  };
  const credential = async () => JSON.stringify((await signedCredential(ana!.code)).credential);
  expect([await page(), (await credential()).includes('Ana')]).toEqual([[null, null, null], false]);
  // How it was recorded that she came is told of everybody.
  expect((await publicCertificate(ana!.code)).ways).toEqual(['door']);
  await shows(s, token(ana!.certificateId), { holder: 'initials', hours: true });
  expect([await page(), (await credential()).includes('Ana')]).toEqual([['A. Đ.-I.', null, 5.5], false]);
  await shows(s, token(ana!.certificateId), { holder: 'name', organisation: true });
  expect([await page(), (await credential()).includes('Ana Đorđević-Ilić')]).toEqual([['Ana Đorđević-Ilić', expect.stringContaining('Udruženje'), null], true]);
  await shows(s, token(ana!.certificateId), {});
  expect([await page(), (await credential()).includes('Ana')]).toEqual([[null, null, null], false]);
  const logged = await kolo.db.selectFrom('log_entry').select(['details']).where('network_id', '=', s.scope.networkId).where('action', '=', 'certificate.show').execute();
  expect(logged.map(({ details }) => (details as { holder: string }).holder).sort()).toEqual(['initials', 'name', 'nothing']);
  // Not the coordinator without the link, not a link made up, not one sent before the last.
  await expect(shows(s, token(newId()), { holder: 'name' })).rejects.toMatchObject({ status: 404 });
  await expect(shows(s, token(ana!.certificateId).replace(/.(?=.{4}$)/, (one) => (one === 'A' ? 'B' : 'A')), { holder: 'name' })).rejects.toMatchObject({ status: expect.toBeOneOf([403, 404]) });
  await execute(sendHolderLink, s.scope, { programmeId: s.programmeId, certificateId: ana!.certificateId, email: 'new@example.org' });
  await expect(shows(s, token(ana!.certificateId), { holder: 'name' })).rejects.toMatchObject({ status: 404 });
  expect((await linkedCertificate(token(ana!.certificateId, 1))).one.holder).toBe('Ana Đorđević-Ilić');
  // What she chose goes with her to the one that takes its place.
  await shows(s, token(ana!.certificateId, 1), { holder: 'initials' });
  const anew = await execute(reissueCertificate, s.scope, { programmeId: s.programmeId, certificateId: ana!.certificateId, reason: 'In Serbian', locale: 'sr-Cyrl', origin });
  expect((await register()).find(({ certificateId }) => certificateId === anew.certificateId)).toMatchObject({ holder: 'Ана Ђорђевић-Илић', shows: { holder: 'initials' } });
});

test('a letter brings the link to the address she gave, which is kept no longer than that; another says that hers was taken back, and its page names her no more until she allows it again', async () => {
  const { s, issue, register, token } = await story();
  const { networkId } = s.scope;
  await issue();
  const ana = (await register()).find(({ holder }) => holder === 'Ana Đorđević-Ilić')!;
  const of = { programmeId: s.programmeId, certificateId: ana.certificateId };
  const given = () => kolo.db.selectFrom('certificate_letter').select(['letter_id as id', 'email']).where('network_id', '=', networkId).execute();
  /** Letters about this certificate written meanwhile; other test files write into the same folder. */
  const written = async (send: () => Promise<void>) => {
    const before = new Set(await readdir(mailFolder).catch(() => []));
    await send();
    const all = await Promise.all((await readdir(mailFolder)).filter((name) => !before.has(name)).map((name) => readFile(`${mailFolder}/${name}`, 'utf8')));
    return all.map((letter) => letter.replace(/=\r?\n/g, '')).filter((letter) => letter.includes(ana.number) && letter.includes(origin));
  };
  await execute(sendHolderLink, s.scope, { ...of, email: 'given@example.org' });
  const id = (await given())[0]!.id;
  const link = await written(() => sendCertificateLetter(networkId, ana.certificateId, 'issued', id));
  expect([link.length, /^To: given@example.org/m.test(link[0]!), await given()]).toEqual([1, true, []]);
  await execute(sendHolderLink, s.scope, { ...of, email: 'never@example.org' });
  await forgetGivenAddresses(new Date(Date.now() + 6 * 86_400_000));
  expect((await given()).length).toBe(1);
  await forgetGivenAddresses(new Date(Date.now() + 8 * 86_400_000));
  expect(await given()).toEqual([]);
  await shows(s, token(ana.certificateId, 2), { holder: 'name', organisation: true });
  expect((await publicCertificate(ana.code)).holder).toBe('Ana Đorđević-Ilić');
  expect(await written(() => sendCertificateLetter(networkId, ana.certificateId, 'revoked'))).toEqual([]);
  await execute(revokeCertificate, s.scope, { ...of, reason: 'Wrongly-signed' });
  expect(await publicCertificate(ana.code)).toMatchObject({ holder: null, organisation: null, revokedOn: expect.any(String) });
  const [told, ...more] = await written(() => sendCertificateLetter(networkId, ana.certificateId, 'revoked'));
  expect([told!.includes('Wrongly-signed'), more.length, await written(() => sendCertificateLetter(networkId, ana.certificateId))]).toEqual([true, 0, []]);
  await shows(s, token(ana.certificateId, 2), { holder: 'name' });
  expect((await publicCertificate(ana.code)).holder).toBe('Ana Đorđević-Ilić');
});

test('without an address she gets her link on a slip: short, in her language, known only by its hash; a new one, or a letter, ends the one before, and so does her being forgotten', async () => {
  const { s, issue, register, token } = await story();
  await issue();
  const petar = (await register()).find(({ holder }) => holder === 'Petar Perić')!;
  const of = { programmeId: s.programmeId, certificateId: petar.certificateId };
  const opens = (link: string) => linkedCertificate(link).then(({ one }) => one.certificateId, (problem: { status: number }) => problem.status);
  const { one } = await registeredCertificate(s.scope, s.programmeId, petar.seriesId, petar.certificateId);
  expect([one.hasAddress, one.stillHolds]).toEqual([false, true]);
  const { slip: first } = await execute(makeSlip, s.scope, of);
  expect(first).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  // As a hand types it; a link of a letter from before is over.
  expect([await opens(first), await opens(first.toLowerCase().replaceAll('-', ' ')), await opens(token(petar.certificateId))]).toEqual([petar.certificateId, petar.certificateId, 404]);
  await shows(s, first, { holder: 'initials' });
  expect((await publicCertificate(petar.code)).holder).toBe('P. P.');
  // Nothing of the secret lies anywhere; that it was made is logged.
  const { rows: [kept] } = await sql<{ hash: string; whole: string }>`select slip_hash as hash, c::text as whole from certificate c where certificate_id = ${petar.certificateId}`.execute(kolo.db);
  expect([kept!.hash, kept!.whole.includes(first.slice(0, 4) + first.slice(5, 9))]).toEqual([slipHash(first), false]);
  const { rows: log } = await sql<{ text: string }>`select l::text as text from log_entry l where network_id = ${s.scope.networkId} and action = 'certificate.make_slip'`.execute(kolo.db);
  expect([log.length, log[0]!.text.includes(petar.certificateId), log[0]!.text.includes(first)]).toEqual([1, true, false]);
  // In her language and script, with the code that leads there.
  const paper = await slipPdf(petar as Held, first, origin);
  expect([paper.name, Buffer.from((paper.body as Uint8Array).subarray(0, 8)).toString()]).toEqual([`certificate-${petar.number}-slip.pdf`, '%PDF-1.7']);

  const { slip: second } = await execute(makeSlip, s.scope, of);
  expect([await opens(first), await opens(second)]).toEqual([404, petar.certificateId]);
  await expect(shows(s, first, { holder: 'name' })).rejects.toMatchObject({ status: 404 });
  await execute(sendHolderLink, s.scope, { ...of, email: 'petar@example.org' });
  expect([await opens(second), await opens(token(petar.certificateId, 3))]).toEqual([404, petar.certificateId]);
  const { slip: third } = await execute(makeSlip, s.scope, of);
  // Another network finds nothing by it, and nobody but who runs the programme makes one.
  const abroad = await stage();
  await expect(shows(abroad, third, { holder: 'name' })).rejects.toMatchObject({ status: 404 });
  for (const role of ['field-worker', 'auditor', 'funder'] as const) await expect(execute(makeSlip, memberScope({ networkId: s.scope.networkId, actor: { kind: 'account', id: newId(), name: 'x' }, roles: [role], organisationId: null, programmeIds: null }), of)).rejects.toMatchObject({ status: 403 });
  await expect(execute(makeSlip, abroad.scope, of)).rejects.toMatchObject({ status: expect.toBeOneOf([403, 404]) });
  await expect(registeredCertificate(abroad.scope, s.programmeId, petar.seriesId, petar.certificateId)).rejects.toMatchObject({ status: 404 });
  await execute(forgetHolder, publicScope(s.scope.networkId), { token: third });
  expect([await opens(third), (await publicCertificate(petar.code)).holder]).toEqual([404, null]);
  await expect(execute(makeSlip, s.scope, of)).rejects.toMatchObject({ status: 404 });
  // What was taken back is handed out to nobody.
  const [ana] = await register();
  await execute(revokeCertificate, s.scope, { programmeId: s.programmeId, certificateId: ana!.certificateId, reason: 'Another list' });
  await expect(execute(makeSlip, s.scope, { ...of, certificateId: ana!.certificateId })).rejects.toMatchObject({ status: 409, code: 'certificates.already_revoked' });
});

test('when registrations are purged and a holder is erased, the list of those taken back answers, the page says nothing of her and the register counts on', async () => {
  const { s, slug, eventId, people, issue, register, token } = await story();
  await issue();
  const [ana, mira] = await register();
  const serials = (await register()).map(({ serial }) => serial);
  await shows(s, token(ana!.certificateId), { holder: 'name', organisation: true, hours: true });
  await execute(revokeCertificate, s.scope, { programmeId: s.programmeId, certificateId: mira!.certificateId, reason: 'Another list' });
  const own = (registration: string) => certificateOfRegistration(s.scope.networkId, registration);
  expect([await own(people.ana.registrationId), await own(people.mira.registrationId)]).toEqual([token(ana!.certificateId), null]);
  // The form's time is over.
  await execute(purgeRegistrations, s.scope, { on: '2026-08-01' });
  expect([await own(people.ana.registrationId), (await publicCertificate(ana!.code)).holder, await revoked(slug, serials)]).toEqual([null, 'Ana Đorđević-Ilić', [false, true, false]]);
  // Ana wants to be forgotten; Mira asks the network, also for the one that was taken back.
  await execute(forgetHolder, publicScope(s.scope.networkId), { token: token(ana!.certificateId) });
  await execute(forgetHolder, s.scope, { programmeId: s.programmeId, certificateId: mira!.certificateId });
  await expect(shows(s, token(ana!.certificateId), { holder: 'name' })).rejects.toMatchObject({ status: 404 });
  await expect(linkedCertificate(token(ana!.certificateId))).rejects.toMatchObject({ status: 404 });
  await expect(execute(forgetHolder, s.scope, { programmeId: s.programmeId, certificateId: ana!.certificateId })).rejects.toMatchObject({ status: 404 });
  await expect(execute(reissueCertificate, s.scope, { programmeId: s.programmeId, certificateId: ana!.certificateId, reason: 'Again', locale: 'en', origin })).rejects.toMatchObject({ status: 409, code: 'certificates.forgotten' });
  // Neither is chosen by herself for another one; when one is issued to her all the same, somebody has said so for her.
  const wantNone = async () => (await registerOf(s.scope, s.programmeId, eventId)).people.filter(({ wantsNone }) => wantsNone).map(({ personId }) => personId).sort();
  expect(await wantNone()).toEqual([people.ana.personId, people.mira.personId].sort());
  await issue({ personIds: [people.mira.personId] });
  expect(await wantNone()).toEqual([people.ana.personId]);
  const again = (await register()).at(-1)!;
  await execute(revokeCertificate, s.scope, { programmeId: s.programmeId, certificateId: again.certificateId, reason: 'Tried' });
  await execute(forgetHolder, s.scope, { programmeId: s.programmeId, certificateId: again.certificateId });
  serials.push(again.serial);
  // Then her entry can go too: nothing of the certificate holds it.
  await kolo.db.deleteFrom('person').where('network_id', '=', s.scope.networkId).where('person_id', 'in', [people.ana.personId, people.mira.personId]).execute();
  for (const one of [ana!, mira!]) expect(await publicCertificate(one.code)).toMatchObject({ number: one.number, holder: null, organisation: null, hours: null });
  expect([(await publicCertificate(ana!.code)).revokedOn, (await publicCertificate(mira!.code)).revokedOn]).toEqual([null, expect.any(String)]);
  const { credential } = await signedCredential(ana!.code);
  expect([JSON.stringify([credential, await publicCertificate(ana!.code)]).match(/Ana|Đorđević|Udruženje/), await revoked(slug, serials)]).toEqual([null, [false, true, false, true]]);
  const { issued, valid, certificates } = await registerOf(s.scope, s.programmeId, eventId);
  expect([issued, valid, certificates.map(({ holder, personId }) => [holder, personId === null])]).toEqual([4, 2, [[null, true], ['Petar Perić', false], [null, true], [null, true]]]);
  expect((await seriesOf(s.scope, s.programmeId))[0]).toMatchObject({ issued: 2 });
  // And who holds a certificate is never changed, only forgotten.
  await expect(kolo.db.updateTable('certificate').set({ holder: 'Somebody else' }).where('certificate_id', '=', certificates[0]!.certificateId).execute()).rejects.toThrow(/cannot be changed/);
});

test('the register comes in pages, the latest first', async () => {
  const { s, eventId, people, issue } = await story();
  await issue({ personIds: [people.ana.personId] });
  const { certificateId } = (await registerOf(s.scope, s.programmeId, eventId)).certificates[0]!;
  await execute(revokeCertificate, s.scope, { programmeId: s.programmeId, certificateId, reason: 'Another list' });
  await sql`insert into certificate select (jsonb_populate_record(c, jsonb_build_object('certificate_id', gen_random_uuid(), 'serial', n, 'code', 'c' || repeat('a', 19) || translate(lpad(n::text, 4, '0'), '0189', 'wxyz')))).*
    from certificate c, generate_series(2, 54) n where c.certificate_id = ${certificateId}`.execute(kolo.db);
  const page = async (n: number) => {
    const { certificates, page, pages, issued } = await registerOf(s.scope, s.programmeId, eventId, n);
    return [certificates.length, certificates[0]!.serial, page, pages, issued];
  };
  expect([await page(1), await page(2), await page(9)]).toEqual([[50, 54, 1, 2, 54], [4, 4, 2, 2, 54], [4, 4, 2, 2, 54]]);
});

test.each([['Ana Đorđević-Ilić', 'A. Đ.-I.'], ['Љубица  Петровић', 'Љ. П.'], [' ștefania ', 'Ș.'], ['Jovan d’Arc', 'J. D.']])('%s → %s', (name, short) => {
  expect(initials(name)).toBe(short);
});
