import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrongAt } from './json-place.ts';

test('whatever JSON is broken by one sign that JSON does not know is wrong at that sign', () => {
  fc.assert(fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 4 }), fc.nat(), (value, indent, chance) => {
    const text = JSON.stringify(value, null, indent);
    // Between two tokens: inside a string the sign would be a letter like any other.
    const gaps = [...text.matchAll(/"(?:[^"\\]|\\.)*"|[-+.\w]+|[^\s]/g)].map(({ index }) => index);
    const at = gaps[chance % gaps.length]!;
    const broken = `${text.slice(0, at)}#${text.slice(at)}`;
    const before = text.slice(0, at).split('\n');
    expect(wrongAt(broken)).toEqual({ line: String(before.length), column: String(before.at(-1)!.length + 1) });
  }));
});

test.each([['{"id": ', 1, 8], ['{"id": }', 1, 8], ['[1,]', 1, 4], ['{"a": 1,\n}', 2, 1], ['[1] 2', 1, 5], ['{"a" 1}', 1, 6], ['', 1, 1], ['["a\nb"]', 1, 2]])('%j', (text, line, column) => expect(wrongAt(text)).toEqual({ line: String(line), column: String(column) }));
