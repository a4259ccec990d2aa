/** A representative keeps her organisation's entry true: she proposes, the moderator sees what is different and takes part of it; a letter asks whether it is still true. */
import { beforeAll, expect, test } from 'vitest';
import { toLatin } from '#platform/matching/transliterate.ts';
import { locales, withoutLocale, type Locale } from '#platform/words/locales.ts';
import { bodyOf, lastLetterTo, lettersTo } from './letters.ts';
import { laptop, opened } from './opened.ts';
import { Person, type Setting } from './person.ts';

const kolo = opened();
let coordinator: Person;
let representative: Person;
const phone: Setting = { ...laptop, width: 'phone' };
let organisation: string;
let proposal: string;
let service: string;

beforeAll(async () => {
  coordinator = await kolo.as('coordinator');
  representative = await kolo.as('organisation-representative', phone);
});

test('the coordinator describes an organisation, with a contact that agreed to be shown; without the day of consent it is refused', async () => {
  const { page } = coordinator;
  // The one the demo's representative speaks for.
  await coordinator.open('/work/members');
  const name = (await page.locator('tbody tr', { hasText: 'Весна' }).locator('td').first().locator('.soft').innerText()).trim();
  await coordinator.open(`/work/organisations?q=${encodeURIComponent(name)}`);
  await coordinator.press(page.getByRole('link', { name, exact: true }));
  organisation = page.url().match(/[0-9a-f-]{36}/)![0];
  await coordinator.open(`/work/organisations/${organisation}/profile`);
  await page.locator('[name="descriptions.sr-Cyrl"]').fill('Помажемо породицама у граду.');
  await page.locator('main details', { hasText: 'New contact' }).last().locator('summary').click();
  const contact = await page.locator('[name$=".contactId"]').count() - 1;
  await page.locator(`[name="contacts.${contact}.name"]`).fill('Ana Anić');
  await page.locator(`[name="contacts.${contact}.email"]`).fill('ana@example.org');
  await page.locator(`[name="contacts.${contact}.isPublic"]`).check();
  expect(await coordinator.press(page.getByRole('button', { name: 'Save' }), { mayBeRefused: true })).toBe(false);
  expect(await page.locator('[role=alert]').innerText()).toContain('enter the day on which the person agreed');
  await page.locator(`[name="contacts.0.consentOn"]`).fill('2026-01-05');
  await page.locator('[name=listed]').check();
  await page.locator('[name=email]').fill('office@example.org');
  await coordinator.press(page.getByRole('button', { name: 'Save' }));
  expect(await coordinator.text()).toContain('Saved.');
  await coordinator.open(`/work/organisations/${organisation}`);
  expect(await coordinator.text()).toContain('public, consent of 5 January 2026');
  await page.locator('summary', { hasText: 'Invite a representative' }).click();
  await page.locator('form[action="?/invite"] [name=email]').fill('new@example.org');
  await coordinator.press(page.locator('form[action="?/invite"] button'));
  expect(await lastLetterTo(kolo.app, 'new@example.org', 1)).toContain('/sign-up?invitation=');
  expect(coordinator.faults).toEqual([]);
});

test('a visitor reads the page and writes, with and without JavaScript; the address stands nowhere', async () => {
  const visitor = await kolo.somebody(phone);
  await visitor.open('/organisations');
  await visitor.page.locator('[name=place]').fill('Atlantis');
  await visitor.press(visitor.page.locator('search button').first());
  await visitor.open(`/organisations/${organisation}`);
  const html = await (await fetch(`${kolo.app.url}/en/organisations/${organisation}`)).text();
  expect([html.includes('ana@example.org'), html.includes('office@example.org'), html.includes('Ana Anić'), html.includes('application/ld+json')]).toEqual([false, false, true, true]);
  await visitor.press(visitor.page.getByRole('link', { name: 'Write to them' }));
  const fill = async (person: Person, email: string) => {
    await person.page.locator('[name=name]').fill('A parent');
    await person.page.locator('[name=email]').fill(email);
    await person.page.locator('[name=text]').fill('When are you open?');
  };
  await fill(visitor, 'parent@example.org');
  await visitor.press(visitor.page.locator('main form button'));
  expect(await visitor.text()).toContain('The message is sent.');
  const letter = await lastLetterTo(kolo.app, 'ana@example.org', 1);
  expect([/^Reply-To: parent@example.org$/m.test(letter), letter.includes('When are you open?')]).toEqual([true, true]);
  const plain = await kolo.somebody({ ...phone, script: false });
  await plain.open(`/organisations/${organisation}`);
  await plain.press(plain.page.getByRole('link', { name: 'Write to them' }));
  await fill(plain, 'other@example.org');
  // Nobody writes three words in no time.
  expect(await plain.press(plain.page.locator('main form button'), { mayBeRefused: true })).toBe(false);
  expect([await plain.page.locator('[name=text]').inputValue(), lettersTo(kolo.app, 'ana@example.org').length]).toEqual(['When are you open?', 1]);
  expect([...visitor.faults, ...plain.faults]).toEqual([]);
});

test('the representative proposes on her phone; nothing of it is public, and she sees that it waits', async () => {
  const { page } = representative;
  await representative.open('/work/organisations');
  await representative.open(`/work/organisations/${organisation}`);
  await representative.press(page.getByRole('link', { name: 'Propose a change' }).first());
  await page.locator('[name="descriptions.sr-Cyrl"]').fill('Помажемо породицама и деци у граду.');
  await page.locator('[name="descriptions.ro"]').fill('Ajutăm familiile din oraș.');
  await page.locator('[name=website]').fill('no address');
  expect(await representative.press(page.getByRole('button', { name: 'Send the proposal' }), { mayBeRefused: true })).toBe(false);
  expect([await page.locator('[name="descriptions.ro"]').inputValue(), await page.locator('[role=alert]').innerText()]).toEqual(['Ajutăm familiile din oraș.', expect.stringContaining('https://')]);
  await page.locator('[name=website]').fill('https://wrong.example');
  await page.locator('[name=note]').fill('We help children too.');
  await representative.press(page.getByRole('button', { name: 'Send the proposal' }));
  expect(await representative.text()).toMatch(/The proposal is sent[\s\S]*waits for a decision/);
  proposal = page.url().match(/proposals\/([0-9a-f-]{36})/)![1]!;
  for (const path of [`/en/organisations/${organisation}`, `/en/organisations`, `/hsds/organizations/${organisation}`, `/api/v1/organisations/${organisation}`]) {
    const answer = await (await fetch(kolo.app.url + path)).text();
    expect([path, /Ajutăm|и деци|wrong\.example|We help children/.test(answer)]).toEqual([path, false]);
  }
  expect((await fetch(`${kolo.app.url}/en/work/proposals/${proposal}`, { redirect: 'manual' })).status).toBe(303);
  expect(representative.faults).toEqual([]);
});

test('the moderator is told by letter, sees each word that changes in both scripts, approves part, and says why', async () => {
  expect(await lastLetterTo(kolo.app, 'coordinator@demo.demo.invalid', 1)).toContain(`/work/proposals/${proposal}`);
  const { page } = coordinator;
  await coordinator.open('/work/proposals');
  await coordinator.press(page.locator(`a[href$="/${proposal}"]`));
  expect(await page.locator('main ins').allInnerTexts()).toEqual(expect.arrayContaining([' и деци', ' i deci', 'Ajutăm familiile din oraș.', 'https://wrong.example'].map((part) => expect.stringContaining(part.trim()))));
  await page.locator('li', { hasText: 'wrong.example' }).locator('input[type=checkbox]').uncheck();
  await page.locator('[name=sentence]').fill('The website does not answer.');
  await coordinator.press(page.getByRole('button', { name: 'Approve the ticked fields' }));
  expect(await coordinator.text()).toContain('approved in part');
  const html = await (await fetch(`${kolo.app.url}/ro/organisations/${organisation}`)).text();
  expect([html.includes('Ajutăm familiile din oraș.'), html.includes('wrong.example')]).toEqual([true, false]);
  expect(await lastLetterTo(kolo.app, 'organisation-representative@demo.demo.invalid', 1)).toContain('The website does not answer.');
  await representative.open(`/work/proposals/${proposal}`);
  expect(await representative.text()).toMatch(/approved in part[\s\S]*The website does not answer/);
  await representative.open(`/work/organisations/${organisation}/history`);
  expect(await representative.page.locator('main ins').count()).toBeGreaterThan(1);
  expect([...coordinator.faults, ...representative.faults]).toEqual([]);
});

test('she proposes a service that is not there yet; the moderator reads it, approves it, and it waits to be published', async () => {
  const { page } = representative;
  await representative.open('/work/services');
  await representative.press(page.getByRole('link', { name: 'Propose a new service' }));
  expect(await representative.press(page.getByRole('button', { name: 'Send the proposal' }), { mayBeRefused: true })).toBe(false);
  await page.locator('[name=name]').fill('Klub roditelja');
  await page.locator('[name=city]').fill('Šabac');
  await page.locator('[name=funding]').fill('Grad Šabac');
  await representative.press(page.getByRole('button', { name: 'Send the proposal' }));
  const at = new URL(page.url()).pathname.replace('/en', '');
  await coordinator.open(at);
  expect(await coordinator.page.locator('main ins').allInnerTexts()).toEqual(expect.arrayContaining(['Klub roditelja', 'Grad Šabac'].map((text) => expect.stringContaining(text))));
  await coordinator.press(coordinator.page.getByRole('button', { name: 'Approve the ticked fields' }));
  await coordinator.press(coordinator.page.getByRole('link', { name: 'Entry', exact: true }));
  expect(await coordinator.text()).toMatch(/Klub roditelja[\s\S]*Grad Šabac/);
  expect((await fetch(`${kolo.app.url}/hsds/services/${coordinator.page.url().match(/[0-9a-f-]{36}/)![0]}`)).status).toBe(404);
  expect([...representative.faults, ...coordinator.faults]).toEqual([]);
});

test('a letter asks; opening its link changes nothing, its button does; “something has changed” waits for the moderator', async () => {
  const { page } = coordinator;
  await coordinator.open('/work/stale');
  const own = () => page.locator('tbody tr', { has: page.locator(`a[href$="/organisations/${organisation}"]`) });
  if (!(await own().count())) await coordinator.open('/work/stale?page=2');
  await own().locator('input[type=checkbox]').check();
  await coordinator.press(page.getByRole('button', { name: 'Ask the selected' }));
  expect(await coordinator.text()).toContain('1 letter is sent.');
  const link = withoutLocale(new URL(/https?:\/\/\S+\/still-true\/[\w-]+/.exec(await lastLetterTo(kolo.app, 'office@example.org', 1))![0]).pathname);
  const desk = await kolo.somebody(phone);
  await desk.open(link);
  await desk.open(link);
  await coordinator.open('/work/stale');
  if (!(await own().count())) await coordinator.open('/work/stale?page=2');
  expect(await own().count()).toBe(1);
  await desk.press(desk.page.getByRole('link', { name: /^Something has changed/ }).first());
  await desk.page.locator('[name=website]').fill('https://right.example');
  await desk.press(desk.page.getByRole('button', { name: 'Send the proposal' }));
  expect(await desk.text()).toContain('The network’s coordinator looks at your change');
  await desk.press(desk.page.locator('form[action="?/confirm"] button').first());
  expect(await desk.text()).toContain('It is confirmed with today’s date.');
  await coordinator.open(`/work/organisations/${organisation}`);
  expect(await coordinator.text()).toMatch(/Confirmed by[\s\S]*by the link in a letter/);
  await coordinator.open('/work/proposals?state=waiting');
  expect(await page.locator('tbody tr').count()).toBe(1);
  // The last letter but one: the last one carries bits that say nothing.
  expect((await fetch(`${kolo.app.url}/en${link.replace(/.(?=.$)/, (letter) => (letter === 'A' ? 'B' : 'A'))}`)).status).toBe(404);
  // The organisation gets another address: the link that went to the old one opens nothing any more, and says why. What it was before is kept, by days.
  await coordinator.open(`/work/organisations/${organisation}/profile`);
  await page.locator('[name=email]').fill('moved@example.org');
  await page.locator('[name=type]').selectOption('other');
  await page.locator('[name=since]').fill('2026-01-01');
  await coordinator.press(page.getByRole('button', { name: 'Save' }));
  await desk.open(link);
  expect(await desk.text()).toContain('an address that is no longer in the directory');
  await coordinator.open(`/work/organisations/${organisation}/history`);
  expect(await coordinator.text()).toContain('31 December 2025');
  await coordinator.press(page.getByRole('button', { name: /It was not so *: 31 December 2025/ }));
  expect(await coordinator.text()).toContain('No other type or seat is known');
  expect([...desk.faults, ...coordinator.faults]).toEqual([]);
});

test('a service is held against the standards: each finding with its note, and how much is met', async () => {
  const { page } = coordinator;
  await coordinator.open('/work/services?q=Suncokret');
  service = (await page.locator('.cards a').first().getAttribute('href'))!.match(/[0-9a-f-]{36}/)![0];
  await coordinator.open(`/work/services/${service}`);
  await coordinator.press(page.getByRole('link', { name: 'Standards' }));
  await page.locator('summary', { hasText: 'Record findings' }).click();
  await page.locator('[name=staff]').selectOption('partly');
  await page.locator('[name=location]').selectOption('met');
  await page.locator('[name=note-staff]').fill('One more social worker from March');
  await coordinator.press(page.getByRole('button', { name: 'Save the findings' }));
  expect(await coordinator.text()).toMatch(/2 standards are recorded[\s\S]*20 ?%[\s\S]*One more social worker from March/);
  expect(coordinator.faults).toEqual([]);
});

/** What the organisation comes to say of itself, in the words of the language of whoever proposes it. */
const described: Record<Locale, { field: string; text: string }> = {
  'sr-Cyrl': { field: 'descriptions.sr-Cyrl', text: 'Помажемо породицама, деци и старијима у граду.' },
  // Visitors read in Latin what was written in Cyrillic.
  'sr-Latn': { field: 'descriptions.sr-Cyrl', text: 'Помажемо породицама, деци, младима и старијима у граду и у селима.' },
  bg: { field: 'descriptions.bg', text: 'Помагаме на семействата и децата в града.' },
  ro: { field: 'descriptions.ro', text: 'Ajutăm familiile și copiii din oraș și din satele învecinate.' },
  en: { field: 'descriptions.en', text: 'We help families and children in the town.' },
};

test.each(locales)('in %s: the representative proposes, the moderator sees it beside the version last approved and approves it, and visitors read it', async (locale) => {
  const [oneWidth, otherWidth] = locales.indexOf(locale) % 2 ? (['laptop', 'phone'] as const) : (['phone', 'laptop'] as const);
  // In two languages she has no scripts.
  const [proposing, deciding, visitor] = [
    await kolo.as('organisation-representative', { ...laptop, locale, width: otherWidth, script: locale !== 'sr-Latn' && locale !== 'ro' }),
    await kolo.as('coordinator', { ...laptop, locale, width: oneWidth }),
    await kolo.somebody({ ...laptop, locale, width: otherWidth }),
  ];
  const { page, t } = proposing;
  const { field, text } = described[locale];
  const proposed: Record<string, string> = { [field]: text, website: `https://${locale.toLowerCase()}.example.org` };
  await proposing.open(`/work/organisations/${organisation}`);
  await proposing.press(page.getByRole('link', { name: t('proposals.propose'), exact: true }).first());
  const approved: Record<string, string> = {};
  for (const name of Object.keys(proposed)) approved[name] = await page.locator(`[name="${name}"]`).inputValue();
  await proposing.fill(proposed);
  await proposing.press(page.getByRole('button', { name: t('proposals.send'), exact: true }));
  expect(await proposing.text()).toContain(t('proposals.sent'));
  const at = withoutLocale(new URL(page.url()).pathname);
  const shown = `${kolo.app.url}/${locale}/organisations/${organisation}`;
  expect(await (await fetch(shown)).text()).not.toContain(proposed.website);

  await deciding.open('/work/proposals');
  await deciding.press(deciding.page.locator(`main a[href$="${at}"]`));
  // Without what is underlined it reads as it was last approved, without what is struck out as it is proposed.
  const sides = await deciding.page.locator('main form li').evaluateAll((items) =>
    items.map((item) => {
      const field = item.querySelector<HTMLInputElement>('[name=take]')!.value;
      const without = (mark: string) => {
        const copy = item.querySelector('.text')!.cloneNode(true) as Element;
        for (const one of copy.querySelectorAll(mark)) one.remove();
        return copy.textContent!.trim();
      };
      return [field, without('ins'), without('del')];
    }),
  );
  expect(sides.sort()).toEqual(Object.entries(proposed).map(([name, after]) => [name, approved[name], after]).sort());
  await deciding.press(deciding.page.getByRole('button', { name: t('proposals.approve'), exact: true }));
  const decided = await deciding.text();
  expect([decided.includes(t('proposals.done_approved')), decided.includes(t('proposals.state_approved'))]).toEqual([true, true]);

  await visitor.open(`/organisations/${organisation}`);
  expect([await visitor.text(), await visitor.page.content()]).toEqual([expect.stringContaining(locale === 'sr-Latn' ? toLatin(text, 'sr') : text), expect.stringContaining(proposed.website!)]);
  const letter = () => lettersTo(kolo.app, 'organisation-representative@demo.demo.invalid').filter((one) => one.includes(at)).map(bodyOf);
  await expect.poll(letter, { interval: 200 }).toEqual([expect.stringContaining(bodyOf(t('proposals.letter_approved', { title: '\0', sentence: '', link: '' }).split('\0')[0]!))]);
  await proposing.open(at);
  expect(await proposing.text()).toContain(t('proposals.state_approved'));
  expect([proposing, deciding, visitor].flatMap(({ faults }) => faults)).toEqual([]);
});

test.each(locales)('the pages in %s, on a phone, dark', async (locale) => {
  const other = await kolo.somebody({ locale, width: 'phone', script: true, scheme: 'dark' });
  await other.open(`/organisations/${organisation}`);
  await other.stepIn('coordinator');
  for (const path of [`/work/organisations/${organisation}/profile`, `/work/proposals/${proposal}`, '/work/stale', `/work/organisations/${organisation}/history`, `/work/services/${service}/standards`]) await other.open(path);
  const wide = await kolo.somebody({ ...laptop, locale });
  await wide.stepIn('coordinator');
  await wide.open(`/work/proposals/${proposal}`);
  expect([...other.faults, ...wide.faults]).toEqual([]);
});
