/** A sheet printed, signed by a program that draws signatures, photographed askew, uploaded from a phone without scripts, confirmed: who signed is counted, who did not stays visible. */
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { locales } from '#platform/words/locales.ts';
import { pageOf } from '#modules/events/paper/fixtures/filled-sheet.ts';
import { pens, sign, writeName } from '#modules/events/paper/fixtures/pen.ts';
import { photograph } from '#modules/events/paper/fixtures/photograph.ts';
import { a4, lineTop } from '#modules/events/paper/geometry.ts';
import { randomOf } from '#modules/events/fixtures/random.ts';
import { linkTo } from './letters.ts';
import { laptop, opened } from './opened.ts';
import { Person } from './person.ts';

const kolo = opened();
let coordinator: Person;
const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
let event: string;
let photo: Buffer;
/** Another picture of the same page, on which one of the signatures is missing. */
let second: Buffer;
let photoPage: string;

beforeAll(async () => {
  coordinator = await kolo.as('coordinator');
});

const button = (person: Person, name: string) => person.page.locator('main').getByRole('button', { name, exact: true });
test('an event with three people who have a seat, and its sheet for the day', async () => {
  const { page } = coordinator;
  await coordinator.open('/work/programmes/practice/events/new');
  await coordinator.fill({ title: 'Training of case managers', day_0: day, place: 'Šabac', venueText: 'Youth centre' });
  await coordinator.press(button(coordinator, 'Save'));
  event = /\/events\/([0-9a-f-]{36})\//.exec(page.url())![1]!;
  await coordinator.open(`/work/events/${event}/registrations/form`);
  await coordinator.press(button(coordinator, 'Save'));
  await coordinator.open(`/work/events/${event}/registrations`);
  await coordinator.fill({ organisation: (await page.locator('datalist option').first().getAttribute('value'))!, email: 'office@example.org', seats: '3' });
  await coordinator.press(page.locator('form[action="?/invite"] button'));
  const office = await kolo.somebody(laptop);
  const seats = await linkTo(kolo.app, 'office@example.org', 'invited');
  for (const [given, surname] of [['Ana', 'Ilić'], ['Boba', 'Marić'], ['Ceca', 'Nikolić']] as const) {
    await office.open(seats);
    await office.press(office.page.locator('main a[href*="?seats="]'));
    await office.fill({ given, surname, email: `${given.toLowerCase()}@example.org` });
    await office.press(office.page.locator('main form:has([name=given]) button').last());
  }
  await coordinator.open(`/work/events/${event}/sheets`);
  await coordinator.fill({ empty: 'many' });
  expect(await coordinator.press(button(coordinator, 'Make the sheet'), { mayBeRefused: true })).toBe(false);
  await coordinator.fill({ empty: '3' });
  await coordinator.press(button(coordinator, 'Make the sheet'));
  expect(await coordinator.text()).toContain('3 people, 1 page');
  expect([coordinator.faults, office.faults]).toEqual([[], []]);
}, 120_000);

test('the printed page is signed by two of them and by a third who was not on the list, and photographed askew', async () => {
  const link = await coordinator.page.locator('td a[href$="/pdf"]').getAttribute('href');
  const answer = await coordinator.page.request.get(kolo.app.url + link);
  const pdf = await answer.body();
  expect([answer.headers()['content-type'], answer.headers()['cache-control'], pdf.subarray(0, 8).toString()]).toEqual(['application/pdf', 'private, no-store', '%PDF-1.7']);
  photo = await pictureOf(pdf, [1, 3, 4], 42);
  second = await pictureOf(pdf, [1, 4], 43);
});

async function pictureOf(pdf: Buffer, signed: readonly number[], seed: number): Promise<Buffer> {
  const sheet = pageOf(pdf, 1, 6);
  const random = randomOf(seed);
  const cell = (column: { x: number; width: number }, row: number) => ({ ...column, y: lineTop(row - 1, a4), height: a4.rows.height });
  for (const row of signed) sign(sheet, cell(a4.columns.signature, row), pens.blue, random);
  writeName(sheet, cell(a4.columns.name, 4), pens.blue, random);
  return sharp(await photograph(sheet, random, 'usual', { width: 2_000 })).withExif({ IFD0: { Make: 'Telefon Tajna' } }).jpeg({ quality: 88 }).toBuffer();
}

test('on a phone without scripts: a wrong picture is answered with what to do, the right one is read and confirmed', async () => {
  const field = await kolo.somebody({ ...laptop, width: 'phone', script: false });
  const { page } = field;
  await field.stepIn('field-worker');
  await field.open(`/work/events/${event}/sheets`);
  const upload = async (files: { name: string; mimeType: string; buffer: Buffer }[], mayBeRefused = false) => {
    await page.locator('[name=photos]').setInputFiles(files);
    return field.press(button(field, 'Read them'), { mayBeRefused });
  };
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic')]);
  expect(await upload([{ name: 'IMG_1.HEIC', mimeType: 'image/heic', buffer: heic }], true)).toBe(false);
  expect(await page.locator('[role=alert]').innerText()).toContain('Most Compatible');
  const table = await sharp({ create: { width: 1_200, height: 900, channels: 3, background: '#a07040' } }).jpeg().toBuffer();
  await upload([{ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: table }, { name: 'IMG_0002.jpg', mimeType: 'image/jpeg', buffer: photo }]);
  // No page loads itself again: she looks again when she likes, until both are read.
  const lookAgain = async () => {
    const link = page.getByRole('link', { name: 'Look again' });
    if (await link.count()) await field.press(link);
    return field.text();
  };
  await expect.poll(lookAgain, { timeout: 60_000, interval: 500 }).toContain('There is no sheet of Kolo in the picture');
  await expect.poll(lookAgain, { timeout: 60_000, interval: 500 }).toContain('waits for you');
  expect(await upload([{ name: 'IMG_0003.jpg', mimeType: 'image/jpeg', buffer: photo }], true)).toBe(false);
  expect(await page.locator('[role=alert]').innerText()).toContain('is here already');

  await field.press(page.locator('main').getByRole('link', { name: 'IMG_0002.jpg' }));
  photoPage = page.url().replace(`${kolo.app.url}/en`, '');
  const proposed = async (row: number) => page.locator(`input[name=row_${row}]:checked`).getAttribute('value');
  expect([await proposed(1), await proposed(2), await proposed(3), await proposed(4)]).toEqual(['signed', 'unsigned', 'signed', 'signed']);
  expect(await page.locator('li img:not(.second)').evaluateAll((all) => all.every((one) => (one as HTMLImageElement).alt))).toBe(true);
  expect(await field.press(button(field, 'Confirm'), { mayBeRefused: true })).toBe(false);
  expect(await page.locator('[role=alert]').innerText()).toContain('Row 4');
  await field.fill({ surname_4: 'Qwertić', given_4: 'Xenia' });
  await field.press(button(field, 'Confirm'), { mayBeRefused: true });
  if (!(await field.text()).includes('3 people are recorded')) await field.press(button(field, 'Confirm'));
  expect(await field.text()).toContain('3 people are recorded with this picture as proof; 1 who registered did not sign.');
  // The fingerprint is that of the picture on the phone; what is kept of it says nothing of the phone.
  expect(await field.text()).toContain(createHash('sha256').update(photo).digest('hex'));
  const kept = await (await page.request.get(`${kolo.app.url}${photoPage}/picture`)).body();
  expect([photo.includes('Telefon Tajna'), kept.includes('Telefon Tajna')]).toEqual([true, false]);
  expect(field.faults).toEqual([]);
}, 180_000);

test('the attendance is counted with the photograph as its source; who registered and did not sign stays visible, with the empty cell', async () => {
  const { page } = coordinator;
  await coordinator.open(`/work/events/${event}`);
  const names = (await page.locator('tbody th').allInnerTexts()).map((name) => name.trim()).sort();
  expect(names).toEqual(['Ana Ilić', 'Ceca Nikolić', 'Xenia Qwertić']);
  await coordinator.press(page.locator('tr', { hasText: 'Ceca' }).getByRole('link', { name: /^Signature of/ }));
  expect([new URL(page.url()).pathname.replace('/en', ''), new URL(page.url()).hash]).toEqual([photoPage, '#row-3']);
  await coordinator.open(`/work/events/${event}/sheets`);
  const missing = page.locator('section[aria-labelledby=not-signed]');
  expect(await missing.locator('tbody th').allInnerTexts()).toEqual(['Marić Boba']);
  expect(await missing.locator('img').evaluate(async (one) => ((one as HTMLImageElement).loading = 'eager', await (one as HTMLImageElement).decode(), (one as HTMLImageElement).naturalWidth))).toBeGreaterThan(200);
  // A stranger is shown nothing of it.
  const stranger = await kolo.somebody(laptop);
  for (const path of [photoPage, `${photoPage}/picture`, `${photoPage}/rows/1`]) expect((await stranger.page.request.get(kolo.app.url + path, { maxRedirects: 0 })).status()).toBe(303);
  expect(coordinator.faults).toEqual([]);
}, 60_000);

test('a second picture of the page shows one signature less: both are shown, and a person decides; with scripts it is read out when they are read', async () => {
  const { page } = coordinator;
  await coordinator.open(`/work/events/${event}/sheets`);
  await page.locator('[name=photos]').setInputFiles({ name: 'IMG_0004.jpg', mimeType: 'image/jpeg', buffer: second });
  await coordinator.press(button(coordinator, 'Read them'));
  // Nothing is loaded again: the region that is read out says it, and the table has the news.
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));
  await expect.poll(() => page.locator('[data-look-again]').innerText(), { timeout: 60_000 }).toContain('All photographs have been read.');
  const row = page.locator('tr', { hasText: 'IMG_0004.jpg' });
  await expect.poll(() => row.innerText(), { timeout: 20_000 }).toContain('waits for you');
  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
  await coordinator.look();

  await coordinator.press(row.getByRole('link', { name: 'IMG_0004.jpg' }));
  const disputed = page.locator('section[aria-labelledby=disagree]');
  expect([await disputed.locator('li').count(), await disputed.locator('img').count(), await disputed.locator('input:checked').count()]).toEqual([1, 2, 0]);
  expect(await disputed.innerText()).toContain('“IMG_0002.jpg”: Signed');
  const rest = async () => coordinator.fill({ surname_4: 'Qwertić', given_4: 'Xenia' });
  await rest();
  expect(await coordinator.press(button(coordinator, 'Confirm'), { mayBeRefused: true })).toBe(false);
  expect(await page.locator('[role=alert]').innerText()).toContain('1 row still waits');
  await disputed.locator('input[value=unsigned]').check();
  await coordinator.press(button(coordinator, 'Confirm'), { mayBeRefused: true });
  if (await button(coordinator, 'Confirm').count()) await coordinator.press(button(coordinator, 'Confirm'));
  expect(await coordinator.text()).toContain('2 people are recorded');
  await coordinator.open(`/work/events/${event}/sheets`);
  expect((await page.locator('section[aria-labelledby=not-signed] tbody th').allInnerTexts()).sort()).toEqual(['Marić Boba', 'Nikolić Ceca']);
  expect(coordinator.faults).toEqual([]);
}, 120_000);

test.each(locales.flatMap((locale) => (['phone', 'laptop'] as const).map((width) => ({ locale, width }))))('the pages in $locale, on a $width: nothing for axe to find', async ({ locale, width }) => {
  const visitor = await kolo.somebody({ locale, width, script: true, scheme: locale === 'bg' ? 'dark' : 'light' });
  await visitor.context.addCookies(await coordinator.context.cookies());
  await visitor.open(`/work/events/${event}/sheets`);
  await visitor.open(photoPage);
  expect(visitor.faults).toEqual([]);
}, 60_000);
