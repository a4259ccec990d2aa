/** A municipality answers the yearly questionnaire by its link, on a phone; the coordinator publishes it; a visitor sees the map, opens a figure to its answers and compares two districts. */
import { brotliCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { locales } from '#platform/words/locales.ts';
import { allUnits, unitById } from '#modules/places/gazetteer.ts';
import { nameOf } from '#modules/places/names.ts';
import { linkTo } from './letters.ts';
import { laptop, opened } from './opened.ts';
import { Person, type Setting } from './person.ts';

const kolo = opened();
const phone: Setting = { locale: 'sr-Latn', width: 'phone', script: true, scheme: 'light' };
// Made up: nobody in the demo has answered for it.
const municipality = 'Vladičin Han';

let coordinator: Person;
let link: string;

test('the coordinator asks a municipality, in whatever script its name is typed', async () => {
  coordinator = await kolo.as('coordinator');
  const { page } = coordinator;
  await coordinator.open('/work/services');
  await coordinator.press(page.locator('main a[href$="/work/services/coverage"]'));
  await coordinator.press(page.locator('main a[href$="/coverage/2025"]'));
  await page.locator('[name=municipalities]').fill('Nowhere, nobody@example.org');
  expect(await coordinator.press(page.locator('form[action="?/ask"] button'), { mayBeRefused: true })).toBe(false);
  expect([await page.locator('[role=alert]').innerText(), await page.locator('[name=municipalities]').inputValue()]).toEqual([expect.stringContaining('Nowhere'), 'Nowhere, nobody@example.org']);
  await page.locator('[name=municipalities]').fill('Владичин Хан, han@example.org');
  await coordinator.press(page.locator('form[action="?/ask"] button'));
  expect(await page.locator('tbody tr', { hasText: municipality }).innerText()).toContain('not begun');
  link = await linkTo(kolo.app, 'han@example.org', 'questionnaire');
  expect(coordinator.faults).toEqual([]);
});

test('the municipality answers on a phone, in two sittings, and is asked about what looks odd', async () => {
  const clerk = await kolo.somebody(phone);
  await clerk.open(link);
  await clerk.press(clerk.page.locator('main a[href$="step=place"]'));
  const { page } = clerk;
  await page.locator('#population').fill('18.500 i još');
  await page.locator('#budget-unknown').check();
  // What cannot be read comes back as it was written.
  expect(await clerk.press(page.locator('main form button').first(), { mayBeRefused: true })).toBe(false);
  expect([await page.locator('#population').inputValue(), await page.locator('#budget-unknown').isChecked()]).toEqual(['18.500 i još', true]);
  await page.locator('#population').fill('18.500');
  await clerk.press(page.locator('main form button').first());
  // Which services existed: day care did, the drop-in did not, of one they do not know.
  await page.locator('[name="exists_RS-2.1"][value=yes]').check();
  await page.locator('[name="exists_RS-2.7"][value=no]').check();
  await page.locator('[name="exists_RS-2.2"][value=unknown]').check();
  await clerk.press(page.locator('main form button').first());

  // Another sitting, another colleague: the link alone brings it back.
  const colleague = await kolo.somebody({ ...phone, script: false });
  await colleague.open(link);
  await colleague.press(colleague.page.locator('#services ul a').first());
  const form = colleague.page;
  for (const [name, value] of Object.entries({ months_provided: '12', clients_total: '24', clients_month_avg: '20,5', clients_female: '30', exp_total: '12.000.000', exp_lsu_budget: '12.000.000' })) await form.locator(`#${name}`).fill(value);
  await form.locator('#waiting_list-none').check();
  await form.locator('#clients_non_urban-unknown').check();
  await form.locator('[name=provider_type][value=public]').check();
  await form.locator('#provider_name').fill('Dečja kuća');
  await colleague.press(form.locator('form[action^="?/service"] button'));
  // More women than clients: a question, and no wall.
  const odd = colleague.page.locator('#doubts li', { hasText: '30' });
  expect(await odd.count()).toBe(1);
  await odd.locator('textarea').fill('Brojimo i majke.');
  await colleague.press(colleague.page.locator('form[action="?/remarks"] button'));
  await colleague.press(colleague.page.locator('form[action="?/send"] button'));
  expect(await colleague.page.locator('form[action="?/send"] button').isDisabled()).toBe(true);

  // A correction is a version of its own.
  await colleague.press(colleague.page.locator('#services ul a').first());
  await form.locator('#clients_female').fill('14');
  await colleague.press(form.locator('form[action^="?/service"] button'));
  await colleague.press(colleague.page.locator('form[action="?/send"] button'));
  expect([...clerk.faults, ...colleague.faults]).toEqual([]);

  const { page: list } = coordinator;
  await coordinator.open('/work/services/coverage/2025');
  const row = list.locator('tbody tr', { hasText: municipality });
  expect(await row.innerText()).toContain('version 2');
  await coordinator.press(row.locator('th a').first());
  expect(await coordinator.text()).toContain('The municipality does not know about');
  await coordinator.press(list.locator('main nav a', { hasText: 'Version 1' }));
  expect(await coordinator.text()).toContain('Brojimo i majke.');
  expect(coordinator.faults).toEqual([]);
});

test('answers on paper: the coordinator prints the blank, types what came back beside the earlier answer, enters it with the scan, corrects it and takes it back', async () => {
  const { page } = coordinator;
  const own = '/work/services/coverage/2025';
  await coordinator.open(own);
  await page.locator('[name=paperPlace]').fill('Нигде');
  expect(await coordinator.press(page.locator('form[action="?/paper"] button'), { mayBeRefused: true })).toBe(false);
  await page.locator('[name=paperPlace]').fill('Сурдулица');
  await coordinator.press(page.locator('form[action="?/paper"] button'));
  const blank = await coordinator.context.request.get((await page.locator('main a[href$="/blank"]').getAttribute('href'))!);
  expect([blank.headers()['content-type'], (await blank.body()).subarray(0, 5).toString()]).toEqual(['application/pdf', '%PDF-']);
  const enter = () => page.locator('form[action="?/enter"] button');
  expect(await enter().isDisabled()).toBe(true);
  await coordinator.press(page.locator('main a[href$="step=place"]'));
  await page.locator('#population').fill('17.000');
  await coordinator.press(page.locator('main form button').first());
  await page.locator('[name="exists_RS-2.5"][value=yes]').check();
  await coordinator.press(page.locator('main form button').first());
  // Without the scan nothing is entered, and what was written about it stays.
  await page.locator('[name=signedBy]').fill('Milica Jović, načelnica');
  await page.locator('[name=signedOn]').fill('2026-02-03');
  expect(await coordinator.press(enter(), { mayBeRefused: true })).toBe(false);
  expect([await page.locator('[name=signedBy]').inputValue(), await page.locator('[name=signedOn]').inputValue()]).toEqual(['Milica Jović, načelnica', '2026-02-03']);
  const sign = async (content: string) => {
    await page.locator('[name=signedBy]').fill('Milica Jović, načelnica');
    await page.locator('[name=signedOn]').fill('2026-02-03');
    await page.locator('[name=scan]').setInputFiles({ name: 'Упитник.PDF', mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.4 ${content}`) });
    await coordinator.press(enter());
  };
  await sign('first');
  expect(await coordinator.text()).toMatch(/Milica Jović[\s\S]*SHA-256 [0-9a-f]{64}/);
  await coordinator.press(page.locator('main a[href$="/paper"]'));
  await coordinator.press(page.locator('main a[href$="step=place"]'));
  expect(await coordinator.text()).toContain('Version 1: 17,000');
  await page.locator('#population').fill('19.000');
  await coordinator.press(page.locator('main form button').first());
  await coordinator.press(page.locator('main form button').first());
  await sign('second');
  const changed = page.locator('tbody tr', { hasText: 'Inhabitants' });
  expect(await changed.locator('td').allInnerTexts()).toEqual(['17,000', '19,000']);
  await page.locator('details.confirm summary').click();
  await page.locator('[name=why]').fill('Wrong column.');
  await coordinator.press(page.locator('form[action="?/withdraw"] button'));
  expect(await coordinator.text()).toContain('Wrong column.');
  await coordinator.open(own);
  expect(await page.locator('tbody tr', { hasText: 'Surdulica' }).innerText()).toMatch(/version 1[\s\S]*on paper/);
  expect(coordinator.faults).toEqual([]);
});

test('all 547 units can be reached on the map, without a script, and the page stays small', async () => {
  const visitor = await kolo.somebody({ ...laptop, script: false });
  await visitor.open('/services/map');
  const links = await visitor.page.locator('main a').evaluateAll((all) => all.map((link) => /\/services\/places\/([A-Z0-9-]+)/.exec(link.getAttribute('href') ?? '')?.[1]).filter(Boolean));
  expect([allUnits().filter(({ id }) => !links.includes(id)).map(({ id }) => id), new Set(links).size]).toEqual([[], 547]);
  const page = Buffer.from(await (await fetch(`${kolo.app.url}/en/services/map`)).arrayBuffer());
  console.info(`/services/map: ${Math.round(page.length / 1024)} kB, ${Math.round(brotliCompressSync(page).length / 1024)} kB compressed`);
  expect(brotliCompressSync(page).length).toBeLessThan(120 * 1024);
  // What was just answered is drawn, and its figure opens to the answer.
  expect(await visitor.page.locator(`svg a[aria-label="${municipality}: there is"]`).count()).toBe(1);
  await visitor.open(`/services/places/${allUnits().find(({ names }) => names['sr-Latn'] === municipality)!.id}/why?indicator=unit_cost_month&kind=RS-2.1&year=2025`);
  // 12,000,000 / (20.5 · 12)
  expect(await visitor.text()).toMatch(/RSD\s48,780/);
  expect(visitor.faults).toEqual([]);
});

test('a visitor compares two districts and takes the list of gaps along', async () => {
  const visitor = await kolo.somebody(laptop);
  const { page } = visitor;
  await visitor.open('/services');
  await visitor.press(page.locator('main a[href$="/services/map"]'));
  await visitor.press(page.locator('nav.tabs a[href*="/services/compare"]'));
  await page.locator('[name=kind]').selectOption('RS-2.5');
  await page.locator('[name=year]').selectOption('2025');
  await page.locator('[name=a]').selectOption('RS-22');
  await page.locator('[name=b]').selectOption('RS-23');
  await visitor.press(page.locator('form.choose button'));
  const table = page.locator('table').first();
  expect(await table.locator('thead th').allInnerTexts()).toEqual(expect.arrayContaining(['Pirot District', 'Jablanica District']));
  // Who has not answered is named, and each has its page.
  const jablanica = page.locator('main li', { hasText: 'Jablanica District' }).filter({ hasText: 'answered' });
  const silent = Number(/(\d+) municipalit(?:y has|ies have) not answered/.exec(await jablanica.innerText())?.[1] ?? 0);
  expect([silent > 0, await jablanica.locator('a[href*="/services/places/RS-L-"]').count()]).toEqual([true, silent]);
  // Every figure says of how many municipalities it is, and opens to their answers.
  const cell = table.locator('tbody tr', { hasText: 'spending per inhabitant' }).locator('td').first();
  expect(await cell.innerText()).toMatch(/RSD.*of 4 municipalities/s);
  await visitor.press(cell.locator('a'));
  expect(await visitor.text()).toContain('Pirot');
  await page.locator('main details summary').first().click();
  await visitor.press(page.locator('main details a[href*="/answers"]').first());
  // The same district on the map: only its municipalities, in the country's classes.
  await visitor.open('/services/map?kind=RS-2.5&measure=coverage&district=RS-22');
  expect(await page.locator('svg.coverage-map a').count()).toBe(4);
  await visitor.press(page.locator('svg.coverage-map a[aria-label^="Pirot:"]'));
  expect(await page.locator('main figure svg[role=img]').count()).toBeGreaterThan(5);
  await visitor.press(page.locator('main a[href$="/years"]'));
  expect(await page.locator('main h2').count()).toBeGreaterThan(0);
  await visitor.open('/services/gaps?kind=RS-2.1&country=RS&standing=none');
  const csv = await (await fetch(`${kolo.app.url}/en/services/gaps/csv?kind=RS-2.1&country=RS&standing=none`)).text();
  expect(await visitor.text()).toContain(`${csv.trim().split('\r\n').length - 1} places`);
  expect(csv).toMatch(/None since \d{4}/);
  // What happened here: the stop of 2020 that the project's news reports is told as what it is.
  await visitor.open('/services/places/RS-L-71269');
  expect(await page.locator('#history ~ ol').innerText()).toMatch(/not available at all[\s\S]*Whether it happened here it does not say/);
  expect(visitor.faults).toEqual([]);
});

// Municipalities of which the journeys above say nothing.
const others = { 'sr-Cyrl': 'Босилеград', 'sr-Latn': 'Трговиште', bg: 'Бујановац', ro: 'Прешево', en: 'Ражањ' };

test('five more municipalities are asked', async () => {
  await coordinator.open('/work/services/coverage/2025');
  await coordinator.page.locator('[name=municipalities]').fill(Object.entries(others).map(([locale, name]) => `${name}, ${locale}@example.org`).join('\n'));
  await coordinator.press(coordinator.page.locator('form[action="?/ask"] button'));
  expect([await coordinator.text(), coordinator.faults]).toEqual([expect.stringMatching(/5 letters/), []]);
});

test.each(locales.map((locale, at) => [locale, at % 2 ? 'laptop' : 'phone'] as const))('in %s, on a %s: a municipality answers by its link, a visitor compares two districts', async (locale, width) => {
  const person = await kolo.somebody({ locale, width, script: true, scheme: 'light' });
  const { page, t } = person;
  const next = (more = {}) => person.press(page.locator('main form button').first(), more);
  await person.open(await linkTo(kolo.app, `${locale}@example.org`, 'questionnaire'));
  await person.press(page.locator('main a[href$="step=place"]'));
  await page.locator('#population').fill('десет');
  expect([await next({ mayBeRefused: true }), await page.locator('#population-error').innerText()]).toEqual([false, expect.stringContaining(t('coverage.problem_number'))]);
  await page.locator('#population').fill('10.000');
  await next();
  await page.locator('[name="exists_RS-2.1"][value=no]').check();
  await next();
  await person.press(page.locator('form[action="?/send"] button'));
  expect(await person.text()).toContain(t('coverage.thanks'));

  await person.open('/services/compare');
  for (const [name, value] of Object.entries({ kind: 'RS-2.5', year: '2025', a: 'RS-22', b: 'RS-23' })) await page.locator(`[name=${name}]`).selectOption(value);
  await person.press(page.locator('form.choose button'));
  const table = page.locator('table').first();
  const [pirot, jablanica] = ['RS-22', 'RS-23'].map((id) => nameOf(unitById(id)!, locale)) as [string, string];
  expect((await table.locator('thead th').allTextContents()).map((text) => text.trim())).toEqual(expect.arrayContaining([pirot, jablanica]));
  await person.press(table.locator('tbody td a').first());
  expect([await person.text(), person.faults]).toEqual([expect.stringContaining(pirot), []]);
  await person.context.close();
});

test.each(locales)('the pages in %s: nothing for axe to find, on a phone in the dark and on a laptop', async (locale) => {
  for (const setting of [{ locale, width: 'phone', script: true, scheme: 'dark' }, { locale, width: 'laptop', script: true, scheme: 'light' }] as const) {
    const visitor = await kolo.somebody(setting);
    // e2e/journeys.test.ts walks through every page in two of the settings; the journeys above are in two languages.
    const pages = setting.width === 'phone' ? ['/services/map?country=MD&kind=MD-P.2&measure=coverage', '/services/places/RS-L-70939', '/services/map/table?kind=RS-2.5&measure=intensity&level=district', '/services/gaps?country=MD', `${link}?step=place`, '/services/places/RS-L-70939/years', '/services/method'] : ['/services/compare?a=RS-22&b=RS-23&kind=RS-2.5', '/services/places/RS', '/services/map?district=RS-22&kind=RS-2.5', link];
    for (const path of pages) await visitor.open(path);
    expect(visitor.faults).toEqual([]);
  }
});
