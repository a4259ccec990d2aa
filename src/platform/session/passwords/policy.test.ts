import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../root.ts';
import { hashPassword, verifyPassword } from './hash.ts';
import { assertGoodPassword } from './policy.ts';

const about = { email: 'jelena.kostic@example.org', name: 'Јелена Костић' };
const refusal = (password: string, who = about): string | null => {
  try {
    assertGoodPassword(password, who);
    return null;
  } catch (problem) {
    return (problem as { code: string }).code;
  }
};

test('ASVS 6.2.1 a password of eleven characters is too short, of twelve is not; letters of any script count as one', () => {
  expect(refusal('plavi kamen')).toBe('session.password_too_short');
  expect(refusal('plavi kamen!')).toBeNull();
  expect(refusal('плави камен!')).toBeNull();
  expect(refusal('🌊🌊🐟🦆🪨🌧️🌲')).toBe('session.password_too_short');
  expect(refusal(`plavi kamen ${'x y z '.repeat(30)}`)).toBe('session.password_too_long');
});

test('ASVS 6.2.4 each of the 3,000 most used passwords that are long enough is refused, in capitals too', () => {
  const list = readFileSync(join(root, 'src/platform/session/passwords/common.txt'), 'utf8').split('\n').filter((line) => line && !line.startsWith('#'));
  expect(list.length).toBeGreaterThanOrEqual(3000);
  const nobody = { email: 'x@y.org', name: 'X Y' };
  expect(list.filter((password) => refusal(password, nobody) !== 'session.password_common')).toEqual([]);
  expect(refusal('1QAZ2WSX3EDC')).toBe('session.password_common');
});

test('ASVS 6.2.11 a password made of the own name, address or the name of the product is refused', () => {
  expect(refusal('jelenakostic1')).toBe('session.password_about_you');
  expect(refusal('Јелена Костић 1')).toBe('session.password_about_you');
  expect(refusal('KoloExample1')).toBe('session.password_about_you');
  expect(refusal('jelena pravi pekmez od dunja')).toBeNull();
});

test('one thing again and again, or the neighbours of the keyboard row of digits, is as good as common', () => {
  expect(['aaaaaaaaaaaaaa', 'abcabcabcabcabc', '123456789012', 'абвгдежзијклм'].map((password) => refusal(password))).toEqual(['session.password_common', 'session.password_common', 'session.password_common', null]);
});

test('ASVS 11.4.2 passwords are kept as argon2id with a salt of their own; composed and decomposed letters are the same password', async () => {
  const [first, second] = await Promise.all([hashPassword('Đurđevak u maju'), hashPassword('Đurđevak u maju')]);
  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(first).not.toBe(second);
  expect(await verifyPassword({ hash: first, password: 'Đurđevak u maju' })).toBe(true);
  expect(await verifyPassword({ hash: first, password: 'Đurđevak u Maju' })).toBe(false);
  expect(await verifyPassword({ hash: await hashPassword('škola žutih čvoraka'.normalize('NFD')), password: 'škola žutih čvoraka'.normalize('NFC') })).toBe(true);
  expect(await verifyPassword({ hash: 'plain', password: 'plain' })).toBe(false);
});
