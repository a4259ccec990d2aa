/** What people learned, asked without names: a coordinator asks before and after, people answer on their phones, and nothing is seen of fewer than five. */
import { beforeAll, expect, test } from 'vitest';
import { locales, withoutLocale } from '#platform/words/locales.ts';
import { linkTo } from './letters.ts';
import { laptop, opened } from './opened.ts';
import { Person } from './person.ts';

const kolo = opened();
let coordinator: Person;
const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
let event: string;
/** Address of the test's own page, and of the link for the room, without language. */
let exam: string;

beforeAll(async () => {
  coordinator = await kolo.as('coordinator');
});

const own = (page: Person['page']) => withoutLocale(new URL(page.url()).pathname);
const section = (name: string) => coordinator.page.locator('section', { has: coordinator.page.getByRole('heading', { name, exact: false, level: 2 }) }).first();

async function make(kind: string): Promise<string> {
  await coordinator.open(`/work/events/${event}/learning`);
  const item = coordinator.page.locator('.kinds > li', { hasText: kind }).first();
  await item.locator('summary').click();
  await coordinator.press(item.getByRole('button'));
  return own(coordinator.page).replace(/\/questions$/, '');
}

/** Opens a time of asking. @returns the room's link, without language */
async function open(heading: string): Promise<string> {
  const part = section(heading);
  if (!(await part.locator('details[open]').count())) await part.locator('summary').first().click();
  await coordinator.press(part.getByRole('button', { name: 'Open' }));
  return withoutLocale(new URL((await section(heading).getByRole('link', { name: 'Link for the room' }).getAttribute('href'))!).pathname);
}

async function close(heading: string) {
  await section(heading).locator('details.confirm summary').click();
  await coordinator.press(section(heading).locator('details.confirm button'));
}

/** A program that sends the form as browsers do. @returns where it is led to, or with which status it was refused */
const sends = async (link: string, fields: Record<string, string>, cookie = ''): Promise<string | number> => {
  const answer = await fetch(`${kolo.app.url}/en${link}`, { method: 'POST', redirect: 'manual', headers: { origin: kolo.app.url, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', ...(cookie && { cookie }) }, body: new URLSearchParams(fields) });
  return answer.status === 303 ? withoutLocale(new URL(answer.headers.get('location')!, kolo.app.url).pathname) : answer.status;
};
const code = (n: number) => ({ code_mother: 'Ma', code_day: String(n), code_place: 'S', code_siblings: '0' });

test('a coordinator makes a test of the same questions before and after, and opens it for the room', async () => {
  const { page } = coordinator;
  await coordinator.open('/work/programmes/practice/events/new');
  await coordinator.fill({ title: 'Training of case managers', day_0: day, place: 'Šabac' });
  await coordinator.press(page.getByRole('button', { name: 'Save' }));
  event = /\/events\/([0-9a-f-]{36})\//.exec(page.url())![1]!;
  await coordinator.press(page.locator('main nav a:visible', { hasText: 'Learning' }));
  exam = await make('Test before and after');
  await page.locator('[name=kind_2]').selectOption('choice');
  await coordinator.fill({ words_2: 'Who decides about the plan?', options_2: 'The centre alone' });
  // One answer is no choice: it is said, and nothing is lost.
  expect(await coordinator.press(page.getByRole('button', { name: 'Save' }), { mayBeRefused: true })).toBe(false);
  expect([await page.locator('[name=words_2]').inputValue(), await page.locator('[role=alert]').innerText()]).toEqual(['Who decides about the plan?', expect.stringContaining('at least two answers')]);
  await coordinator.fill({ options_2: 'The centre alone\n* The centre with the family' });
  await coordinator.press(page.getByRole('button', { name: 'Save' }));
  await coordinator.press(page.getByRole('link', { name: 'Open the questionnaire for answers' }));
  expect(own(page)).toBe(exam);
  expect(coordinator.faults).toEqual([]);
});

test('people answer on their phones without an account, one of them without JavaScript; four are not shown, five are', async () => {
  const before = await open('Before the training');
  const phone = await kolo.somebody({ locale: 'sr-Latn', width: 'phone', script: true, scheme: 'light' });
  await phone.open(before);
  await phone.page.locator('.steps').first().locator('label').nth(1).click();
  await phone.page.getByText('The centre alone').click();
  await phone.fill({ code_mother: 'Marija', code_day: '1', code_place: 'Šabac' });
  // One part of the code is missing: it is said, and the answers are still there.
  expect(await phone.press(phone.page.locator('main form button'), { mayBeRefused: true })).toBe(false);
  expect([await phone.page.locator('[name=code_place]').inputValue(), await phone.page.locator('.steps input:checked').count()]).toEqual(['Šabac', 1]);
  await phone.fill({ code_siblings: '0' });
  await phone.press(phone.page.locator('main form button'));
  expect(own(phone.page)).toBe('/evaluate/thanks');
  // Her code counts once.
  expect(await sends(before, { q_q1: 'o1', ...code(1) })).toBe(409);
  const plain = await kolo.somebody({ locale: 'bg', width: 'phone', script: false, scheme: 'light' });
  await plain.open(before);
  await plain.page.locator('.steps').first().locator('label').nth(1).click();
  await plain.fill(code(2));
  await plain.press(plain.page.locator('main form button'));
  expect(own(plain.page)).toBe('/evaluate/thanks');
  // The third is signed in; what she sends is nobody's all the same.
  const cookie = (await coordinator.context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  for (const n of [3, 4]) expect(await sends(before, { q_knowledge: '3', q_q1: 'o1', ...code(n) }, n === 3 ? cookie : '')).toBe('/evaluate/thanks');

  await coordinator.open(exam);
  const part = () => section('Before the training').innerText();
  expect(await part()).toContain('4 answers');
  expect(await part()).toContain('at least five answers');
  expect(await section('Before the training').locator('details.confirm').count()).toBe(0);
  expect((await coordinator.context.request.get(`/en${exam}/csv`)).status()).toBe(404);
  expect(await sends(before, { q_knowledge: '3', q_q1: 'o2', ...code(5) })).toBe('/evaluate/thanks');
  await coordinator.open(exam);
  await close('Before the training');
  // Of five, nothing yet: it is shown with what they knew afterwards.
  expect(await coordinator.text()).not.toContain('Right answers');
  await phone.open(before);
  expect(await phone.text()).toContain('Upitnik je zatvoren');

  await coordinator.open(exam);
  const after = await open('After the training');
  for (let n = 1; n <= 5; n++) expect(await sends(after, { q_knowledge: '5', q_q1: n < 5 ? 'o2' : 'o1', ...code(n) })).toBe('/evaluate/thanks');
  await coordinator.open(exam);
  await close('After the training');
  const page = await coordinator.text();
  expect(page).toContain('What changed');
  const gain = coordinator.page.locator('tbody tr', { hasText: 'Right answers' }).first();
  // One of five knew before, four of five after: 20 % → 80 %; one has lost it.
  expect((await gain.innerText()).replace(/\s+/g, ' ')).toContain('20% 80% +60 +100 4 (80%); the same 0, worse 1 5');
  const csv = await (await coordinator.context.request.get(`/en${exam}/csv`)).text();
  expect(csv).toContain('Who decides about the plan?,The centre with the family,4,5');
  expect([coordinator.faults, phone.faults, plain.faults]).toEqual([[], [], []]);
});

test('some months later a letter asks what became of it; its link is good for one answer and knows nobody', async () => {
  const { page } = coordinator;
  const later = await make('Evaluation some months later');
  await coordinator.open(`/work/events/${event}/registrations/form`);
  // A form that would forget the addresses before the letters go is not saved; what is offered keeps them long enough.
  const offered = Number(await page.locator('[name=retentionDays]').inputValue());
  await coordinator.fill({ retentionDays: String(offered - 1) });
  expect([offered > 130, await coordinator.press(page.getByRole('button', { name: 'Save' }), { mayBeRefused: true }), await page.locator('[role=alert]').innerText()]).toEqual([true, false, expect.stringContaining(`at least ${offered} days`)]);
  await coordinator.fill({ retentionDays: String(offered) });
  await coordinator.press(page.getByRole('button', { name: 'Save' }));
  const guest = await kolo.somebody(laptop);
  await guest.open(`/events/${event}/register`);
  await guest.fill({ given: 'Ana', surname: 'Ilić', email: 'ana@example.org' });
  await guest.press(guest.page.locator('main form:has([name=given]) button').last());
  await coordinator.open(later);
  await coordinator.press(section('Some months later').getByRole('button', { name: 'Open' }));
  expect(await section('Some months later').innerText()).toContain('Letters go out by themselves on');
  await coordinator.press(page.getByRole('button', { name: 'Send the letters now' }));
  expect(await section('Some months later').innerText()).toContain('1 letter sent');
  const link = await linkTo(kolo.app, 'ana@example.org', 'evaluate', 2);
  await guest.open(link);
  await guest.page.locator('[name=q_frequency]').nth(3).check();
  await guest.page.locator('[name=q_barriers]').nth(1).check();
  await guest.page.locator('[name=q_barriers]').nth(2).check();
  await guest.fill({ q_cascade: 'a dozen', q_applied: 'Plans are now written together with the family, at the second visit at the latest.' });
  expect(await guest.press(guest.page.locator('main form button'), { mayBeRefused: true })).toBe(false);
  expect([await guest.page.locator('[name=q_barriers]:checked').count(), await guest.text()]).toEqual([2, expect.stringContaining('Write a number in figures')]);
  expect(await guest.page.locator('[name=q_applied]').inputValue()).toContain('together with the family');
  await guest.fill({ q_cascade: '12' });
  await guest.press(guest.page.locator('main form button'));
  await guest.open(link);
  expect(await guest.text()).toContain('This link has been used already');
  await coordinator.open(later);
  expect(await section('Some months later').innerText()).toContain('1 answer');
  // The operator's lines say that a form was sent, and of nobody signed in who sent it.
  const lines = kolo.app.output().split('\n').filter((line) => line.includes('/evaluate/[token]'));
  expect([lines.length > 10, lines.filter((line) => line.includes('"account"') || line.includes(link.slice(10)))]).toEqual([true, []]);
  expect([coordinator.faults, guest.faults]).toEqual([[], []]);
});

test.each(locales)('the pages on a phone and a laptop, dark, in %s', async (locale) => {
  const other = await kolo.somebody({ locale, width: 'phone', script: true, scheme: 'dark' });
  await other.stepIn('coordinator');
  for (const path of [`/work/events/${event}/learning`, exam, `${exam}/questions`]) await other.openInBothWidths(path);
  if (locale === 'en') {
    const end = await make('Evaluation at the end');
    await coordinator.open(end);
    await open('At the end');
    await coordinator.press(coordinator.page.getByRole('link', { name: 'QR code for a screen or wall' }));
    expect(await coordinator.page.locator('main svg').count()).toBeGreaterThan(0);
    await other.openInBothWidths(withoutLocale(new URL((await coordinator.page.locator('.address a').getAttribute('href'))!).pathname));
    expect(await other.page.locator('.steps').count()).toBe(7);
  }
  expect([other.faults, coordinator.faults]).toEqual([[], []]);
});
