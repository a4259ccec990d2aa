import type { Browser, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { locales } from '#platform/words/locales.ts';
import { tooWide, violations } from './accessible.ts';
import { widths } from './browser.ts';
import { laptop, opened } from './opened.ts';

// A parent looks for help near her; a coordinator keeps the directory; another directory's file comes in and goes out.

const kolo = opened();

async function visitor(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await kolo.browser.newContext({ viewport: widths.phone, javaScriptEnabled: false, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  return page;
}
const names = (page: Page) => page.locator('#found h2').allInnerTexts();

describe.each(locales)('a parent, in %s', (locale) => {
  test('finds a service by her own words, by age and place, and carries it away', async () => {
    const page = await visitor();
    await page.goto(`${kolo.app.url}/${locale}/services`);
    expect([await page.locator('html').getAttribute('lang'), await tooWide(page)]).toEqual([locale, 0]);
    // Any script and case leads to the same service.
    for (const words of ['dnevni boravak Šabac', 'дневног боравка у Шапцу', 'dnevnom boravku sabac']) {
      await page.locator('#q').fill(words);
      await page.locator('search button').first().click();
      expect([words, (await names(page)).length, await page.locator('#found a[href^="tel:"]').first().innerText()]).toEqual([words, 1, '+381 15 000 001']);
    }
    expect(await tooWide(page)).toBe(0);
    // Too old for it: the sentence says what to do next.
    await page.locator('#age').fill('40');
    await page.locator('search button').first().click();
    expect(await page.locator('#found').count()).toBe(0);
    await page.locator('search .active a').first().click();
    await page.locator('#found h2 a').first().click();
    expect([await page.locator('main h1').count(), await tooWide(page)]).toEqual([1, 0]);
    const data = JSON.parse(await page.locator('script[type="application/ld+json"]').innerText());
    expect(data).toMatchObject({ '@type': 'Service', audience: { suggestedMinAge: 5, suggestedMaxAge: 26 }, availableChannel: { serviceLocation: { address: { addressLocality: 'Шабац' }, openingHoursSpecification: [{ dayOfWeek: expect.arrayContaining(['https://schema.org/Monday']), opens: '07:30', closes: '15:30' }] } } });
    // In the language of the page, as the heading is.
    expect([data.inLanguage, data.name]).toEqual([locale, await page.locator('main h1').innerText()]);
    // On paper: the address stays, what only a screen can use goes.
    await page.emulateMedia({ media: 'print' });
    expect([await page.locator('.code svg').isVisible(), await page.locator('nav').first().isVisible(), await page.locator('main').innerText()]).toEqual([true, false, expect.stringContaining(page.url().split('?')[0]!)]);
    // The same two pages for everybody: contrast, names, keyboard, both widths.
    const somebody = await kolo.somebody({ ...laptop, locale });
    for (const path of ['/services?q=dnevni+boravak', new URL(page.url()).pathname.replace(`/${locale}`, '')]) await somebody.openInBothWidths(path);
    expect(somebody.faults).toEqual([]);
  });
});

test('the place is told by its name in any spelling, and a name nobody knows is said to be one', async () => {
  const page = await visitor();
  for (const place of ['Targoviste', 'Търговищe', 'Turgovishte', 'Търговище']) {
    await page.goto(`${kolo.app.url}/en/services?place=${encodeURIComponent(place)}`);
    expect([place, (await names(page)).sort()]).toEqual([place, ['Community support centre', 'Day-care centre for children with disabilities', 'Early intervention at home']]);
  }
  await page.goto(`${kolo.app.url}/en/services?place=Atlantis`);
  expect(await page.locator('main').innerText()).toContain('We do not know which place “Atlantis” is');
});

test('a coordinator adds a service, is told what is missing without losing a word, publishes it; a visitor finds it', async () => {
  const page = await visitor({ viewport: widths.laptop, javaScriptEnabled: true, bypassCSP: true });
  await page.goto(`${kolo.app.url}/en/demo`);
  await page.locator('form:has(input[name=account]) button').first().click();
  await page.goto(`${kolo.app.url}/en/work/services/new`);
  expect([await violations(page), await tooWide(page)]).toEqual([[], 0]);
  await page.locator('[name=name]').fill('Klub roditelja');
  await page.getByLabel('Provider').fill('Udruženje Suncokret (primer)');
  await page.getByLabel('For people living in').fill('Šabac, Atlantis');
  await page.getByRole('button', { name: 'Save' }).click();
  expect(await page.locator('[role=alert]').innerText()).toContain('Atlantis');
  expect([await page.locator('[name=name]').inputValue(), await page.getByLabel('For people living in').inputValue()]).toEqual(['Klub roditelja', 'Šabac, Atlantis']);
  await page.getByLabel('For people living in').fill('Šabac, u Nišu');
  await page.getByLabel('Kind of service').selectOption({ label: 'Family support / outreach' });
  await page.getByLabel('Monday, opens', { exact: true }).fill('17:00');
  await page.getByLabel('Monday, closes', { exact: true }).fill('19:00');
  // Without a script as with one: who pays, the second place, the second hours of a day, another language.
  await page.getByLabel('Who pays for it').fill('Municipality of Šabac\nA donor');
  await page.locator('[name=city]').fill('Šabac');
  await page.locator('[name=coordinates]').fill('44.75; 19.69');
  await page.locator('[name=accessibility]').fill('A ramp');
  await page.locator('summary', { hasText: 'Once more on the same day' }).click();
  await page.getByLabel('Monday, opens again').fill('20:00');
  await page.getByLabel('Monday, closes again').fill('21:00');
  await page.locator('summary', { hasText: 'Place 2' }).click();
  await page.locator('[name=city_2]').fill('Loznica');
  await page.locator('[name=waiting]').fill('7');
  expect([await violations(page), await tooWide(page)]).toEqual([[], 0]);
  await page.getByRole('button', { name: 'Save' }).click();
  expect(await page.locator('main').innerText()).toMatch(/A ramp[\s\S]*Mon 17:00–19:00[\s\S]*Mon 20:00–21:00[\s\S]*Loznica[\s\S]*Municipality of Šabac and A donor[\s\S]*Niš[\s\S]*number of places not known · 7 on the waiting list/);
  const address = page.url();

  const parent = await visitor();
  const finds = async () => (await parent.goto(`${kolo.app.url}/en/services?q=klub+roditelja`)) && (await names(parent)).includes('Klub roditelja');
  expect(await finds()).toBe(false);
  await page.locator('main details:has(#published) > summary').click();
  await page.getByLabel('Published').check();
  await page.getByRole('button', { name: 'Save' }).click();
  expect(page.url()).toContain(address.split('?')[0]!);
  expect(await finds()).toBe(true);

  // What /hsds gives comes in again and changes nothing.
  const id = address.match(/[0-9a-f-]{36}/)![0];
  const before = await (await fetch(`${kolo.app.url}/hsds/services/${id}`)).text();
  await page.goto(`${kolo.app.url}/en/work/services/import`);
  await page.locator('input[type=file]').setInputFiles({ name: 'directory.json', mimeType: 'application/json', buffer: Buffer.from(before) });
  await page.getByRole('button', { name: 'Read it and show' }).click();
  expect(await page.locator('main').innerText()).toContain('There is nothing to change.');
  await page.goto(`${kolo.app.url}/en/work/services/import`);
  expect(JSON.parse(await (await fetch(`${kolo.app.url}/hsds/services/${id}`)).text())).toEqual(JSON.parse(before));
  await page.locator('input[type=file]').setInputFiles({ name: 'broken.json', mimeType: 'application/json', buffer: Buffer.from('{"id": "x"') });
  await page.getByRole('button', { name: 'Read it and show' }).click();
  expect(await page.locator('[role=alert]').innerText()).toContain('no valid JSON');
});

test('the directory goes out as a spreadsheet, comes back corrected, shows what would change, is written and taken back', async () => {
  const page = await visitor({ viewport: widths.laptop, javaScriptEnabled: true, bypassCSP: true });
  await page.goto(`${kolo.app.url}/en/demo`);
  await page.locator('form:has(input[name=account]) button').first().click();
  await page.goto(`${kolo.app.url}/en/work/services/import`);
  expect([await violations(page), await tooWide(page)]).toEqual([[], 0]);
  const csv = await (await page.request.get(`${kolo.app.url}/en/work/services/spreadsheet?format=csv`)).text();
  expect(csv).toContain('+381 15 000 001');
  // One row gets another telephone, one row is new, one names a provider nobody knows.
  const corrected = `${csv.replace('+381 15 000 001', '+381 15 000 999').trimEnd()}\r\n,Udruženje Suncokret (primer),Igraonica,,,,,,,,,Šabac\r\n,Nepostojeće udruženje,Nešto\r\n`;
  await page.locator('input[type=file]').setInputFiles({ name: 'services.csv', mimeType: 'text/csv', buffer: Buffer.from(corrected) });
  await page.getByRole('button', { name: 'Read it and show' }).click();
  const main = page.locator('main');
  expect(await main.innerText()).toMatch(/There is no organisation “Nepostojeće udruženje”[\s\S]*1 new service, 1 changed/);
  expect([await violations(page), await tooWide(page)]).toEqual([[], 0]);
  await page.getByRole('link', { name: /^changed/ }).click();
  expect(await main.locator('del').innerText()).toContain('000 001');
  await page.setViewportSize(widths.phone);
  expect([await violations(page), await tooWide(page)]).toEqual([[], 0]);
  await page.getByRole('button', { name: 'Write 2 services' }).click();
  const phoneOf = async () => (await (await fetch(`${kolo.app.url}/en/services?q=dnevni+boravak+%C5%A0abac`)).text()).includes('+381 15 000 999');
  expect(await phoneOf()).toBe(true);
  await page.getByRole('button', { name: 'Take this import back' }).click();
  expect([await main.innerText(), await phoneOf()]).toEqual([expect.stringContaining('has been taken back'), false]);
  // As it went out the first time.
  expect(await (await page.request.get(`${kolo.app.url}/en/work/services/spreadsheet?format=csv`)).text()).toBe(csv);
  const fromSheet = await page.request.get(`${kolo.app.url}/sr-Cyrl/work/services/spreadsheet`);
  await page.goto(`${kolo.app.url}/en/work/services/import`);
  await page.locator('input[type=file]').setInputFiles({ name: 'usluge.xlsx', mimeType: 'application/octet-stream', buffer: await fromSheet.body() });
  await page.getByRole('button', { name: 'Read it and show' }).click();
  expect(await main.innerText()).toContain('There is nothing to change.');

  // A file of organisations only is written as well; what each of them is, somebody has still to say.
  const newcomer = { id: '0190a000-0000-7000-8000-00000000e2e0', name: 'Centar za socijalni rad Vranje', description: '' };
  await page.goto(`${kolo.app.url}/en/work/services/import`);
  await page.locator('input[type=file]').setInputFiles({ name: 'organisations.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({ organizations: [newcomer] })) });
  await page.getByRole('button', { name: 'Read it and show' }).click();
  expect(await main.innerText()).toMatch(/1 new organisation: Centar za socijalni rad Vranje[\s\S]*stands as “Other”/);
  expect([await violations(page), await tooWide(page)]).toEqual([[], 0]);
  await page.getByRole('button', { name: 'Write 1 organisation' }).click();
  await page.getByRole('link', { name: newcomer.name }).click();
  expect(await page.locator('h1').innerText()).toContain(newcomer.name);
  await page.goBack();
  await page.getByRole('button', { name: 'Take this import back' }).click();
  expect((await page.request.get(`${kolo.app.url}/en/work/organisations/${newcomer.id}`)).status()).toBe(404);
});

test('what is nearest is worked out on the device: the position is sent to nobody', async () => {
  const page = await visitor({ javaScriptEnabled: true, geolocation: { latitude: 43.32, longitude: 21.9 }, permissions: ['geolocation'] });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(`${request.url()} ${request.postData() ?? ''}`));
  await page.goto(`${kolo.app.url}/en/services?all=1`);
  expect([await violations(page), await tooWide(page)]).toEqual([[], 0]);
  await page.getByRole('button', { name: 'Nearest first' }).click();
  await page.getByText('Your position was sent to nobody').waitFor();
  const found = await page.locator('#found li').allInnerTexts();
  expect(found.length).toBeGreaterThan(3);
  // The demo's two services of Niš are some hundred metres away, those of Novi Sad more than two hundred kilometres.
  expect(found[0]).toMatch(/\n0(\.\d)? km · /);
  const far = found.map((text) => Number(/([\d,.]+) km · /.exec(text)![1]!.replace(',', '')));
  expect(far).toEqual(far.toSorted((a, b) => a - b));
  expect(far.at(-1)).toBeGreaterThan(100);
  expect(asked.filter((line) => /43[.,]32|21[.,]9\b/.test(line))).toEqual([]);
  expect(await tooWide(page)).toBe(0);
});

test('by distance from a place, without scripts', async () => {
  const page = await visitor();
  await page.goto(`${kolo.app.url}/en/services?place=Ni%C5%A1&within=10`);
  const near = await names(page);
  expect(near.length).toBeGreaterThan(1);
  expect(await page.locator('#found li').first().innerText()).toMatch(/\d km/);
  await page.goto(`${kolo.app.url}/en/services?place=Ni%C5%A1&within=100`);
  expect((await names(page)).slice(0, near.length)).toEqual(near);
  // Without a place there is nothing to measure from: that is said, and the distance is no condition of the list.
  for (const path of ['within=10', 'q=dnevni+boravak&within=10']) {
    await page.goto(`${kolo.app.url}/en/services?${path}`);
    expect([path, await page.locator('main').innerText(), await page.locator('search .active', { hasText: 'km' }).count()]).toEqual([path, expect.stringContaining('Name a place for the distance'), 0]);
  }
});

test('ordinary words are no place, and a place without such a service does not end the search', async () => {
  const page = await visitor();
  await page.goto(`${kolo.app.url}/ro/services?q=Centru+de+zi`);
  expect([(await names(page)).length > 0, (await page.locator('main').innerText()).includes('Căutat pentru localitatea')]).toEqual([true, false]);
  await page.goto(`${kolo.app.url}/en/services?q=dnevni+boravak+%C5%A0abac&age=12`);
  expect(await page.locator('main').innerText()).toContain('Searched for the place: Šabac.');
  await page.getByRole('link', { name: 'Search everywhere' }).click();
  expect([new URL(page.url()).search, (await names(page)).length > 1]).toEqual(['?q=dnevni+boravak&age=12', true]);
  await page.goto(`${kolo.app.url}/en/services?q=Klub+roditelja+Vidin`);
  expect(await page.locator('main').innerText()).toContain('Nothing was found for Vidin; these are from everywhere else.');
  expect([(await names(page))[0], await tooWide(page)]).toEqual(['Klub roditelja', 0]);
});

test('search engines are told of the entrances in five languages, and of nothing that is made up', async () => {
  const index = await (await fetch(`${kolo.app.url}/sitemap.xml`)).text();
  expect([...index.matchAll(/\/sitemap\/([a-z]+-\d+)</g)].map((match) => match[1])).toEqual(['pages-0']);
  const part = await (await fetch(`${kolo.app.url}/sitemap/pages-0`)).text();
  expect(part).toContain('/ro/services</loc>');
  expect(await (await fetch(`${kolo.app.url}/robots.txt`)).text()).toMatch(/Disallow: \/bg\/work[\s\S]*Sitemap: http.*\/sitemap\.xml/);
});
