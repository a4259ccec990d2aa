/** What people come to Kolo for, in a real browser, through the built product: in every language, on a phone without scripts and on a laptop with them. */
import { beforeAll, describe, expect, test } from 'vitest';
import { unitById } from '#modules/places/gazetteer.ts';
import { nameOf } from '#modules/places/names.ts';
import { formatList } from '#platform/words/format.ts';
import { locales, withoutLocale } from '#platform/words/locales.ts';
import { lastLetterTo } from './letters.ts';
import { opened } from './opened.ts';
import type { Person, Setting } from './person.ts';
import { figures, privacyGuard, rowThatMatters, sheets } from './six-sheets.ts';
import { routes, walk } from './walk.ts';

const kolo = opened();
let privateIn: Awaited<ReturnType<typeof privacyGuard>>;

beforeAll(async () => {
  privateIn = await privacyGuard();
});

const settings: Setting[] = locales.flatMap((locale, at): Setting[] => [
  { locale, width: 'phone', script: false, scheme: at % 2 ? 'light' : 'dark' },
  { locale, width: 'laptop', script: true, scheme: at % 2 ? 'dark' : 'light' },
]);
const named = settings.map((setting) => [`${setting.locale}, ${setting.width}, ${setting.script ? 'with' : 'without'} scripts, ${setting.scheme}`, setting] as const);

const belgrade = 'RS-L-79014';

interface Answered {
  id: string;
  result: { net: number; gross: number };
  publication: { id: string; publishedAt: string } | null;
}
/** The figures of the practice programme as a program reads them, at a moment if one is given. */
async function results(person: Person, asKnownOn?: Date): Promise<Answered[]> {
  const answer = await person.context.request.get('/api/v1/programmes/practice/results', { params: asKnownOn ? { asKnownOn: asKnownOn.toISOString() } : {} });
  expect(answer.status()).toBe(200);
  return (await answer.json()).data;
}
const nets = (answered: Answered[]) => answered.map(({ result }) => result.net);

/** Waits while the import works: patiently until the page has looked by itself, else a little faster, as whoever has no scripts and looks again herself. */
async function whileWorking(person: Person, patiently: boolean) {
  const { page } = person;
  const finished = () => page.evaluate(() => document.readyState === 'complete' && document.querySelector('h1') !== null && document.querySelector('progress') === null);
  const until = Date.now() + 300_000;
  // While the page is being exchanged there is nothing to ask.
  while (!(await finished().catch(() => false))) {
    if (Date.now() > until) throw new Error(`Still working after five minutes at ${page.url()}`);
    await new Promise((done) => setTimeout(done, 200));
    if (!patiently) await page.reload();
  }
  await person.look();
}

async function importSheets(coordinator: Person, patiently: boolean) {
  const { page, t } = coordinator;
  await coordinator.open('/work/import');
  await page.locator('select[name=programme]').selectOption({ label: await page.locator('select[name=programme] option').filter({ hasText: t('import.practice') }).first().innerText() });
  await page.locator('input[type=file]').setInputFiles(sheets);
  await coordinator.press(page.getByRole('button', { name: t('import.read'), exact: true }));
  await whileWorking(coordinator, patiently);
  // Nobody has to guess what `Раковац` is: the page asks, proposes, and says why.
  const rakovac = page.locator('form[action^="?/decide"]').filter({ hasText: /Раковац|Rakovac/ }).first();
  if (await rakovac.count()) {
    await coordinator.press(rakovac.locator('button[name=choice]').first());
    await whileWorking(coordinator, patiently);
  }
  // An answer may raise another question a moment later (who else is the same person now): then she is asked once more before anything is written.
  let begun = false;
  while (!begun) {
    while (await page.locator('form[action="?/accept"]').count()) {
      await coordinator.press(page.locator('form[action="?/accept"] button'));
      await whileWorking(coordinator, patiently);
    }
    begun = await coordinator.press(page.locator('form[action="?/apply"] button'), { mayBeRefused: true });
    if (!begun) expect(await page.locator('form[action="?/accept"]').count()).toBe(1);
  }
  await whileWorking(coordinator, patiently);
  await expectText(coordinator, t('import.done_note', { n: 6 }));
  expect(await page.locator('form[action="?/undo"]').count()).toBe(6);
  return page.url();
}

/** Takes every import of the batch back, one after the other. */
async function takeBack(coordinator: Person, batch: string) {
  const { page } = coordinator;
  await page.goto(batch);
  for (let left = 6; left > 0; left -= 1) {
    const undoing = page.locator('details').filter({ has: page.locator('form[action="?/undo"]') }).first();
    await undoing.locator('summary').click();
    await coordinator.press(undoing.locator('button'));
    expect(await page.locator('form[action="?/undo"]').count()).toBe(left - 1);
  }
}

const expectText = async (person: Person, text: string) => expect((await person.page.locator('body').innerText()).replace(/\s+/g, ' ')).toContain(text.replace(/\s+/g, ' '));

describe.each(named)('%s', (_, setting) => {
  test('the coordinator imports the six sheets, publishes, corrects; the funder follows a number to its evidence', async () => {
    const coordinator = await kolo.somebody(setting);
    const { page, t } = coordinator;
    await coordinator.stepIn('coordinator');
    expect(new URL(page.url()).pathname).toBe(`/${setting.locale}/work`);
    const batch = await importSheets(coordinator, setting === settings[1]);

    // The whole programme, exactly, with the repeats by name.
    await coordinator.open('/programmes/practice');
    const shown = await page.locator('#results .figure').evaluateAll((all) => all.map((one) => ({ value: one.querySelector('.value')!.textContent, line: one.querySelector('.line')?.textContent ?? '' })));
    expect(shown.map(({ value }) => value)).toEqual(figures.map(({ net }) => `${net}`));
    const twice = t('figure.times', { name: nameOf(unitById(belgrade)!, setting.locale), times: 2 });
    expect(shown[2]!.line).toBe(`${t('figure.mentions', { n: 17 })}, ${twice}`);
    expect(shown[9]!.line).toContain(t('figure.mentions', { n: 21 }));
    expect(shown[13]!.line).toContain(t('figure.mentions', { n: 49 }));

    // She publishes the next figure that nobody has published yet.
    await coordinator.open('/work/programmes/practice/results');
    const publishing = page.locator('details').filter({ has: page.locator('form[action="?/publish"]') }).first();
    await publishing.locator('summary').click();
    const indicator = await publishing.locator('[name=indicator]').inputValue();
    await coordinator.press(publishing.locator('button'));
    await expectText(coordinator, t('publications.published'));
    expect(await page.getByText(t('ui.seal_holds'), { exact: true }).count()).toBe(1);
    const before = await results(coordinator);
    const at = before.findIndex(({ id }) => id === indicator);
    const publication = before[at]!.publication!.id;
    const figure = figures[at]!;
    expect(before[at]!.result.net).toBe(figure.net);
    const then = new Date();

    // She herself gets from the number to the row, to the file it came in and to the event where it can be put right; a visitor's page has no such links.
    await coordinator.open(`/programmes/practice/why?indicator=${indicator}`);
    expect(await page.locator('#evidence tbody a[href*="/work/files/"]').count()).toBeGreaterThan(5);
    expect(await page.locator('#evidence tbody a[href*="/work/events/"]').count()).toBeGreaterThan(5);
    // Which rows stand on the first page of the lines is their ids' affair.
    expect(await page.locator('#evidence').innerText()).toMatch(new RegExp(t('figure.line_row', { row: '5' }).replace('5', '\\d+')));

    // The funder sees figure and evidence, and nobody's name.
    const funder = await coordinator.another();
    await funder.stepIn('funder');
    await followsToTheEvidence(funder, indicator, batch);
    // Anybody's browser can make the seal again.
    if (setting.script) {
      await funder.page.locator('[data-verify-seal] button').click();
      await funder.page.locator('[data-outcome="holds"]').waitFor();
      const { leaves } = await (await funder.context.request.get(`/programmes/practice/seal/${publication}`, { headers: { accept: 'application/json' } })).json();
      const { net, gross } = before[at]!.result;
      expect(await funder.page.locator('[data-verify-seal] output').innerText()).toBe(t('figure.seal_check_holds', { lines: leaves.length, net, gross }));
    }

    // One row turns out to be wrong: the figure follows, the seal says so, and what was known before stays known.
    const { file, row, event, less } = rowThatMatters(figure);
    const events = (await (await coordinator.context.request.get('/api/v1/programmes/practice/events')).json()).data;
    await coordinator.open(`/work/events/${events[event].id}`);
    const line = page.locator('tr').filter({ has: page.getByText(t('events.row_of', { file, row }), { exact: true }) });
    await line.locator('.confirm summary').click();
    await line.locator('[name=reason]').fill('Уписан по други пут');
    await coordinator.press(line.locator('form[action="?/withdraw"] button'));
    await expectText(coordinator, t('events.corrected'));
    expect((await results(coordinator))[at]!.result.net).toBe(figure.net - less);
    expect(nets(await results(coordinator, then))).toEqual(figures.map(({ net }) => net));
    await funder.open(`/programmes/practice/why?indicator=${indicator}`);
    expect(await funder.page.locator('#seal').innerText()).toContain(t('ui.seal_broken'));
    expect(await funder.page.locator('.figure .value').first().innerText()).toBe(`${figure.net - less}`);
    await funder.press(funder.page.getByRole('link', { name: t('figure.seal_as_then') }));
    expect(await funder.page.locator('.figure .value').first().innerText()).toBe(`${figure.net}`);

    // The page of publications proposes the erratum; she decides, and everybody reads why.
    await coordinator.open('/work/programmes/practice/results');
    const erratum = page.locator('form[action="?/decide"]').filter({ has: page.locator(`[name=publication][value="${publication}"]`) });
    const reason = `Исправка ${publication.slice(-6)}`;
    await erratum.locator('[name=reason]').fill(reason);
    await coordinator.press(erratum.locator('button[value=publish]'));
    await expectText(coordinator, t('publications.decided'));
    await funder.open(`/programmes/practice/why?publication=${publication}`);
    await expectText(funder, reason);
    await funder.open('/programmes/practice');
    await expectText(funder, t('figure.published_superseded'));
    expect(privateIn(await funder.page.content())).toEqual([]);

    // All six imports are taken back; nothing is left of them in the figures of today. Where somebody has written minutes, the event stays, and the page says so.
    const isLast = setting === settings.at(-1);
    if (isLast) {
      await coordinator.open(`/work/events/${events[event].id}/after/minutes`);
      await page.locator('[name=body]').fill('## Opening');
      await coordinator.press(page.locator('form:has([name=body]) button'));
    }
    await takeBack(coordinator, batch);
    expect((await page.locator('main').innerText()).includes(t('import.stayed'))).toBe(isLast);
    if (isLast) {
      expect(await page.locator(`main li:has(a[href$="/work/events/${events[event].id}"])`).innerText()).toContain(t('import.stays_minutes'));
      await coordinator.openInBothWidths(new URL(page.url()).pathname.slice(setting.locale.length + 1));
    }
    expect(new Set(nets(await results(coordinator)))).toEqual(new Set([0]));
    expect(nets(await results(coordinator, then))).toEqual(figures.map(({ net }) => net));
    expect([...coordinator.faults, ...funder.faults]).toEqual([]);
    await Promise.all([coordinator.context.close(), funder.context.close()]);
  });

  test('a visitor checks the claims of a published text', async () => {
    const visitor = await kolo.somebody(setting);
    const { page, t } = visitor;
    await visitor.open('/programmes/families-in-crisis');
    const claims = await page.locator('#claims li[id^="claim-"]').evaluateAll((all) => all.map((one) => one.querySelector('.said')!.textContent!.replace(/\s+/g, ' ')));
    const twice = t('figure.times', { name: nameOf(unitById(belgrade)!, setting.locale), times: 2 });
    const mixed = t('figure.unit_municipality_mixed', { n: 16, relations: formatList(setting.locale, [t('figure.relation_represents'), t('figure.relation_seat')]) });
    const about = (status: 'contradicted' | 'proven' | 'cannot-be-proven', sentence: string) => claims.filter((text) => text.includes(t(`claims.status_${status}`)) && text.includes(sentence.charAt(0).toLocaleUpperCase(setting.locale) + sentence.slice(1).replace(/\s+/g, ' '))).length;
    const repeats = t('claims.counted_times', { name: nameOf(unitById(belgrade)!, setting.locale), times: 2 });
    expect(about('contradicted', t('claims.reason_contradicted_mentions', { said: '17', mentions: t('figure.mentions', { n: 17 }), repeats, found: `16 ${mixed}` }))).toBe(1);
    const represented = t('figure.unit_municipality_represents', { n: 20 });
    expect(about('contradicted', t('claims.reason_contradicted_mentions', { said: '21', mentions: t('figure.mentions', { n: 21 }), repeats, found: `20 ${represented}` }))).toBe(1);
    // Two claims count the list with Rakovac; each says what is likely meant.
    const rekovac = nameOf(unitById('RS-L-71030')!, setting.locale);
    expect(claims.filter((text) => text.includes('Rakovac') && text.includes(rekovac))).toHaveLength(2);
    expect(about('proven', t('claims.reason_proven', { said: '11', found: `11 ${t('figure.unit_municipality_works-in', { n: 11 })}` }))).toBe(2);
    expect(about('cannot-be-proven', t('claims.reason_names-missing', { said: '15', sum: '10 + 5 = 15', unit: 'organisation', least: '10', most: '15' }))).toBe(1);
    // She asks why it is not 17.
    await visitor.press(page.locator('#claims li').filter({ hasText: `${t('figure.mentions', { n: 17 })}, ${twice}` }).locator('a[href*="/why?claim="]').last());
    expect(await page.locator('.figure .value').innerText()).toBe('16');
    await expectText(visitor, t('claims.status_contradicted'));
    expect(await page.locator('#evidence tbody tr').filter({ hasText: nameOf(unitById(belgrade)!, setting.locale) }).count()).toBeGreaterThanOrEqual(2);
    expect(visitor.faults).toEqual([]);
    await visitor.context.close();
  });
});

/** From the list of programmes by the links alone down to the lines of evidence; what is not hers does not open. */
async function followsToTheEvidence(funder: Person, indicator: string, batch: string) {
  const { page, setting } = funder;
  const noNames = async () => expect(privateIn(await page.content())).toEqual([]);
  for (const path of ['/work', '/work/programmes', '/work/programmes/practice']) {
    await funder.open(path);
    await noNames();
  }
  await funder.open('/programmes/practice');
  await noNames();
  await funder.press(page.locator(`a.why[href*="${indicator}"]`));
  expect(await page.locator('#evidence tbody tr').count()).toBeGreaterThan(5);
  expect(await page.locator('#evidence tbody a[href*="/work/"]').count()).toBe(0);
  expect(await page.locator('#seal').innerText()).toContain(funder.t('ui.seal_holds'));
  await noNames();
  const { data: events } = await (await funder.context.request.get('/api/v1/programmes/practice/events')).json();
  for (const path of ['/work/people', `/work/events/${events[0].id}`, new URL(batch).pathname.slice(setting.locale.length + 1)]) {
    const answer = await funder.context.request.get(`/${setting.locale}${path}`);
    expect([path, answer.status()]).toEqual([path, expect.toSatisfy((status: number) => status === 403 || status === 404)]);
    expect(privateIn(await answer.text())).toEqual([]);
  }
  expect(privateIn(await (await funder.context.request.get(`/api/v1/programmes/practice/results/${indicator}/evidence`)).text())).toEqual([]);
}

// They are there when an event has a form; e2e/registration.test.ts opens each of them and looks at it.
const byRegistration = ['/events/[event=id]/register', '/registration/[token]', '/registration/[token]/somebody-else', '/registration/[token]/participants', '/registration/[token]/removed', '/registration/changed', '/invited/[token]', '/invited/[token]/[registration=id]'];
// A municipality gets there by its letter; e2e/coverage.test.ts fills it in.
const byLetter = ['/questionnaire/[token]'];
// They are there once somebody has asked, proposed, printed or agreed; the journey of that name opens each of them and looks at it.
const byTheirJourney = {
  registration: ['/work/events/[event=id]/registrations/form/preview', '/work/events/[event=id]/registrations/new', '/work/events/[event=id]/registrations/messages/new', '/work/events/[event=id]/registrations/messages/[message=id]'],
  certificates: ['/certificates/mine/[token]', '/work/programmes/[slug=slug]/certificates/[series=id]/[certificate=id]'],
  'check-in': ['/account/sign-out'],
  'roll-call': ['/c/[badge=badge]', '/here', '/here/[token]', '/here/letter/[token]'],
  learning: ['/evaluate/[token]', '/evaluate/thanks', '/work/events/[event=id]/learning/[questionnaire=id]', '/work/events/[event=id]/learning/[questionnaire=id]/poster', '/work/events/[event=id]/learning/[questionnaire=id]/questions'],
  'signed-sheets': ['/work/events/[event=id]/sheets/photos/[photo=id]'],
  networks: ['/work/networks/[alliance=id]/composition/rule/[rule=id]', '/work/networks/[alliance=id]/members/[member=id]'],
  agreements: ['/networks/[alliance=id]/guidelines/[guideline=id]', '/work/assessments', '/work/assessments/[assessment=id]', '/work/networks/[alliance=id]/guidelines/[guideline=id]', '/work/networks/[alliance=id]/guidelines/[guideline=id]/changes', '/work/networks/[alliance=id]/guidelines/[guideline=id]/translate', '/work/networks/[alliance=id]/meetings/[event=id]'],
  representative: ['/organisations/[organisation=id]/write', '/still-true/[token]', '/still-true/[token]/change/[kind=record]/[id=id]', '/work/proposals/[proposal=id]', '/work/services/[service=id]/propose', '/work/services/[service=id]/standards', '/work/services/propose'],
  services: ['/work/services/import/[directory=id]'],
  coverage: ['/services/places/[place=place]/years'],
};
const sweeps: Setting[] = [
  { locale: 'en', width: 'laptop', script: true, scheme: 'light' },
  { locale: 'sr-Cyrl', width: 'phone', script: true, scheme: 'dark' },
];
describe.each(sweeps)('every page, $locale, $width, $scheme', (setting) => {
  test('has a title, its language, no missing word, no sideways scrolling, and nothing for axe to find', async () => {
    const coordinator = await kolo.somebody(setting);
    const visitor = await coordinator.another();
    await coordinator.stepIn('coordinator');
    const batch = await importSheets(coordinator, false);
    const events = (await (await coordinator.context.request.get('/api/v1/programmes/practice/events')).json()).data;
    // What leads on by itself has no page to look at.
    // A certificate has no page before one is issued: its own journey looks at it.
    const reached = new Set(['/work/programmes/[slug=slug]', '/certificates/[code=code]', ...byRegistration, ...byLetter, ...Object.values(byTheirJourney).flat()]);
    await walk(visitor, ['/', '/programmes/families-in-crisis', '/sign-in', '/sign-in/code', '/sign-in/link?token=none', '/styleguide', await invitation(coordinator)], reached);
    await walk(coordinator, ['/work', '/work/search?q=Leskovac', `/work/events/${events[0].id}`, withoutLocale(new URL(batch).pathname), '/work/claims/families-in-crisis', '/work/programmes/practice/framework', '/account', '/account/confirm', '/account/delete', '/account/email', '/account/second-factor'], reached);
    expect(routes.filter((route) => !reached.has(route))).toEqual([]);
    await takeBack(coordinator, batch);
    expect([...visitor.faults, ...coordinator.faults]).toEqual([]);
    await Promise.all([visitor.context.close(), coordinator.context.close()]);
  });
});

/** Invites somebody; the letter lies in the data folder, and its link leads to the page where one joins. */
async function invitation(coordinator: Person): Promise<string> {
  const { page, setting } = coordinator;
  await coordinator.open('/work/members');
  const form = page.locator('form[action="?/invite"]');
  await form.locator('[name=email]').fill(`${setting.width}@example.org`);
  await form.locator('[name=role][value=auditor]').check();
  await coordinator.press(form.locator('button'));
  const letter = await lastLetterTo(kolo.app, `${setting.width}@example.org`);
  return withoutLocale(/https?:\/\/[^/\s]+(\/\S+invitation=\S+)/.exec(letter)![1]!);
}
