import { expect, test } from 'vitest';
import { newId } from '#platform/ids.ts';
import { namedBy, secretFor } from './secret-link.ts';

const named = { networkId: newId(), id: newId(), version: 258 };

test('a link names its row, and only for what it was made', () => {
  const link = secretFor('registration', named);
  expect([link.length, namedBy('registration', link), namedBy('calendar', link)]).toEqual([70, named, null]);
});

test('one letter changed anywhere opens nothing', () => {
  const link = secretFor('seats', named);
  for (let at = 0; at < link.length - 1; at++) expect([at, namedBy('seats', link.slice(0, at) + (link[at] === 'A' ? 'B' : 'A') + link.slice(at + 1))]).toEqual([at, null]);
  for (const nonsense of ['', 'x', `${link}A`, link.slice(1)]) expect(namedBy('seats', nonsense)).toBe(null);
});
