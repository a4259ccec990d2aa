import { expect, test } from 'vitest';
import { carried, changes, split, wordsChanged, type Paragraph } from './paragraphs.ts';

const made = (...texts: string[]): Paragraph[] => texts.map((text, at) => ({ id: `p${at}`, text }));
const ids = (before: Paragraph[], ...texts: string[]) => { let n = 0; return carried(before, texts, () => `n${n++}`).map(({ id }) => id).join(' '); };

test('paragraphs are typed with an empty line between them', () => expect(split('One\r\nstill one\r\n\r\n \n\nTwo \n')).toEqual(['One\nstill one', 'Two']));

test('a paragraph keeps its id when others come, go or change', () => {
  const before = made('A', 'B', 'C');
  expect([ids(before, 'A', 'B', 'C'), ids(before, 'X', 'A', 'B', 'C'), ids(before, 'A', 'B changed', 'C'), ids(before, 'A', 'C'), ids(before, 'A', 'B', 'X', 'Y', 'C'), ids(before), ids([], 'A')]).toEqual(['p0 p1 p2', 'n0 p0 p1 p2', 'p0 p1 p2', 'p0 p2', 'p0 p1 n0 n1 p2', '', 'n0']);
});

test('a change is told by words, and nothing of either text is lost', () => {
  expect(wordsChanged('Every child has a plan.', 'Every child and family has a plan.')).toEqual([{ kind: 'same', text: 'Every child' }, { kind: 'new', text: ' and family' }, { kind: 'same', text: ' has a plan.' }]);
  let seed = 7;
  const random = (n: number) => (seed = (seed * 1103515245 + 12345) % 2 ** 31) % n;
  const text = () => Array.from({ length: random(12) }, () => ['a', 'bb', 'в', 'ș', ' ', '\n', 'a b'][random(7)]).join(random(2) ? ' ' : '');
  for (let n = 0; n < 300; n++) {
    const [a, b] = [text(), text()];
    const pieces = wordsChanged(a, b);
    const without = (kind: string) => pieces.filter((one) => one.kind !== kind).map((one) => one.text).join('');
    expect([without('new'), without('gone')]).toEqual([a, b]);
  }
});

test('two versions differ by paragraphs; what is gone stands where it stood', () => {
  const before = made('A', 'B one', 'C');
  expect(changes(before, [{ id: 'n', text: 'New' }, { id: 'p1', text: 'B two' }, { id: 'p2', text: 'C' }]).map(({ id, kind }) => `${id} ${kind}`)).toEqual(['p0 gone', 'n new', 'p1 changed', 'p2 same']);
  expect(changes(before, before).every(({ kind }) => kind === 'same')).toBe(true);
});
