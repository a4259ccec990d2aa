import { expect, test } from 'vitest';
import { optionsIn, type WrittenOption } from './written-options.ts';

const meat: WrittenOption = { id: 'o1', titles: { en: 'Meat', ro: 'Carne' } };
const fish: WrittenOption = { id: 'o2', titles: { en: 'Fish' } };

test('an option that moved keeps its id; other words in its place are another one', () => {
  expect(optionsIn(['Vegan', 'Meat'], [meat, fish], 'en')).toEqual([{ id: 'o3', titles: { en: 'Vegan' } }, meat]);
  expect(optionsIn(['Vegan', 'Fish'], [meat, fish], 'en')).toEqual([{ id: 'o3', titles: { en: 'Vegan' } }, fish]);
  expect(optionsIn(['Fish', 'Meat', 'Fish'], [meat, fish], 'en')).toEqual([fish, meat, { id: 'o3', titles: { en: 'Fish' } }]);
});

test('the language nobody has worded an option in is written by its place', () => {
  expect(optionsIn(['Vegetarian', 'Pește'], [meat, fish], 'ro')).toEqual([{ id: 'o3', titles: { ro: 'Vegetarian' } }, { id: 'o2', titles: { en: 'Fish', ro: 'Pește' } }]);
  expect(optionsIn(['Месо', 'Риба'], [meat, fish], 'bg')).toEqual([{ id: 'o1', titles: { ...meat.titles, bg: 'Месо' } }, { id: 'o2', titles: { ...fish.titles, bg: 'Риба' } }]);
  // With another number of lines no place is known.
  expect(optionsIn(['Месо'], [meat, fish], 'bg')).toEqual([{ id: 'o3', titles: { bg: 'Месо' } }]);
  // Latin letters follow from Cyrillic: they are its words.
  expect(optionsIn(['Meso', 'Voće'], [{ id: 'o1', titles: { 'sr-Cyrl': 'Месо' } }, { id: 'o2', titles: { 'sr-Cyrl': 'Риба' } }], 'sr-Latn')).toEqual([{ id: 'o1', titles: { 'sr-Cyrl': 'Месо' } }, { id: 'o3', titles: { 'sr-Latn': 'Voće' } }]);
});

test('what is offered no more comes back by its words only', () => {
  const gone = [{ id: 'o3', titles: { en: 'Eggs' } }];
  expect(optionsIn(['Eggs', 'Meat'], [meat, fish], 'en', gone)).toEqual([...gone, meat]);
  expect(optionsIn(['Vegan', 'Meat'], [meat, fish], 'en', gone).map(({ id }) => id)).toEqual(['o4', 'o1']);
});
