import { expect, test } from 'vitest';
import { blocksOf } from './markup.ts';

test('headings, paragraphs and lists as they are typed', () => {
  expect(blocksOf('# Opening\r\nAna opened\nthe meeting.\n\nSecond.\n- one\n  goes on\n* two\n\n– three\n## Closing')).toEqual([
    { kind: 'heading', text: 'Opening' },
    { kind: 'paragraph', text: 'Ana opened the meeting.' },
    { kind: 'paragraph', text: 'Second.' },
    { kind: 'list', items: ['one goes on', 'two'] },
    { kind: 'list', items: ['three'] },
    { kind: 'heading', text: 'Closing' },
  ]);
});

test('what only looks like a sign is text: a number, a minus without a space, HTML', () => {
  expect(blocksOf('#1 is not a heading\n\n-5 degrees\n\n<script>alert(1)</script>')).toEqual([
    { kind: 'paragraph', text: '#1 is not a heading' },
    { kind: 'paragraph', text: '-5 degrees' },
    { kind: 'paragraph', text: '<script>alert(1)</script>' },
  ]);
  expect(blocksOf(' \n\n')).toEqual([]);
});
