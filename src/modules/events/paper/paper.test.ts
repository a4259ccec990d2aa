import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { memberScope, publicScope, systemScope, type Role, type Scope } from '#platform/session/scope.ts';
import { wordsOf } from '#platform/words/load.ts';
import { addPerson } from '#modules/people/commands.ts';
import { resultKinds } from '#modules/results/evidence.ts';
import { useKinds } from '#modules/results/kind.ts';
import { randomOf } from '../fixtures/random.ts';
import { recordedHow } from '../attendance-testing.ts';
import { checkIn } from '../check-in/commands.ts';
import { eventKinds } from '../evidence.ts';
import { planEvent } from '../planning/commands.ts';
import { register, saveForm } from '../registration/commands.ts';
import { purgeRegistrations } from '../registration/keeping-jobs.ts';
import { confirmPhoto, discardPhoto, printSheet, receivePhoto } from './commands.ts';
import { signInSheetDocument } from './document.ts';
import { pageOf } from './fixtures/filled-sheet.ts';
import { pens, sign, writeName } from './fixtures/pen.ts';
import { photograph } from './fixtures/photograph.ts';
import { lineTop } from './geometry.ts';
import { readPhoto } from './jobs.ts';
import { picturesIn } from './receiving-queries.ts';
import { cropOf, notSigned, perhapsKnown, photoFile, photoPage, printedSheet, sheetsOf } from './queries.ts';

const kolo = withDatabase();
const day = '2055-03-01';
const next = '2055-03-02';
let scope: Scope;
let programmeId: string;
let eventId: string;
let other: string;

beforeAll(async () => {
  useKinds([...eventKinds, ...resultKinds]);
  scope = systemScope(newId(), 'test');
  await kolo.db.insertInto('network').values({ network_id: scope.networkId, slug: 'ours', names: '{}', country: 'RS' }).execute();
  programmeId = newId();
  await kolo.db.insertInto('programme').values({ network_id: scope.networkId, programme_id: programmeId, slug: 'training', titles: JSON.stringify({ en: 'Programme' }), contract_number: '2022/430', published_at: new Date() }).execute();
  const plan = (titles: object) => execute(planEvent, scope, { programmeId, eventId: null, kind: 'training', titles, venuePlace: 'RS-L-71269', days: [day, next] });
  eventId = (await plan({ en: 'Training', 'sr-Cyrl': 'Обука' })).eventId;
  other = (await plan({ en: 'Another' })).eventId;
  await execute(saveForm, scope, { programmeId, eventId, isOpen: true, closesOn: null, perOrganisation: null, perMunicipality: null, retentionDays: 30 });
  for (const [n, [given, surname]] of ([['Ана', 'Илић'], ['Бојана', 'Јовић'], ['Вера', 'Кнежевић'], ['Горан', 'Лазић']] as const).entries()) {
    await execute(register, publicScope(scope.networkId), { eventId, given, surname, email: `p${n}@example.org`, organisationText: 'Удружење', locale: 'en', origin: 'https://kolo.example', challenge: `check ${n}` });
  }
});

const member = (role: Role, programmeIds: string[] | null = null) => memberScope({ networkId: scope.networkId, actor: { kind: 'account', id: newId(), name: '' }, roles: [role], organisationId: null, programmeIds });
const attended = async () => (await sql<{ who: string; day: string }>`select given || ' ' || surname as who, happened_on::text as day from fact join person using (network_id, person_id) where event_id = ${eventId} and measure = 'attendance' and known_until is null order by 1, 2`.execute(kolo.db)).rows.map((one) => `${one.who} ${one.day}`);

/** The printed page with signatures on some of its rows, photographed; the last of the rows is written by hand as well. */
async function photographed(sheetId: string, signed: readonly number[], { byHand = [] as number[], seed = 1 } = {}) {
  const printed = await printedSheet(scope, eventId, sheetId);
  const page = pageOf(await signInSheetDocument(printed, await wordsOf(printed.locale)), 1, 6);
  const random = randomOf(seed);
  const cell = (column: { x: number; width: number }, row: number) => ({ ...column, y: lineTop(row - 1, printed.geometry), height: printed.geometry.rows.height });
  for (const row of [...signed, ...byHand]) sign(page, cell(printed.geometry.columns.signature, row), pens.blue, random);
  for (const row of byHand) writeName(page, cell(printed.geometry.columns.name, row), pens.blue, random);
  const jpeg = await photograph(page, random, 'usual', { width: 1_600 });
  return sharp(jpeg).withExif({ IFD0: { Make: 'Tajni telefon' } }).jpeg({ quality: 90 }).toBuffer();
}
const receive = async (bytes: Uint8Array, name = 'IMG_0001.jpg', of = eventId) => {
  const { photoId } = await execute(receivePhoto, scope, { eventId: of, name, bytes: new Uint8Array(bytes) });
  await readPhoto(scope.networkId, photoId);
  return photoId;
};
const decided = async (photoId: string, differently: Record<number, object> = {}) =>
  (await photoPage(scope, eventId, photoId)).rows.map(({ row, proposal }) => ({ row, decision: proposal === 'signed' ? 'signed' : 'unsigned', ...differently[row] }));
const confirm = async (photoId: string, rows: object[]) => execute(confirmPhoto, scope, { eventId, photoId, rows, at: '2055-03-01T18:00:00Z' });

test('printed, signed, photographed askew, read, confirmed: those who signed are counted with the photograph as their source, the others stay visible', async () => {
  const { sheetId } = await execute(printSheet, scope, { eventId, day, locale: 'sr-Latn', emptyRows: 2 });
  const printed = await printedSheet(scope, eventId, sheetId);
  // In the script of the sheet, surname first, in its order; the rest of the page is empty rows.
  expect(printed.rows.slice(0, 5).map(({ name }) => name)).toEqual(['Ilić Ana', 'Jović Bojana', 'Knežević Vera', 'Lazić Goran', '']);
  expect([printed.rows.length, printed.title, printed.programme]).toEqual([18, 'Obuka', 'Programme · 2022/430']);
  // Who registers later stands on no row of this sheet.
  await execute(register, publicScope(scope.networkId), { eventId, given: 'Аврам', surname: 'Аврамовић', email: 'late@example.org', locale: 'en', origin: 'https://kolo.example', challenge: 'late' });
  expect((await printedSheet(scope, eventId, sheetId)).rows[0]!.name).toBe('Ilić Ana');

  const original = await photographed(sheetId, [1, 3], { byHand: [5] });
  const photoId = await receive(original);
  const photo = await photoPage(scope, eventId, photoId);
  expect(photo).toMatchObject({ state: 'read', day, page: 1, pages: 1, sha256: createHash('sha256').update(original).digest('hex'), problem: null });
  expect(photo.rows.map(({ row, isNamed, name, proposal }) => [row, isNamed, name, proposal])).toEqual([[5, false, '', 'signed'], [1, true, 'Ilić Ana', 'signed'], [2, true, 'Jović Bojana', 'unsigned'], [3, true, 'Knežević Vera', 'signed'], [4, true, 'Lazić Goran', 'unsigned']]);
  // What is kept says nothing of the phone.
  const kept = await photoFile(scope, eventId, photoId);
  expect([Buffer.from(original).includes('Tajni telefon'), Buffer.from(kept.bytes).includes('Tajni telefon')]).toEqual([true, false]);
  expect((await sharp(Buffer.from(await cropOf(scope, eventId, photoId, 1))).metadata()).format).toBe('jpeg');

  // Somebody of this name is known: asked before anything is written.
  await execute(addPerson, scope, { given: 'Dragana', surname: 'Đokić' });
  expect(await perhapsKnown(scope, eventId, [{ row: 5, given: 'Xenia', surname: 'Qwrty' }])).toEqual([]);
  expect(await perhapsKnown(scope, eventId, [{ row: 5, given: 'D.', surname: 'Đokić' }])).toMatchObject([{ row: 5, name: 'Đokić|D.', proposals: [{ name: 'Dragana Đokić' }] }]);
  expect(await attended()).toEqual([]);
  await expect(confirm(photoId, await decided(photoId))).rejects.toMatchObject({ code: 'paper.name_missing', details: { row: 5 } });
  const rows = await decided(photoId, { 5: { walkIn: { given: 'Xenia', surname: 'Qwrty' } } });
  await expect(confirm(photoId, rows.slice(1))).rejects.toMatchObject({ code: 'paper.rows_open' });
  expect(await attended()).toEqual([]);
  expect(await confirm(photoId, rows)).toMatchObject({ signed: 3, said: 3 });
  expect(await attended()).toEqual([`Xenia Qwrty ${day}`, `Ана Илић ${day}`, `Вера Кнежевић ${day}`]);
  expect(await recordedHow(scope.networkId)).toEqual({ recorded: 3, otherwise: 0 });

  const { rows: sources } = await sql<{ file: string; via: string; mark: string }>`select source ->> 'fileId' as file, source ->> 'via' as via, source ->> 'mark' as mark from evidence where payload ->> 'eventId' = ${eventId} and kind = 'participation' order by source ->> 'mark'`.execute(kolo.db);
  const { file_id: fileId } = await kolo.db.selectFrom('sheet_photo').select('file_id').where('photo_id', '=', photoId).executeTakeFirstOrThrow();
  expect(sources).toEqual([1, 3, 5].map((row) => ({ file: fileId, via: 'signed-sheet', mark: `${printed.code} ${row}` })));
  // Registered, not signed: visible, each with the empty cell.
  expect((await notSigned(scope, eventId)).map(({ name, row }) => [name, row])).toEqual([['Jović Bojana', 2], ['Lazić Goran', 4]]);
  expect((await sheetsOf(scope, eventId)).sheets).toMatchObject([{ named: 4, signed: 2, unsigned: 2, walkIns: 1, pages: 1, pagesConfirmed: [1] }]);

  // Sent again it says nothing again; a slip is taken back, and said once more it counts again.
  expect(await confirm(photoId, rows)).toMatchObject({ said: 0 });
  const otherwise = rows.map((one) => (one.row === 3 ? { ...one, decision: 'unsigned' } : one));
  expect(await confirm(photoId, otherwise)).toMatchObject({ said: 1 });
  expect(await attended()).toEqual([`Xenia Qwrty ${day}`, `Ана Илић ${day}`]);
  await confirm(photoId, rows);
  expect(await attended()).toEqual([`Xenia Qwrty ${day}`, `Ана Илић ${day}`, `Вера Кнежевић ${day}`]);

  // A second photograph of the same page counts nobody twice; a confirmed one stays.
  const again = await receive(await photographed(sheetId, [1, 3], { seed: 2 }), 'IMG_0002.jpg');
  expect((await photoPage(scope, eventId, again)).confirmedBefore).toBe('IMG_0001.jpg');
  await confirm(again, await decided(again));
  expect(await attended()).toEqual([`Xenia Qwrty ${day}`, `Ана Илић ${day}`, `Вера Кнежевић ${day}`]);
  await expect(execute(discardPhoto, scope, { eventId, photoId })).rejects.toMatchObject({ code: 'paper.confirmed_stays' });

  // The second day's sheet has the walk-in on it, too.
  const { sheetId: second } = await execute(printSheet, scope, { eventId, day: next, locale: 'en', emptyRows: 0 });
  expect((await printedSheet(scope, eventId, second)).rows.map(({ name }) => name).filter(Boolean)).toEqual(['Avramović Avram', 'Ilić Ana', 'Jović Bojana', 'Knežević Vera', 'Lazić Goran', 'Qwrty Xenia']);
});

test('two photographs of one page that disagree are both shown, and what a person decides holds for both', async () => {
  const { sheetId } = await execute(printSheet, scope, { eventId, day, locale: 'en', emptyRows: 0 });
  const bojana = `Бојана Јовић ${day}`;
  const [first, second] = [await receive(await photographed(sheetId, [1, 3], { seed: 21 }), 'first.jpg'), await receive(await photographed(sheetId, [1], { seed: 22 }), 'second.jpg')];
  await confirm(first, await decided(first));
  const with2 = await attended();
  expect(with2).toContain(bojana);
  const page = await photoPage(scope, eventId, second);
  expect(page.rows.filter(({ row }) => row === 1 || row === 3).map(({ row, proposal, others }) => [row, proposal, others])).toEqual([
    [1, 'signed', [{ photoId: first, name: 'first.jpg', decision: 'signed' }]],
    [3, 'unsigned', [{ photoId: first, name: 'first.jpg', decision: 'signed' }]],
  ]);
  // Whoever has not been shown the other one decides nothing over it.
  const rows = await decided(second);
  await expect(confirm(second, rows)).rejects.toMatchObject({ status: 409, code: 'paper.photos_disagree', field: 'row_3' });
  expect([await attended(), (await photoPage(scope, eventId, second)).state]).toEqual([with2, 'read']);
  const seen = rows.map((one) => ({ ...one, others: one.row === 1 || one.row === 3 ? 'signed' : 'unsigned' }));
  expect(await confirm(second, seen)).toMatchObject({ settled: 1 });
  // She counts no more, and both photographs say the same.
  expect((await photoPage(scope, eventId, first)).rows.find(({ row }) => row === 3)).toMatchObject({ decision: 'unsigned', others: [{ photoId: second, decision: 'unsigned' }] });
  expect((await notSigned(scope, eventId)).map(({ name }) => name)).toContain('Jović Bojana');
  expect(await attended()).toEqual(with2.filter((one) => one !== bojana));
  // The other way round: one that was overlooked.
  expect(await confirm(first, (await decided(first)).map((one) => ({ ...one, others: one.row === 1 ? 'signed' : 'unsigned' })))).toMatchObject({ settled: 1 });
  expect([await attended(), (await photoPage(scope, eventId, second)).rows.find(({ row }) => row === 3)!.decision]).toEqual([with2, 'signed']);
  expect(await confirm(second, (await photoPage(scope, eventId, second)).rows.map(({ row, decision }) => ({ row, decision, others: decision })))).toMatchObject({ said: 0, settled: 0 });
  expect(await attended()).toEqual(with2);
});

test('somebody the door let in already is there once; the signature takes nothing away when it is taken back', async () => {
  const { sheetId } = await execute(printSheet, scope, { eventId, day: next, locale: 'sr-Cyrl', emptyRows: 0 });
  const { rows: [first] } = await sql<{ id: string; name: string }>`select registration_id as id, name from sign_in_sheet_row where sheet_id = ${sheetId} and row_no = 1`.execute(kolo.db);
  expect(first!.name).toBe('Аврамовић Аврам');
  await execute(checkIn, scope, { operationId: newId(), eventId, who: { registrationId: first!.id }, day: next, present: true, via: 'door', at: `${next}T09:00:00Z` });
  const photoId = await receive(await photographed(sheetId, [1], { seed: 3 }), 'IMG_0003.jpg');
  const rows = await decided(photoId);
  await confirm(photoId, rows);
  const came = async () => (await attended()).filter((one) => one.endsWith(next));
  expect(await came()).toEqual([`Аврам Аврамовић ${next}`]);
  await confirm(photoId, rows.map((one) => ({ ...one, decision: 'unsigned' })));
  expect(await came()).toEqual([`Аврам Аврамовић ${next}`]);
});

test('another event’s sheet, the same picture twice and no picture at all are answered with a sentence; a wrong picture can be removed with its file', async () => {
  const { sheetId } = await execute(printSheet, scope, { eventId, day, locale: 'en', emptyRows: 1 });
  const picture = await photographed(sheetId, [2], { seed: 4 });
  const elsewhere = await receive(picture, 'x.jpg', other);
  expect(await photoPage(scope, other, elsewhere)).toMatchObject({ state: 'failed', problem: { code: 'paper.another_event' }, rows: [] });
  const photoId = await receive(picture, 'y.jpg');
  await expect(receive(picture, 'z.jpg')).rejects.toMatchObject({ code: 'paper.same_photo' });
  // A scan brings each of its pages once.
  const scan = new Uint8Array(await signInSheetDocument(await printedSheet(scope, eventId, sheetId), await wordsOf('en')));
  const pages = await picturesIn(scope, eventId, scan, 'scan.pdf');
  expect(pages.map(({ name, scan: of }) => [name, of!.page, of!.sha256])).toEqual([['scan (1).jpg', 1, createHash('sha256').update(scan).digest('hex')]]);
  const { photoId: page } = await execute(receivePhoto, scope, { eventId, ...pages[0] });
  await expect(execute(receivePhoto, scope, { eventId, ...(await picturesIn(scope, eventId, scan, 'again.pdf'))[0] })).rejects.toMatchObject({ code: 'paper.same_photo' });
  await execute(discardPhoto, scope, { eventId, photoId: page });
  await expect(receive(Buffer.from('hello'), 'a.jpg')).rejects.toMatchObject({ code: 'paper.not_a_picture' });
  const { file_id: fileId } = await kolo.db.selectFrom('sheet_photo').select('file_id').where('photo_id', '=', photoId).executeTakeFirstOrThrow();
  const files = async () => (await kolo.db.selectFrom('file').select('file_id').where('file_id', '=', fileId).execute()).length;
  // The other event still shows it.
  await execute(discardPhoto, scope, { eventId, photoId });
  expect(await files()).toBe(1);
  await execute(discardPhoto, scope, { eventId: other, photoId: elsewhere });
  expect(await files()).toBe(0);
  for (const locale of ['sr-Cyrl', 'sr-Latn', 'bg', 'ro', 'en'] as const) {
    const t = await wordsOf(locale);
    expect(t('paper.problem_another_event', { sheet: 'X' })).toContain('X');
  }
});

test('sheets and photographs are for those who work with the people, in programmes they reach', async () => {
  const { sheets: [sheet], photos: [photo] } = await sheetsOf(scope, eventId);
  const reads = (who: Scope) => Promise.all([sheetsOf(who, eventId), printedSheet(who, eventId, sheet!.sheetId), photoPage(who, eventId, photo!.photoId), photoFile(who, eventId, photo!.photoId), notSigned(who, eventId)]);
  for (const role of ['coordinator', 'programme-officer', 'field-worker'] as const) await expect(reads(member(role))).resolves.toHaveLength(5);
  for (const who of [member('funder'), member('auditor'), member('organisation-representative'), publicScope(scope.networkId), member('programme-officer', [newId()])]) {
    await expect(reads(who)).rejects.toMatchObject({ status: 404 });
    await expect(execute(printSheet, who, { eventId, day, locale: 'en', emptyRows: 1 })).rejects.toMatchObject({ status: 403 });
    // Not even opened: for whoever may, this is a damaged scan.
    await expect(picturesIn(who, eventId, Buffer.from('%PDF-1.7 x'), 'x.pdf')).rejects.toMatchObject({ status: 403 });
  }
});

test('when registrations are removed, what was printed of them is forgotten with them', async () => {
  await execute(purgeRegistrations, scope, { on: '2056-01-01' });
  const { rows } = await sql<{ name: string }>`select distinct name from sign_in_sheet_row where is_named and registration_id is null and person_id is null`.execute(kolo.db);
  expect(rows).toEqual([{ name: '' }]);
});
