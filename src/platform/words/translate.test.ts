import { expect, test } from 'vitest';
import { formatDay } from './format.ts';
import type { Locale } from './locales.ts';
import { translator, type WordKey } from './translate.ts';

const said = (locale: Locale, sentence: string) => translator(locale, { 'a.b': sentence })('a.b' as WordKey, { day: formatDay(locale, '2026-11-22') }).replace(/\s/g, ' ');

test('a sentence that ends with a day has one full stop, and no dot stands before a comma', () => {
  expect([said('sr-Cyrl', 'Важи до {day}.'), said('sr-Latn', 'Od {day}, u podne ({day}).'), said('bg', 'До {day}.'), said('ro', 'Până la {day}.'), said('en', 'Until {day}.')])
    .toEqual(['Важи до 22. новембра 2026.', 'Od 22. novembra 2026, u podne (22. novembra 2026).', 'До 22 ноември 2026 г.', 'Până la 22 noiembrie 2026.', 'Until 22 November 2026.']);
  expect([said('sr-Cyrl', '{day} …'), said('bg', 'Чака...')]).toEqual(['22. новембра 2026. …', 'Чака...']);
});
