/** A sheet printed, signed by a program that draws signatures, photographed askew, uploaded from a browser without scripts, confirmed: who signed is counted, who did not stays visible. */
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { formatDay } from '#platform/words/format.ts';
import { locales, type Locale } from '#platform/words/locales.ts';
import { pageOf } from '#modules/events/paper/fixtures/filled-sheet.ts';
import { pens, sign, writeName } from '#modules/events/paper/fixtures/pen.ts';
import { photograph } from '#modules/events/paper/fixtures/photograph.ts';
import { a4, lineTop } from '#modules/events/paper/geometry.ts';
import { randomOf } from '#modules/events/fixtures/random.ts';
import { Client } from './client.ts';
import { foreignWords } from './foreign.ts';
import { linkTo } from './letters.ts';
import { laptop, opened } from './opened.ts';
import { pagesOf } from './pdf-pages.ts';
import { Person } from './person.ts';

/**
 * What each language writes: the event; three with a seat, the first of whom wrote her name in the other script where the sheet's own can be made of it without guessing (`listed` is how all three stand on
 * the sheet, in its order); and who writes her own name into an empty row.
 */
const written: Record<Locale, { title: string; venue: string; place: string; people: [given: string, surname: string][]; listed: [string, string, string]; walksIn: [given: string, surname: string] }> = {
  'sr-Cyrl': { title: 'Обука водитеља случаја', venue: 'Дом омладине', place: 'Шабац', people: [['Љубица', 'Алексић'], ['Ђорђе', 'Богићевић'], ['Žarko', 'Njegić']], listed: ['Алексић Љубица', 'Богићевић Ђорђе', 'Njegić Žarko'], walksIn: ['Ксенија', 'Квргић'] },
  'sr-Latn': { title: 'Obuka voditelja slučaja', venue: 'Dom omladine', place: 'Šabac', people: [['Љиљана', 'Анђелић'], ['Živko', 'Čanak'], ['Šćepan', 'Džinić']], listed: ['Anđelić Ljiljana', 'Čanak Živko', 'Džinić Šćepan'], walksIn: ['Ksenija', 'Qwertić'] },
  bg: { title: 'Обучение на водещи случай', venue: 'Младежки дом', place: 'Шабац', people: [['Йорданка', 'Асенова'], ['Щилян', 'Бързев'], ['Юлия', 'Вълчева']], listed: ['Асенова Йорданка', 'Бързев Щилян', 'Вълчева Юлия'], walksIn: ['Ясмина', 'Южнякова'] },
  ro: { title: 'Instruirea managerilor de caz', venue: 'Casa tineretului', place: 'Šabac', people: [['Станоје', 'Аврамовић'], ['Ștefania', 'Brânză'], ['Mihăiță', 'Țurcanu']], listed: ['Avramović Stanoje', 'Brânză Ștefania', 'Țurcanu Mihăiță'], walksIn: ['Xenia', 'Șchiopu'] },
  en: { title: 'Training of case managers', venue: 'Youth centre', place: 'Šabac', people: [['Ана', 'Бранковић'], ['Boba', 'Marlow'], ['Zoë', 'O’Neill']], listed: ['Branković Ana', 'Marlow Boba', 'O’Neill Zoë'], walksIn: ['Xenia', 'Qwerton'] },
};

const kolo = opened();
const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
const events = {} as Record<Locale, string>;
/** Kept from the journey in English: its coordinator, and another picture of its page, on which one of the signatures is missing. */
let coordinator: Person;
let second: Buffer;

test('an event in each language with three people who have a seat, by the forms of the pages', async () => {
  const person = await kolo.as('coordinator');
  const posts = new Client(kolo.app.url);
  for (const { name, value } of await person.context.cookies()) posts.cookies.set(name, value);
  const post = async (path: string, fields: Record<string, string>) => {
    const { status, location, text } = await posts.post(path, fields);
    if (status !== 303) throw new Error(`${path} answered ${status}: ${text.slice(0, 2_000)}`);
    return location!;
  };
  for (const locale of locales) {
    const { title, venue, place } = written[locale];
    const event = /\/events\/([0-9a-f-]{36})\//.exec(await post(`/${locale}/work/programmes/practice/events/new`, { title, kind: 'training', day_0: day, place, venueText: venue }))![1]!;
    events[locale] = event;
    await post(`/${locale}/work/events/${event}/registrations/form`, { isOpen: 'yes', retentionDays: '90' });
    const organisation = /<datalist[^>]*>\s*(?:<!--[^>]*-->)*\s*<option value="([^"]+)"/.exec((await posts.get(`/${locale}/work/events/${event}/registrations`)).text)![1]!.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
    await post(`/${locale}/work/events/${event}/registrations?/invite`, { organisation, email: `office.${locale.toLowerCase()}@example.org`, seats: '3' });
  }
  for (const locale of locales) {
    const seats = (await linkTo(kolo.app, `office.${locale.toLowerCase()}@example.org`, 'invited')).split('/').at(-1)!;
    for (const [n, [given, surname]] of written[locale].people.entries()) await post(`/${locale}/events/${events[locale]}/register?seats=${seats}`, { given, surname, email: `${n}.${locale.toLowerCase()}@example.org` });
  }
  await person.context.close();
});

const button = (person: Person, name: string) => person.page.locator('main').getByRole('button', { name, exact: true });

async function pictureOf(pdf: Buffer, signed: readonly number[], seed: number): Promise<Buffer> {
  const sheet = pageOf(pdf, 1, 6);
  const random = randomOf(seed);
  const cell = (column: { x: number; width: number }, row: number) => ({ ...column, y: lineTop(row - 1, a4), height: a4.rows.height });
  for (const row of signed) sign(sheet, cell(a4.columns.signature, row), pens.blue, random);
  writeName(sheet, cell(a4.columns.name, 4), pens.blue, random);
  return sharp(await photograph(sheet, random, 'usual', { width: 2_000 })).withExif({ IFD0: { Make: 'Telefon Tajna' } }).jpeg({ quality: 88 }).toBuffer();
}

/** Each language on one width at the desk and on the other where the pictures are sent; with scripts every page on the way is looked at on both. */
const journeys = locales.map((locale, at) => ({ locale, ...(at % 2 ? ({ width: 'phone', other: 'laptop' } as const) : ({ width: 'laptop', other: 'phone' } as const)) }));

test.each(journeys)('in $locale: the sheet is made on a $width, printed, signed, photographed askew, sent from a $other without scripts, read and confirmed', async ({ locale, width, other }) => {
  const { title, venue, place, listed, walksIn } = written[locale];
  const event = events[locale];
  const desk = await kolo.as('coordinator', { ...laptop, locale, width, scheme: locale === 'bg' ? 'dark' : 'light' });
  const { t } = desk;
  /** On both widths, with nothing in another language. */
  const looksAt = async (path: string) => {
    await desk.openInBothWidths(path);
    expect(await foreignWords(desk.page, locale)).toEqual([]);
  };
  await looksAt(`/work/events/${event}/sheets`);
  expect([await desk.page.locator('h1').innerText(), await desk.page.getByLabel(t('paper.language'), { exact: true }).inputValue()]).toEqual([title, locale]);
  await desk.fill({ empty: 'many' });
  expect(await desk.press(button(desk, t('paper.make_button')), { mayBeRefused: true })).toBe(false);
  expect(await desk.page.locator('[role=alert]').innerText()).toContain(t('paper.problem_rows'));
  await desk.fill({ empty: '3' });
  await desk.press(button(desk, t('paper.make_button')));
  expect(await desk.text()).toContain(`${t('paper.people', { n: 3 })}, ${t('paper.pages', { n: 1 })}`);

  const answer = await desk.page.request.get(kolo.app.url + (await desk.page.locator('td a[href$="/pdf"]').getAttribute('href')));
  const pdf = await answer.body();
  expect([answer.headers()['content-type'], answer.headers()['cache-control'], pdf.subarray(0, 8).toString()]).toEqual(['application/pdf', 'private, no-store', '%PDF-1.7']);
  // Everything on the paper is in its language, and the names in its script.
  const printed = pagesOf(pdf).map((page) => page.replace(/\s+/g, ' '));
  expect([printed.length, [t('paper.heading'), title, formatDay(locale, day), venue, place, t('paper.column_name'), t('paper.column_signature'), t('paper.privacy'), t('paper.how_to_photograph'), ...listed].filter((words) => !printed[0]!.includes(words))]).toEqual([1, []]);
  const photo = await pictureOf(pdf, [1, 3, 4], 42);
  if (locale === 'en') second = await pictureOf(pdf, [1, 4], 43);

  const field = await kolo.as('field-worker', { ...laptop, locale, width: other, script: false });
  const { page } = field;
  await field.open(`/work/events/${event}/sheets`);
  const upload = async (files: { name: string; mimeType: string; buffer: Buffer }[], mayBeRefused = false) => {
    await page.getByLabel(t('paper.photos_field')).setInputFiles(files);
    return field.press(button(field, t('paper.photos_button')), { mayBeRefused });
  };
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic')]);
  expect(await upload([{ name: 'IMG_1.HEIC', mimeType: 'image/heic', buffer: heic }], true)).toBe(false);
  expect(await page.locator('[role=alert]').innerText()).toContain(t('paper.problem_heic', { name: 'IMG_1.HEIC' }));
  const table = await sharp({ create: { width: 1_200, height: 900, channels: 3, background: '#a07040' } }).jpeg().toBuffer();
  await upload([{ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: table }, { name: 'IMG_0002.jpg', mimeType: 'image/jpeg', buffer: photo }]);
  expect(await field.text()).toContain(t('paper.received_n', { n: 2 }));
  // No page loads itself again: she looks again when she likes, until both are read.
  const lookAgain = async () => {
    const link = page.getByRole('link', { name: t('ui.look_again') });
    if (await link.count()) await field.press(link);
    return field.text();
  };
  await expect.poll(lookAgain, { interval: 300 }).toContain(t('paper.problem_no_sheet'));
  await expect.poll(lookAgain, { interval: 300 }).toContain(t('paper.state_read'));
  expect(await upload([{ name: 'IMG_0003.jpg', mimeType: 'image/jpeg', buffer: photo }], true)).toBe(false);
  expect(await page.locator('[role=alert]').innerText()).toContain(t('paper.problem_same_photo', { name: 'IMG_0003.jpg' }));

  await field.press(page.locator('main').getByRole('link', { name: 'IMG_0002.jpg', exact: true }));
  const photoPage = page.url().replace(`${kolo.app.url}/${locale}`, '');
  await looksAt(photoPage);
  const proposed = async (row: number) => page.locator(`input[name=row_${row}]:checked`).getAttribute('value');
  expect([await proposed(1), await proposed(2), await proposed(3), await proposed(4)]).toEqual(['signed', 'unsigned', 'signed', 'signed']);
  expect(await page.locator('li img:not(.second)').evaluateAll((all) => all.map((one) => (one as HTMLImageElement).alt))).toEqual(expect.arrayContaining([t('paper.crop_row_alt', { row: 4 }), ...listed.map((name, at) => t('paper.crop_alt', { row: at + 1, name }))]));
  expect(await field.press(button(field, t('paper.confirm_button')), { mayBeRefused: true })).toBe(false);
  expect(await page.locator('[role=alert]').innerText()).toContain(t('paper.problem_name_missing', { row: 4 }));
  const typed = page.locator('#row-4');
  await typed.getByLabel(t('paper.surname'), { exact: true }).fill(walksIn[1]);
  await typed.getByLabel(t('paper.given'), { exact: true }).fill(walksIn[0]);
  const done = t('paper.confirmed', { signed: 3, unsigned: 1 });
  await field.press(button(field, t('paper.confirm_button')), { mayBeRefused: true });
  if (!(await field.text()).includes(done)) await field.press(button(field, t('paper.confirm_button')));
  expect(await field.text()).toContain(done);
  // The fingerprint is that of the picture on the phone; what is kept of it says nothing of the phone.
  expect(await field.text()).toContain(createHash('sha256').update(photo).digest('hex'));
  const kept = await (await page.request.get(`${kolo.app.url}${photoPage}/picture`)).body();
  expect([photo.includes('Telefon Tajna'), kept.includes('Telefon Tajna')]).toEqual([true, false]);
  await looksAt(photoPage);

  // The attendance is counted with the photograph as its source; who registered and did not sign stays visible, with the empty cell.
  await desk.open(`/work/events/${event}`);
  const people = desk.page.locator('tbody tr');
  expect([await people.count(), await desk.text()]).toEqual([3, expect.stringContaining(t('events.participants_count', { n: 3 }))]);
  await desk.press(desk.page.locator('tr', { hasText: written[locale].people[2]!.join(' ') }).getByRole('link', { name: t('paper.see_signature', { day: formatDay(locale, day) }) }));
  expect([new URL(desk.page.url()).pathname.replace(`/${locale}`, ''), new URL(desk.page.url()).hash]).toEqual([photoPage, '#row-3']);
  await looksAt(`/work/events/${event}/sheets`);
  const missing = desk.page.locator('section', { has: desk.page.getByRole('heading', { name: t('paper.not_signed_title'), level: 2 }) });
  expect(await missing.locator('tbody th').allInnerTexts()).toEqual([listed[1]]);
  expect(await missing.locator('img').evaluate(async (one) => ((one as HTMLImageElement).loading = 'eager', await (one as HTMLImageElement).decode(), (one as HTMLImageElement).naturalWidth))).toBeGreaterThan(200);
  // A stranger is shown nothing of it.
  for (const path of [photoPage, `${photoPage}/picture`, `${photoPage}/rows/1`]) expect((await fetch(`${kolo.app.url}${path}`, { redirect: 'manual' })).status).toBe(303);
  expect([...desk.faults, ...field.faults]).toEqual([]);
  if (locale === 'en') coordinator = desk;
  else await desk.context.close();
  await field.context.close();
});

test('a second picture of the page shows one signature less: both are shown, and a person decides; with scripts it is read out when they are read', async () => {
  const { page } = coordinator;
  await coordinator.open(`/work/events/${events.en}/sheets`);
  await page.locator('[name=photos]').setInputFiles({ name: 'IMG_0004.jpg', mimeType: 'image/jpeg', buffer: second });
  await coordinator.press(button(coordinator, 'Read them'));
  // Nothing is loaded again: the region that is read out says it, and the table has the news.
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));
  await expect.poll(() => page.locator('[data-look-again]').innerText()).toContain('All photographs have been read.');
  const row = page.locator('tr', { hasText: 'IMG_0004.jpg' });
  await expect.poll(() => row.innerText()).toContain('waits for you');
  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
  await coordinator.look();

  await coordinator.press(row.getByRole('link', { name: 'IMG_0004.jpg', exact: true }));
  const disputed = page.locator('section[aria-labelledby=disagree]');
  expect([await disputed.locator('li').count(), await disputed.locator('img').count(), await disputed.locator('input:checked').count()]).toEqual([1, 2, 0]);
  expect(await disputed.innerText()).toContain('“IMG_0002.jpg”: Signed');
  const rest = async () => coordinator.fill({ surname_4: written.en.walksIn[1], given_4: written.en.walksIn[0] });
  await rest();
  expect(await coordinator.press(button(coordinator, 'Confirm'), { mayBeRefused: true })).toBe(false);
  expect(await page.locator('[role=alert]').innerText()).toContain('1 row still waits');
  await disputed.locator('input[value=unsigned]').check();
  await coordinator.press(button(coordinator, 'Confirm'), { mayBeRefused: true });
  if (await button(coordinator, 'Confirm').count()) await coordinator.press(button(coordinator, 'Confirm'));
  expect(await coordinator.text()).toContain('2 people are recorded');
  await coordinator.open(`/work/events/${events.en}/sheets`);
  expect((await page.locator('section[aria-labelledby=not-signed] tbody th').allInnerTexts()).sort()).toEqual(written.en.listed.slice(1));
  expect(coordinator.faults).toEqual([]);
});
