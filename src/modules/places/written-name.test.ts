import { expect, test } from 'vitest';
import { locales } from '#platform/words/locales.ts';
import { allUnits, levelOf, unitById } from './gazetteer.ts';
import { countries } from './shape.ts';
import { decide, whichPlace } from './which-place.ts';
import { placeNamed, writtenName } from './written-name.ts';

test('what a form shows for a unit is read as that unit again, for every one of them', () => {
  expect(allUnits().length).toBeGreaterThan(500);
  const lost = allUnits().filter(({ id }) => writtenName(id) !== id && decide(whichPlace(writtenName(id))).best?.unit !== id);
  expect(lost).toEqual([]);
  // The district and the town of one name are two.
  expect([writtenName('BG-25'), writtenName('BG-M-TGV35'), unitById('BG-25') !== null]).toEqual(['област Търговище', 'Търговище', true]);
  expect(allUnits().filter(({ id }) => writtenName(id) === id).length / allUnits().length).toBeLessThan(0.1);
});

const municipalities = allUnits().filter((unit) => levelOf(unit) === 'municipality');

test('what a form shows for a municipality is read as the same one, in each language, at home and abroad', () => {
  const otherwise: string[] = [];
  for (const country of [...countries, null]) {
    for (const { id } of municipalities) {
      for (const locale of [...locales, undefined]) {
        const text = writtenName(id, { country, locale });
        if (placeNamed(text, { country }) !== id) otherwise.push(`${country} ${locale} ${text} ${id}`);
      }
    }
  }
  expect(otherwise).toEqual([]);
});

test('at home its name in the reader’s language is enough, but for a few that are called alike', () => {
  // Only the two Byalas of Bulgaria have no name that tells them apart.
  const asId = municipalities.filter((unit) => locales.some((locale) => writtenName(unit.id, { country: unit.country, locale }) === unit.id));
  expect(asId.map(({ names }) => names.bg)).toEqual(['Бяла', 'Бяла']);
  for (const name of ['Кула', 'Лозница', 'Нови Пазар', 'Димитровград']) expect(unitById(placeNamed(name, { country: 'RS' })!)).toMatchObject({ country: 'RS', names: { 'sr-Cyrl': name } });
  expect([placeNamed('Кула'), placeNamed('Кула', { country: 'BG' }), placeNamed('Atlantis', { country: 'RS' })]).toEqual([null, 'BG-M-VID22', null]);
});
