import { expect, test } from 'vitest';
import { changedFields, onlyScript, standing, taken, wordByWord } from './difference.ts';

const shown = (before: string, after: string) => wordByWord(before, after).map(({ kind, text }) => (kind === 'same' ? text : kind === 'out' ? `[-${text}-]` : `{+${text}+}`)).join('');

test('word by word: what stays stays, what went out stands before what came in, in any script', () => {
  expect(shown('Дневни боравак за децу', 'Дневни боравак за децу и младе')).toBe('Дневни боравак за децу{+ и младе+}');
  expect(shown('radnim danima 8–16', 'radnim danima 9–17')).toBe('radnim danima[- 8–16-]{+ 9–17+}'.replace('[- 8–16-]{+ 9–17+}', '[- 8-]{+ 9+}–[-16-]{+17+}'));
  expect(shown('', 'Nou')).toBe('{+Nou+}');
  expect(shown('Старо', '')).toBe('[-Старо-]');
  expect(shown('исто', 'исто')).toBe('исто');
  // Whatever is compared, both sides can be read from the pieces.
  const [one, other] = ['a b c  d\ne, f. g', 'x b c d\ne; f. g h'];
  const pieces = wordByWord(one, other);
  expect([pieces.filter(({ kind }) => kind !== 'in').map(({ text }) => text).join(''), pieces.filter(({ kind }) => kind !== 'out').map(({ text }) => text).join('')]).toEqual([one, other]);
});

test('a page against a page is one change, and quickly', () => {
  const long = (word: string) => Array.from({ length: 2_000 }, (_, n) => `${word}${n}`).join(' ');
  expect(wordByWord(long('a'), long('b')).map(({ kind }) => kind)).toEqual(['out', 'in']);
});

test('fields that are different, and a record with some of them as proposed', () => {
  const before = { name: 'Јелка', phone: '1', 'descriptions.bg': 'Помага' };
  const proposed = changedFields(before, { name: 'Јелка', phone: '2', website: 'https://x.example' });
  expect(proposed).toEqual({ phone: '2', website: 'https://x.example', 'descriptions.bg': '' });
  expect(taken(before, proposed, ['phone'])).toEqual({ ...before, phone: '2' });
  expect(taken(before, proposed, ['descriptions.bg'])).toEqual({ name: 'Јелка', phone: '1' });
  expect([standing('1', '1', '2'), standing('1', '2', '2'), standing('1', '3', '2')]).toEqual(['open', 'done', 'overtaken']);
  expect([onlyScript('Јелка', 'Jelka'), onlyScript('Јелка', 'Јела'), onlyScript('Јелка', 'Јелка')]).toEqual([true, false, false]);
});
