/** Somebody with a few minutes clears the doubts by keyboard; a coordinator joins two organisations, sees the published figure change with the reason, and takes it back. */
import { describe, expect, test } from 'vitest';
import { plant } from './app.ts';
import type { Doubtful } from './fifty-doubts.ts';
import { opened } from './opened.ts';
import type { Person, Setting } from './person.ts';

const phone: Setting = { locale: 'bg', width: 'phone', script: false, scheme: 'light' };
const laptop: Setting = { locale: 'sr-Cyrl', width: 'laptop', script: true, scheme: 'dark' };

let planted: Doubtful;
const kolo = opened({ plant: (data) => (planted = plant<Doubtful>(data, 'fifty-doubts.ts')) });

/** A browser in which somebody has signed in. */
async function signedIn(setting: Setting, role: keyof Doubtful['sessions']): Promise<Person> {
  const person = await kolo.somebody(setting);
  await person.context.addCookies([{ ...planted.sessions[role], url: kolo.app.url }]);
  return person;
}
const textOf = async ({ page }: Person) => (await page.locator('main').innerText()).replace(/\s+/g, ' ');
const peopleCounted = async (person: Person) => (await (await person.context.request.get('/api/v1/people?limit=1')).json()).total as number;

describe('the queue of doubts', () => {
  test('works on a phone without a script: decide, see the next, take back, many alike at once', async () => {
    const officer = await signedIn(phone, 'programme-officer');
    const { page, t } = officer;
    await officer.open('/work');
    expect(await textOf(officer)).toContain(t('duplicates.waiting', { n: 50 }));
    await officer.press(page.getByRole('link', { name: t('duplicates.waiting', { n: 50 }), exact: true }));
    expect(await textOf(officer)).toContain(t('duplicates.question_person'));
    expect(await textOf(officer)).toContain(t('duplicates.reason', { field: t('duplicates.field_affiliation'), level: t('duplicates.level_same-organisation') }));
    const first = await page.locator('thead a').allInnerTexts();
    await officer.press(page.getByRole('button', { name: t('duplicates.different'), exact: true }));
    expect(await page.locator('thead a').allInnerTexts()).not.toEqual(first);
    expect(await textOf(officer)).toContain(t('duplicates.progress', { done: 1, total: 50 }));
    await officer.press(page.getByRole('button', { name: t('duplicates.undo'), exact: true }));
    expect(await page.locator('thead a').allInnerTexts()).toEqual(first);
    await officer.press(page.getByRole('button', { name: t('duplicates.later'), exact: true }));
    await officer.press(page.getByRole('link', { name: new RegExp(`^${t('duplicates.tab_history')}`) }));
    expect(await page.locator('tbody tr').count()).toBe(1);
    await officer.press(page.locator('tbody form button'));
    expect(await textOf(officer)).toContain(t('duplicates.none_history'));

    await officer.open('/work/review');
    await officer.press(page.getByRole('link', { name: t('duplicates.batch_link', { n: 50 }) }));
    expect(await page.locator('input[name=pair]:checked').count()).toBe(50);
    // A decision about many needs the word that they were looked at.
    expect(await officer.press(page.getByRole('button', { name: t('duplicates.batch_same'), exact: true }), { mayBeRefused: true })).toBe(false);
    expect(await textOf(officer)).toContain(t('duplicates.problem_not_confirmed'));
    expect(officer.faults).toEqual([]);
    await officer.context.close();
  });

  test('is cleared of fifty doubts by keyboard on a laptop', async () => {
    const officer = await signedIn(laptop, 'programme-officer');
    const { page, t } = officer;
    const before = await peopleCounted(officer);
    await officer.open('/work/review');
    const press = async (key: string) => {
      await Promise.all([page.waitForEvent('load'), page.keyboard.press(key)]);
      await page.locator('[data-review]:focus').waitFor();
    };
    const names = () => page.locator('thead a').allInnerTexts();
    const [decisive] = [await names()];
    // A slip, taken back by the key beside it.
    await press('d');
    await press('u');
    expect(await names()).toEqual(decisive);
    for (let done = 0; done < 50; done++) {
      if (done % 24 === 0) {
        await officer.look();
        if (done) expect(await textOf(officer)).toContain(t('duplicates.progress', { done, total: 50 }));
      }
      await press(done === 10 ? 'd' : done === 20 ? 'l' : 's');
    }
    await officer.look();
    expect(await textOf(officer)).toContain(t('duplicates.none'));
    expect(await peopleCounted(officer)).toBe(before - 48);
    await officer.open('/work/review?state=later');
    expect(await page.locator('thead a').count()).toBe(2);
    await officer.open('/work/review/history');
    expect(await page.locator('tbody tr').count()).toBe(50);
    await officer.open('/work');
    expect(await textOf(officer)).not.toContain(t('duplicates.waiting', { n: 1 }));
    expect(officer.faults).toEqual([]);
    await officer.context.close();
  });
});

describe.each([['on a laptop', laptop], ['on a phone without a script', phone]] as const)('joining two organisations %s', (_, setting) => {
  test('changes the published figure with the reason, and taking it back makes the seal whole again', async () => {
    const coordinator = await signedIn(setting, 'coordinator');
    const { page, t } = coordinator;
    const why = `/programmes/${planted.programme}/why?indicator=${planted.indicatorId}`;
    const figure = async () => {
      await coordinator.open(why);
      return { value: Number(await page.locator('.figure .value').first().innerText()), seal: await page.getByText(t('figure.seal_holds'), { exact: true }).count(), joined: await page.locator('#joined li').allInnerTexts() };
    };
    const before = await figure();
    expect(before).toMatchObject({ seal: 1, joined: [] });

    await coordinator.open(`/work/organisations/${planted.organisations[0]}`);
    await coordinator.press(page.getByRole('link', { name: t('duplicates.join_link'), exact: true }));
    await page.locator('main input[type=search]').fill('дорћол');
    await coordinator.press(page.locator('main').getByRole('button', { name: t('ui.search'), exact: true }));
    await coordinator.press(page.getByRole('link', { name: new RegExp(`^${t('duplicates.join_compare')}`) }));
    await page.locator(`input[name=stays][value="${planted.organisations[0]}"]`).check();
    await coordinator.press(page.getByRole('button', { name: t('duplicates.join_do'), exact: true }));
    expect(await textOf(coordinator)).toContain(t('duplicates.joined'));

    const joined = await figure();
    expect(joined).toMatchObject({ value: before.value - 1, seal: 0 });
    expect(joined.joined).toHaveLength(1);
    expect(joined.joined[0]).toContain('Porodični centar Dorćol');
    expect(joined.joined[0]).toContain('Kolevka');
    expect(await textOf(coordinator)).toContain(t('figure.seal_joined', { n: 1 }));
    await coordinator.open(`/work/programmes/${planted.programme}/results`);
    const reason = page.locator('textarea[name=reason]').first();
    expect(await reason.inputValue()).toContain('Porodični centar Dorćol');
    // Who works here reads also who joined them.
    expect(await textOf(coordinator)).toContain('Nalog');

    // The other entry's address leads to the one that stands for both.
    await coordinator.open(`/work/organisations/${planted.organisations[1]}`);
    expect(new URL(page.url()).pathname).toContain(planted.organisations[0]);
    await coordinator.press(page.getByRole('button', { name: t('duplicates.separate_label', { name: 'Porodični centar Dorćol' }) }));
    expect(await textOf(coordinator)).toContain(t('duplicates.separated'));
    expect(await figure()).toEqual(before);
    expect(coordinator.faults).toEqual([]);
    await coordinator.context.close();
  });
});

test.each(['funder', 'auditor', 'organisation-representative', 'field-worker'] as const)('a %s never sees any of it', async (role) => {
  const somebody = await signedIn(phone, role);
  for (const path of ['/work/review', '/work/review/alike', '/work/review/history', `/work/review/join?kind=organisation&id=${planted.organisations[0]}`]) {
    expect([path, (await somebody.context.request.get(`/bg${path}`)).status()]).toEqual([path, 404]);
  }
  const page = await (await somebody.context.request.get(`/bg/work/organisations/${planted.organisations[0]}`)).text();
  expect(page).toContain('Kolevka');
  expect(page).not.toContain('/work/review');
  await somebody.context.close();
});
