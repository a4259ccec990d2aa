import { solveChallenge } from 'altcha-lib/v1';
import { expect, test } from 'vitest';
import { assertUnhurried, newCheck, openedNow, solvedCheck } from './human-check.ts';

const solve = async (check: string) => {
  const { algorithm, challenge, salt, signature, maxnumber } = JSON.parse(check);
  const solution = await solveChallenge(challenge, salt, algorithm, maxnumber).promise;
  return { algorithm, challenge, number: solution!.number, salt, signature };
};
const packed = (answer: object) => Buffer.from(JSON.stringify(answer)).toString('base64');

test('a solved sum is known by its mark; another number, another signature, nonsense and an old one are not', async () => {
  const answer = await solve(await newCheck());
  expect(await solvedCheck(packed(answer))).toBe(answer.challenge);
  for (const wrong of [{ ...answer, number: answer.number + 1 }, { ...answer, signature: answer.signature.replace(/^./, (first: string) => (first === 'a' ? 'b' : 'a')) }]) expect(await solvedCheck(packed(wrong))).toBe(null);
  for (const nonsense of ['', 'x', packed([]), 'ÿ'.repeat(3_000)]) expect(await solvedCheck(nonsense)).toBe(null);
  expect(await solvedCheck(packed(await solve(await newCheck(Date.now() - 2 * 60 * 60_000))))).toBe(null);
});

test('too fast, too old, made up, or with the unseen field filled', () => {
  const now = Date.now();
  const opened = openedNow(now);
  expect(() => assertUnhurried(opened, '', now + 4_000)).not.toThrow();
  for (const later of [1_000, 25 * 60 * 60_000]) expect(() => assertUnhurried(opened, '', now + later)).toThrow('registration.too_fast');
  expect(() => assertUnhurried(`${now - 10_000}.${opened.split('.')[1]}`, '', now)).toThrow('registration.too_fast');
  expect(() => assertUnhurried('', '', now)).toThrow('registration.too_fast');
  expect(() => assertUnhurried(opened, 'http://spam.example', now + 4_000)).toThrow('registration.left_empty');
});
