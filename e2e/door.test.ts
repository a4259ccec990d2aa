/** Who is already known is shown before she is written down a second time, and everything is found from one box: without JavaScript, on a phone. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { wordsOf } from '#platform/words/load.ts';
import { wcagViolations as violations } from './accessible.ts';
import { widths } from './browser.ts';
import { opened } from './opened.ts';

const kolo = opened();
let page: Page;
const t = await wordsOf('en');

beforeAll(async () => {
  page = await (await kolo.browser.newContext({ viewport: widths.phone, javaScriptEnabled: false, baseURL: kolo.app.url })).newPage();
  page.setDefaultTimeout(60_000);
  await page.goto('/en/demo');
  await send(page.getByRole('button', { name: t('session.demo_as', { role: t('session.role_coordinator') }), exact: true }).first());
});

async function send(what: ReturnType<Page['locator']>) {
  await Promise.all([page.waitForEvent('load'), what.click()]);
}
const address = () => page.url().replace(kolo.app.url, '');
const button = (name: string) => page.locator('main').getByRole('button', { name, exact: true });

async function addPerson(fields: Record<string, string>) {
  await page.goto('/en/work/people/new');
  for (const [name, value] of Object.entries(fields)) await page.locator(`main [name=${name}]`).fill(value);
  await send(button(t('people.save')));
}

test('a person who is known already is shown with the reasons; the existing entry is one link away', async () => {
  await addPerson({ given: 'Слађана', surname: 'Ђурђевац', phone: '064/555-333' });
  const first = address();
  expect(first).toMatch(/^\/en\/work\/people\/[0-9a-f-]{36}$/);
  await addPerson({ given: 'Sladjana', surname: 'Djurdjevac', phone: '+381 64 555333' });
  expect(address()).toBe('/en/work/people/new');
  const known = page.getByRole('alert');
  expect(await known.textContent()).toContain('Слађана Ђурђевац');
  expect(await known.textContent()).toContain(t('duplicates.field_phone'));
  expect(await page.locator('main [name=surname]').inputValue()).toBe('Djurdjevac');
  await send(known.getByRole('link'));
  expect(address()).toBe(first);
});

test('who is somebody else is added all the same', async () => {
  await addPerson({ given: 'Sladjana', surname: 'Djurdjevac', phone: '+381 64 555333' });
  await send(button(t('door.anyway')));
  expect(address()).toMatch(/^\/en\/work\/people\/[0-9a-f-]{36}$/);
});

test('an organisation likewise', async () => {
  for (const [name, asked] of [['Удружење „Жути маслачак“', false], ['Udruženje Žuti maslačak', true]] as const) {
    await page.goto('/en/work/organisations/new');
    await page.locator('main [name=name]').fill(name);
    await page.locator('main [name=seat]').fill('Šabac');
    await send(button(t('organisations.save')));
    expect(await page.getByRole('alert').count()).toBe(asked ? 1 : 0);
  }
  await send(button(t('door.anyway')));
  expect(address()).toMatch(/^\/en\/work\/organisations\/[0-9a-f-]{36}$/);
});

test('the box in the head finds across nouns and scripts, and says when a name is only spelt alike', async () => {
  const search = async (q: string) => {
    await page.goto('/en/work');
    await page.locator('header [name=q]').fill(q);
    await Promise.all([page.waitForEvent('load'), page.locator('header [name=q]').press('Enter')]);
    expect(address()).toMatch(/^\/en\/work\/search\?q=/);
  };
  await search('djurdjev');
  expect(await page.locator('main section').first().textContent()).toContain('Ђурђевац');
  expect(await page.locator('main').textContent()).not.toContain(t('ui.alike', { q: 'djurdjev' }));
  await search('Zuti maslcaak');
  expect(await page.locator('main').textContent()).toContain('маслачак');
  expect(await page.getByText(t('ui.alike', { q: 'Zuti maslcaak' })).count()).toBe(1);
  await search('qwxzkbrtfghj');
  expect(await page.getByText(t('search.none')).count()).toBe(1);
  // The checker itself is a script.
  const checked = await (await kolo.browser.newContext({ viewport: widths.phone, baseURL: kolo.app.url, storageState: await page.context().storageState() })).newPage();
  for (const q of ['', 'djurdjev', 'Zuti maslcaak', 'qwxzkbrtfghj']) {
    await checked.goto(`/en/work/search?q=${encodeURIComponent(q)}`);
    expect(await violations(checked)).toEqual([]);
  }
});
