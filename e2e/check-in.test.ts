/** A phone or laptop at a door: a whole day without a network, killed and opened again, and a second door that agrees with it afterwards. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { formatDay } from '#platform/words/format.ts';
import { wordsOf } from '#platform/words/load.ts';
import { locales, type Locale } from '#platform/words/locales.ts';
import { tooWide, wcagViolations as violations } from './accessible.ts';
import { plant, removeFolder, temporaryFolder } from './app.ts';
import { launchPhone, widths } from './browser.ts';
import { foreignWords } from './foreign.ts';
import type { Hall, Halls } from './full-hall.ts';
import { opened } from './opened.ts';
import { filmOf } from './qr-film.ts';

const disk = temporaryFolder();
let planted: Halls;
/** The hall of the tests that run in one language. */
let hall: Hall;
const kolo = opened({ plant: (data) => ((planted = plant<Halls>(data, 'full-hall.ts')), (hall = planted.halls.en)) });

afterAll(() => removeFolder(disk));

type Cookie = Hall['atDoor'];
const signIn = (context: BrowserContext, { name, value }: Cookie) => context.addCookies([{ name, value: encodeURIComponent(value), url: kolo.app.url }]);
const door = (locale: Locale, { eventId }: Hall = hall) => `${kolo.app.url}/${locale}/work/events/${eventId}/door`;
/** What the page says of itself, however long it takes to be true. */
const shows = (page: Page, what: string, text: string) => expect.poll(async () => (await page.locator(what).first().innerText()).replace(/\s+/g, ' '), { interval: 50 }).toContain(text);
/** On a phone and on a laptop, whichever it is: nothing for axe to find, nothing too wide, and no word of another language. */
async function fine(page: Page) {
  const own = page.viewportSize()!;
  for (const width of [...Object.values(widths).filter(({ width }) => width !== own.width), own]) {
    await page.setViewportSize(width);
    expect([width, await violations(page), await tooWide(page)]).toEqual([width, [], 0]);
  }
  expect(await foreignWords(page, (await page.locator('html').getAttribute('lang')) as Locale)).toEqual([]);
}
const isKept = (page: Page, address: string) => expect.poll(() => page.evaluate(async (at) => !!(await caches.match(at)), new URL(address).pathname));

async function type(page: Page, text: string, isIn: string) {
  await page.locator('#find').fill(text);
  await page.locator('#find').press('Enter');
  await shows(page, '.tick', isIn);
}

/** A device at a door: the browser with everything that lies on its disk, which is switched on and dies. */
class Device {
  readonly faults: string[] = [];
  context!: BrowserContext;
  page!: Page;
  readonly #folder: string;
  readonly #settings: Parameters<typeof launchPhone>[1];

  constructor(name: string, settings: Parameters<typeof launchPhone>[1]) {
    this.#folder = join(disk, name);
    this.#settings = settings;
  }

  async switchOn({ offline = false } = {}): Promise<void> {
    this.context = await launchPhone(this.#folder, this.#settings);
    this.context.setDefaultTimeout(60_000);
    await this.context.setOffline(offline);
    this.page = this.context.pages()[0] ?? (await this.context.newPage());
    this.page.on('pageerror', (error) => this.faults.push(String(error)));
    this.page.on('console', (message) => message.type() === 'error' && !/ERR_INTERNET_DISCONNECTED|401/.test(message.text()) && this.faults.push(message.text()));
  }

  /** The battery is empty: every process of this browser dies where it stands. */
  async die(): Promise<void> {
    const mine = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && this.#isOurs(pid));
    expect(mine.length).toBeGreaterThan(0);
    for (const pid of mine) process.kill(Number(pid), 'SIGKILL');
    await this.context.close().catch(() => {});
  }

  #isOurs(pid: string): boolean {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(`--user-data-dir=${this.#folder}`);
    } catch {
      return false;
    }
  }
}

/**
 * What each language has of its own: how two of the hall are looked for by a hand that writes another script or leaves the marks out, who comes in somebody's place, who comes
 * without having registered, and how one, two and sixty are counted.
 */
const own: Record<Locale, { sought: [typed: string, name: string][]; instead: [given: string, surname: string]; walksIn: [given: string, surname: string]; unsent: Record<1 | 2 | 60, string>; isIn: Record<1 | 2 | 60, string> }> = {
  'sr-Cyrl': {
    sought: [['djordje vukom', 'Ђорђе Вукомановић'], ['љиљана њежић', 'Љиљана Nježić']], instead: ['Нова', 'Заменица'], walksIn: ['Зорица', 'Пролазник'],
    unsent: { 1: '1 унос још није послат', 2: '2 уноса још нису послата', 60: '60 уноса још није послато' }, isIn: { 1: '1 особа је ту', 2: '2 особе су ту', 60: '60 особа је ту' },
  },
  'sr-Latn': {
    sought: [['његош ђук', 'Njegoš Đukić'], ['dzevad zuj', 'Dževad Žujović']], instead: ['Nova', 'Zamenica'], walksIn: ['Zorica', 'Prolaznik'],
    unsent: { 1: '1 unos još nije poslat', 2: '2 unosa još nisu poslata', 60: '60 unosa još nije poslato' }, isIn: { 1: '1 osoba je tu', 2: '2 osobe su tu', 60: '60 osoba je tu' },
  },
  bg: {
    sought: [['stilyan bar', 'Стилян Бързаков'], ['yulia shterev', 'Юлия Щерева']], instead: ['Нова', 'Заместничка'], walksIn: ['Зорница', 'Минувачева'],
    unsent: { 1: '1 запис още не е изпратен', 2: '2 записа още не са изпратени', 60: '60 записа още не са изпратени' }, isIn: { 1: '1 човек е тук', 2: '2 души са тук', 60: '60 души са тук' },
  },
  ro: {
    sought: [['михэицэ шолт', 'Mihăiță Șoltoianu'], ['anisoara turcanu', 'Anișoara Țurcanu']], instead: ['Noua', 'Înlocuitoare'], walksIn: ['Zoița', 'Trecătoru'],
    unsent: { 1: '1 înregistrare încă netrimisă', 2: '2 înregistrări încă netrimise', 60: '60 de înregistrări încă netrimise' }, isIn: { 1: '1 persoană prezentă', 2: '2 persoane prezente', 60: '60 de persoane prezente' },
  },
  en: {
    sought: [["tom o'neill", 'Tom O’Neill'], ['zoe hart', 'Zoë Hart']], instead: ['Nova', 'Standin'], walksIn: ['Zora', 'Passerby'],
    unsent: { 1: '1 entry not yet sent', 2: '2 entries not yet sent', 60: '60 entries not yet sent' }, isIn: { 1: '1 person is in', 2: '2 people are in', 60: '60 people are in' },
  },
};

/** Each language on one width in full, with the second door on the other; what the door shows on the way is looked at on both. */
const journeys = locales.map((locale, at) => ({ locale, ...(at % 2 ? ({ width: 'laptop', other: 'phone' } as const) : ({ width: 'phone', other: 'laptop' } as const)) }));

test.each(journeys)('in $locale, on a $width: sixty people come in while there is no network; it dies, is opened again, and agrees with a second door on a $other', async ({ locale, width, other: otherWidth }) => {
  const t = await wordsOf(locale);
  const hall = planted.halls[locale];
  const { sought, instead, walksIn, ...counted } = own[locale];
  const camera = join(disk, `${locale}.y4m`);
  filmOf(`https://kolo.example/c/${hall.people[0]!.code}`, camera);
  // What the browser would like to be spoken to in is not what the page is in.
  const device = new Device(locale, { locale: locale === 'en' ? 'ro' : 'en', camera, viewport: width === 'phone' ? { width: 360, height: 780 } : widths.laptop });
  const unsent = (page: Page, n: number) => shows(page, '.unsent', n ? t('check-in.unsent', { n }) : t('check-in.all_sent'));
  const isIn = (name: string) => t('check-in.said_in', { name });
  await device.switchOn();
  let { page } = device;
  await signIn(device.context, hall.atDoor);
  await page.goto(door(locale, hall));
  await unsent(page, 0);
  await shows(page, '.figures', t('check-in.missing_count', { n: 62 }));
  expect([await page.locator('html').getAttribute('lang'), await page.locator('h1').innerText()]).toEqual([locale, hall.title]);
  // The page is on the phone when its worker says so.
  await isKept(page, door(locale, hall)).toBe(true);
  await fine(page);

  await device.context.setOffline(true);
  await page.reload();
  await shows(page, '.figures', t('check-in.missing_count', { n: 62 }));
  // One by the camera, some by a name written otherwise, some by the button beside the name, the rest by the code a scanner types.
  await page.getByRole('button', { name: t('check-in.scan'), exact: true }).click();
  await shows(page, '.tick', isIn(hall.people[0]!.name));
  await page.getByRole('button', { name: t('check-in.stop_scan'), exact: true }).click();
  await shows(page, '.contact', t('check-in.contact_offline'));
  await shows(page, '.unsent', counted.unsent[1]);
  await shows(page, '.figures', counted.isIn[1]);
  for (const [n, [typed, name]] of sought.entries()) {
    await type(page, typed, isIn(name));
    if (n === 0) await shows(page, '.standing', counted.unsent[2]);
    if (n === 0) await shows(page, '.figures', counted.isIn[2]);
  }
  const come = [hall.people[0]!.name, ...sought.map(([, name]) => name)];
  for (let n = 0; n < 12; n++) {
    const button = page.locator('.lines').getByRole('button', { name: `${t('check-in.check_in')}: ` }).first();
    const name = (await button.getAttribute('aria-label'))!.split(': ')[1]!;
    await button.click();
    await shows(page, '.tick', isIn(name));
    come.push(name);
  }
  const [scanned, [passedOn, late]] = ((rest) => [rest.slice(0, -2), rest.slice(-2)] as const)(hall.people.filter(({ name }) => !come.includes(name)));
  // As fast as a hand-held scanner types: nobody waits for the tick.
  for (const { code } of scanned) {
    await page.locator('#find').fill(code);
    await page.locator('#find').press('Enter');
  }
  await unsent(page, 60);
  await shows(page, '.unsent', counted.unsent[60]);
  await shows(page, '.figures', counted.isIn[60]);
  await fine(page);
  // A slip, and undone.
  await type(page, passedOn!.code, isIn(passedOn!.name));
  await page.getByRole('button', { name: t('check-in.undo_name', { name: passedOn!.name }) }).first().click();
  await shows(page, '.tick', t('check-in.said_undone', { name: passedOn!.name }));
  // A code that stands on nobody's badge.
  await type(page, '0000 0000 0000', t('check-in.said_unknown_code', { code: '0000 0000 0000' }));
  // Somebody whose place is given to somebody else before any of this is sent.
  await type(page, passedOn!.code, isIn(passedOn!.name));
  await unsent(page, 64);
  await shows(page, '.figures', t('check-in.in_count', { n: 61 }));

  await device.die();
  await device.switchOn({ offline: true });
  ({ page } = device);
  await page.goto(door(locale, hall));
  await unsent(page, 64);
  await shows(page, '.figures', t('check-in.in_count', { n: 61 }));
  const delegate = await kolo.somebody({ locale, width: otherWidth, script: false, scheme: 'light' });
  await delegate.open(`/registration/${passedOn!.token}/somebody-else`);
  await delegate.fill({ given: instead[0], surname: instead[1], email: `instead.${locale.toLowerCase()}@example.org` });
  await delegate.press(delegate.page.locator('main').getByRole('button', { name: t('registration.substitute'), exact: true }));
  expect([new URL(delegate.page.url()).pathname, delegate.faults]).toEqual([`/${locale}/registration/changed`, []]);
  await delegate.context.close();

  // Meanwhile at the other door: somebody who is in already, somebody else, and somebody who did not register.
  const second = await kolo.browser.newContext({ viewport: widths[otherWidth], locale: 'en' });
  second.setDefaultTimeout(60_000);
  await signIn(second, planted.sessions.coordinator);
  const other = await second.newPage();
  await other.goto(door(locale, hall));
  await shows(other, '.figures', t('check-in.missing_count', { n: 62 }));
  await type(other, scanned[0]!.code, isIn(scanned[0]!.name));
  await type(other, late!.code, isIn(late!.name));
  await other.getByRole('button', { name: t('check-in.walk_in'), exact: true }).click();
  await fine(other);
  // Whoever opened it by the keyboard types on.
  expect(await other.getByLabel(t('check-in.given'), { exact: true }).evaluate((field) => field === document.activeElement)).toBe(true);
  await other.getByLabel(t('check-in.given'), { exact: true }).fill(walksIn[0]);
  await other.getByLabel(t('check-in.surname'), { exact: true }).fill(walksIn[1]);
  await other.getByRole('button', { name: t('check-in.add_walk_in') }).click();
  await shows(other, '.tick', isIn(walksIn.join(' ')));
  expect(await other.getByRole('button', { name: t('check-in.walk_in'), exact: true }).evaluate((button) => button === document.activeElement)).toBe(true);
  await unsent(other, 0);

  // Its session has run out in the long day: nothing is lost, and it says what to do.
  await device.context.clearCookies();
  await device.context.setOffline(false);
  await shows(page, '.standing', t('check-in.contact_signed_out'));
  await shows(page, '.standing', t('check-in.sign_in_again'));
  await unsent(page, 64);
  await signIn(device.context, hall.atDoor);
  await page.reload();
  await unsent(page, 0);
  await shows(page, '.contact', t('check-in.contact_reached'));
  await shows(page, '.figures', t('check-in.in_count', { n: 62 }));
  await shows(page, 'section.back', t('check-in.came_back_lead'));
  await shows(page, 'section.back', t('check-in.code', { code: '0000 0000 0000' }));
  await shows(page, 'section.back', t('check-in.problem_code_unknown'));
  // What was said of the one before is not said of the new delegate, and waits for a person to read it.
  await shows(page, 'section.back', t('check-in.problem_registration_passed_on', { name: instead.join(' ') }));
  await fine(page);
  for (let n = 0; n < 2; n++) await page.getByRole('button', { name: t('check-in.give_up') }).first().click();
  await expect.poll(() => page.locator('section.back').count()).toBe(0);
  await other.getByRole('button', { name: t('check-in.send_now') }).click();
  await shows(other, '.figures', t('check-in.in_count', { n: 62 }));
  await other.locator('#find').fill(scanned[0]!.name);
  await shows(other, '.lines', t('check-in.twice'));
  // What the server counts: each of them once, on the event's list.
  await other.goto(`${kolo.app.url}/${locale}/work/events/${hall.eventId}`);
  expect(await other.locator('caption').innerText()).toContain(t('events.participants_count', { n: 62 }));
  await second.close();

  // Who signs out leaves no names on the phone.
  await page.goto(`${kolo.app.url}/${locale}/work`);
  await page.locator(`form[action="/${locale}/sign-out"] button`).first().evaluate((button) => (button as HTMLButtonElement).click());
  await page.waitForURL((url) => !url.pathname.includes('/work'));
  const left = () => page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((done) => (indexedDB.open('kolo-offline').onsuccess = (event) => done((event.target as IDBOpenDBRequest).result)));
    const copies = await new Promise<number>((done) => (database.transaction('copies').objectStore('copies').count().onsuccess = (event) => done((event.target as IDBRequest<number>).result)));
    return [copies, (await caches.keys()).length];
  });
  await expect.poll(left).toEqual([0, 0]);
  expect(device.faults).toEqual([]);
  await device.context.close();
});

test('two people on one phone: each sends her own, or what the other left there; a second tab waits for its turn; whoever signs out is asked; a list goes when its time is over', async () => {
  const shared = await kolo.browser.newContext({ viewport: widths.phone, locale: 'en' });
  shared.setDefaultTimeout(60_000);
  const en = await wordsOf('en');
  const page = await shared.newPage();
  const officer = 'NalogDelta programme-officer';
  const becomes = async (role: keyof Halls['sessions']) => {
    await shared.clearCookies();
    await signIn(shared, planted.sessions[role]);
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
  await isKept(page, door('en')).toBe(true);
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
  await expect.poll(() => page.locator('.colleague, .others').count()).toBe(0);
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
  await signIn(shared, planted.officerAgain);
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
  await expect.poll(() => lists(null)).toEqual([]);
  await isKept(page, door('en')).toBe(false);
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
  await signIn(visitor, planted.sessions.coordinator);
  for (const locale of locales) {
    const words = await wordsOf(locale);
    await page.goto(`${kolo.app.url}/${locale}/c/${code}`);
    await shows(page, '.lines', name);
    await shows(page, '.unsent', words('check-in.all_sent'));
    await fine(page);
  }
  await visitor.close();
  const without = await kolo.browser.newContext({ viewport: widths.phone, javaScriptEnabled: false });
  await signIn(without, planted.sessions.coordinator);
  const plain = await without.newPage();
  await plain.goto(door('en'));
  expect(await plain.locator('noscript').innerText()).toContain('roll call');
  await without.close();
});

test('a phone that lies at the door overnight goes on to the next day by itself, and says so; a day chosen by hand stays for that day', async () => {
  const en = await wordsOf('en');
  const night = await kolo.browser.newContext({ viewport: widths.phone, locale: 'en' });
  night.setDefaultTimeout(60_000);
  await signIn(night, planted.sessions.coordinator);
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
  await expect.poll(chosen).toBe(first);
  await page.locator('#day').selectOption(second!);
  await page.locator('#find').fill(hall.people[7]!.name);
  await shows(page, '.lines', en('check-in.undo'));
  await night.close();
});
