/** A network is made, its gap closed and its rule claimed; anybody reads what is published of it, and what it was on any day. */
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
const pathOf = async ({ page }: Person, name: string) => (await page.getByRole('link', { name }).first().getAttribute('href'))!.replace(/^\/en/, '');

let returnees: string;
let union: string;
let local: string;
/** Whom Kolo proposed and who closed the gap: as an organisation, and as a member. */
let closing: { organisationId: string; member: string };

test('a coordinator sees which region lacks what, is refused, admits whom Kolo proposes, and is believed', async () => {
  const { page } = coordinator;
  await coordinator.open('/work/networks');
  [returnees, union, local] = [await pathOf(coordinator, 'Network for support to returnees'), await pathOf(coordinator, 'Union for childhood'), await pathOf(coordinator, 'Local network for children')];
  await coordinator.open(`${returnees}/composition`);
  expect(await coordinator.text()).toMatch(/The rule is not met[\s\S]*Nišava district lacks 1 civil society organisation[\s\S]*5 of at least 6/);
  expect(await press(coordinator, 'Claim that the rule is met', { mayBeRefused: true })).toBe(false);
  expect(await page.locator('[role=alert]').innerText()).toContain('The rule is not met: 1 place is still open');
  // The one that gives services comes first, and says why.
  const proposed = page.locator('tr:has(input[name=organisation])');
  expect([await proposed.count(), await proposed.first().innerText()]).toEqual([2, expect.stringMatching(/Први корак[\s\S]*seat: Niš; gives 2 services/)]);
  const organisationId = await proposed.first().locator('input[name=organisation]').inputValue();
  await coordinator.press(proposed.first().getByRole('button', { name: 'Add as a member' }));
  expect(await coordinator.text()).toMatch(/Први корак.*: recorded[\s\S]*The rule is met/);
  await press(coordinator, 'Claim that the rule is met');
  expect(await coordinator.text()).toMatch(/The claim is recorded[\s\S]*Met on \d+ \w+ \d{4}: 9 organisations/);
  await coordinator.open(returnees);
  closing = { organisationId, member: await pathOf(coordinator, 'Први корак') };
  // What was claimed is evidence in the programme the rule belongs to.
  await coordinator.open('/work/log');
  expect(await coordinator.text()).toMatch(/Claimed that a rule of composition is met/);
});

test('the list and its numbers are those of the day that is asked for; members of members count once', async () => {
  const { page } = coordinator;
  await coordinator.open(union);
  expect(await coordinator.text()).toMatch(/9 organisations together with the members of 2 member networks[\s\S]*13 mentions on the lists, 9 organisations[\s\S]*Сунцокрет.*through 3 networks/);
  const on = async (day: string) => {
    await page.locator('#on').fill(day);
    await press(coordinator, 'Show');
    return coordinator.text();
  };
  expect(await on('2024-05-01')).toMatch(/as it was on 1 May 2024[\s\S]*8 organisations/);
  expect(await on('2024-04-30')).toMatch(/0 organisations[\s\S]*Nobody is on the list yet/);
});

test('a local network is made: an institution joins and leaves, her representative agrees to be named, and only then everybody reads it', async () => {
  const { page } = coordinator;
  await coordinator.open('/work/networks/new');
  await page.getByLabel('Area').fill('Atlantis');
  expect(await press(coordinator, 'Save', { mayBeRefused: true })).toBe(false);
  expect(await page.locator('[role=alert]').innerText()).toContain('Atlantis');
  await page.getByLabel('English').first().fill('Local network of Brus');
  await page.getByLabel('Area').fill('Brus');
  await press(coordinator, 'Save');
  const made = new URL(page.url()).pathname.replace(/^\/en/, '');
  await page.getByText('Add a member').click();
  await page.locator('[name=member]').fill('Установа за услуге у заједници „Липа“ (пример)');
  await page.locator('form[action="?/join"] [name=from]').fill('2024-01-10');
  await press(coordinator, 'Add');
  await coordinator.press(page.getByRole('link', { name: 'Установа за услуге' }));
  await page.getByText('Add a representative').click();
  await page.getByLabel('Given name').fill('Раде');
  await page.getByLabel('Surname').fill('Нинчић');
  await press(coordinator, 'Record');
  expect(await coordinator.text()).toMatch(/Раде Нинчић/);
  await coordinator.open(made);
  await press(coordinator, 'Publish');
  const visitor = await kolo.somebody({ locale: 'sr-Latn', width: 'phone', script: true, scheme: 'light' });
  await visitor.open('/networks?q=brus');
  await visitor.press(visitor.page.locator('tbody th a'));
  expect(await visitor.text()).toMatch(/Липа/);
  expect(await visitor.text()).not.toMatch(/Раде/);
  await coordinator.press(page.getByRole('link', { name: 'Установа за услуге' }));
  await press(coordinator, 'Record consent');
  await visitor.press(visitor.page.getByRole('link', { name: 'Mreže' }).first());
  await visitor.open(made.replace('/work', ''));
  expect(await visitor.text()).toMatch(/Раде Нинчић/);
  // It leaves; the history keeps everything, and a mistake can be taken back.
  await page.getByText('Record a change').click();
  await page.locator('form[action="?/say"] [name=state]').selectOption('left');
  await press(coordinator, 'Record');
  expect(await coordinator.text()).toMatch(/left[\s\S]*10 January 2024/);
  await visitor.open(made.replace('/work', ''));
  expect(await visitor.text()).not.toMatch(/Липа/);
  await page.getByText('The last entry is a mistake').click();
  await press(coordinator, 'Take back the last entry');
  expect(await coordinator.text()).toMatch(/taken back/);
  await visitor.open(made.replace('/work', ''));
  expect([await visitor.page.locator('tbody th').first().innerText(), visitor.faults]).toEqual([expect.stringContaining('Липа'), []]);
});

test.each(locales.map((locale, at) => [locale, at % 2 ? 'laptop' : 'phone'] as const))('in %s, on a %s: who closed the gap leaves, the rule is refused, and closing it anew it is believed', async (locale, width) => {
  const person = await kolo.as('coordinator', { locale, width, script: true, scheme: 'light' });
  const { page, t } = person;
  const claim = () => person.press(page.getByRole('button', { name: t('composition.claim'), exact: true }), { mayBeRefused: true });
  await person.open(closing.member);
  await page.getByText(t('alliances.say_state'), { exact: true }).click();
  await page.locator('form[action="?/say"] [name=state]').selectOption('left');
  await person.press(page.locator('form[action="?/say"] button'));
  await person.open(`${returnees}/composition`);
  expect(await person.text()).toContain(t('composition.not_met'));
  expect([await claim(), await page.locator('[role=alert]').first().innerText()]).toEqual([false, expect.stringContaining(t('composition.problem_not_met', { n: 1 }))]);
  await person.press(page.locator(`form:has(input[value="${closing.organisationId}"]) button[value=member]`));
  expect(await person.text()).toContain(t('composition.met'));
  expect([await claim(), await person.text(), person.faults]).toEqual([true, expect.stringContaining(t('composition.claimed')), []]);
  await person.context.close();
});

test('an election fills the board, a tie asks for the lot; a fee is asked and paid', async () => {
  const { page } = coordinator;
  await coordinator.open(`${union}/bodies`);
  await page.getByText('Record an election').first().click();
  const form = page.locator('form[action="?/election"]').first();
  for (const [at, [name, votes]] of [['Десанка Трнавац', 4], ['Јелисавета Грубач', 3], ['Миљан Опачић', 3]].entries()) {
    await form.locator(`[name=candidate_${at}]`).fill(String(name));
    await form.locator(`[name=votes_${at}]`).fill(String(votes));
  }
  expect(await coordinator.press(form.getByRole('button', { name: 'Record the result' }), { mayBeRefused: true })).toBe(false);
  expect(await page.locator('[role=alert]').innerText()).toContain('2 candidates have equal votes at the last seat');
  await form.locator('[name=lot_2]').check();
  await coordinator.press(form.getByRole('button', { name: 'Record the result' }));
  expect((await page.locator('table').first().locator('tbody th').allInnerTexts()).sort()).toEqual(['Десанка Трнавац', 'Миљан Опачић']);
  await coordinator.open(`${union}/fees`);
  await page.getByText('Enter one amount for all members').click();
  await page.getByLabel('Amount').fill('6.000,00');
  await page.locator('form[action="?/ask"] button').click();
  await page.waitForURL(/saved/);
  expect(await coordinator.text()).toMatch(/Due RSD\s18,000, paid RSD\s0, still open RSD\s18,000/);
});

test.each(locales)('in %s every page is in order, on a phone and on a laptop', async (locale) => {
  const phone = await kolo.somebody({ locale, width: 'phone', script: true, scheme: 'dark' });
  await phone.stepIn('coordinator');
  for (const path of [local, `${returnees}/composition`, `${returnees}/composition/rule`, `${union}/bodies`, union.replace('/work', '')]) await phone.open(path);
  const laptop = await kolo.somebody({ locale, width: 'laptop', script: true, scheme: 'light' });
  await laptop.open(union.replace('/work', ''));
  expect([...phone.faults, ...laptop.faults]).toEqual([]);
});

test('nothing was wrong with any page of the journeys', () => expect(coordinator.faults).toEqual([]));
