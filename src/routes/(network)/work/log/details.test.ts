import { expect, test } from 'vitest';
import { wordsOf } from '#platform/words/load.ts';
import { detailsOf } from './details.ts';

const say = async (details: Record<string, unknown>, locale: 'en' | 'sr-Cyrl' | 'ro' = 'en') => detailsOf(details, await listener(locale));
const listener = async (locale: 'en' | 'sr-Cyrl' | 'ro') => {
  const t = await wordsOf(locale);
  return { locale, t, has: t.has };
};
const id = '01a201fe-2dbc-78d8-8bf5-64ba40b44def';

test('what a command recorded is told in words, without braces and whole marks', async () => {
  expect(await say({ readings: [{ method: 'cycles', where: { seriesIds: [id] }, mixRelations: false }, { method: 'events', where: {}, mixRelations: false }] })).toBe('counts: cycles and events');
  expect(await say({ pieces: 1200, kinds: { participation: 1199, 'event-held': 1 }, imports: [id] })).toBe('pieces of evidence: 1,200; kinds: participation: 1,199; event held: 1; imports: 40b44def');
  expect(await say({ name: 'rakovac', place: 'RS-L-71030', pieces: 1 }, 'sr-Cyrl')).toBe('назив: rakovac; место: Рековац; докази: 1');
  expect(await say({ role: 'programme-officer', from: 'field-worker', days: 14, organisationId: null, programmeIds: [] })).toBe('role: Programme officer; before: Field worker; days: 14');
  expect(await say({ slug: 'demo', isDemo: true })).toBe('address: demo; demo');
  expect(await say({ isDemo: false })).toBe('');
  expect(await say({ seal: 'a'.repeat(64), day: '2022-06-29' }, 'ro')).toBe(`sigiliu: ${'a'.repeat(12)}; ziua: 29 iunie 2022`);
  expect(await say({ before: { comparator: 'exactly', value: 320 }, after: { comparator: 'at-least', value: 210 } })).toBe('before: comparator: exactly; value: 320; after: comparator: at least; value: 210');
});
