/** A network signs an agreement, holds a meeting, and its organisations assess themselves and each other; it writes guidelines together. */
import { beforeAll, expect, test } from 'vitest';
import { locales } from '#platform/words/locales.ts';
import { opened } from './opened.ts';
import { Person } from './person.ts';

const kolo = opened();
let coordinator: Person;

beforeAll(async () => {
  coordinator = await kolo.as('coordinator');
});

const press = (person: Person, name: string, more = {}) => person.press(person.page.getByRole('button', { name, exact: true }).first(), more);
const pathOf = ({ page }: Person) => new URL(page.url()).pathname.replace(/^\/en/, '');
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

let union: string;
let agreement: string;
let meeting: string;
let organisation: string;
let assessment: string;
let guideline: string;

test('an agreement is entered with its parties, keeps the signed paper under its fingerprint, and ends early with a reason', async () => {
  const { page } = coordinator;
  await coordinator.open('/work/networks');
  union = (await page.getByRole('link', { name: 'Union for childhood' }).first().getAttribute('href'))!.replace(/^\/en/, '');
  await coordinator.open(`${union}/agreements`);
  expect(await coordinator.text()).toMatch(/Agreement on referring families[\s\S]*ending[\s\S]*Memorandum on support to returnees[\s\S]*active/);
  await coordinator.press(page.getByRole('link', { name: 'Add an agreement' }));
  await page.getByLabel('English').first().fill('Grant for a summer camp');
  await page.getByLabel('Party 2').fill('Удружење „Сунцокрет“ (пример)');
  await page.getByLabel('Signed on').fill('2026-01-10');
  await page.getByLabel('Valid from').fill('2026-02-01');
  await page.getByLabel('Valid until').fill('2026-01-01');
  expect(await press(coordinator, 'Save', { mayBeRefused: true })).toBe(false);
  expect(await page.locator('[role=alert]').innerText()).toContain('The end is before the beginning');
  await page.getByLabel('Valid until').fill(inDays(30));
  await press(coordinator, 'Save');
  agreement = pathOf(coordinator);
  expect(await coordinator.text()).toMatch(/It ends in 30 days[\s\S]*Union for childhood[\s\S]*Letters come 60 and 14 days before the end/);
  await page.locator('[name=file]').setInputFiles({ name: 'Signed 2026.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 signed') });
  await press(coordinator, 'Add the paper');
  expect(await coordinator.text()).toMatch(/Signed 2026\.pdf[\s\S]*[0-9a-f]{64}/);
  await page.getByText('It ended early').click();
  await page.locator('[name=reason]').fill('The camp was flooded.');
  await press(coordinator, 'Record the end');
  expect(await coordinator.text()).toMatch(/Ended early: it held until[\s\S]*The camp was flooded/);
});

test('an event becomes a meeting of the network; it tells who was represented', async () => {
  const { page } = coordinator;
  await coordinator.open(`${union}/meetings`);
  await page.getByText('Link a meeting').click();
  const choice = page.locator('[name=event]');
  const event = (await choice.locator('option').nth(1).getAttribute('value'))!;
  await choice.selectOption(event);
  await press(coordinator, 'Link');
  meeting = pathOf(coordinator);
  expect(await coordinator.text()).toMatch(/linked with the network[\s\S]*Attendance by organisation[\s\S]*Decisions[\s\S]*Open tasks/);
  await coordinator.press(page.getByRole('link', { name: 'Meetings' }).last());
});

test('an organisation is assessed by itself and by a peer; the page shows both over time', async () => {
  const { page } = coordinator;
  await coordinator.open('/work/organisations?q=zvoncica');
  await coordinator.press(page.locator('tbody th a').first());
  organisation = pathOf(coordinator);
  const assess = async (kind: string, day: string, score: number, reviewer?: string) => {
    await coordinator.open(`${organisation}/assessments`);
    if (!(await page.getByRole('button', { name: 'Begin' }).isVisible())) await page.getByText('Begin an assessment').click();
    await page.getByLabel(kind, { exact: true }).check();
    if (reviewer) await page.locator('[name=reviewer]').fill(reviewer);
    await page.locator('[name=onDay]').fill(day);
    await press(coordinator, 'Begin');
    assessment = pathOf(coordinator);
    for (const choice of await page.locator(`input[type=radio][value="${score}"]`).all()) await choice.check();
    await press(coordinator, 'Save');
    await page.locator('summary', { hasText: 'Submit' }).click();
    await press(coordinator, 'Submit');
  };
  await assess('self-assessment', '2025-05-01', 1);
  await assess('self-assessment', '2026-05-01', 3);
  await assess('peer review', '2026-06-01', 2, 'Удружење „Речни бисер“ (пример)');
  expect(await coordinator.text()).toMatch(/Submitted on[\s\S]*2 – works/);
  await coordinator.open(`${organisation}/assessments`);
  expect((await page.locator('table', { hasText: 'Governance' }).first().locator('tbody tr').first().innerText()).split('\t')).toEqual(['Governance', '1.0', '3.0', '2.0']);
  expect(await coordinator.text()).toMatch(/Self-assessment beside peer review[\s\S]*3\s+2\s+[-−]1/);
});

test('guidelines are drafted, amended and adopted; everybody reads what was adopted', async () => {
  const { page } = coordinator;
  await coordinator.open(`${union}/guidelines`);
  await page.locator('[name=title]').fill('Rules of referral');
  await page.locator('[name=body]').fill('Every family is told what will happen.\n\nThe service answers soon.');
  await press(coordinator, 'Save');
  guideline = pathOf(coordinator);
  const second = page.locator('section.paragraph').nth(1);
  await second.locator('summary').click();
  await second.locator('[name=text]').fill('How soon?');
  await coordinator.press(second.getByRole('button', { name: 'Add the comment' }));
  await second.locator('summary').click();
  await second.locator('[name=proposed]').fill('The service answers within five days.');
  await coordinator.press(second.getByRole('button', { name: 'Propose the amendment' }));
  expect([await second.locator('del').innerText(), await second.locator('ins').innerText()]).toEqual([expect.stringContaining('soon.'), expect.stringContaining('within five days.')]);
  await coordinator.press(second.getByRole('button', { name: 'Accept' }));
  expect(await coordinator.text()).toMatch(/Version 2[\s\S]*within five days\.[\s\S]*How soon\?[\s\S]*accepted/);
  await page.getByText('Record the adoption').click();
  await press(coordinator, 'Record');
  await press(coordinator, 'Publish');
  await coordinator.press(page.getByRole('link', { name: 'What changed' }));
  expect(await coordinator.text()).toMatch(/changed paragraph/);
  const visitor = await kolo.somebody({ locale: 'bg', width: 'phone', script: true, scheme: 'light' });
  await visitor.open(union.replace('/work', ''));
  await visitor.press(visitor.page.getByRole('link', { name: 'Rules of referral' }));
  expect(await visitor.text()).toMatch(/още не е преведен[\s\S]*within five days/);
  // The editor translates a paragraph; the reader gets it in her language, is told of the rest, and may read the original.
  await coordinator.open(`${guideline}/translate?to=bg`);
  await page.getByLabel('Title in Български').fill('Правила за насочване');
  await page.getByLabel('Paragraph 1 in Български').fill('Първият абзац на български.');
  await press(coordinator, 'Save the translation');
  expect(await coordinator.text()).toMatch(/Български: 1 of \d+ paragraphs/);
  await visitor.page.reload();
  expect(await visitor.text()).toMatch(/Правила за насочване[\s\S]*Преведени са 1 от[\s\S]*Първият абзац на български\./);
  await visitor.press(visitor.page.getByRole('link', { name: 'Прочетете оригинала' }));
  expect([await visitor.text(), visitor.faults]).toEqual([expect.not.stringContaining('Първият абзац'), []]);
});

test.each(locales)('in %s every page is in order on a phone', async (locale) => {
  const phone = await kolo.somebody({ locale, width: 'phone', script: true, scheme: 'dark' });
  await phone.stepIn('coordinator');
  for (const path of ['/work/agreements', agreement, `${union}/agreements`, `${union}/meetings`, meeting, `${union}/guidelines`, `${organisation}/assessments`, assessment, guideline, `${guideline}/changes`, `${guideline}/translate?to=${locale === 'bg' ? 'ro' : 'bg'}`]) await phone.open(path);
  expect(phone.faults).toEqual([]);
});

test('nothing was wrong with any page of the journeys', () => expect(coordinator.faults).toEqual([]));
