/** A phone at a door: a whole day without a network, killed and opened again, and a second door that agrees with it afterwards. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatDay } from '#platform/words/format.ts';
import { wordsOf } from '#platform/words/load.ts';
import { locales } from '#platform/words/locales.ts';
import { tooWide, wcagViolations as violations } from './accessible.ts';
import { plant, removeFolder, temporaryFolder } from './app.ts';
import { launchPhone, widths } from './browser.ts';
import type { Hall } from './full-hall.ts';
import { opened } from './opened.ts';
import { filmOf } from './qr-film.ts';

const disk = temporaryFolder();
const camera = join(disk, 'badge.y4m');
let hall: Hall;
const kolo = opened({ plant: (data) => (hall = plant<Hall>(data, 'full-hall.ts')) });
let phone: BrowserContext;
const t = await wordsOf('sr-Latn');

beforeAll(async () => {
  filmOf(`https://kolo.example/c/${hall.people[0]!.code}`, camera);
});
afterAll(async () => {
  await phone?.close();
  removeFolder(disk);
});

const signIn = (context: BrowserContext, role: keyof Hall['sessions']) => context.addCookies([{ name: hall.sessions[role].name, value: encodeURIComponent(hall.sessions[role].value), url: kolo.app.url }]);
const door = (locale: string) => `${kolo.app.url}/${locale}/work/events/${hall.eventId}/door`;
/** What the page says of itself, however long it takes to be true. */
const shows = (page: Page, what: string, text: string | RegExp) => expect.poll(() => page.locator(what).first().innerText(), { timeout: 20_000, interval: 50 }).toMatch(typeof text === 'string' ? new RegExp(text.replace(/[.?()]/g, '\\$&')) : text);
const unsent = (page: Page, n: number) => shows(page, '.unsent', n ? t('check-in.unsent', { n }) : t('check-in.all_sent'));
const fine = async (page: Page) => expect([await violations(page), await tooWide(page)]).toEqual([[], 0]);
const faults: string[] = [];

/** Switched on: the browser with everything that lies on its disk. */
async function switchOn(): Promise<Page> {
  phone = await launchPhone(join(disk, 'profile'), { locale: 'sr-Latn', camera });
  phone.setDefaultTimeout(20_000);
  const page = phone.pages()[0] ?? (await phone.newPage());
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && !/ERR_INTERNET_DISCONNECTED|401/.test(message.text()) && faults.push(message.text()));
  return page;
}

/** The battery is empty: every process of this browser dies where it stands. */
function die() {
  const mine = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && isOurs(pid));
  expect(mine.length).toBeGreaterThan(0);
  for (const pid of mine) process.kill(Number(pid), 'SIGKILL');
}
function isOurs(pid: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`--user-data-dir=${join(disk, 'profile')}`);
  } catch {
    return false;
  }
}

async function type(page: Page, text: string, isIn: string) {
  await page.locator('#find').fill(text);
  await page.locator('#find').press('Enter');
  await shows(page, '.tick', isIn);
}

test('sixty people come in while there is no network; the phone dies, is opened again, and two doors agree', { timeout: 120_000 }, async () => {
  let page = await switchOn();
  await signIn(phone, 'field-worker');
  await page.goto(door('sr-Latn'));
  await unsent(page, 0);
  await shows(page, '.figures', t('check-in.missing_count', { n: 62 }));
  // The page is on the phone when its worker says so.
  await expect.poll(() => page.evaluate(async (at) => !!(await caches.match(at)), new URL(door('sr-Latn')).pathname), { timeout: 20_000 }).toBe(true);
  await fine(page);

  await phone.setOffline(true);
  await page.reload();
  await shows(page, '.figures', t('check-in.missing_count', { n: 62 }));
  const isIn = (name: string) => t('check-in.said_in', { name });
  // One by the camera, some by name in the other script, the rest by the code a scanner types.
  await page.getByRole('button', { name: t('check-in.scan'), exact: true }).click();
  await shows(page, '.tick', isIn(hall.people[0]!.name));
  await page.getByRole('button', { name: t('check-in.stop_scan'), exact: true }).click();
  for (const { name, words } of [{ name: 'Ђорђе Вукомановић', words: 'djordje vukom' }, { name: 'Љиљана Nježić', words: 'љиљана њежић' }]) await type(page, words, isIn(name));
  const rest = hall.people.filter(({ name }, at) => at > 0 && name !== 'Ђорђе Вукомановић' && name !== 'Љиљана Nježić');
  // As fast as a hand-held scanner types: nobody waits for the tick.
  for (const { code } of rest.slice(0, 57)) {
    await page.locator('#find').fill(code);
    await page.locator('#find').press('Enter');
  }
  await unsent(page, 60);
  await fine(page);
  // A slip, and undone.
  await type(page, rest[57]!.code, isIn(rest[57]!.name));
  await page.getByRole('button', { name: t('check-in.undo_name', { name: rest[57]!.name }) }).first().click();
  await shows(page, '.tick', t('check-in.said_undone', { name: rest[57]!.name }));
  // A code that stands on nobody's badge.
  await page.locator('#find').fill('0000 0000 0000');
  await page.locator('#find').press('Enter');
  await shows(page, '.tick', '0000');
  // Somebody whose place is given to somebody else before any of this is sent.
  const passedOn = rest[57]!;
  await type(page, passedOn.code, isIn(passedOn.name));
  await unsent(page, 64);
  await shows(page, '.figures', t('check-in.in_count', { n: 61 }));

  die();
  await phone.close().catch(() => {});
  page = await switchOn();
  await phone.setOffline(true);
  await page.goto(door('sr-Latn'));
  await unsent(page, 64);
  await shows(page, '.figures', t('check-in.in_count', { n: 61 }));
  const delegate = await kolo.somebody({ locale: 'en', width: 'phone', script: false, scheme: 'light' });
  await delegate.open(`/registration/${passedOn.token}/somebody-else`);
  for (const [name, value] of [['given', 'Nova'], ['surname', 'Zamenica'], ['email', 'nova@example.org']] as const) await delegate.page.locator(`main [name=${name}]`).fill(value);
  await delegate.press(delegate.page.locator('main form button').last());
  expect([new URL(delegate.page.url()).pathname, delegate.faults]).toEqual(['/en/registration/changed', []]);

  // Meanwhile at the other door: somebody who is in already, somebody else, and somebody who did not register.
  const second = await kolo.browser.newContext({ viewport: widths.laptop, locale: 'en' });
  second.setDefaultTimeout(20_000);
  await signIn(second, 'coordinator');
  const other = await second.newPage();
  await other.goto(door('sr-Latn'));
  await shows(other, '.figures', t('check-in.missing_count', { n: 62 }));
  await type(other, rest[0]!.code, isIn(rest[0]!.name));
  await type(other, rest[58]!.code, isIn(rest[58]!.name));
  await other.getByRole('button', { name: t('check-in.walk_in'), exact: true }).click();
  await fine(other);
  await other.locator('#given').fill('Zorica');
  await other.locator('#surname').fill('Prolaznik');
  await other.getByRole('button', { name: t('check-in.add_walk_in') }).click();
  await unsent(other, 0);

  // Its session has run out in the long day: nothing is lost, and it says what to do.
  await phone.clearCookies();
  await phone.setOffline(false);
  await shows(page, '.standing', t('check-in.sign_in_again'));
  await unsent(page, 64);
  await signIn(phone, 'field-worker');
  await page.reload();
  await unsent(page, 0);
  await shows(page, '.figures', t('check-in.in_count', { n: 62 }));
  await shows(page, 'section.back', t('check-in.problem_code_unknown'));
  // What was said of the one before is not said of the new delegate, and waits for a person to read it.
  await shows(page, 'section.back', t('check-in.problem_registration_passed_on', { name: 'Nova Zamenica' }));
  await fine(page);
  for (let n = 0; n < 2; n++) await page.getByRole('button', { name: t('check-in.give_up') }).first().click();
  await expect.poll(() => page.locator('section.back').count()).toBe(0);
  await other.getByRole('button', { name: t('check-in.send_now') }).click();
  await shows(other, '.figures', t('check-in.in_count', { n: 62 }));
  await other.locator('#find').fill(rest[0]!.name);
  await shows(other, '.lines', t('check-in.twice'));
  // What the server counts: each of them once, on the event's list.
  await other.goto(`${kolo.app.url}/en/work/events/${hall.eventId}`);
  expect(await other.locator('caption').innerText()).toContain((await wordsOf('en'))('events.participants_count', { n: 62 }));

  // Who signs out leaves no names on the phone.
  await page.goto(`${kolo.app.url}/sr-Latn/work`);
  await page.evaluate(() => Object.assign(document.createElement('form'), { method: 'post', action: '/sr-Latn/sign-out' }).submit.call(document.body.appendChild(Object.assign(document.createElement('form'), { method: 'post', action: '/sr-Latn/sign-out' }))));
  await page.waitForURL((url) => !url.pathname.includes('/work'));
  const left = () => page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((done) => (indexedDB.open('kolo-offline').onsuccess = (event) => done((event.target as IDBOpenDBRequest).result)));
    const copies = await new Promise<number>((done) => (database.transaction('copies').objectStore('copies').count().onsuccess = (event) => done((event.target as IDBRequest<number>).result)));
    return [copies, (await caches.keys()).length];
  });
  await expect.poll(left, { timeout: 20_000 }).toEqual([0, 0]);
  expect(faults).toEqual([]);
});

test('two people on one phone: each sends her own, or what the other left there; a second tab waits for its turn; whoever signs out is asked; a list goes when its time is over', { timeout: 120_000 }, async () => {
  const shared = await kolo.browser.newContext({ viewport: widths.phone, locale: 'en' });
  shared.setDefaultTimeout(20_000);
  const en = await wordsOf('en');
  const page = await shared.newPage();
  const officer = 'NalogDelta programme-officer';
  const becomes = async (role: keyof Hall['sessions']) => {
    await shared.clearCookies();
    await signIn(shared, role);
  };
  const comesIn = async (at: number) => {
    await page.locator('#day').selectOption({ index: 1 });
    await type(page, hall.people[at]!.code, en('check-in.said_in', { name: hall.people[at]!.name }));
  };
  /** A tab that sends for as long as it is told: until then nothing goes out of any other. */
  const sendingTab = async () => {
    const busy = await shared.newPage();
    await busy.goto(`${kolo.app.url}/en/services`);
    await busy.evaluate(() => new Promise<void>((held) => void navigator.locks.request('kolo-offline', () => (held(), new Promise<void>(() => {})))));
    return busy;
  };

  await becomes('programme-officer');
  await page.goto(door('en'));
  await shows(page, '.contact', en('check-in.contact_reached'));
  await expect.poll(() => page.evaluate(async (at) => !!(await caches.match(at)), new URL(door('en')).pathname), { timeout: 20_000 }).toBe(true);
  await shared.setOffline(true);
  await comesIn(1);
  await comesIn(2);
  await shows(page, '.unsent', en('check-in.unsent', { n: 2 }));
  // Her session ends, a colleague signs in; the page this phone has kept still thinks it is she.
  await becomes('coordinator');
  await shared.setOffline(false);
  const colleague = en('check-in.of_colleague', { n: 2, name: officer });
  await shows(page, '.colleague p', colleague);
  await comesIn(3);
  await shows(page, '.unsent', en('check-in.all_sent'));
  await shows(page, '.colleague p', colleague);
  await fine(page);

  // A second tab, while the first one is sending for long.
  const tab = await shared.newPage();
  await tab.goto(door('en'));
  await shows(tab, '.contact', en('check-in.contact_reached'));
  let busy = await sendingTab();
  // Nothing is read out while one only asks: the words that are have not changed.
  await tab.evaluate(() => {
    Object.assign(window, { readOut: 0 });
    new MutationObserver(() => ((window as unknown as { readOut: number }).readOut += 1)).observe(document.querySelector('.standing [role=status]')!, { subtree: true, childList: true, characterData: true });
  });
  await tab.getByRole('button', { name: en('check-in.send_now') }).click();
  await shows(tab, '.contact', en('check-in.contact_elsewhere'));
  await busy.close();
  await shows(tab, '.contact', en('check-in.contact_reached'));
  expect(await tab.evaluate(() => (window as unknown as { readOut: number }).readOut)).toBe(0);
  await tab.close();

  // The first one does not come back today: her colleague sends hers.
  await page.getByRole('button', { name: en('check-in.send_for_whom', { name: officer }) }).click();
  await expect.poll(() => page.locator('.colleague, .others').count(), { timeout: 20_000 }).toBe(0);
  await shows(page, '.unsent', en('check-in.all_sent'));
  await shows(page, '.figures', en('check-in.in_count', { n: 3 }));
  await becomes('programme-officer');
  await page.reload();
  await shows(page, '.contact', en('check-in.contact_reached'));

  // Whoever signs out with work on the phone is asked; it stays, and goes out after the next sign-in.
  busy = await sendingTab();
  await comesIn(4);
  await shows(page, '.unsent', en('check-in.unsent', { n: 1 }));
  const leave = async () => {
    await page.goto(`${kolo.app.url}/en/work`);
    await page.locator('form[action="/en/sign-out"] button').first().evaluate((button) => (button as HTMLButtonElement).click());
  };
  await leave();
  await page.waitForURL('**/en/account/sign-out?**');
  expect(await page.locator('main').innerText()).toContain(en('offline.unsent_what', { n: 1 }));
  await fine(page);
  await page.getByRole('link', { name: en('offline.unsent_send') }).click();
  await shows(page, '.unsent', en('check-in.unsent', { n: 1 }));
  await leave();
  await page.getByRole('button', { name: en('offline.unsent_anyway') }).click();
  await page.waitForURL((url) => !/work|account/.test(url.pathname));
  await busy.close();
  await shared.addCookies([{ ...hall.officerAgain, value: encodeURIComponent(hall.officerAgain.value), url: kolo.app.url }]);
  await page.goto(door('en'));
  await shows(page, '.unsent', en('check-in.all_sent'));
  await page.locator('#day').selectOption({ index: 1 });
  await shows(page, '.figures', en('check-in.in_count', { n: 4 }));

  // Two weeks after the event, any page of Kolo throws the list away.
  const lists = (until: string | null) => page.evaluate(async (last) => {
    const database = await new Promise<IDBDatabase>((done) => (indexedDB.open('kolo-offline').onsuccess = (event) => done((event.target as IDBOpenDBRequest).result)));
    const store = database.transaction('copies', 'readwrite').objectStore('copies');
    const all = await new Promise<{ until: string }[]>((done) => (store.getAll().onsuccess = (event) => done((event.target as IDBRequest<{ until: string }[]>).result)));
    if (last) for (const one of all) store.put({ ...one, until: last });
    database.close();
    return all.map((one) => one.until >= new Date().toISOString().slice(0, 10));
  }, until);
  await page.goto(`${kolo.app.url}/en/work`);
  expect(await lists('2020-01-01')).toEqual([true]);
  await page.goto(`${kolo.app.url}/en/services`);
  await expect.poll(() => lists(null), { timeout: 20_000 }).toEqual([]);
  await expect.poll(() => page.evaluate(async (at) => !!(await caches.match(at)), new URL(door('en')).pathname), { timeout: 20_000 }).toBe(false);
  await shared.close();
});

test('the code on a badge leads those at the door to its person, and tells nobody else whose it is', async () => {
  const { code, name } = hall.people[5]!;
  const visitor = await kolo.browser.newContext({ viewport: widths.phone, locale: 'en' });
  const page = await visitor.newPage();
  for (const locale of locales) {
    expect((await page.goto(`${kolo.app.url}/${locale}/c/${code}`))!.status()).toBe(200);
    await fine(page);
    expect(await page.content()).not.toContain(name.split(' ')[1]!);
  }
  expect((await page.goto(`${kolo.app.url}/en/c/0000000000ZZ`))!.status()).toBe(404);
  await signIn(visitor, 'coordinator');
  for (const locale of locales) {
    const words = await wordsOf(locale);
    await page.setViewportSize(widths.phone);
    await page.goto(`${kolo.app.url}/${locale}/c/${code}`);
    await shows(page, '.lines', name);
    await shows(page, '.unsent', words('check-in.all_sent'));
    await fine(page);
    await page.setViewportSize(widths.laptop);
    await fine(page);
  }
  await visitor.close();
  const without = await kolo.browser.newContext({ viewport: widths.phone, javaScriptEnabled: false });
  await signIn(without, 'coordinator');
  const plain = await without.newPage();
  await plain.goto(door('en'));
  expect(await plain.locator('noscript').innerText()).toContain('roll call');
  await without.close();
});

test('a phone that lies at the door overnight goes on to the next day by itself, and says so; a day chosen by hand stays for that day', async () => {
  const en = await wordsOf('en');
  const night = await kolo.browser.newContext({ viewport: widths.phone, locale: 'en' });
  night.setDefaultTimeout(20_000);
  await signIn(night, 'coordinator');
  const page = await night.newPage();
  // Its clock goes as the server's does until the night, which is over sooner here.
  await page.clock.install();
  await page.goto(door('en'));
  await shows(page, '.contact', en('check-in.contact_reached'));
  const [first, second] = await page.locator('#day option').evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
  const chosen = () => page.locator('#day').inputValue();
  expect(await chosen()).toBe(first);
  await night.setOffline(true);
  await page.locator('#find').fill(hall.people[7]!.name);
  await page.clock.fastForward(86_400_000);
  await shows(page, '.day-change', en('check-in.day_changed', { day: formatDay('en', second!) }));
  expect([await chosen(), await page.locator('.not-today').count()]).toEqual([second, 0]);
  await fine(page);
  await type(page, hall.people[7]!.code, en('check-in.said_in', { name: hall.people[7]!.name }));
  // Somebody of yesterday comes in after all: that day is stayed with for a while, and nobody says a word about it.
  await page.getByRole('button', { name: en('check-in.day_stay', { before: formatDay('en', first!) }) }).click();
  await page.clock.fastForward(3_600_000);
  await shows(page, '.not-today', en('check-in.not_today', { today: formatDay('en', second!) }));
  expect([await chosen(), await page.locator('.day-change').innerText()]).toEqual([first, '']);
  // The server knows that the night has not been yet: the day follows what it says.
  await page.locator('#day').selectOption(second!);
  await night.setOffline(false);
  await shows(page, '.unsent', en('check-in.all_sent'));
  await page.reload();
  await shows(page, '.contact', en('check-in.contact_reached'));
  await expect.poll(chosen, { timeout: 20_000 }).toBe(first);
  await page.locator('#day').selectOption(second!);
  await page.locator('#find').fill(hall.people[7]!.name);
  await shows(page, '.lines', en('check-in.undo'));
  await night.close();
});
