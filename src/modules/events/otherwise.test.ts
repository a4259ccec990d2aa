import { expect, test } from 'vitest';
import { otherwise } from './otherwise.ts';

const names = ['isOpen', 'intro', 'words', 'required'];
const now = { isOpen: 'yes', intro: 'One\nTwo', id_0: 'q2', words_0: 'Lunch?', required_0: '', id_1: 'q1', words_1: 'By bus?', required_1: 'yes' };

test('a form that nobody has overtaken differs in nothing, whatever lines end with and boxes post', () => {
  expect(otherwise({ isOpen: 'yes', intro: 'One\r\nTwo ', id_0: 'q2', words_0: 'Lunch?', id_1: 'q1', words_1: 'By bus?', required_1: 'yes', id_2: '', words_2: '' }, now, names)).toEqual([]);
});

test('fields that differ are told; rows by what they are and not by where they stand, and those only one of the two has', () => {
  const mine = { intro: 'One', id_0: 'q1', words_0: 'By train?', required_0: 'yes', id_1: 'q9', words_1: 'Gone since?', id_2: '', words_2: 'Mine and new' };
  expect(otherwise(mine, now, names)).toEqual([
    { name: 'isOpen', row: null, now: 'yes' },
    { name: 'intro', row: null, now: 'One\nTwo' },
    { name: 'words', row: 1, now: 'Lunch?' },
    { name: 'words', row: 2, now: 'By bus?' },
    { name: 'words', row: 2, now: null },
  ]);
});
