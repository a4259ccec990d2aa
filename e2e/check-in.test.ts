/** A phone at a door: a whole day without a network, killed and opened again, and a second door that agrees with it afterwards. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
const kolo = opened({ plant: (dataDir) => (hall = plant<Hall>(dataDir, 'full-hall.ts')) });
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
  await unsent(page, 63);
  await shows(page, '.figures', t('check-in.in_count', { n: 60 }));

  die();
  await phone.close().catch(() => {});
  page = await switchOn();
  await phone.setOffline(true);
  await page.goto(door('sr-Latn'));
  await unsent(page, 63);
  await shows(page, '.figures', t('check-in.in_count', { n: 60 }));

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
  await unsent(page, 63);
  await signIn(phone, 'field-worker');
  await page.reload();
  await unsent(page, 0);
  await shows(page, '.figures', t('check-in.in_count', { n: 62 }));
  await shows(page, 'section.back', t('check-in.problem_code_unknown'));
  await fine(page);
  await page.getByRole('button', { name: t('check-in.give_up') }).click();
  await other.getByRole('button', { name: t('check-in.send_now') }).click();
  await shows(other, '.figures', t('check-in.in_count', { n: 62 }));
  await other.locator('#find').fill(rest[0]!.name);
  await shows(other, '.lines', t('check-in.twice'));
  // What the server counts: each of them once, on the event's list.
  await other.goto(`${kolo.app.url}/en/work/events/${hall.eventId}`);
  expect(await other.locator('main').innerText()).toMatch(/\b62\b/);

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
    await page.goto(`${kolo.app.url}/${locale}/c/${code}`);
    await shows(page, '.lines', name);
    await shows(page, '.unsent', words('check-in.all_sent'));
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
