import { expect, test } from 'vitest';
import { sexOf } from './sex.ts';

test.each(['F', 'f.', 'ž', 'Ž', 'z', 'ж', 'Ж', 'W', 'ženski', 'ZENSKI', 'женски', 'женска', 'жена', 'Жена', 'žena', 'female', 'Woman', 'feminin', 'Fem.', 'femeie', 'девојчица', 'момиче', 'женског пола', 'fată'])('%s: a woman or girl', (text) => expect(sexOf(text)).toBe('F'));
test.each(['M', 'm.', 'м', 'М', 'muški', 'MUSKI', 'мушки', 'мъж', 'Мъж', 'male', 'Man', 'masculin', 'B', 'bărbat', 'barbat', 'dečak', 'момче', 'мушког пола', 'băiat'])('%s: a man or boy', (text) => expect(sexOf(text)).toBe('M'));
test.each(['m/ž', 'М / Ж', 'F/M', 'ž, m', '–', '', '?', '34', 'ostalo', 'Марија', 'Zoran'])('%j says neither', (text) => expect(sexOf(text)).toBe(text));
test('an empty cell stays empty', () => expect(sexOf(null)).toBe(null));
