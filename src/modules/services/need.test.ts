import { expect, test } from 'vitest';
import { needIn } from './need.ts';

test.each([
  ['logoped u Nišu', 'RS-L-79065', 'logoped'],
  ['dnevni boravak Šabac', 'RS-L-71269', 'dnevni boravak'],
  ['дневни боравак Бор', 'RS-L-70327', 'дневни боравак'],
  ['център за обществена подкрепа Търговище', 'BG-M-TGV35', 'център за обществена подкрепа'],
  ['Turgovishte психолог', 'BG-M-TGV35', 'психолог'],
  ['asistent personal în Bălți', 'MD-BA', 'asistent personal'],
  ['Centru de zi Orhei', 'MD-OR', 'Centru de zi'],
  ['logoped st. pazova', 'RS-L-80420', 'logoped'],
  ['Novi Beograd', 'RS-G-70181', ''],
])('%s: the place is known by its name', (text, unit, words) => {
  expect([needIn(text).unit, needIn(text).words]).toEqual([unit, words]);
});

test.each(['Centru de zi', 'Centru maternal', 'savet psihologa', 'bolnica', 'върнах се от чужбина', 'къде да оставя детето си през деня', 'Centru de zi pentru copii în situație de risc'])('%s: no word of it is taken for a place, and none is lost', (text) => {
  expect([needIn(text).unit, needIn(text).words]).toEqual([null, text]);
});
