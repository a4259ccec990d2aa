/** A small training: badges printed, documents added, who came ticked on a roll call with and without scripts, and people who say themselves that they came. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import sharp from 'sharp';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { beforeAll, expect, test } from 'vitest';
import { locales, withoutLocale } from '#platform/words/locales.ts';
import { onClocks } from '#platform/words/zone.ts';
import { lettersTo, linkTo } from './letters.ts';
import { laptop, opened } from './opened.ts';
import { pagesOf } from './pdf-pages.ts';
import { widths } from './browser.ts';
import { Person, type Setting } from './person.ts';

const kolo = opened();
let coordinator: Person;
let event: string;
const phone: Setting = { locale: 'sr-Cyrl', width: 'phone', script: true, scheme: 'light' };
const today = onClocks(new Date(), 'Europe/Belgrade').slice(0, 10);
const tomorrow = new Date(Date.parse(`${today}T12:00Z`) + 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  coordinator = await kolo.as('coordinator');
});

const box = (person: Person, name: string, column = 0) => person.page.locator('tbody tr', { hasText: name }).locator('input[type=checkbox]').nth(column);
/** The QR codes in a picture. */
async function codesIn(picture: Buffer): Promise<string[]> {
  prepareZXingModule({ overrides: { wasmBinary: readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')).buffer as ArrayBuffer } });
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return (await readBarcodes({ data: new Uint8ClampedArray(data), width: info.width, height: info.height, colorSpace: 'srgb' } as ImageData, { formats: ['QRCode'] })).map(({ text }) => text);
}

test('a training of today, with a zone, a host, a line of the budget and three people who have seats', async () => {
  const { page } = coordinator;
  await coordinator.open('/work/programmes/practice/events/new');
  await coordinator.fill({ title: 'A small training', day_0: today, starts_0: '09:00', ends_0: '12:00', title_0: 'Morning', day_1: today, starts_1: '13:00', ends_1: '16:00', title_1: 'Afternoon', day_2: tomorrow, starts_2: '09:00', ends_2: '12:00', place: 'Šabac' });
  await page.locator('summary', { hasText: 'Exchange' }).click();
  await page.locator('summary', { hasText: 'Budget line' }).click();
  await coordinator.fill({ host: 'A host from elsewhere', budgetRef: '2.1.3', budgetPlanned: '1.250,50' });
  expect(await coordinator.press(page.getByRole('button', { name: 'Save' }), { mayBeRefused: true })).toBe(false);
  expect(await page.locator('[role=alert]').innerText()).toContain('currency');
  await coordinator.fill({ budgetCurrency: 'eur' });
  await coordinator.press(page.getByRole('button', { name: 'Save' }));
  event = /\/events\/([0-9a-f-]{36})\//.exec(page.url())![1]!;
  expect([await page.locator('[name=budgetPlanned]').inputValue(), await page.locator('[name=timeZone]').inputValue(), await coordinator.text()]).toEqual(['1,250.50', '', expect.stringContaining('Central European')]);

  await coordinator.open(`/work/events/${event}/registrations/form`);
  await coordinator.press(page.getByRole('button', { name: 'Save' }));
  await coordinator.open(`/work/events/${event}/registrations`);
  await coordinator.fill({ organisation: (await page.locator('datalist option').first().getAttribute('value'))!, email: 'office@example.org', seats: '5' });
  await coordinator.press(page.locator('form[action="?/invite"] button'));
  const office = await kolo.somebody(phone);
  const seats = await linkTo(kolo.app, 'office@example.org', 'invited');
  for (const [given, surname, email] of [['Љиљана', 'Његошевић', 'lj@example.org'], ['Petar', 'Đukić', 'petar@example.org'], ['Зорица', 'Шћепановић', 'zorica@example.org']] as const) {
    await office.open(seats);
    await office.press(office.page.locator('main a[href*="?seats="]'));
    await office.fill({ given, surname, email });
    await office.press(office.page.locator('main form:has([name=given]) button').last());
  }
  expect(await office.page.locator('tbody tr').count()).toBe(3);
  expect([office.faults, coordinator.faults]).toEqual([[], []]);
});

test('the letter brings the code as a picture; the page of the registration shows it; whoever finds the badge learns whose event it is and nothing more', async () => {
  const link = await linkTo(kolo.app, 'lj@example.org', 'registration');
  const [letter] = lettersTo(kolo.app, 'lj@example.org');
  expect(letter).toMatch(/filename=code\.png/);
  const spelled = /[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4}/.exec(letter!)![0];
  const ljiljana = await kolo.somebody(phone);
  await ljiljana.open(link);
  expect(await ljiljana.text()).toContain(spelled);
  const badge = await ljiljana.context.request.get(`/sr-Cyrl${link}/badge`);
  expect([badge.headers()['content-type'], pagesOf(await badge.body())[0]]).toEqual(['application/pdf', expect.stringMatching(/Љиљана[\s\S]*Његошевић/)]);
  const finder = await kolo.somebody(laptop);
  await finder.open(`/c/${spelled.replaceAll(' ', '').toLowerCase()}`);
  expect([(await finder.text()).includes('A small training'), /Љиљана|Његош|example\.org/.test(await finder.page.content())]).toEqual([true, false]);
  // Whoever stands at the door with a phone is led there, with the person found.
  const door = await coordinator.context.request.get(`/en/c/${spelled.replaceAll(' ', '')}`, { maxRedirects: 0 });
  expect([door.status(), door.headers()['location']]).toEqual([303, `/en/work/events/${event}/door?code=${spelled.replaceAll(' ', '')}`]);
  expect([ljiljana.faults, finder.faults]).toEqual([[], []]);
});

test('badges for everybody or some, each in her own script or all in one', async () => {
  const { page } = coordinator;
  await coordinator.open(`/work/events/${event}/badges`);
  const asked = async (fields: [string, string][]) => pagesOf(await (await coordinator.context.request.post(`/en/work/events/${event}/badges/pdf`, { headers: { origin: kolo.app.url, 'content-type': 'application/x-www-form-urlencoded' }, data: new URLSearchParams(fields).toString() })).body());
  const all = await page.locator('input[name=registration]').evaluateAll((boxes) => boxes.map((one) => ['registration', (one as HTMLInputElement).value] as [string, string]));
  const own = await asked([...all, ['format', 'a6'], ['language', 'own']]);
  expect(own.map((page) => /Љиљана|Petar|Зорица/.exec(page)?.[0]).sort()).toEqual(['Petar', 'Љиљана', 'Зорица']);
  const latin = await asked([...all, ['format', 'a4'], ['language', 'sr-Latn']]);
  expect([latin.length, ['Ljiljana', 'Njegošević', 'Zorica', 'Šćepanović', 'Đukić'].filter((name) => !latin[0]!.includes(name))]).toEqual([1, []]);
  // Nobody chosen: the page says so.
  for (const one of await page.locator('input[name=registration]').all()) await one.uncheck();
  await coordinator.press(page.getByRole('button', { name: 'Download the badges' }));
  expect(await coordinator.text()).toContain('Choose at least one person.');
  expect(coordinator.faults).toEqual([]);
});

test('a document is added for those it is for, and removed', async () => {
  const { page } = coordinator;
  await coordinator.open(`/work/events/${event}/documents`);
  expect(await coordinator.press(page.getByRole('button', { name: 'Add the document' }), { mayBeRefused: true })).toBe(false);
  await coordinator.fill({ title: 'The agenda' });
  await page.getByLabel('anybody, on the public page').check();
  await page.locator('input[type=file]').setInputFiles({ name: 'agenda.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 agenda') });
  await coordinator.press(page.getByRole('button', { name: 'Add the document' }));
  const visitor = await kolo.somebody({ ...phone, script: false });
  await visitor.open(`/events/${event}`);
  const got = await visitor.context.request.get((await visitor.page.locator('a', { hasText: 'The agenda' }).getAttribute('href'))!);
  expect([got.headers()['content-type'], (await got.body()).toString()]).toEqual(['application/octet-stream', '%PDF-1.7 agenda']);
  expect(await visitor.text()).toContain('A host from elsewhere');
  expect(await visitor.text()).not.toContain('2.1.3');
  await page.locator('details.confirm summary').click();
  await coordinator.press(page.locator('details.confirm button'));
  await visitor.open(`/events/${event}`);
  expect(await visitor.page.locator('a', { hasText: 'The agenda' }).count()).toBe(0);
  expect([coordinator.faults, visitor.faults]).toEqual([[], []]);
});

test('the roll call by keyboard: ticked, saved with Enter, said what changed, undone', async () => {
  const { page } = coordinator;
  await coordinator.open(`/work/events/${event}/roll-call`);
  expect(await coordinator.text()).toContain('Registered, not signed: 3');
  expect([await page.locator('tbody input[type=checkbox]').count(), await page.locator('tbody', { hasText: 'still to come' }).count()]).toEqual([3, 1]);
  await box(coordinator, 'Đukić').focus();
  await page.keyboard.press('Space');
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
  await coordinator.look();
  expect(await page.locator('main ul li', { hasText: 'Đukić' }).innerText()).toContain('present');
  expect([await box(coordinator, 'Đukić').isChecked(), await box(coordinator, 'Шћепановић').isChecked()]).toEqual([true, false]);
  await coordinator.press(page.getByRole('button', { name: 'All present' }).first());
  expect(await coordinator.text()).toContain('3 of 3');
  // A colleague takes one of them back meanwhile: the undoing says which it undid and which not.
  const colleague = await kolo.as('field-worker');
  await colleague.open(`/work/events/${event}/roll-call`);
  await box(colleague, 'Шћепановић').uncheck();
  await colleague.press(colleague.page.getByRole('button', { name: 'Save', exact: true }).last());
  await coordinator.press(page.getByRole('button', { name: 'Undo' }));
  expect([await coordinator.text(), await page.locator('main ul li', { hasText: 'Шћепановић' }).innerText()]).toEqual([expect.stringContaining('1 change is undone.'), expect.stringContaining('undone already')]);
  expect([await box(coordinator, 'Đukić').isChecked(), await box(coordinator, 'Шћепановић').isChecked()]).toEqual([true, false]);
  // The list of participants knows it too: whoever was taken back stands on it as somebody who did not come.
  await coordinator.open(`/work/events/${event}`);
  expect([await page.locator('tbody tr').count(), await page.locator('tbody tr', { hasText: 'not signed' }).count()]).toEqual([3, 2]);
  expect(coordinator.faults).toEqual([]);
});

test('without scripts, on a phone: sessions of a day, what is taken back, and somebody who is on no list', async () => {
  const other = await kolo.somebody({ locale: 'en', width: 'phone', script: false, scheme: 'dark' });
  await other.stepIn('field-worker');
  await other.open(`/work/events/${event}/roll-call?day=${today}`);
  // That day, the morning, the afternoon.
  await box(other, 'Шћепановић', 1).check();
  await other.press(other.page.getByRole('button', { name: 'Save', exact: true }).last());
  expect([await box(other, 'Шћепановић', 0).isChecked(), await box(other, 'Шћепановић', 1).isChecked(), await box(other, 'Шћепановић', 2).isChecked()]).toEqual([true, true, false]);
  await box(other, 'Шћепановић', 1).uncheck();
  await box(other, 'Шћепановић', 0).uncheck();
  await other.press(other.page.getByRole('button', { name: 'Save', exact: true }).last());
  expect(await other.text()).toContain('taken back');
  expect(await box(other, 'Шћепановић', 0).isChecked()).toBe(false);

  for (const isSecond of [false, true]) {
    await other.page.locator('summary', { hasText: 'not on the roll' }).click();
    await other.fill({ given: 'Nevena', surname: 'Prvulović-Stević' });
    const isAdded = await other.press(other.page.getByRole('button', { name: 'Add and record' }), { mayBeRefused: true });
    if (isSecond) {
      // She is known by now: Kolo asks, and is told that it is she.
      expect([isAdded, await other.page.locator('main [role=alert]', { hasText: 'Prvulović' }).count()]).toEqual([false, 1]);
      await other.press(other.page.getByRole('button', { name: 'It is Nevena' }).first());
    }
  }
  expect(await other.page.locator('tbody tr', { hasText: 'Prvulović' }).count()).toBe(1);
  expect(await box(other, 'Prvulović').isChecked()).toBe(true);
  expect(other.faults.filter((fault) => !/409 \(Conflict\)|status 409/.test(fault))).toEqual([]);
});

test('people say themselves that they came: by badge without scripts, by the page of the registration, by a letter; the coordinator sees it so and takes it back', async () => {
  const { page } = coordinator;
  await coordinator.open(`/work/events/${event}/wall`);
  await page.getByLabel('yes, by a code that changes every minute').check();
  await coordinator.press(page.getByRole('button', { name: 'Save' }));
  const shown = async () => (await page.locator('[data-wall] strong').innerText()).replace(' ', '');
  // A minute later the page has fetched the next code by itself, and the policy of the page had nothing against it.
  await page.clock.install();
  await page.reload();
  await page.locator('[data-wall]').evaluate((element) => element.setAttribute('data-old', ''));
  await page.clock.fastForward('01:01');
  await page.locator('[data-wall]:not([data-old])').waitFor();
  expect(coordinator.faults).toEqual([]);
  const registered = await linkTo(kolo.app, 'zorica@example.org', 'registration');
  const codeOf = async (address: string) => /[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4}/.exec(lettersTo(kolo.app, address)[0]!)![0];

  const zorica = await kolo.somebody({ ...laptop, width: 'phone', script: false });
  await zorica.open('/here');
  await zorica.fill({ wall: 'AAA AAA' });
  expect(await zorica.press(zorica.page.getByRole('button', { name: 'Go on' }), { mayBeRefused: true })).toBe(false);
  // What a phone's camera reads from the wall.
  await page.reload();
  const [picture] = await codesIn(await page.locator('[data-wall] svg').screenshot());
  expect(picture).toBe(`${kolo.app.url}/here?c=${await shown()}`);
  await zorica.open(picture!.slice(kolo.app.url.length));
  await zorica.fill({ code: 'AAAA AAAA AAAA' });
  expect(await zorica.press(zorica.page.getByRole('button', { name: 'I am here' }), { mayBeRefused: true })).toBe(false);
  await zorica.fill({ code: await codeOf('zorica@example.org') });
  await zorica.press(zorica.page.getByRole('button', { name: 'I am here' }));
  expect([(await zorica.text()).includes('Recorded: you are here'), /Зорица|example\.org/.test(await zorica.page.content())]).toEqual([true, false]);

  // Without the badge: whoever asks learns nothing; the link of the letter confirms.
  await page.reload();
  const other = await kolo.somebody({ ...laptop, width: 'phone' });
  await other.open('/here');
  await other.fill({ wall: await shown() });
  await other.press(other.page.getByRole('button', { name: 'Go on' }));
  await other.page.locator('main summary').click();
  await other.fill({ who: 'Petar Djukic' });
  await other.press(other.page.getByRole('button', { name: 'Send me the link' }));
  expect(await other.text()).toContain('If you are on the list');
  await expect.poll(() => lettersTo(kolo.app, 'petar@example.org').length, { interval: 200 }).toBe(2);
  const address = new URL(/https?:\/\/\S+\/here\/letter\/\S+/.exec(lettersTo(kolo.app, 'petar@example.org').at(-1)!)![0]);
  await other.open(withoutLocale(address.pathname) + address.search);
  await other.press(other.page.getByRole('button', { name: 'Овде сам' }).or(other.page.getByRole('button', { name: 'I am here' })));
  expect(await other.text()).toContain('Recorded: you are here');

  const third = await kolo.somebody(laptop);
  await third.open(registered);
  expect(await third.press(third.page.locator('form[action="?/here"] button'), { mayBeRefused: true })).toBe(false);

  await coordinator.open(`/work/events/${event}/wall`);
  expect(await coordinator.text()).toMatch(/(1 person has|2 people have) checked in alone/);
  await coordinator.open(`/work/events/${event}/roll-call`);
  const row = page.locator('tbody tr', { hasText: 'Шћепановић' });
  expect(await row.innerText()).toContain('by herself or himself');
  await box(coordinator, 'Шћепановић').uncheck();
  await coordinator.press(page.getByRole('button', { name: 'Save', exact: true }).last());
  expect(await box(coordinator, 'Шћепановић').isChecked()).toBe(false);
  expect([coordinator.faults, zorica.faults, other.faults, third.faults]).toEqual([[], [], [], []]);
});

test.each(locales)('the pages on a phone, dark, and on a laptop, in %s', async (locale) => {
  const other = await kolo.somebody({ locale, width: 'phone', script: true, scheme: 'dark' });
  await other.stepIn('coordinator');
  const of = `/work/events/${event}`;
  for (const path of [`${of}/badges`, `${of}/documents`, `${of}/roll-call?day=${today}`, `${of}/wall`]) await other.open(path);
  await other.page.setViewportSize(widths.laptop);
  await other.page.emulateMedia({ colorScheme: 'light' });
  for (const path of [`${of}/roll-call?day=${today}`, `${of}/wall`]) await other.open(path);
  expect(other.faults).toEqual([]);
});
