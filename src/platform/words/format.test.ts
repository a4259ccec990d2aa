import { expect, test } from 'vitest';
import { formatDay, formatDays, formatMonth, formatMonths } from './format.ts';
import { locales } from './locales.ts';

// ICU sets thin spaces around the dash of a range.
const plain = (text: string) => text.replace(/\s/g, ' ');

test('a day is written out as each language writes it; Serbian months stand in the genitive after a day', () => {
  expect(locales.map((locale) => formatDay(locale, '2022-09-22'))).toEqual(['22. септембра 2022.', '22. septembra 2022.', '22 септември 2022 г.', '22 septembrie 2022', '22 September 2022']);
  const months = Array.from({ length: 12 }, (_, month) => `2022-${String(month + 1).padStart(2, '0')}-05`);
  expect(months.map((day) => formatDay('sr-Cyrl', day).split(' ')[1])).toEqual(['јануара', 'фебруара', 'марта', 'априла', 'маја', 'јуна', 'јула', 'августа', 'септембра', 'октобра', 'новембра', 'децембра']);
  expect(months.map((day) => formatDay('sr-Latn', day).split(' ')[1])).toEqual(['januara', 'februara', 'marta', 'aprila', 'maja', 'juna', 'jula', 'avgusta', 'septembra', 'oktobra', 'novembra', 'decembra']);
});

test('two days are one range, also over the end of a month', () => {
  expect(plain(formatDays('en', '2022-03-30', '2022-03-31'))).toBe('30 – 31 March 2022');
  expect(plain(formatDays('sr-Latn', '2022-05-30', '2022-06-01'))).toBe('30. maja – 1. juna 2022.');
  expect(formatDays('bg', '2022-03-30', '2022-03-30')).toBe(formatDay('bg', '2022-03-30'));
});

test('months stay in the nominative, an open end stays open, nothing known is empty', () => {
  expect(formatMonth('sr-Cyrl', '2013-11')).toBe('новембар 2013.');
  expect(plain(formatMonths('en', '2013-11', '2015-03'))).toBe('November 2013 – March 2015');
  expect([formatMonths('en', '2013-11', null), formatMonths('en', null, '2015-03'), formatMonths('en', null, null), formatMonths('en', '2013-11', '2013-11')]).toEqual(['November 2013 –', '– March 2015', '', 'November 2013']);
});
