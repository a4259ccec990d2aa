/** Every form of a page is post, redirect, get: nothing of a post stays in the address, and loading the page again posts nothing again. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { wordsOf } from '#platform/words/load.ts';
import { widths } from './browser.ts';
import { opened } from './opened.ts';

const kolo = opened();
let page: Page;
const posts: string[] = [];
const t = await wordsOf('en');

beforeAll(async () => {
  page = await (await kolo.browser.newContext({ viewport: widths.phone, javaScriptEnabled: false, baseURL: kolo.app.url })).newPage();
  page.setDefaultTimeout(60_000);
  page.on('request', (request) => request.method() === 'POST' && posts.push(request.url()));
  await page.goto('/en/demo');
  await send(page.getByRole('button', { name: t('session.demo_as', { role: t('session.role_coordinator') }), exact: true }).first());
});

async function send(what: ReturnType<Page['locator']>) {
  await Promise.all([page.waitForEvent('load'), what.click()]);
}
const address = () => page.url().replace(kolo.app.url, '');

test('what was refused comes back at the page’s own address with everything that was entered, and is gone when the page is loaded again', async () => {
  await page.goto('/en/work/organisations/new');
  await page.locator('[name=website]').fill('no address at all');
  await page.locator('[name=email]').fill('zora@example.org');
  await send(page.locator('main form button').last());
  expect(address()).toBe('/en/work/organisations/new');
  expect(await page.locator('.errors').count()).toBe(1);
  expect(await page.locator('[name=email]').inputValue()).toBe('zora@example.org');
  posts.length = 0;
  await page.reload();
  expect([posts, await page.locator('.errors').count(), await page.locator('[name=email]').inputValue()]).toEqual([[], 0, '']);
});

/** The form of the first organisation of the list. */
async function openOrganisation(): Promise<string> {
  await page.goto('/en/work/organisations');
  await page.goto(`${await page.locator('main a[href*="/work/organisations/"]:not([href$="/new"])').first().getAttribute('href')}/profile`);
  return address();
}
const save = () => page.locator('main form').filter({ has: page.locator('[name=website]') }).locator('button').last();

test('what was done is said once; loading again does nothing again', async () => {
  const own = await openOrganisation();
  await page.locator('[name=phone]').fill('+381 11 123 4567');
  await send(save());
  expect(address()).toBe(own);
  expect(await page.locator('.notice.done').count()).toBe(1);
  posts.length = 0;
  await page.reload();
  expect([posts, address(), await page.locator('.notice.done').count(), await page.locator('[name=phone]').inputValue()]).toEqual([[], own, 0, '+381 11 123 4567']);
});

test('a language chosen on the answer opens the page and not the form', async () => {
  const own = await openOrganisation();
  await page.locator('[name=website]').fill('no address at all');
  await send(save());
  expect(await page.locator('.errors').count()).toBe(1);
  expect(await page.locator('a[hreflang=bg]').first().getAttribute('href')).toBe(own.replace('/en/', '/bg/'));
});

test('the question of an address is kept, only the name of the form goes', async () => {
  await page.goto('/en/work/programmes/families-in-crisis/edit?in=bg');
  await page.locator('form [name=slug]').fill('not a slug!');
  await send(page.locator('form[action*="/save"] button').first());
  expect(address()).toBe('/en/work/programmes/families-in-crisis/edit?in=bg');
  expect(await page.locator('form [name=slug]').inputValue()).toBe('not a slug!');
});

test('an answer is for whoever sent the form: its name alone opens nothing', async () => {
  const own = await openOrganisation();
  const name = await page.locator('[name=name]').inputValue();
  await page.locator('[name=website]').fill('no address at all');
  const [answered] = await Promise.all([page.waitForResponse((response) => response.status() === 303), save().click()]);
  const cookie = (await answered.headersArray()).find(({ name, value }) => name.toLowerCase() === 'set-cookie' && value.startsWith('kolo_answer='))!.value;
  expect(cookie).toMatch(/HttpOnly/i);
  expect(cookie).toMatch(/SameSite=Lax/i);
  const stolen = await fetch(`${kolo.app.url}${own}`, { redirect: 'manual', headers: { cookie: cookie.split(';')[0]! } });
  expect([stolen.status, (await stolen.text()).includes(name)]).toEqual([303, false]);
});

test('a program that posts gets its answer at once', async () => {
  const answer = await fetch(`${kolo.app.url}/en/sign-in?/password`, { method: 'POST', redirect: 'manual', headers: { origin: kolo.app.url, 'content-type': 'application/x-www-form-urlencoded' }, body: 'email=a@example.org&password=wrong' });
  expect(answer.status).toBeGreaterThanOrEqual(400);
});
