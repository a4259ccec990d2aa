import { expect, test } from 'vitest';
import { locales } from '#platform/words/locales.ts';
import { wordsOf } from '#platform/words/load.ts';
import { explainAll } from './fixtures/every-reason.ts';
import { fullName, reasonText } from './explain.ts';
import { unitById } from './gazetteer.ts';
import { levels, unitTypes } from './shape.ts';

test('every reason is a sentence in every language, with its values in it', async () => {
  for (const locale of locales) {
    const t = await wordsOf(locale);
    for (const reason of explainAll) {
      const text = reasonText(t, reason);
      expect(text).not.toMatch(/[{}#]|undefined/);
      for (const value of [('name' in reason && reason.name) || '', ('typed' in reason && reason.typed) || '', ('city' in reason && reason.city) || '']) expect(text).toContain(value);
    }
    for (const level of levels) expect(t.has(`places.level_${level}`)).toBe(true);
    for (const type of unitTypes) expect(t.has(`places.type_${type}`)).toBe(true);
  }
});

test('plurals are right', async () => {
  const letters = (count: number) => ({ code: 'letters', count, typed: 'A', name: 'B' }) as const;
  const [sr, ro, en] = await Promise.all([wordsOf('sr-Latn'), wordsOf('ro'), wordsOf('en')]);
  expect([1, 2, 5].map((n) => reasonText(sr, letters(n)))).toEqual(['razlikuje se 1 slovo: A – B', 'razlikuju se 2 slova: A – B', 'razlikuje se 5 slova: A – B']);
  expect([1, 2, 20].map((n) => reasonText(ro, letters(n)))).toEqual(['diferă o literă: A – B', 'diferă 2 litere: A – B', 'diferă 20 de litere: A – B']);
  expect([1, 2].map((n) => reasonText(en, letters(n)))).toEqual(['1 letter differs: A – B', '2 letters differ: A – B']);
});

test('a name that could be several comes with the word for what it is', async () => {
  const [bg, en, sr] = await Promise.all([wordsOf('bg'), wordsOf('en'), wordsOf('sr-Cyrl')]);
  expect([fullName(bg, unitById('BG-25')!), fullName(bg, unitById('BG-M-TGV35')!)]).toEqual(['област Търговище', 'община Търговище']);
  expect([fullName(en, unitById('MD-OR')!), fullName(en, unitById('RS-L-71269')!)]).toEqual(['Orhei Raion', 'City of Šabac']);
  expect(fullName(sr, unitById('RS-13')!)).toBe('Поморавски округ');
});
