import { expect, test } from 'vitest';
import { formatMoment } from './format.ts';
import { fromClocks, onClocks, timeZoneAt, zoneName } from './zone.ts';
import { locales } from './locales.ts';

test.each([
  ['2026-11-22T10:30', 'Europe/Belgrade', '2026-11-22T09:30:00.000Z'],
  ['2026-07-01T10:30', 'Europe/Belgrade', '2026-07-01T08:30:00.000Z'],
  ['2026-11-22T10:30', 'Europe/Sofia', '2026-11-22T08:30:00.000Z'],
  ['2026-11-22T23:59:59.999', 'Europe/Belgrade', '2026-11-22T22:59:59.999Z'],
  ['2026-10-25T02:30', 'Europe/Belgrade', '2026-10-25T01:30:00.000Z'],
  ['2026-03-29T02:30', 'Europe/Belgrade', '2026-03-29T01:30:00.000Z'],
])('%s in %s is %s', (written, zone, utc) => expect(fromClocks(written, zone)!.toISOString()).toBe(utc));

test.each(['yesterday', '2026-02-30T10:00', '2026-11-22', '2026-11-22T25:00', ''])('%j is no time', (written) => expect(fromClocks(written, 'Europe/Belgrade')).toBe(null));

test('there and back', () => expect(onClocks(fromClocks('2026-05-04T07:08', 'Europe/Chisinau')!, 'Europe/Chisinau')).toBe('2026-05-04T07:08'));

test('the hour is that of the network, whatever the language, and each reader is told in her words which zone is meant', () => {
  const at = new Date('2026-11-22T15:56:00Z');
  const hours = (country: string | null) => [...new Set(locales.map((locale) => /\d\d[:.]\d\d(?!\.)(?!\d)$|\d\d:\d\d/.exec(formatMoment(locale, at, timeZoneAt(country)))![0].replace('.', ':')))];
  expect([hours('RS'), hours('BG'), hours('MD'), hours(null)]).toEqual([['16:56'], ['17:56'], ['17:56'], ['16:56']]);
  expect([zoneName('sr-Cyrl', at, 'Europe/Belgrade'), zoneName('bg', at, 'Europe/Sofia'), zoneName('ro', at, 'Europe/Chisinau'), zoneName('ro', at, 'Europe/Belgrade')])
    .toEqual(['Средњеевропско време, GMT+1', 'Източноевропейско време, Гринуич+2', 'Ora Europei de Est, GMT+2', 'Ora Europei Centrale, GMT+1']);
});
