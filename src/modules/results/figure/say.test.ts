import { describe, expect, test } from 'vitest';
import { locales, type Locale } from '#platform/words/locales.ts';
import { wordsOf } from '#platform/words/load.ts';
import { nameOf } from '#modules/places/names.ts';
import { unitById } from '#modules/places/gazetteer.ts';
import type { Result } from '../shape.ts';
import { sayFigure } from './say.ts';

const belgrade = 'RS-L-79014';
const seats: Result = {
  unit: 'municipality', relations: ['seat'], net: 16, gross: 17, unnamed: 0, bounds: { least: 16, most: 16 }, overlaps: [{ id: belgrade, times: 2 }], unresolved: 0,
  parts: [{ relation: 'seat', net: 16, gross: 17 }], evidence: 2, refused: null,
};
async function said(result: Result, locale: Locale) {
  const t = await wordsOf(locale);
  return sayFigure(result, { locale, t, has: t.has }, (id) => nameOf(unitById(id)!, locale));
}

describe('a figure is said', () => {
  test('with its unit, relation, gross and overlap by name, in five languages', async () => {
    const all = await Promise.all(locales.map(async (locale) => { const { value, unit, line } = await said(seats, locale); return `${value} ${unit}. ${line}`; }));
    expect(all).toEqual([
      '16 општина и градова у којима организације имају седиште. 17 помена, Београд двапут',
      '16 opština i gradova u kojima organizacije imaju sedište. 17 pomena, Beograd dvaput',
      '16 общини, в които организациите имат седалище. 17 споменавания, Белград два пъти',
      '16 unități administrativ-teritoriale în care organizațiile își au sediul. 17 mențiuni, Belgrad de două ori',
      '16 municipalities where the organisations have their seat. 17 mentions, Belgrade twice',
    ]);
  });

  test('with the right plural in each language', async () => {
    const count = async (net: number, locale: Locale) => { const { value, unit } = await said({ ...seats, unit: 'organisation', relations: [], net, gross: net, overlaps: [], parts: [] }, locale); return `${value} ${unit}`; };
    expect(await Promise.all([1, 2, 5, 21, 22].map((n) => count(n, 'sr-Cyrl')))).toEqual(['1 организација', '2 организације', '5 организација', '21 организација', '22 организације']);
    expect(await Promise.all([1, 2, 20].map((n) => count(n, 'ro')))).toEqual(['1 organizație', '2 organizații', '20 de organizații']);
    expect(await Promise.all([1, 2].map((n) => count(n, 'bg')))).toEqual(['1 организация', '2 организации']);
  });

  test('without a line when everything is there once', async () => {
    expect((await said({ ...seats, net: 11, gross: 11, overlaps: [] }, 'en')).line).toBeNull();
  });

  test('as not recorded, never as zero, when there is no evidence at all', async () => {
    const nothing: Result = { ...seats, unit: 'person', relations: [], net: 0, gross: 0, bounds: { least: 0, most: 0 }, overlaps: [], parts: [], evidence: 0 };
    expect(await said(nothing, 'ro')).toEqual({ value: null, unknown: 'nu s-au consemnat', unit: 'persoane', line: null, reason: null });
  });

  test('as unknown, never as zero, when part of it came without names', async () => {
    const figure = await said({ ...seats, unit: 'organisation', relations: [], net: null, gross: 15, unnamed: 15, bounds: { least: 10, most: 15 }, overlaps: [], parts: [] }, 'en');
    expect(figure).toEqual({ value: null, unknown: 'between 10 and 15', unit: 'organisations', line: '15 mentions, without names', reason: null });
  });

  test('as reported where there is one bare number, and in the genitive after a Serbian range', async () => {
    const people: Result = { ...seats, unit: 'person', relations: [], net: null, gross: 20, unnamed: 20, bounds: { least: 20, most: 20 }, overlaps: [], parts: [] };
    expect(await said(people, 'en')).toMatchObject({ value: null, unknown: 'reported: 20', line: 'without names' });
    const range = await said({ ...people, unit: 'participation', gross: 41, unnamed: 41, bounds: { least: 21, most: 41 } }, 'sr-Cyrl');
    expect(`${range.unknown} ${range.unit}`).toBe('између 21 и 41 учешћа');
  });

  test('with the events of a cycle instead of mentions', async () => {
    const cycle: Result = { ...seats, unit: 'cycle', relations: [], net: 1, gross: 2, bounds: { least: 1, most: 1 }, overlaps: [{ id: 'a', times: 2 }], parts: [] };
    const { value, unit, line } = sayFigure(cycle, { locale: 'en', t: await wordsOf('en'), has: (await wordsOf('en')).has }, () => 'Cycle');
    expect([value, unit, line]).toEqual(['1', 'cycle', '2 events in all']);
  });

  test('as refused when relations would be mixed, with each of them by itself', async () => {
    const figure = await said(
      { ...seats, relations: ['represents', 'seat'], net: null, gross: null, bounds: null, overlaps: [], refused: 'mixed-relations', parts: [{ relation: 'represents', net: 8, gross: 8 }, { relation: 'seat', net: 9, gross: 9 }] },
      'en',
    );
    expect(figure).toEqual({
      value: null,
      unknown: '8 + 9',
      unit: 'municipalities by different relations, each relation by itself',
      line: '8 municipalities whose representatives took part; 9 municipalities where the organisations have their seat',
      reason: 'The lists speak of different relations to the municipality (representation and seat); such figures are not added up unless somebody declares it.',
    });
  });
});
