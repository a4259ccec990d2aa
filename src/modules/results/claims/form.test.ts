import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textFrom } from './form.ts';
import { emptyReading, formOf, noteFrom, readingsFrom, toReadings } from './linking/form.ts';
import { marked } from './marked.ts';
import { claimsOf } from './read.ts';
import { linkInput } from './shape.ts';

const fields = { title: 'News', body: 'Two events.\r\n17 LSUs.', language: '', publishedOn: '', url: '' };
const form = (entries: [string, string][]) => {
  const data = new FormData();
  for (const [name, value] of entries) data.append(name, value);
  return data;
};

describe('the form of a text', () => {
  test('is read with its line ends as the reading counts them', () => {
    expect(textFrom({ ...fields, publishedOn: '2022-09-22', url: ' https://example.org/news ' })).toEqual({ title: 'News', body: 'Two events.\n17 LSUs.', publishedOn: '2022-09-22', url: 'https://example.org/news' });
  });

  test.each([
    [{ body: '  ' }, 'claims.no_text', 'body'],
    [{ body: 'x'.repeat(200_001) }, 'claims.text_too_long', 'body'],
    [{ title: ' ' }, 'claims.no_title', 'title'],
    [{ publishedOn: '31.02.x' }, 'claims.not_a_day', 'publishedOn'],
    [{ url: 'example.org' }, 'claims.not_an_address', 'url'],
    [{ url: 'javascript:alert(1)' }, 'claims.not_an_address', 'url'],
  ])('says what is wrong and where: %o', (wrong, code, field) => {
    expect(() => textFrom({ ...fields, ...wrong })).toThrow(expect.objectContaining({ code, field }));
  });
});

describe('the form of readings', () => {
  const event = '01a20182-c953-7df8-8ca6-bb2ac0449dbc';
  const entries: [string, string][] = [
    ['readings', '2'],
    ['r0-method', 'municipalities'], ['r0-kinds', 'exchange-event'], ['r0-kinds', 'training'], ['r0-relations', 'seat'], ['r0-mix', 'yes'], ['r0-title', 'Општине'], ['r0-is-theme', 'overall'], ['r0-is-output', ''],
    ['r1-method', 'events'], ['r1-events', event], ['r1-from', '2022-01-01'],
  ];

  test('gives what the command takes; other languages of a name stay', () => {
    const before = [{ ...emptyReading, titles: { en: 'Municipalities', 'sr-Cyrl': 'старо' } }];
    const readings = toReadings(readingsFrom(form(entries), 'sr-Cyrl', before));
    expect(readings).toEqual([
      { titles: { en: 'Municipalities', 'sr-Cyrl': 'Општине' }, query: { method: 'municipalities', where: { eventKinds: ['exchange-event', 'training'], relations: ['seat'], breakdown: { theme: 'overall' } }, mixRelations: true } },
      { titles: {}, query: { method: 'events', where: { eventIds: [event], from: '2022-01-01' }, mixRelations: false } },
    ]);
    expect(linkInput.safeParse({ claimId: event, readings }).success).toBe(true);
  });

  test('shows again what it was given', () => {
    const read = readingsFrom(form(entries), 'en', []);
    expect(toReadings(read).map((one) => formOf(one as never))).toEqual(read);
  });

  test('leaves out what is marked, and asks for what is missing', () => {
    expect(readingsFrom(form([...entries, ['r0-drop', 'yes']]), 'en', [])).toHaveLength(1);
    expect(() => toReadings([emptyReading])).toThrow(expect.objectContaining({ code: 'claims.no_reading', field: 'r0-method' }));
  });

  test('a made-up form cannot ask for more than six readings', () => {
    expect(readingsFrom(form([['readings', '100000']]), 'en', [])).toHaveLength(6);
  });

  test('a note is kept in the languages it is not being changed in', () => {
    expect(noteFrom(form([['note', ' Нова ']]), 'sr-Cyrl', { en: 'Old', 'sr-Cyrl': 'Стара' })).toEqual({ en: 'Old', 'sr-Cyrl': 'Нова' });
    expect(noteFrom(form([['note', '']]), 'en', { en: 'Old', bg: 'Стара' })).toEqual({ bg: 'Стара' });
  });
});

describe('a marked text', () => {
  test('is the text, each number with what it was taken for', () => {
    const body = 'On 25 May 2015 many people from 17 LSUs came.';
    expect(marked(body, claimsOf(body)).filter(({ is }) => is !== 'plain')).toEqual([
      { text: '25 May 2015', is: 'aside', kind: 'date' },
      { text: 'many', is: 'vague' },
      { text: '17', is: 'claim' },
    ]);
  });

  test('loses and adds nothing', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('17 ', 'many ', '25 May 2015', 'две ', ' i ', '\n', 'X', '+359 896 610 876', '🧒')).map((parts) => parts.join('')), (body) => {
      expect(marked(body, claimsOf(body)).map(({ text }) => text).join('')).toBe(body);
    }));
  });
});
