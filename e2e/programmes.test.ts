import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { locales } from '#platform/words/locales.ts';
import { tooWide, violations } from './accessible.ts';
import { widths } from './browser.ts';
import { opened } from './opened.ts';

// A coordinator writes a programme down and decides what its sources leave open; plain forms, no script.

const kolo = opened();

/** One of the demo's people, by the place of her role in the list of roles. */
async function signedIn(role: 'coordinator' | 'funder', javaScriptEnabled = false): Promise<Page> {
  const context = await kolo.browser.newContext({ viewport: widths.laptop, javaScriptEnabled, bypassCSP: javaScriptEnabled });
  const page = await context.newPage();
  await page.goto(`${kolo.app.url}/en/demo`);
  await page.locator('form:has(input[name=account]) button').nth(role === 'coordinator' ? 0 : 4).click();
  await page.goto(`${kolo.app.url}/en/work/programmes`);
  return page;
}
const errors = (page: Page) => page.locator('[role=alert] li').allInnerTexts();

test('a place name that is not settled: proposed in public, searched for, settled, and opened again', async () => {
  const page = await signedIn('coordinator', true);
  const place = async () => (await page.goto(`${kolo.app.url}/en/programmes/families-in-crisis`)) && page.locator('#where tbody').textContent();
  expect(await place()).toContain('“Rakovac” is a village in 5 municipalities; in a list of municipalities Rekovac is likely meant');

  await page.goto(`${kolo.app.url}/en/work`);
  const waiting = page.locator('tr', { hasText: '1 place name on a list is not settled: Rakovac' });
  await waiting.getByRole('link', { name: 'Decide which place it is' }).click();
  expect(await page.getByLabel('Rekovac', { exact: false }).first().isChecked()).toBe(true);
  await page.getByLabel('Name of the other place').fill('Topola');
  await page.getByRole('button', { name: 'Find' }).click();
  expect(await page.locator('[name=place]:checked').getAttribute('value')).toBe('RS-L-71153');
  await page.getByRole('button', { name: 'Save the decision' }).click();
  expect(await page.getByRole('status').innerText()).toContain('“Rakovac” → Topola');
  expect(await place()).toContain('Topola');

  await page.goto(`${kolo.app.url}/en/work/programmes/families-in-crisis/places`);
  await page.locator('tr', { hasText: 'Topola' }).getByRole('button', { name: 'Open again' }).click();
  expect(await page.getByRole('status').innerText()).toContain('“Rakovac” is open again.');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save the decision' }).click();
  expect(await place()).not.toContain('Rakovac');
  await page.goto(`${kolo.app.url}/en/work/programmes/families-in-crisis/places`);
  await page.getByRole('button', { name: 'Open again' }).click();

  const funder = await signedIn('funder');
  expect((await funder.goto(`${kolo.app.url}/en/work/programmes/families-in-crisis/places`))!.status()).toBe(403);
  await funder.goto(`${kolo.app.url}/en/programmes/families-in-crisis`);
  expect(await funder.getByRole('link', { name: 'Decide which place it is' }).count()).toBe(0);
});

test('a fiche: made from a title, refused without losing a word, saved in two languages, published', async () => {
  const page = await signedIn('coordinator');
  await page.getByRole('link', { name: 'New programme' }).click();
  await page.getByRole('button', { name: 'Make the programme' }).click();
  expect((await errors(page))[0]).toBe('Write the title in at least one language.');
  await page.getByLabel('Official title').fill('Подршка школама');
  await page.getByLabel('Language of the title').selectOption('sr-Cyrl');
  await page.getByRole('button', { name: 'Make the programme' }).click();
  expect(new URL(page.url()).pathname).toBe('/en/work/programmes/podrska-skolama/edit');

  await page.getByRole('link', { name: 'English', exact: true }).first().click();
  await page.goto(`${kolo.app.url}/en/work/programmes/podrska-skolama/edit?in=en`);
  await page.locator('[name=titles]').fill('Support to schools');
  await page.locator('[name=summary]').fill('First line.\nSecond line.');
  await page.locator('[name="objectives.0"]').fill('An objective that must not get lost');
  await page.locator('[name=budget]').fill('a lot');
  await page.locator('[name=currency]').fill('eur');
  await page.locator('[name="places.new"]').fill('Шабац\nTârgoviste\nRakovac');
  await page.locator('[name="organisations.new.0"]').fill('унисеф');
  await page.getByRole('button', { name: 'Save the fiche' }).click();
  expect(await errors(page)).toEqual(['The amount cannot be read. Write it in digits with at most two decimals: 92609.25.']);
  expect(await page.locator('[name="objectives.0"]').inputValue()).toBe('An objective that must not get lost');
  await page.locator('[name=budget]').fill('92.609,25');
  await page.getByRole('button', { name: 'Save the fiche' }).click();
  expect((await errors(page))[0]).toContain('There is no organisation “унисеф”');
  await page.locator('[name="organisations.new.0"]').fill('балкански фонд за демократију');
  await page.locator('[name="organisations.new.0.role"]').selectOption('funder');
  await page.getByRole('button', { name: 'Save the fiche' }).click();
  // What no gazetteer can decide is asked, with what it may be.
  expect((await errors(page))[0]).toMatch(/“?"?(Târgoviste|Rakovac)/);
  await page.locator('[name="places.new"]').fill('Шабац\nPirot');
  await page.getByRole('button', { name: 'Save the fiche' }).click();
  expect(await page.getByRole('status').innerText()).toContain('Saved.');
  expect(await page.locator('[name=titles]').inputValue()).toBe('Support to schools');
  expect(await page.locator('[name=summary]').inputValue()).toBe('First line.\nSecond line.');
  expect(await page.locator('[name=budget]').inputValue()).toBe('92609.25');

  const visitor = await (await kolo.browser.newContext()).newPage();
  expect((await visitor.goto(`${kolo.app.url}/en/programmes/podrska-skolama`))!.status()).toBe(404);
  await page.getByRole('button', { name: 'Publish the programme' }).click();
  expect((await visitor.goto(`${kolo.app.url}/en/programmes/podrska-skolama`))!.status()).toBe(200);
  const fiche = await visitor.locator('main').innerText();
  for (const said of ['Support to schools', '€92,609.25', 'Šabac', 'Pirot', 'Balkan Trust for Democracy', 'An objective that must not get lost']) expect(fiche).toContain(said);
  await visitor.goto(`${kolo.app.url}/sr-Cyrl/programmes/podrska-skolama`);
  expect(await visitor.locator('h1').innerText()).toBe('Подршка школама');
  await visitor.context().close();

  await page.locator('details.confirm summary').click();
  await page.getByRole('button', { name: 'Take back from the public' }).click();
  const other = await (await kolo.browser.newContext()).newPage();
  expect((await other.goto(`${kolo.app.url}/en/programmes/podrska-skolama`))!.status()).toBe(404);
  await other.context().close();
});

test('two people at one fiche: the second is told, keeps her words, and decides', async () => {
  const [first, second] = [await signedIn('coordinator'), await signedIn('coordinator')];
  const address = `${kolo.app.url}/en/work/programmes/returnees-reintegration/edit?in=en`;
  await Promise.all([first.goto(address), second.goto(address)]);
  await first.locator('[name=contractNumber]').fill('first');
  await first.getByRole('button', { name: 'Save the fiche' }).click();
  await second.locator('[name="funding.theme"]').fill('second');
  await second.getByRole('button', { name: 'Save the fiche' }).click();
  expect((await errors(second))[0]).toContain('Somebody changed this fiche in the meantime.');
  expect(await second.locator('[name="funding.theme"]').inputValue()).toBe('second');
  await second.getByRole('button', { name: 'Save the fiche' }).click();
  expect(await second.getByRole('status').innerText()).toContain('Saved.');
});

test('a framework: a level, an indicator, a target with its sentence; moved, removed, put back', async () => {
  const page = await signedIn('coordinator');
  const address = `${kolo.app.url}/en/work/programmes/practice/framework`;
  await page.goto(address);
  await page.getByRole('link', { name: 'Add a level', exact: true }).first().click();
  await page.getByRole('button', { name: 'Save the level' }).click();
  expect(await errors(page)).toHaveLength(2);
  await page.getByLabel('What this level is called').fill('Output');
  await page.getByLabel('Text of the level').fill('People who can train others');
  await page.getByRole('button', { name: 'Save the level' }).click();
  await page.getByRole('link', { name: 'Add an indicator: People who can train others' }).click();
  await page.getByLabel('Name of the indicator').fill('Trainers ready');
  await page.locator('select[name=method]').selectOption('completed-people');
  await page.getByRole('button', { name: 'Save the indicator' }).click();
  expect(await page.locator('h1').innerText()).toBe('Trainers ready');
  const target = page.locator('form[action*="save-target"]').last();
  await target.locator('[name=value]').fill('sixteen');
  await target.locator('[name=sourceSentence]').fill('At least sixteen trainers will be ready.');
  await target.getByRole('button', { name: 'Add a target' }).click();
  expect(await errors(page)).toEqual(['This is not a number. Write it in digits.']);
  expect(await page.locator('form[action*="save-target"]').last().locator('[name=sourceSentence]').inputValue()).toBe('At least sixteen trainers will be ready.');
  await page.locator('form[action*="save-target"]').last().locator('[name=value]').fill('16');
  await page.locator('form[action*="save-target"]').last().getByRole('button', { name: 'Add a target' }).click();
  expect(await page.locator('#targets .number').allInnerTexts()).toEqual(['at least 16']);
  await page.getByRole('button', { name: 'Remove: at least 16' }).click();
  await page.getByRole('button', { name: 'Put it back' }).click();
  expect(await page.locator('#targets .number').allInnerTexts()).toEqual(['at least 16']);

  await page.goto(address);
  const levels = () => page.locator('.level > :is(h2,h3)').allInnerTexts();
  const before = await levels();
  await page.getByRole('button', { name: 'Move up: People who can train others' }).click();
  expect(await levels()).toEqual([...before.slice(0, -2), before.at(-1), before.at(-2)]);
  await page.getByRole('button', { name: 'Remove: People who can train others' }).click();
  expect((await errors(page))[0]).toContain('Move or remove them first');
  await page.getByRole('button', { name: 'Remove: Trainers ready' }).click();
  await page.getByRole('button', { name: 'Put it back' }).click();
  expect(await page.locator('main').innerText()).toContain('At least sixteen trainers will be ready.');
});

test('a series: made with its rule, given two events, repeated, told of by its page, and removed when nothing stands on it', async () => {
  const page = await signedIn('coordinator');
  const work = `${kolo.app.url}/en/work/programmes/practice`;
  const save = () => page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.goto(`${work}/events`);
  await page.getByRole('link', { name: 'New series' }).click();
  await save();
  expect(await errors(page)).toEqual(['Write the title in at least one language.']);
  await page.getByLabel('Title', { exact: true }).fill('School of care');
  await page.getByLabel('Cycle: one training for the same people, in parts').check();
  await page.getByLabel('What is counted').selectOption('sessions');
  await page.getByLabel('How many per cent').fill('75');
  await save();
  expect(await page.getByRole('status').innerText()).toContain('The series is made.');
  expect(await page.locator('dl').innerText()).toContain('attended at least 75% of the sessions');
  const series = page.url().replace(/\?.*/, '');
  // The first event by the series' own button, the second chooses it in its plan.
  await page.getByRole('link', { name: 'New event in this series' }).click();
  await page.getByLabel('Title', { exact: true }).fill('Part one');
  await page.locator('[name=day_0]').fill('2031-03-01');
  await save();
  expect(await page.locator('header.head').getByRole('link', { name: 'School of care' }).count()).toBe(1);
  expect(await page.locator('main').innerText()).toContain('attended at least 75% of the sessions');
  await page.goto(`${work}/events/new`);
  await page.getByLabel('Title', { exact: true }).fill('Part two');
  await page.getByLabel('Or a new series named').fill('School of care');
  await page.locator('[name=day_0]').fill('2031-02-01');
  await save();
  expect(await errors(page)).toEqual(['The programme has the series “School of care” already. Choose it, or give the new one another name.']);
  await page.getByLabel('Or a new series named').fill('');
  await page.getByLabel('Belongs to the series').selectOption({ label: 'School of care' });
  await save();
  const second = page.url().replace(/\?.*/, '');
  await page.goto(series);
  expect(await page.locator('main tbody th a').allInnerTexts()).toEqual(['Part two', 'Part one']);
  expect(await page.locator('main').innerText()).toContain('The series cannot be removed while there is: 2 events.');
  await page.getByRole('link', { name: 'Change the series' }).click();
  await page.getByLabel('How many per cent').fill('80');
  await save();
  // Nobody has come, and the certificates' page has the rule to announce.
  await page.getByRole('link', { name: 'Who has completed it, certificates' }).click();
  expect(await page.locator('header.head').innerText()).toContain('attended at least 80% of the sessions');
  await page.goto(second);
  await page.locator('details', { hasText: 'Copy or repeat' }).locator('summary').click();
  await page.locator('[name=first]').fill('2031-04-01');
  await page.getByRole('button', { name: 'Show the days' }).click();
  expect(await page.locator('#repeat ol li').allInnerTexts()).toEqual(['1 April 2031']);
  await page.getByRole('button', { name: 'Make 1 event' }).click();
  expect(await page.getByRole('status').locator('a').innerText()).toBe('1 April 2031');
  await page.goto(series);
  expect(await page.locator('main tbody th a').allInnerTexts()).toEqual(['Part two', 'Part one', 'Part two']);
  // Planned by mistake: each goes, then the series.
  for (let left = 3; left; left--) {
    await page.locator('main tbody th a').first().click();
    await page.locator('details.confirm', { hasText: 'Remove the event' }).locator('summary').click();
    await page.getByRole('button', { name: 'Remove the event' }).click();
    expect(await page.getByRole('status').innerText()).toBe('The event is removed.');
    await page.goto(series);
  }
  await page.locator('details.confirm summary').click();
  await page.getByRole('button', { name: 'Remove the series' }).click();
  expect(await page.getByRole('status').innerText()).toBe('The series is removed.');
  expect((await page.goto(series))!.status()).toBe(404);
});

test('320 against 210: shown side by side, decided with a reason, and both still there', async () => {
  const page = await signedIn('coordinator');
  await page.goto(`${kolo.app.url}/en/work/programmes/child-oriented-model/framework`);
  const conflict = page.locator('.conflict');
  expect(await conflict.locator('.number').allInnerTexts()).toEqual(['exactly 320 (professionals and activists from CSOs of MODS)', 'exactly 210 (professionals working at the local level)']);
  await conflict.locator('summary').click();
  await conflict.getByLabel(/This holds: exactly 320/).check();
  await conflict.getByRole('button', { name: 'Save the decision' }).click();
  expect((await errors(page))[0]).toContain('Write the reason');
  await page.locator('.conflict').getByLabel('Reason').fill('The contract’s annex says 320.');
  expect(await page.locator('.conflict').getByLabel(/This holds: exactly 320/).isChecked()).toBe(true);
  await page.locator('.conflict').getByRole('button', { name: 'Save the decision' }).click();
  expect(await page.locator('.conflict').innerText()).toContain('The contract’s annex says 320.');
  expect(await page.locator('.conflict .number').count()).toBe(2);
});

test('a funder reads the framework and changes nothing', async () => {
  const page = await signedIn('funder');
  await page.goto(`${kolo.app.url}/en/work/programmes/child-oriented-model/framework`);
  expect(await page.locator('h1').innerText()).toContain('Networking');
  expect(await page.locator('main form').count()).toBe(0);
  for (const path of ['new', 'child-oriented-model/edit', 'child-oriented-model/framework/level', 'child-oriented-model/framework/indicator']) {
    expect([path, (await page.goto(`${kolo.app.url}/en/work/programmes/${path}`))!.status()]).toEqual([path, 403]);
  }
});

test('the six lists for practice come whole', async () => {
  const page = await signedIn('coordinator');
  await page.goto(`${kolo.app.url}/en/work/practice`);
  const links = await page.locator('main ul a').evaluateAll((all) => all.map((a) => a.getAttribute('href')!));
  expect(links).toHaveLength(6);
  for (const link of [...links, '/work/practice/practice-lists.zip']) {
    const response = await page.request.get(`${kolo.app.url}${link}`);
    expect(response.status()).toBe(200);
    expect((await response.body()).subarray(0, 2).toString()).toBe('PK');
  }
  expect((await page.request.get(`${kolo.app.url}/work/practice/..%2f..%2fREADME.md`)).status()).toBe(404);
});

test('every page reads well in five languages, on a phone and a laptop', async () => {
  const page = await signedIn('coordinator', true);
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(`${kolo.app.url}/en/work/programmes/families-in-crisis/events?view=series`);
  const cycle = (await page.getByRole('link', { name: 'Cycle of training of trainers' }).getAttribute('href'))!.replace('/en/work/programmes', '');
  for (const locale of locales) {
    // Pages of forms and tables that a coordinator has on her phone as well.
    for (const width of ['phone', 'laptop'] as const) {
      for (const path of ['/families-in-crisis/events?view=series', '/families-in-crisis/series/new', cycle, `${cycle}/edit`]) {
        await page.setViewportSize(widths[width]);
        await page.goto(`${kolo.app.url}/${locale}/work/programmes${path}`);
        expect([locale, path, await violations(page), await tooWide(page)]).toEqual([locale, path, [], 0]);
      }
    }
    for (const path of ['', '/new', '/families-in-crisis/edit', '/child-oriented-model/framework', '/child-oriented-model/framework/level', '/child-oriented-model/framework/indicator']) {
      await page.setViewportSize(locale === 'ro' || locale === 'sr-Cyrl' ? widths.phone : widths.laptop);
      await page.goto(`${kolo.app.url}/${locale}/work/programmes${path}`);
      expect([locale, path, await violations(page), await tooWide(page)]).toEqual([locale, path, [], 0]);
    }
  }
  expect(complaints).toEqual([]);
});
