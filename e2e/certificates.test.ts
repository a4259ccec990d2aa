/** A coordinator issues certificates, somebody who was handed one checks it in a private window without scripts, and it is taken back. */
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { PDFDocument } from 'mupdf';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { publicKeyFrom } from '#platform/credentials/multikey.ts';
import { unbake } from '#platform/credentials/bake.ts';
import { isSet } from '#platform/credentials/status-list.ts';
import { verify } from '#platform/credentials/verify.ts';
import { wordsOf } from '#platform/words/load.ts';
import { locales, type Locale } from '#platform/words/locales.ts';
import { plantIn } from './access-asking.ts';
import { tooWide, wcagViolations as violations } from './accessible.ts';
import { widths } from './browser.ts';
import { bodyOf, lastLetterTo, linkTo } from './letters.ts';
import { opened } from './opened.ts';
import type { Planted } from './two-networks.ts';

let network: Planted;
const kolo = opened({ plant: (data) => ([network] = plantIn(data)) });

async function window(width: keyof typeof widths, javaScriptEnabled: boolean, session?: { name: string; value: string }): Promise<Page> {
  const context = await kolo.browser.newContext({ viewport: widths[width], javaScriptEnabled, acceptDownloads: true });
  context.setDefaultTimeout(60_000);
  if (session) await context.addCookies([{ name: session.name, value: encodeURIComponent(session.value), url: kolo.app.url }]);
  return context.newPage();
}
const coordinator = (width: keyof typeof widths = 'laptop') => window(width, true, network.accounts.coordinator.session);
const ofSeries = (locale: Locale = 'en') => `${kolo.app.url}/${locale}/work/programmes/${network.published.slug}/certificates/${network.published.seriesId}`;
const fine = async (page: Page) => expect([await violations(page), await tooWide(page), page.url()]).toEqual([[], 0, page.url()]);
const json = async (address: string) => (await fetch(address)).json() as Promise<any>;
/** The address of a certificate's page as the coordinator's register has it, by the holder's name. */
const addressOf = async (page: Page, holder: string) => kolo.app.url + (await page.locator('#register tr', { hasText: holder }).locator('th a').getAttribute('href'));

test('issued, checked in a private window in five languages, taken back: the page, the badge and the list say so', async () => {
  const [, first, second] = network.people.map(({ given, surname }) => `${given} ${surname}`);
  const page = await coordinator();
  await page.goto(ofSeries());
  await fine(page);
  // All who have completed are chosen; two of them get theirs in Romanian.
  for (const box of await page.locator('input[name=person]').all()) await box.uncheck();
  for (const name of [first!, second!]) await page.getByLabel(`Choose ${name}`, { exact: true }).check();
  await page.locator('#language').selectOption('ro');
  await page.getByRole('button', { name: 'Issue the certificates' }).click();
  expect(await page.locator('[role=status]').innerText()).toContain('2 certificates are issued.');
  await fine(page);
  const address = (await addressOf(page, first!)).replace('/en/', '/');
  const other = (await addressOf(page, second!)).replace('/en/', '/');

  // Axe needs scripts to look; the stranger's own window has none.
  const [stranger, looking] = [await window('phone', false), await window('phone', true)];
  for (const locale of locales) {
    const t = await wordsOf(locale);
    const answer = (await stranger.goto(address.replace(kolo.app.url, `${kolo.app.url}/${locale}`)))!;
    expect([locale, answer.status(), answer.headers()['x-robots-tag'], await stranger.locator('html').getAttribute('lang')]).toEqual([locale, 200, 'noindex, nofollow', locale]);
    expect(await stranger.locator('main').innerText()).toContain(t('certificates.public_valid'));
    // What the holder has not allowed is nowhere in the page.
    expect(await stranger.content()).not.toContain('Osoba');
    await looking.goto(stranger.url());
    await fine(looking);
  }

  const credential = await json(`${address}/credential.json`);
  const profile = await json(credential.issuer.id);
  const revoked = async (of: any) => isSet((await json(of.credentialStatus.statusListCredential)).credentialSubject.encodedList, Number(of.credentialStatus.statusListIndex));
  const check = (badge: any) => verify(badge, { at: new Date(), keyOf: (method) => (profile.assertionMethod.includes(method) ? publicKeyFrom(profile.verificationMethod[0].publicKeyMultibase) : null), isRevoked: () => revoked(badge) });
  const key = profile.assertionMethod[0];
  expect([await check(credential), await check(unbake(await (await fetch(`${address}/badge.svg`)).text()))]).toEqual([{ valid: true, key }, { valid: true, key }]);
  expect((await check({ ...credential, name: 'Something else' })).valid).toBe(false);
  expect(JSON.stringify(credential)).not.toContain('Osoba');

  // The holder says by the link in her letter what is shown; a change is there at once.
  const holder = await window('phone', true);
  const own = await linkTo(kolo.app, network.people[1]!.email, 'certificates/mine');
  for (const locale of locales) {
    await holder.setViewportSize(widths[locale === 'ro' || locale === 'sr-Cyrl' ? 'laptop' : 'phone']);
    await holder.goto(`${kolo.app.url}/${locale}${own}`);
    expect(await holder.locator('html').getAttribute('lang')).toBe(locale);
    await fine(holder);
  }
  await holder.setViewportSize(widths.phone);
  await holder.goto(`${kolo.app.url}/en${own}`);
  const shown = async () => {
    await stranger.goto(`${address.replace(kolo.app.url, `${kolo.app.url}/en`)}`);
    return stranger.locator('main').innerText();
  };
  for (const [choice, isThere] of [['Your name in full', true], ['Your initials', false]] as const) {
    await holder.getByLabel(choice).check();
    await holder.getByRole('button', { name: 'Save' }).click();
    expect(await holder.locator('[role=status]').innerText()).toContain('Saved');
    expect((await shown()).includes(first!)).toBe(isThere);
  }
  expect(await shown()).toContain('O. O.');
  await fine(holder);
  const copy = await holder.request.get(`${kolo.app.url}/en${own}/document`);
  expect((await copy.body()).subarray(0, 8).toString()).toBe('%PDF-1.7');

  // The other one has no address: she is handed a slip, and types what stands on it. A second slip ends the first.
  await page.locator('#register tr', { hasText: second }).getByRole('link', { name: 'Details' }).click();
  await fine(page);
  const slip = async () => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Make a slip (PDF)' }).click()]);
    const paper = PDFDocument.openDocument(readFileSync(await file.path()), 'application/pdf').loadPage(0).toStructuredText('').asText();
    expect(paper).toContain((await wordsOf('ro'))('certificates.mine_title'));
    return /([0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(paper)![0];
  };
  const slips = [await slip(), await slip()];
  const typed = async (code: string) => [(await stranger.goto(`${kolo.app.url}/en/certificates/mine/${code.toLowerCase().replaceAll('-', '')}`))!.status(), await stranger.locator('main').innerText()];
  expect([await typed(slips[0]!), await typed(slips[1]!)]).toEqual([[404, expect.not.stringContaining(second!)], [200, expect.stringContaining(second!)]]);

  await page.goto(ofSeries());
  await page.locator('#register tr', { hasText: first }).getByRole('link', { name: 'Details' }).click();
  await page.locator('summary', { hasText: 'Take back' }).click();
  const form = page.locator('form[action="?/revoke"]');
  await form.getByRole('button').click();
  expect(await page.locator('[role=alert], .error').first().innerText()).toContain('Write why');
  await page.locator('summary', { hasText: 'Take back' }).click();
  await form.locator('input[name=reason]').fill('Issued by mistake');
  await form.getByRole('button').click();
  expect(await page.locator('[role=status]').innerText()).toContain('taken back');
  await fine(page);

  await stranger.goto(address.replace(kolo.app.url, `${kolo.app.url}/ro`));
  const said = await stranger.locator('main').innerText();
  expect([said.includes((await wordsOf('ro'))('certificates.public_revoked')), said.includes('Issued by mistake')]).toEqual([true, false]);
  await looking.goto(stranger.url());
  await fine(looking);
  expect(await check(await json(`${address}/credential.json`))).toEqual({ valid: false, why: 'revoked' });
  // By her link the holder is forgotten; the page stays, and says nothing of her.
  await holder.goto(`${kolo.app.url}/en${own}`);
  await holder.locator('summary', { hasText: 'Remove me' }).click();
  await holder.locator('form[action="?/forget"] button').click();
  expect([await holder.locator('main').innerText(), (await holder.goto(`${kolo.app.url}/en${own}`))!.status()]).toEqual([expect.stringContaining('says nothing about you'), 404]);
  expect((await shown()).includes('O. O.')).toBe(false);
  // The other one stands.
  expect((await check(await json(`${other}/credential.json`))).valid).toBe(true);
});

test.each(locales)('in %s: issued, found valid in a private window, taken back with a reason, and found so there', async (locale) => {
  const t = await wordsOf(locale);
  const at = locales.indexOf(locale);
  const [width, other] = at % 2 ? (['phone', 'laptop'] as const) : (['laptop', 'phone'] as const);
  // Each language has a holder of its own, none of those above.
  const { given, surname, email } = network.people[at + 3]!;
  const name = `${given} ${surname}`;
  const page = await coordinator(width);
  await page.goto(ofSeries(locale));
  for (const box of await page.locator('input[name=person]').all()) await box.uncheck();
  await page.getByLabel(t('certificates.choose', { name }), { exact: true }).check();
  await page.locator('#language').selectOption(locale);
  await page.getByRole('button', { name: t('certificates.issue'), exact: true }).click();
  expect(await page.locator('[role=status]').innerText()).toContain(t('certificates.issued_done', { n: 1 }));
  await fine(page);
  const address = await addressOf(page, name);
  expect(bodyOf(await lastLetterTo(kolo.app, email))).toContain(bodyOf(t('certificates.letter', { name, number: '\0', title: '', link: '', page: '' }).split('\0')[0]!));

  // Axe needs scripts to look; the stranger's own window has none.
  const [stranger, looking] = [await window(other, false), await window(other, true)];
  const found = async (word: 'public_valid' | 'public_revoked') => {
    await stranger.goto(address);
    expect([await stranger.locator('html').getAttribute('lang'), await stranger.locator('main').innerText(), await stranger.content()]).toEqual([locale, expect.stringContaining(t(`certificates.${word}`)), expect.not.stringContaining('Osoba')]);
    await looking.goto(address);
    await fine(looking);
  };
  await found('public_valid');

  await page.locator('#register tr', { hasText: name }).getByRole('link', { name: t('certificates.more') }).click();
  await fine(page);
  const form = page.locator('form[action="?/revoke"]');
  const takeBack = () => page.locator('summary', { hasText: t('certificates.revoke') }).click();
  await takeBack();
  await form.getByRole('button', { name: t('certificates.revoke'), exact: true }).click();
  expect(await page.locator('main [role=alert]').first().innerText()).toContain(t('certificates.problem_reason_missing'));
  await takeBack();
  await form.locator('input[name=reason]').fill('§ 12');
  await form.getByRole('button', { name: t('certificates.revoke'), exact: true }).click();
  expect(await page.locator('[role=status]').innerText()).toContain(t('certificates.revoked_done'));
  expect(await page.locator('main').innerText()).toContain('§ 12');
  await fine(page);
  await found('public_revoked');
  expect(await stranger.content()).not.toContain('§ 12');
  await Promise.all([page, stranger, looking].map((one) => one.context().close()));
});

test('documents come one by one and all together; what is taken back is not among them', async () => {
  const page = await coordinator();
  await page.goto(ofSeries());
  const numbers = await page.locator('#register tbody tr').filter({ has: page.locator('a[download]') }).locator('th a').evaluateAll((links) => links.map((link) => link.firstChild!.textContent!.trim()));
  const one = await page.request.get(kolo.app.url + (await page.locator('#register a[download]').first().getAttribute('href')));
  expect([one.headers()['content-type'], (await one.body()).subarray(0, 8).toString()]).toEqual(['application/pdf', '%PDF-1.7']);
  const all = await page.request.get(`${ofSeries()}/download`);
  expect(Object.keys(unzipSync(new Uint8Array(await all.body()))).sort()).toEqual(numbers.map((number) => `certificate-${number}.pdf`).sort());
});

describe.each(['phone', 'laptop'] as const)('on a %s', (width) => {
  test.each(locales)('certificates and trainers of a programme, in %s', async (locale) => {
    const page = await coordinator(width);
    for (const path of ['certificates', `certificates/${network.published.seriesId}`, 'trainers?q=Osoba']) {
      const answer = await page.goto(`${kolo.app.url}/${locale}/work/programmes/${network.published.slug}/${path}`);
      expect(answer!.status()).toBe(200);
      await fine(page);
    }
  });
});

test('an address nobody was given leads nowhere', async () => {
  const page = await window('laptop', false);
  for (const path of [`certificates/${'a'.repeat(24)}`, 'certificates/short', `certificates/${'a'.repeat(24)}/credential.json`, 'badges/nobody', `badges/${network.slug}/status/1`]) {
    expect([path, (await page.goto(`${kolo.app.url}/${path}`))!.status()]).toEqual([path, 404]);
  }
});
