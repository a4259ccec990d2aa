import { expect, test } from 'vitest';
import { HeldAnswers, type HeldAnswer } from './held-answers.ts';
import { pageSearch } from './page-search.ts';

const answer = (body: string): HeldAnswer => ({ status: 422, headers: [['content-type', 'text/html']], body });

test('an answer is given out once, to the one who sent the form, within a minute', () => {
  const held = new HeldAnswers(10);
  const mine = held.keep('a', answer('mine'), 0);
  expect(held.take(mine, 'b', 1)).toBe(null);
  expect(held.take(mine, null, 1)).toBe(null);
  expect(held.take(mine, 'a', 1)).toEqual(answer('mine'));
  expect(held.take(mine, 'a', 1)).toBe(null);
  const late = held.keep('a', answer('late'), 0);
  expect(held.take(late, 'a', 60_000)).toBe(null);
});

test('no more are kept than there is room for; the oldest goes', () => {
  const held = new HeldAnswers(2);
  const [first, second, third] = ['1', '2', '3'].map((body) => held.keep(null, answer(body), 0));
  expect(held.take(first!, null, 1)).toBe(null);
  expect(held.take(second!, null, 1)?.body).toBe('2');
  expect(held.take(third!, null, 1)?.body).toBe('3');
});

test.each([
  ['?/publish', ''],
  ['?/decide&rows=1', '?rows=1'],
  ['?in=bg&/save-target', '?in=bg'],
  ['?%2Fpublish', ''],
  ['?to=/work', '?to=/work'],
  ['', ''],
])('the address of the page behind %s', (search, expected) => expect(pageSearch(search)).toBe(expected));
