import { expect, test } from 'vitest';
import { wordsOf } from '#platform/words/load.ts';
import { locales } from '#platform/words/locales.ts';
import { allUnits, unitById } from './gazetteer.ts';
import { placeTitle } from './say.ts';

test.each(locales)('each of the 547 units has a title of its own in %s', async (locale) => {
  const t = await wordsOf(locale);
  const titles = allUnits().map((unit) => placeTitle(unit, t));
  const twice = titles.filter((title, at) => titles.indexOf(title) !== at);
  expect([titles.length, twice, titles.filter((title) => !title.trim())]).toEqual([547, [], []]);
});

test('a name that is enough stays as it is', async () => {
  const t = await wordsOf('en');
  expect(['RS-L-71269', 'BG-25', 'BG-M-TGV35', 'MD-OR'].map((id) => placeTitle(unitById(id)!, t))).toEqual(['Šabac', 'Targovishte Oblast', 'Targovishte', 'Orhei']);
});
