import { expect, test } from 'vitest';
import { forTranslator, progressOf, readIn, type Translation } from './translations.ts';

const paragraphs = [{ id: 'a', text: 'Свако дете.' }, { id: 'b', text: 'План.' }];
const of = (paragraphId: string, source: string, text: string, language: Translation['language'] = 'en'): Translation => ({ paragraphId, source, text, language });
const read = (translations: Translation[], reader: Translation['language']) => readIn(paragraphs, 'sr-Cyrl', translations, reader).map(({ text, lang, isHers }) => [text, lang, isHers]);

test('a reader gets her language where just this text is translated, and the text as it was written elsewhere', () => {
  const there = [of('a', 'Свако дете.', 'Every child.'), of('b', 'Стари план.', 'Old plan.')];
  expect(read(there, 'en')).toEqual([['Every child.', 'en', true], ['План.', 'sr-Cyrl', false]]);
  expect(read(there, 'bg')).toEqual([['Свако дете.', 'sr-Cyrl', false], ['План.', 'sr-Cyrl', false]]);
  expect([read(there, 'sr-Cyrl'), read(there, 'sr-Latn')]).toEqual([[['Свако дете.', 'sr-Cyrl', true], ['План.', 'sr-Cyrl', true]], [['Svako dete.', 'sr-Latn', true], ['Plan.', 'sr-Latn', true]]]);
  // A translation into Serbian serves both scripts; the later one of the same text holds, and an empty one takes it back.
  expect(readIn([{ id: 'x', text: 'Plan.' }], 'en', [of('x', 'Plan.', 'План.', 'sr-Cyrl')], 'sr-Latn')).toEqual([{ id: 'x', text: 'Plan.', lang: 'sr-Latn', isHers: true }]);
  expect(read([...there, of('a', 'Свако дете.', 'Each child.')], 'en')[0]).toEqual(['Each child.', 'en', true]);
  expect(read([...there, of('a', 'Свако дете.', '')], 'en')[0]).toEqual(['Свако дете.', 'sr-Cyrl', false]);
  // A paragraph that reads again as it did has its translation again.
  expect(read([of('b', 'План.', 'Plan.'), of('b', 'Нови план.', 'New plan.')], 'en')[1]).toEqual(['Plan.', 'en', true]);
});

test('whoever translates sees what is there, and which of it is of an older text', () => {
  const there = [of('a', 'Свако дете.', 'Every child.'), of('b', 'Стари план.', 'Old plan.'), of('a', 'Свако дете.', 'Fiecare copil.', 'ro')];
  expect(forTranslator(paragraphs, there, 'en')).toEqual([{ ...paragraphs[0], translation: 'Every child.', madeOf: null }, { ...paragraphs[1], translation: 'Old plan.', madeOf: 'Стари план.' }]);
  expect(progressOf(paragraphs, 'sr-Cyrl', there)).toEqual([{ language: 'bg', done: 0, outdated: 0, of: 2 }, { language: 'ro', done: 1, outdated: 0, of: 2 }, { language: 'en', done: 1, outdated: 1, of: 2 }]);
});
