/** What follows an event: pictures that everybody may see, minutes with a decision and a task that gets done, and whom a programme owes a presentation. */
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { locales } from '#platform/words/locales.ts';
import { opened } from './opened.ts';
import { Person } from './person.ts';

const kolo = opened();
let coordinator: Person;

beforeAll(async () => {
  coordinator = await kolo.as('coordinator');
});

const button = (name: string | RegExp) => coordinator.page.locator('main').getByRole('button', { name });
/** The names in the first column of a table of the feedback page. */
const gapsIn = (caption: string) => coordinator.page.locator('table', { hasText: caption }).locator('tbody th').allInnerTexts();
const families = '/work/programmes/families-in-crisis';
let event: string;

test('the seven places that S1 forgot; a presentation is planned and held in one, and in another none is needed', async () => {
  const { page } = coordinator;
  await coordinator.open(`${families}/feedback`);
  expect([(await gapsIn('Trained, and no')).sort(), (await gapsIn('Heard, and no')).sort()]).toEqual([['Ivanjica', 'Kula', 'Šabac'], ['Novi Sad', 'Raška', 'Stara Pazova', 'Zrenjanin']]);
  // The proof behind one of them.
  await coordinator.press(page.locator('tr', { hasText: 'Kula' }).getByRole('link', { name: 'evidence' }));
  expect(await coordinator.text()).toContain('Kula');
  await coordinator.open(`${families}/feedback`);
  await coordinator.press(page.locator('tr', { hasText: 'Ivanjica' }).getByRole('link', { name: 'Plan a presentation here' }));
  expect([await page.locator('[name=place]').inputValue(), await page.locator('[name=kind]').inputValue()]).toEqual(['Ivanjica', 'regional-presentation']);
  await page.locator('[name=day_0]').fill('2022-09-01');
  await coordinator.press(button('Save'));
  event = /\/events\/([0-9a-f-]{36})\//.exec(page.url())![1]!;
  await coordinator.open(`${families}/feedback`);
  expect(await page.locator('tr', { hasText: 'Ivanjica' }).innerText()).toContain('A presentation was planned for 1 September 2022; nobody has said that it took place.');
  await coordinator.press(page.locator('tr', { hasText: 'Ivanjica' }).getByRole('link', { name: 'Say whether it took place' }));
  expect(page.url()).toContain(`/work/events/${event}/after`);
  await coordinator.press(button('Yes, it took place'));
  // It went on the next day: the plan takes the day, and the page asks of it. The day that was held stays in the plan.
  expect(await coordinator.text()).toContain('took place on 1 September 2022.');
  await coordinator.open(`/work/events/${event}/plan`);
  await page.locator('[name=day_0]').fill('2022-09-05');
  expect(await coordinator.press(button('Save').first(), { mayBeRefused: true })).toBe(false);
  expect(await coordinator.text()).toContain('Something is recorded of 2022-09-01');
  await page.locator('[name=day_0]').fill('2022-09-01');
  await page.locator('[name=day_1]').fill('2022-09-02');
  await coordinator.press(button('Save').first());
  await coordinator.open(`/work/events/${event}/after`);
  expect(await coordinator.text()).toContain('Of 2 September 2022 nobody has said');
  await coordinator.press(button('Yes, it took place'));
  expect(await coordinator.text()).toContain('took place on 1 September 2022 and 2 September 2022.');
  await page.locator('summary', { hasText: 'It did not take place like that' }).click();
  expect(await coordinator.press(button('It did not take place like that'), { mayBeRefused: true })).toBe(false);
  await coordinator.open(`${families}/feedback`);
  expect(await gapsIn('Trained, and no')).not.toContain('Ivanjica');

  const row = page.locator('tr', { hasText: 'Zrenjanin' });
  await row.locator('summary').click();
  expect(await coordinator.press(row.getByRole('button'), { mayBeRefused: true })).toBe(false);
  await row.locator('[name=reason]').fill('Their council has read the study.');
  await coordinator.press(row.getByRole('button'));
  expect(await gapsIn('Heard, and no')).not.toContain('Zrenjanin');
  const visitor = await kolo.somebody({ locale: 'en', width: 'phone', script: true, scheme: 'light' });
  await visitor.open('/programmes/families-in-crisis');
  const said = await visitor.page.locator('#feedback').innerText();
  expect([said.includes('Kula'), said.includes('Ivanjica'), said.includes('Zrenjanin: Their council has read the study.')]).toEqual([true, false, true]);
  await coordinator.press(page.getByRole('button', { name: 'It is needed after all' }));
  expect(await gapsIn('Heard, and no')).toContain('Zrenjanin');
  expect([...coordinator.faults, ...visitor.faults]).toEqual([]);
});

test('minutes are written and approved, a decision gets its number, a task is found and done', async () => {
  const { page } = coordinator;
  await coordinator.open(`/work/events/${event}/after/minutes`);
  expect(await coordinator.press(button('Save as a new version'), { mayBeRefused: true })).toBe(false);
  await page.locator('[name=body]').fill('# Opening\n\nThe study was presented.\n\n- What was asked\n- What was answered\n\n<b>not bold</b>');
  await coordinator.press(button('Save as a new version'));
  const minutes = page.locator('#minutes');
  expect([await minutes.locator('h3').innerText(), await minutes.locator('.minutes li').count(), await minutes.locator('b').count()]).toEqual(['Opening', 2, 0]);
  await minutes.locator('summary').click();
  await page.locator('[name=approvedBy]').fill('The assembly');
  await coordinator.press(button('Record the approval'));
  expect(await minutes.innerText()).toContain('Approved by The assembly');
  await page.locator('[name=decision]').fill('The municipality gets the printed study.');
  await coordinator.press(button('Record the decision'));
  expect(await page.locator('#decisions dt').allInnerTexts()).toEqual(['Decision 1']);
  await page.locator('#tasks [name=title]').fill('Send ten copies to Ivanjica');
  await page.locator('[name=dueOn]').fill('2022-10-01');
  expect(await coordinator.press(button('Add the task'), { mayBeRefused: true })).toBe(false);
  expect(await page.locator('#tasks [name=title]').inputValue()).toBe('Send ten copies to Ivanjica');
  await page.locator('[name=who]').selectOption({ label: 'Ana Munteanu' });
  await coordinator.press(button('Add the task'));
  expect(await page.locator('#tasks tbody tr').innerText()).toContain('overdue');

  const worker = await kolo.somebody({ locale: 'sr-Latn', width: 'phone', script: true, scheme: 'light' });
  await worker.stepIn('field-worker');
  await worker.open('/work');
  const task = worker.page.locator('#tasks tbody tr', { hasText: 'Send ten copies' });
  await worker.press(task.getByRole('button'));
  expect(await worker.page.locator('#tasks').count()).toBe(0);
  await coordinator.open(`/work/events/${event}/after`);
  expect(await page.locator('#tasks tbody tr').innerText()).toMatch(/Ana Munteanu[^]*done/);
  expect([...coordinator.faults, ...worker.faults]).toEqual([]);
});

test('a picture with its caption said once is shown to everybody only after it is published, without what the camera wrote into it', async () => {
  const { page } = coordinator;
  const photo = await sharp({ create: { width: 1400, height: 900, channels: 3, background: '#7aa' } }).withExif({ IFD0: { Make: 'Secretphone' } }).jpeg().toBuffer();
  await coordinator.open(`/work/events/${event}/after/pictures`);
  await page.locator('[name=picture][type=file]').setInputFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: photo });
  await page.locator('#captions').fill('The study is presented');
  expect(await coordinator.press(button('Add the picture'), { mayBeRefused: true })).toBe(false);
  expect(await coordinator.text()).toContain('Write what one sees');
  await page.locator('[name=picture][type=file]').setInputFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: photo });
  await page.locator('#alternatives').fill('Some thirty people sit in rows and listen to a speaker.');
  await page.locator('#credit').fill('Ana Ilić');
  await coordinator.press(button('Add the picture'));
  const shown = page.locator('.kept img');
  const [address, small] = [(await shown.getAttribute('src'))!, (await shown.getAttribute('srcset'))!.split(' ')[0]!];
  const visitor = await kolo.somebody({ locale: 'en', width: 'phone', script: true, scheme: 'light' });
  expect((await visitor.page.request.get(kolo.app.url + address)).status()).toBe(404);
  expect(await page.getByRole('button', { name: 'Publish' }).count()).toBe(0);
  await page.locator('summary', { hasText: 'Change what is said' }).click();
  await page.locator('#peopleAgreed-0').check();
  await coordinator.press(page.locator('details[open]').getByRole('button', { name: 'Save' }));
  await coordinator.press(button(/^Publish/));
  const answer = await visitor.page.request.get(kolo.app.url + small);
  expect([answer.status(), answer.headers()['content-type'], (await answer.body()).includes('Secretphone')]).toEqual([200, 'image/jpeg', false]);
  await visitor.open(`/events/${event}`);
  const picture = visitor.page.locator('figure img');
  expect([await picture.getAttribute('alt'), await picture.getAttribute('loading'), await picture.getAttribute('width'), await picture.getAttribute('height')]).toEqual(['Some thirty people sit in rows and listen to a speaker.', 'lazy', '960', '617']);
  expect((await visitor.text()).split('The study is presented').length - 1).toBe(1);
  // Kept by a browser, it is asked for each time; somebody takes her consent back, and it is gone for everybody at once.
  const again = () => visitor.page.request.get(kolo.app.url + small, { headers: { 'if-none-match': answer.headers().etag! } });
  expect([answer.headers()['cache-control'], (await again()).status()]).toEqual(['public, no-cache', 304]);
  await page.locator('summary', { hasText: 'Change what is said' }).click();
  await page.locator('#peopleAgreed-0').uncheck();
  await coordinator.press(page.locator('details[open]').getByRole('button', { name: 'Save' }));
  expect((await again()).status()).toBe(404);
  await visitor.open(`/events/${event}`);
  expect(await picture.count()).toBe(0);
  await page.locator('summary', { hasText: 'Change what is said' }).click();
  await page.locator('#peopleAgreed-0').check();
  await coordinator.press(page.locator('details[open]').getByRole('button', { name: 'Save' }));
  await coordinator.press(button(/^Publish/));
  expect([...coordinator.faults, ...visitor.faults]).toEqual([]);
});

test('a figure is asked for by unit, line and split, and leads to its evidence; the same as a file', async () => {
  const { page } = coordinator;
  await coordinator.open(`${families}/figures`);
  await page.locator('[name=method]').selectOption('municipalities');
  await page.locator('[name=each]').selectOption('series');
  await page.locator('[name=by]').selectOption('relation');
  await coordinator.press(button('Ask'));
  expect(await page.locator('tbody tr').allInnerTexts()).toContainEqual(expect.stringMatching(/Cycle of training[^]*area of work[^]*11/));
  const file = await page.request.get(kolo.app.url + (await page.locator('main a[href*="/csv"]').getAttribute('href')));
  expect([file.headers()['content-type'], (await file.text()).split('\r\n').length]).toEqual(['text/csv; charset=utf-8', (await page.locator('tbody tr').count()) + 2]);
  await coordinator.press(page.locator('tbody tr', { hasText: 'Cycle of training' }).first().getByRole('link'));
  expect(coordinator.faults).toEqual([]);
});

test.each(locales)('the pages in %s on a phone and a laptop: nothing for axe to find, nothing too wide', async (locale) => {
  const person = await kolo.somebody({ locale, width: 'phone', script: false, scheme: 'dark' });
  await person.stepIn('coordinator');
  const of = `/work/events/${event}/after`;
  for (const path of [of, `${of}/minutes`, `${of}/pictures`, `${families}/feedback`, `${families}/figures?method=people&each=event&by=sex`, `/events/${event}`]) await person.openInBothWidths(path);
  expect(person.faults).toEqual([]);
});
