/** The demo as a newcomer meets it, and what is left of it when the same data is opened in production mode: nothing to step into, nothing that leads nowhere. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeFolder, startApp, temporaryFolder, type App } from './app.ts';
import { launchBrowser, widths } from './browser.ts';
import { Client } from './client.ts';
import { operate } from './operator.ts';

const dataDir = temporaryFolder();
let app: App;
/** Somebody who stepped into the demo while there was one. */
let visitor: Client;

beforeAll(async () => {
  app = await startApp({ dataDir });
  visitor = new Client(app.url);
});
afterAll(async () => {
  await app?.stop();
  removeFolder(dataDir);
});

test('Demo stands in the menu, on a phone too, and leads to the dashboard with the practice task', async () => {
  const browser = await launchBrowser();
  try {
    for (const viewport of [widths.phone, widths.laptop]) {
      const page = await browser.newPage({ viewport });
      await page.goto(`${app.url}/en/programmes/families-in-crisis`);
      const link = page.locator('header nav a', { hasText: 'Demo' });
      expect(await link.isVisible()).toBe(true);
      await link.click();
      await page.locator('button', { hasText: 'Step in as Network coordinator' }).first().click();
      await page.waitForURL(`${app.url}/en/work`);
      await page.click('a[href="/en/work/practice"]');
      expect(await page.locator('a[href$=".zip"]').count()).toBe(1);
      await page.goto(`${app.url}/en/programmes`);
      // Who is in the demo may want to be somebody else.
      expect(await link.isVisible()).toBe(true);
      await page.close();
    }
  } finally {
    await browser.close();
  }
});

test('production mode over the same data: no menu entry, no page, no session of the demo goes on, and no link leads to them', async () => {
  const account = /name="account" value="([^"]+)"/.exec((await visitor.get('/en/demo')).text)![1]!;
  expect((await visitor.post('/en/demo', { account })).status).toBe(303);
  expect((await visitor.get('/en/work')).status).toBe(200);
  await app.stop();
  const invitation = operate(dataDir, 'invite', '--slug', 'demo', '--email', 'real@example.org', '--language', 'en').replace(/^.*?(\/en\/)/s, '$1');
  app = await startApp({ dataDir, env: { KOLO_MODE: 'production' } });

  const stayed = new Client(app.url);
  for (const [name, value] of visitor.cookies) stayed.cookies.set(name, value);
  expect((await stayed.get('/en/work')).location).toMatch(/^\/en\/sign-in/);
  expect((await stayed.post('/en/demo', { account })).status).toBe(404);
  const anybody = new Client(app.url);
  expect((await anybody.get('/en/demo')).status).toBe(404);
  for (const path of ['/en', '/en/programmes', '/en/programmes/families-in-crisis', '/en/programmes/practice', '/en/sign-in']) {
    const page = await anybody.get(path);
    expect([path, page.status, /href="[^"]*\/demo"/.test(page.text)]).toEqual([path, 200, false]);
  }

  // A real person may have been invited into the demo network: what her dashboard offers is there.
  const real = new Client(app.url);
  const token = new URL(invitation, app.url).searchParams.get('invitation')!;
  expect((await real.post('/en/sign-up?/join', { token, name: 'Real Person', password: 'dunje na ormaru' })).status).toBe(303);
  const dashboard = await real.get('/en/work');
  for (const path of new Set([...dashboard.text.matchAll(/href="(\/en\/[^"?#]*)"/g)].map((found) => found[1]!))) expect([path, (await real.get(path)).status]).toEqual([path, 200]);
});
