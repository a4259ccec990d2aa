/** An event from its plan to its list: planned, announced, registered for by an organisation and by anybody, with a waiting list that moves up; and its calendar. */
import ICAL from 'ical.js';
import { beforeAll, expect, test } from 'vitest';
import { locales, withoutLocale, type Locale } from '#platform/words/locales.ts';
import { bodyOf, lastLetterTo, lettersTo, linkTo } from './letters.ts';
import { laptop, opened } from './opened.ts';
import { Person, type Setting } from './person.ts';

const kolo = opened();
let coordinator: Person;
const phone: Setting = { locale: 'sr-Latn', width: 'phone', script: true, scheme: 'light' };
const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  coordinator = await kolo.as('coordinator');
});

const send = (person: Person) => person.press(person.page.locator('main form:has([name=given]) button').last());
const delegate = (given: string, surname: string) => ({ given, surname, email: `${given.toLowerCase()}@example.org` });

let event: string;
let organisation: string;
/** The list of participants, by the link of one who has a seat. */
let listed: string;
/** What was written to those who have a seat. */
let message: string;

test('a coordinator plans an event with a session, and says how one registers', async () => {
  const { page } = coordinator;
  await coordinator.open('/work/programmes/practice/events/new');
  await coordinator.fill({ title: 'Training of case managers', day_0: day, starts_0: '09:30', ends_0: '16:00', title_0: 'Opening', place: 'Atlantis', venueText: 'Youth centre', capacity: '3' });
  expect(await coordinator.press(page.getByRole('button', { name: 'Save' }), { mayBeRefused: true })).toBe(false);
  // Nothing of what was typed is lost.
  expect([await page.locator('[name=title]').inputValue(), await page.locator('[name=starts_0]').inputValue(), await page.locator('[role=alert]').innerText()]).toEqual(['Training of case managers', '09:30', expect.stringContaining('Atlantis')]);
  await coordinator.fill({ place: 'Šabac' });
  await coordinator.press(page.getByRole('button', { name: 'Save' }));
  event = /\/events\/([0-9a-f-]{36})\//.exec(page.url())![1]!;
  // Whom guests ask stands on the page of the event, and answers to letters go there.
  await coordinator.open('/work/settings');
  await page.getByLabel('Person or office').fill('Ana at the office');
  await page.getByLabel('E-mail').fill('ask@example.org');
  await coordinator.press(page.getByRole('button', { name: 'Save' }));
  await coordinator.open(`/work/events/${event}/registrations/form`);
  await coordinator.fill({ perOrganisation: '1', words_0: 'Do you come by bus?' });
  await page.locator('[name=kind_0]').selectOption('yes-no');
  await page.locator('[name=required_0]').check();
  await coordinator.fill({ words_1: 'Lunch?', options_1: 'meat\nno meat' });
  await page.locator('[name=kind_1]').selectOption('choice');
  for (const asked of ['asksSex', 'asksAge']) await page.locator(`[name=${asked}]`).check();
  await coordinator.press(page.getByRole('button', { name: 'Save' }));
  expect(await page.locator('[name=words_0]').inputValue()).toBe('Do you come by bus?');
  // The answers offered are written in the other languages too; what is missing is said.
  expect(await coordinator.text()).toContain('Not everything is written in: Српски, Srpski, Български and Română.');
  // A colleague has saved meanwhile: what she wrote is shown before anything takes its place, and what was written here is still there.
  const tab = await page.context().newPage();
  await tab.goto(page.url());
  await tab.locator('[name=intro]').fill('Bring warm clothes.');
  await tab.getByRole('button', { name: 'Save' }).click();
  await tab.waitForURL(/saved/);
  await tab.close();
  await coordinator.fill({ intro: 'Lunch is at noon.' });
  expect([await coordinator.press(page.getByRole('button', { name: 'Save' }), { mayBeRefused: true }), await coordinator.text(), await page.locator('[name=intro]').inputValue()]).toEqual([false, expect.stringMatching(/Somebody else has saved changes meanwhile[^]*Bring warm clothes\./), 'Lunch is at noon.']);
  await coordinator.press(page.getByRole('button', { name: 'Save' }));
  await coordinator.open(`/work/events/${event}/registrations/form?in=sr-Cyrl`);
  await coordinator.fill({ options_1: 'с месом\nбез меса' });
  await coordinator.press(page.getByRole('button', { name: 'Save' }));
  await coordinator.open('/work/programmes/practice/events?q=case');
  expect(await coordinator.text()).toContain('Training of case managers');
  await coordinator.open(`/work/programmes/practice/events?month=${day.slice(0, 7)}`);
  expect(await page.locator('td a', { hasText: 'Training of case managers' }).count()).toBe(1);
  expect(coordinator.faults).toEqual([]);
});

test.each(locales)('the page of the event and its form in %s: nothing for axe to find', async (locale) => {
  const visitor = await kolo.somebody({ locale, width: 'phone', script: true, scheme: 'light' });
  await visitor.open(`/events/${event}`);
  expect([await visitor.text(), (await visitor.page.request.get(visitor.page.url() + '/event.ics')).status()]).toEqual([expect.stringContaining('ask@example.org'), 200]);
  await visitor.press(visitor.page.locator(`main a[href$="/events/${event}/register"]`));
  expect(await visitor.page.locator('main [name=given]').count()).toBe(1);
  await visitor.open('/registration/changed');
  expect(visitor.faults).toEqual([]);
});

test('an invited organisation registers two delegates and swaps one; the link of the one before opens nothing', async () => {
  const { page } = coordinator;
  await coordinator.open(`/work/events/${event}/registrations`);
  organisation = (await page.locator('datalist option').first().getAttribute('value'))!;
  // An organisation nobody knows yet is added where it is invited, and what was entered stays.
  const invite = page.locator('form[action="?/invite"] button');
  await coordinator.fill({ organisation: 'Most mladih Valjevo', email: 'most@example.org', seats: '1' });
  expect([await coordinator.press(invite, { mayBeRefused: true }), await page.locator('form[action="?/invite"] [name=email]').inputValue()]).toEqual([false, 'most@example.org']);
  await coordinator.fill({ seat: 'Valjevo' });
  await coordinator.press(page.getByRole('button', { name: 'Add the organisation and invite it' }));
  expect(await coordinator.text()).toContain(coordinator.t('registration.invite_sent', { organisation: 'Most mladih Valjevo' }));
  await coordinator.press(page.locator('form[action="?/withdraw"] button'));
  await coordinator.fill({ organisation, email: 'office@example.org', seats: '4' });
  // More than there are cannot be promised.
  expect([await coordinator.press(page.locator('form[action="?/invite"] button'), { mayBeRefused: true }), await page.locator('[role=alert]').innerText()]).toEqual([false, expect.stringContaining('1 seat promised to invited organisations could not be given')]);
  await coordinator.fill({ seats: '3' });
  await coordinator.press(page.locator('form[action="?/invite"] button'));

  const office = await kolo.somebody(phone);
  const seats = await linkTo(kolo.app, 'office@example.org', 'invited');
  await office.open(seats);
  expect(await lastLetterTo(kolo.app, 'office@example.org')).toMatch(/^Reply-To: ask@example\.org/m);
  for (const one of [delegate('Ana', 'Ilić'), delegate('Boba', 'Marić')]) {
    await office.press(office.page.locator('main a[href*="?seats="]'));
    await office.fill(one);
    // The organiser's question must be answered: it is said, and nothing is lost.
    expect(await office.press(office.page.locator('main form button').last(), { mayBeRefused: true })).toBe(false);
    expect(await office.page.locator('[name=surname]').inputValue()).toBe(one.surname);
    await office.page.locator('main [name^=q_][value=yes]').check();
    await office.page.getByLabel('bez mesa').check();
    await send(office);
  }
  expect(await office.page.locator('tbody tr').count()).toBe(2);
  // One of the three promised seats is not used: it is kept, until the coordinator releases it.
  await coordinator.open(`/work/events/${event}/registrations`);
  expect(await coordinator.text()).toContain('1 seat kept until');
  await coordinator.press(page.locator('form[action="?/release"] button'));
  expect(await coordinator.text()).not.toContain('kept until');
  const before = await linkTo(kolo.app, 'boba@example.org', 'registration');
  // She writes of her own what she needs; her organisation swaps her and reads none of it, nor does who comes after her.
  const boba = await kolo.somebody(phone);
  const offer = async (options_1: string) => {
    await coordinator.open(`/work/events/${event}/registrations/form`);
    await coordinator.fill({ options_1 });
    await coordinator.press(page.getByRole('button', { name: 'Save' }));
  };
  // What she chose is offered no more: it is still hers when she puts something else right.
  await offer('meat\nfish');
  await boba.open(before);
  expect(await (await boba.page.request.get(boba.page.url() + '/event.ics')).text()).toContain(`UID:${event}-1@kolo`);
  await boba.page.locator('main details summary').first().click();
  await boba.fill({ needsFood: 'no peanuts' });
  await send(boba);
  expect([await boba.page.locator('[name=needsFood]').inputValue(), await boba.page.getByLabel('bez mesa').isChecked()]).toEqual(['no peanuts', true]);
  await offer('meat\nno meat');
  await boba.press(boba.page.locator('main a[href$="/somebody-else"]'));
  expect(await boba.page.locator('[name=given]').inputValue()).toBe('');
  await office.press(office.page.locator('tbody tr', { hasText: 'Boba' }).locator('a'));
  expect(await office.page.content()).not.toContain('peanuts');
  await office.fill(delegate('Vera', 'Simić'));
  await office.page.locator('main [name^=q_][value=yes]').check();
  await send(office);
  expect(office.page.url()).toContain('done=swapped');
  expect((await office.page.locator('tbody th').allInnerTexts()).sort()).toEqual(['Ana Ilić', 'Vera Simić']);
  // Whoever was swapped does not learn of it at the door.
  expect(bodyOf(await lastLetterTo(kolo.app, 'boba@example.org', 2))).toContain('Tako je vaša organizacija javila preko svog poziva.');
  expect((await fetch(`${kolo.app.url}/en${before}`)).status).toBe(404);
  await office.open(await linkTo(kolo.app, 'vera@example.org', 'registration'));
  expect([await office.page.locator('[name=given]').inputValue(), await office.page.content()]).toEqual(['Vera', expect.not.stringContaining('peanuts')]);
  // She agrees to be listed, and sees who else has: nobody's address, and nothing for search engines.
  await office.page.locator('form[action="?/consent"] [name=listConsent]').check();
  await office.press(office.page.locator('form[action="?/consent"] button'));
  expect(await office.page.locator('form[action="?/consent"] [name=listConsent]').isChecked()).toBe(true);
  await office.press(office.page.locator('main a[href$="/participants"]'));
  listed = withoutLocale(new URL(office.page.url()).pathname);
  expect([await office.page.locator('tbody th').allInnerTexts(), await office.text()]).toEqual([['Vera Simić'], expect.not.stringContaining('@')]);
  expect((await fetch(`${kolo.app.url}/en${listed}`)).headers.get('x-robots-tag')).toBe('noindex');
  expect([...office.faults, ...boba.faults]).toEqual([]);
});

test('a form sent with nothing in it says all that is missing by its field, leads to each, and begins where that is said', async () => {
  const visitor = await kolo.somebody(phone);
  await visitor.open(`/events/${event}/register`);
  expect(await visitor.press(visitor.page.getByRole('button', { name: visitor.t('registration.send') }), { mayBeRefused: true })).toBe(false);
  const summary = visitor.page.locator('[role=alert]');
  expect([await summary.locator('li').allInnerTexts(), await summary.evaluate((box) => box === document.activeElement)]).toEqual([
    ['Ime: napišite ime.', 'Prezime: napišite prezime.', 'E-pošta: napišite adresu: na nju stiže pismo o vašem mestu.', expect.stringMatching(/^Organizacija ili ustanova: napišite za koju/), 'Do you come by bus? odgovorite na ovo pitanje.'],
    true,
  ]);
  for (const field of await summary.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href')!))) expect(await visitor.page.locator(field).count()).toBe(1);
  await summary.locator('a').last().click();
  expect(await visitor.page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toMatch(/^q_/);
  expect(visitor.faults).toEqual([]);
});

test('anybody registers without an account; who comes late waits, is told why, and moves up when one cancels', async () => {
  const visitor = await kolo.somebody(laptop);
  // Who has a seat, who waits and who was on the list before read the same.
  for (const one of [delegate('Gordana', 'Petrović'), delegate('Dragan', 'Petrović')]) {
    await visitor.open(`/events/${event}/register`);
    // For whom she comes must be said, because seats are limited by it; the municipality need not.
    expect([await visitor.page.locator('#organisationText-help').innerText(), await visitor.page.locator('#placeText-help').count()]).toEqual(['Needed, because seats are limited for each organisation.', 0]);
    await visitor.fill({ ...one, organisation: 'A club', place: 'Loznica' });
    await visitor.page.locator('main [name^=q_][value=no]').check();
    await visitor.page.getByLabel('no meat').check();
    await visitor.page.locator('main [name=sex][value=M]').check();
    await visitor.page.locator('main [name=ageGroup][value="30-64"]').check();
    await send(visitor);
    expect(await visitor.text()).toContain('The registration has arrived.');
    // What somebody wrote stands in no address.
    expect(visitor.page.url()).not.toMatch(/petrovi|example/i);
  }
  await visitor.open(await linkTo(kolo.app, 'dragan@example.org', 'registration'));
  expect(await visitor.text()).toContain('Place on the waiting list: 1. All 3 seats are taken. The organisation’s only seat is taken.');
  await visitor.open(await linkTo(kolo.app, 'gordana@example.org', 'registration'));
  await visitor.page.locator('details.confirm summary').click();
  await visitor.press(visitor.page.locator('details.confirm button'));
  expect(await visitor.text()).toContain('The registration is cancelled.');
  await visitor.open(await linkTo(kolo.app, 'dragan@example.org', 'registration', 2));
  expect(await visitor.text()).toContain('You have a seat.');
  expect(lettersTo(kolo.app, 'dragan@example.org').map((letter) => /^Subject: (.*)$/m.exec(letter)![1])).toEqual(['On the waiting list: Training of case managers', 'A seat is free: Training of case managers']);
  expect(visitor.faults).toEqual([]);
});

test('without JavaScript: too fast is refused, else the link of the letter confirms', async () => {
  const visitor = await kolo.somebody({ ...laptop, script: false });
  await visitor.open(`/events/${event}/register`);
  await visitor.fill({ ...delegate('Mira', 'Savić'), organisation: 'Another club', place: 'Šapac' });
  await visitor.page.locator('main [name^=q_][value=no]').check();
  await new Promise((done) => setTimeout(done, 3_500));
  await send(visitor);
  expect(await visitor.text()).toContain('We have sent you a letter');
  await visitor.open(await linkTo(kolo.app, 'mira@example.org', 'registration'));
  await visitor.press(visitor.page.locator('form[action="?/confirm"] button'));
  expect(await visitor.text()).toContain('Place on the waiting list: 1.');
  // A program that fills the field nobody sees.
  await visitor.open(`/events/${event}/register`);
  await visitor.fill({ ...delegate('Robot', 'Robotić'), homepage: 'http://spam.example' });
  await visitor.page.locator('main [name^=q_][value=no]').check();
  expect(await visitor.press(visitor.page.locator('main form button').last(), { mayBeRefused: true })).toBe(false);
  expect(lettersTo(kolo.app, 'robot@example.org')).toEqual([]);
  expect(visitor.faults).toEqual([]);
});

test('the coordinator sees who has a seat and who waits, says who somebody is, gives a seat, and takes the list away', async () => {
  const { page } = coordinator;
  await coordinator.open(`/work/events/${event}/registrations`);
  const row = (name: string) => page.locator('tbody tr', { hasText: name }).first();
  expect(await Promise.all(['Ana Ilić', 'Vera Simić', 'Dragan', 'Mira', 'Gordana'].map(async (name) => /has a seat|waiting|cancelled/.exec(await row(name).innerText())?.[0]))).toEqual(['has a seat', 'has a seat', 'has a seat', 'waiting', 'cancelled']);
  await coordinator.press(row('Mira').getByRole('button', { name: 'Give a seat' }));
  expect(await row('Mira').innerText()).toContain('has a seat');
  if (await row('Mira').getByRole('button', { name: 'Somebody new' }).count()) await coordinator.press(row('Mira').getByRole('button', { name: 'Somebody new' }));
  expect(await row('Mira').getByRole('link', { name: /Known person|Entered as somebody new/ }).count()).toBe(1);
  // What she wrote of whom she comes for was not recognised: it is said, found, and put right.
  expect(await coordinator.text()).toContain('For 2 registrations the organisation is not recognised');
  await coordinator.open(`/work/events/${event}/registrations?unrecognised=place`);
  expect(await page.locator('main table').first().locator('tbody th').allInnerTexts()).toEqual([expect.stringContaining('Mira')]);
  await row('Mira').locator('summary').click();
  expect(await row('Mira').innerText()).toContain('She wrote: “Šapac”. May be: Šabac');
  await coordinator.fill({ ofOrganisation: 'Nobody knows', ofPlace: 'Šabac' });
  expect([await coordinator.press(row('Mira').getByRole('button', { name: 'Save' }), { mayBeRefused: true }), await page.locator('[role=alert]').innerText(), await page.locator('[name=ofPlace]').inputValue()]).toEqual([false, expect.stringContaining('“Nobody knows”'), 'Šabac']);
  await coordinator.fill({ ofOrganisation: organisation });
  await coordinator.press(row('Mira').getByRole('button', { name: 'Save' }));
  expect([new URL(page.url()).search, await row('Mira').count()]).toEqual(['?unrecognised=place', 0]);
  await coordinator.open(`/work/events/${event}/registrations`);
  expect([/organisation not recognised|municipality not recognised/.exec(await row('Mira').innerText())?.[0], await row('Mira').locator('[name=ofOrganisation]').inputValue(), await row('Mira').locator('[name=ofPlace]').inputValue()]).toEqual([undefined, organisation, 'Šabac']);
  const csv = await (await coordinator.context.request.get(`/en/work/events/${event}/registrations/csv`)).text();
  expect(csv.split('\r\n').filter((line) => /has a seat|waiting|cancelled/.test(line)).length).toBe(5);
  // Whatever language a form was filled in, it is one answer; sex and age are there for whoever asked.
  expect(csv.split('\r\n').filter((line) => line.includes(',no meat')).length).toBe(3);
  expect(csv.split('\r\n').find((line) => line.startsWith('Dragan'))).toContain(',male,30 to 64,no,no meat');
  expect(await coordinator.text()).toContain('Of 4 people with a seat, 1 agreed to be listed for the other participants and 0 to be photographed.');
  expect(await coordinator.text()).toContain('no meat: 2');
  // Found in the other script, and only who is asked for.
  await coordinator.fill({ q: 'Драган' });
  await coordinator.press(page.locator('main search button'));
  expect(await page.locator('main table').first().locator('tbody th').allInnerTexts()).toEqual([expect.stringContaining('Dragan Petrović')]);
  await coordinator.open(`/work/events/${event}/registrations?state=cancelled`);
  expect(await page.locator('main table').first().locator('tbody th').allInnerTexts()).toEqual([expect.stringContaining('Gordana')]);
  // Registration is not participation: the list of participants is empty.
  await coordinator.open(`/work/events/${event}`);
  expect(await coordinator.text()).toContain('There is no participants’ list for this event yet');
  expect(coordinator.faults).toEqual([]);
});

test('somebody telephones: the coordinator registers her, under the same limits, and her consent only with how she said so', async () => {
  const { page } = coordinator;
  await coordinator.open(`/work/events/${event}/registrations`);
  await coordinator.press(page.locator('main a[href$="/registrations/new"]'));
  await coordinator.fill({ given: 'Desanka', surname: 'Ostojić', phone: '064 11 22 33', organisation: 'Another club', place: 'Šabac' });
  await page.locator('main [name^=q_][value=no]').check();
  await page.locator('[name=photoConsent]').check();
  expect([await coordinator.press(page.locator('main form button').last(), { mayBeRefused: true }), await page.locator('[role=alert]').innerText(), await page.locator('[name=given]').inputValue()]).toEqual([false, expect.stringContaining('how the person agreed'), 'Desanka']);
  await page.locator('[name=consent]').selectOption('telephone');
  await coordinator.press(page.locator('main form button').last());
  expect(await coordinator.text()).toContain('Desanka Ostojić is on the waiting list. There is no address, so no letter: tell her yourself.');
  const row = page.locator('tbody tr', { hasText: 'Desanka' }).first();
  expect(await row.innerText()).toMatch(/no address, 064 11 22 33[^]*entered by a coordinator/);
  await coordinator.press(row.getByRole('button', { name: 'Does not come' }));
  expect(await row.innerText()).toContain('cancelled');
  expect(coordinator.faults).toEqual([]);
});

test('the coordinator writes to those who have a seat: sees what each gets, and how many, before it goes out once', async () => {
  const { page } = coordinator;
  await coordinator.open(`/work/events/${event}/registrations`);
  await coordinator.press(page.locator('main a[href$="/messages/new"]'));
  await coordinator.fill({ subject_en: 'Room 5' });
  expect([await coordinator.press(page.locator('main form button').last(), { mayBeRefused: true }), await page.locator('[role=alert]').innerText()]).toEqual([false, expect.stringContaining('both the subject and the text')]);
  await coordinator.fill({ text_en: 'We wait in room 5.' });
  await coordinator.press(page.locator('main form button').last());
  message = new URL(page.url()).pathname.split('/').at(-1)!;
  expect(await coordinator.text()).toMatch(/draft 4 letters[^]*We wait in room 5\./);
  await page.locator('main details.confirm summary').first().click();
  await coordinator.press(page.getByRole('button', { name: 'Send 4 letters' }));
  expect(await coordinator.text()).toContain('The message was sent: 4 letters.');
  await expect.poll(() => lettersTo(kolo.app, 'mira@example.org').filter((letter) => bodyOf(letter).includes('We wait in room 5.')).length, { interval: 200 }).toBe(1);
  await coordinator.open(`/work/events/${event}/registrations`);
  expect(await page.locator('tbody tr', { hasText: 'Room 5' }).innerText()).toMatch(/those who have a seat[^]*sent[^]*4 letters/);
  expect(coordinator.faults).toEqual([]);
});

test.each(locales)('the coordinator’s pages on a phone, dark, in %s', async (locale) => {
  const other = await kolo.somebody({ locale, width: 'phone', script: true, scheme: 'dark' });
  await other.stepIn('coordinator');
  const of = `/work/events/${event}`;
  for (const path of [`${of}/plan`, `${of}/registrations`, `${of}/registrations/form`, `${of}/registrations/form/preview`, `${of}/registrations/new`, `${of}/registrations/messages/new`, `${of}/registrations/messages/${message}`, of, '/work/calendar', '/work/programmes/practice/events', '/work/programmes/practice/events/new', `/work/programmes/practice/events?month=${day.slice(0, 7)}`, listed, listed.replace('/participants', '')]) await other.open(path);
  expect(other.faults).toEqual([]);
});

/** What people write in each language: the event, two delegates and who comes in place of the second, and two who register for themselves. */
const written: Record<Locale, { title: string; people: [given: string, surname: string][] }> = {
  'sr-Cyrl': { title: 'Обука водитеља случаја', people: [['Јована', 'Ђурић'], ['Љубица', 'Њежић'], ['Жељко', 'Ћосић'], ['Марија', 'Шкорић'], ['Никола', 'Џомбић']] },
  'sr-Latn': { title: 'Obuka voditelja slučaja', people: [['Jovana', 'Đukić'], ['Ljubica', 'Žujović'], ['Željko', 'Ćirić'], ['Marija', 'Šušić'], ['Nikola', 'Džomba']] },
  bg: { title: 'Обучение на водещи случай', people: [['Йорданка', 'Щерева'], ['Цветан', 'Бързаков'], ['Юлия', 'Пейчева'], ['Асен', 'Вълчев'], ['Янка', 'Гьошева']] },
  ro: { title: 'Instruirea managerilor de caz', people: [['Ștefania', 'Țurcanu'], ['Ion', 'Brânză'], ['Mihăiță', 'Șoltoianu'], ['Anișoara', 'Rățoi'], ['Vasile', 'Mîță']] },
  en: { title: 'Training of supervisors', people: [['Grace', 'O’Neill'], ['Tom', 'Hart'], ['Zoë', 'Price'], ['Amy', 'Fitz-Roy'], ['Neil', 'Ward']] },
};

test.each(locales)('in %s: an organisation registers two delegates and swaps one, who comes late waits, and moves up when somebody cancels', async (locale) => {
  const [oneWidth, otherWidth] = locales.indexOf(locale) % 2 ? (['laptop', 'phone'] as const) : (['phone', 'laptop'] as const);
  const { title, people } = written[locale];
  const who = (n: number) => ({ given: people[n]![0], surname: people[n]![1], email: `${'abcde'[n]}.${locale.toLowerCase()}@example.org` });
  const name = (n: number) => people[n]!.join(' ');
  const arranging = await kolo.as('coordinator', { ...laptop, locale, width: oneWidth });
  const { page, t } = arranging;
  await arranging.open('/work/programmes/practice/events/new');
  await arranging.fill({ title, day_0: day, starts_0: '09:30', ends_0: '16:00', title_0: title, capacity: '3' });
  await arranging.press(page.getByRole('button', { name: t('planning.save'), exact: true }));
  const own = /\/events\/([0-9a-f-]{36})\//.exec(page.url())![1]!;
  await arranging.open(`/work/events/${own}/registrations/form`);
  await arranging.press(page.getByRole('button', { name: t('registration.save'), exact: true }));
  await arranging.open(`/work/events/${own}/registrations`);
  await arranging.fill({ organisation, email: `office.${locale.toLowerCase()}@example.org`, seats: '2' });
  await arranging.press(page.getByRole('button', { name: t('registration.invite'), exact: true }));
  expect(await arranging.text()).toContain(t('registration.invite_sent', { organisation }));

  const office = await kolo.somebody({ ...laptop, locale, width: otherWidth });
  await office.open(await linkTo(kolo.app, `office.${locale.toLowerCase()}@example.org`, 'invited'));
  for (const n of [0, 1]) {
    await office.press(office.page.getByRole('link', { name: t('registration.invited_add') }));
    await office.fill(who(n));
    await office.press(office.page.getByRole('button', { name: t('registration.send') }));
    expect(await office.text()).toContain(t('registration.done_seat'));
  }
  // Both seats have somebody: nobody else can be registered, only sent instead.
  expect([await office.page.getByRole('link', { name: t('registration.invited_add') }).count(), await office.text()]).toEqual([0, expect.stringContaining(t('registration.invited_all_used', { n: 2 }))]);
  const before = await linkTo(kolo.app, who(1).email, 'registration');
  await office.press(office.page.locator('tbody tr', { hasText: name(1) }).getByRole('link', { name: t('registration.invited_change') }));
  await office.fill(who(2));
  await office.press(office.page.getByRole('button', { name: t('registration.substitute') }));
  expect([await office.text(), (await office.page.locator('tbody th').allInnerTexts()).sort()]).toEqual([expect.stringContaining(t('registration.done_swapped')), [name(0), name(2)].sort()]);
  expect((await fetch(`${kolo.app.url}/${locale}${before}`)).status).toBe(404);
  const letter = (key: 'registered' | 'promoted', n: number) => bodyOf(t(`registration.letter_${key}`, { name: name(n), about: '\0', why: '', link: '' }).split('\0')[0]!);
  expect(bodyOf(await lastLetterTo(kolo.app, who(2).email))).toContain(letter('registered', 2));

  // The last seat, and then nobody’s; the second of them in two languages without scripts.
  const first = await kolo.somebody({ ...laptop, locale, width: oneWidth });
  const second = await kolo.somebody({ ...laptop, locale, width: otherWidth, script: locale !== 'bg' && locale !== 'ro' });
  await second.open(`/events/${own}/register`);
  const opened = Date.now();
  await first.open(`/events/${own}/register`);
  await first.fill(who(3));
  await send(first);
  expect(await first.text()).toContain(t('registration.done_received'));
  await second.fill(who(4));
  // Nobody writes so much in no time.
  if (!second.setting.script) await new Promise((done) => setTimeout(done, opened + 3_500 - Date.now()));
  await send(second);
  expect(await second.text()).toContain(t(second.setting.script ? 'registration.done_received' : 'registration.done_sent'));
  await second.open(await linkTo(kolo.app, who(4).email, 'registration'));
  if (!second.setting.script) await second.press(second.page.getByRole('button', { name: t('registration.confirm') }));
  expect(await second.text()).toContain(`${t('registration.waits_place', { place: 1 })} ${t('registration.full_total', { n: 3 })}`);
  await first.open(await linkTo(kolo.app, who(3).email, 'registration'));
  await first.page.locator('summary', { hasText: t('registration.cancel') }).click();
  await first.press(first.page.getByRole('button', { name: t('registration.cancel'), exact: true }));
  expect(await first.text()).toContain(t('registration.own_cancelled'));
  await expect.poll(() => lettersTo(kolo.app, who(4).email).map(bodyOf).at(-1), { interval: 200 }).toContain(letter('promoted', 4));
  await second.page.reload();
  await second.look();
  expect(await second.text()).toContain(t('registration.own_seat'));
  await arranging.open(`/work/events/${own}/registrations`);
  expect(await Promise.all([0, 2, 3, 4].map((n) => page.locator('tbody tr', { hasText: name(n) }).locator('.badge').first().innerText()))).toEqual((['seat', 'seat', 'cancelled', 'seat'] as const).map((state) => t(`registration.state_${state}`)));
  expect([arranging, office, first, second].flatMap(({ faults }) => faults)).toEqual([]);
});

test('the calendar of the programme, and one’s own, which can be taken back', async () => {
  const address = `${kolo.app.url}/events.ics?programme=practice`;
  const answer = await fetch(address);
  const calendar = await answer.text();
  const entry = () => new ICAL.Component(ICAL.parse(calendar)).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one)).find(({ uid }) => uid.startsWith(event))!;
  expect([answer.headers.get('content-type'), entry().summary, entry().location]).toEqual(['text/calendar; charset=utf-8', 'Training of case managers', expect.stringContaining('Youth centre')]);
  expect((await fetch(address, { headers: { 'if-none-match': answer.headers.get('etag')! } })).status).toBe(304);
  const { page } = coordinator;
  await coordinator.open('/work/programmes/practice/events');
  await coordinator.press(page.locator('main a[href$="/work/calendar"]'));
  await coordinator.press(page.locator('form[action="?/make"] button'));
  const own = await page.locator('code').innerText();
  expect((await fetch(own)).status).toBe(200);
  await coordinator.open(`/work/events/${event}/plan`);
  await page.locator('details.confirm summary').click();
  await coordinator.press(page.locator('details.confirm button'));
  expect(await (await fetch(own)).text()).toContain('STATUS:CANCELLED');
  // Who has a seat is told.
  await expect.poll(() => /^Subject: (.*)$/m.exec(lettersTo(kolo.app, 'mira@example.org').at(-1)!)![1], { interval: 200 }).toBe('Called off: Training of case managers');
  expect((await fetch(address, { headers: { 'if-none-match': answer.headers.get('etag')! } })).status).toBe(200);
  await coordinator.open('/work/calendar');
  await coordinator.press(page.locator('form[action="?/takeBack"] button'));
  expect((await fetch(own)).status).toBe(404);
  expect(coordinator.faults).toEqual([]);
});
