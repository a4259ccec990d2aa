import type { BrowserContextOptions, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { locales } from '#platform/words/locales.ts';
import { tooWide, violations } from './accessible.ts';
import { widths } from './browser.ts';
import { opened } from './opened.ts';
import { weigh } from './weight.ts';

// What anyone may see, as she sees it: every language, phone and laptop, light and dark, with and without scripts.

const kolo = opened();
let why: string;
let service: string;
const programme = '/programmes/families-in-crisis';

beforeAll(async () => {
  await visit({}, async (page) => {
    await page.goto(`${kolo.app.url}/en${programme}`);
    why = (await page.locator('#results a[href*="/why?"]').first().getAttribute('href'))!.replace('/en', '');
    await page.goto(`${kolo.app.url}/en/services?q=dnevni+boravak`);
    service = (await page.locator('#found h2 a').first().getAttribute('href'))!.replace('/en', '');
  });
});

/** A visitor of her own: nothing is remembered from the one before. */
async function visit(options: BrowserContextOptions, look: (page: Page, complaints: string[]) => Promise<void>) {
  const context = await kolo.browser.newContext({ viewport: widths.laptop, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  try {
    await look(page, complaints);
  } finally {
    await context.close();
  }
}

const looks = [
  ['on a phone, light', { viewport: widths.phone, colorScheme: 'light' }],
  ['on a laptop, dark', { viewport: widths.laptop, colorScheme: 'dark' }],
] as const;

describe.each(locales)('in %s', (locale) => {
  test.each(looks)('every public page is accessible and fits %s', async (_, options) => {
    await visit(options, async (page, complaints) => {
      const seen: Record<string, unknown> = {};
      const fine: Record<string, unknown> = {};
      for (const path of ['', '/programmes', programme, why, '/services', '/services?q=dnevni+boravak', service, '/networks', '/about', '/api', '/accessibility', '/sign-in', ...(locale === 'sr-Cyrl' || locale === 'en' ? ['/styleguide'] : [])]) {
        const answer = await page.goto(`${kolo.app.url}/${locale}${path}`);
        seen[path] = { status: answer!.status(), lang: await page.locator('html').getAttribute('lang'), wrong: await violations(page), tooWide: await tooWide(page), complaints: complaints.splice(0) };
        fine[path] = { status: 200, lang: locale, wrong: [], tooWide: 0, complaints: [] };
      }
      expect(seen).toEqual(fine);
    });
  });

  test('a page that is not there says so in her language, and leads back', async () => {
    await visit({}, async (page) => {
      const answer = await page.goto(`${kolo.app.url}/${locale}/programmes/not-there`);
      expect([answer!.status(), await page.locator('html').getAttribute('lang'), await violations(page)]).toEqual([404, locale, []]);
      await page.locator('main a.button').click();
      expect(new URL(page.url()).pathname).toBe(`/${locale}`);
    });
  });

  test('the programme page is light: script and style within 35 kB, everything within 200 kB', async () => {
    const { scriptAndStyle, total } = await weigh(kolo.browser, `${kolo.app.url}/${locale}${programme}`);
    expect(scriptAndStyle).toBeLessThanOrEqual(35_000);
    expect(total).toBeLessThanOrEqual(200_000);
  });
});

describe('without scripts', () => {
  const plain = { javaScriptEnabled: false };

  test('the language menu keeps the page with its question, and the choice is remembered', async () => {
    await visit({ ...plain, locale: 'en-GB' }, async (page) => {
      await page.goto(`${kolo.app.url}/programmes?q=porodice`);
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      await page.getByText('English').first().click();
      await page.getByRole('link', { name: 'Română' }).click();
      expect(page.url()).toBe(`${kolo.app.url}/ro/programmes?q=porodice`);
      await page.goto(`${kolo.app.url}/about`);
      expect(await page.locator('html').getAttribute('lang')).toBe('ro');
    });
  });

  test('light or dark is chosen once and stays, on the page one was on', async () => {
    await visit({ ...plain, colorScheme: 'light' }, async (page) => {
      await page.goto(`${kolo.app.url}/en/about`);
      await page.getByText('Appearance').click();
      await page.getByRole('button', { name: 'Dark' }).click();
      expect([page.url(), await page.locator('html').getAttribute('data-theme')]).toEqual([`${kolo.app.url}/en/about`, 'dark']);
      await page.goto(`${kolo.app.url}/bg/programmes`);
      expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    });
  });

  test('a programme is found in any script', async () => {
    await visit(plain, async (page) => {
      await page.goto(`${kolo.app.url}/en/programmes`);
      await page.getByRole('searchbox').fill('Подршка породицама');
      await page.getByRole('button', { name: 'Search' }).click();
      expect(await page.locator('main h2 a, main h3 a').allTextContents()).toEqual(['Support to Families with Children in Crisis Situations']);
    });
  });

  test('a figure leads to its evidence, and a day that is none is said beside the field', async () => {
    await visit(plain, async (page) => {
      await page.goto(`${kolo.app.url}/en${programme}`);
      await page.locator('#results a[href*="/why?"]').first().click();
      expect(await page.locator('#evidence tbody tr').count()).toBeGreaterThan(0);
      await page.goto(`${page.url()}&known=yesterday`);
      expect(await page.locator('.field .error').textContent()).toContain('Date and time are written like 2022-09-22 10:30');
    });
  });
});

test('choosing a theme cannot be used to lead somebody away', async () => {
  for (const back of ['//elsewhere.example', 'https://elsewhere.example/x', '/\\elsewhere.example']) {
    const answer = await fetch(`${kolo.app.url}/theme`, { method: 'POST', redirect: 'manual', headers: { origin: kolo.app.url }, body: new URLSearchParams({ theme: 'dark', back }) });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
  }
});

test('pages go out compressed, and plain to whoever cannot read that', async () => {
  const encoded = async (accept: string) => (await fetch(`${kolo.app.url}/en${programme}`, { headers: { 'accept-encoding': accept } })).headers.get('content-encoding');
  expect(await Promise.all(['br', 'gzip', 'identity'].map(encoded))).toEqual(['br', 'gzip', null]);
});
