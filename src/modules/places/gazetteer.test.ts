import { describe, expect, test } from 'vitest';
import { locales } from '#platform/words/locales.ts';
import { rowsOf } from './csv.ts';
import { allUnits, childrenOf, dataFile, isWithin, kilometres, levelOf, municipalityOf, parentsOf, unitById } from './gazetteer.ts';
import { nameOf, officialName } from './names.ts';
import { settlementsByKey, settlementsIn } from './settlements.ts';
import { bulgarianForSerbs, romanianInCyrillic, serbianForBulgarians } from './transcribe.ts';

const count = (country: string, type: string) => allUnits().filter((unit) => unit.country === country && unit.type === type).length;

describe('the shipped units', () => {
  test('are as many as the states have', () => {
    expect(allUnits()).toHaveLength(547);
    expect([count('RS', 'city'), count('RS', 'municipality'), count('RS', 'city_municipality')]).toEqual([28, 117, 28]);
    expect([count('BG', 'oblast'), count('BG', 'obshtina')]).toEqual([28, 265]);
    expect([count('MD', 'raion'), count('MD', 'municipality')]).toEqual([32, 3]);
  });
  test('each have an id of their own and a parent that is there', () => {
    expect(new Set(allUnits().map((unit) => unit.id)).size).toBe(547);
    expect(allUnits().filter((unit) => unit.level > 0 && !unitById(unit.parent!))).toEqual([]);
  });
  test('no alias and no settlement belongs to a unit that is not there, and no row has quotes that our reader does not know', () => {
    for (const [file, column] of [['admin-units/aliases.csv', 0], ['settlements/rs.csv', 3], ['settlements/bg.csv', 3], ['settlements/md.csv', 3], ['sr-inflections/inflected-places-sr.csv', 2]] as const) {
      const text = dataFile(file);
      expect(text).not.toContain('"');
      const columns = text.slice(0, text.indexOf('\n')).split(',').length;
      for (const row of rowsOf(text)) {
        expect(row).toHaveLength(columns);
        expect(unitById(row[column]!), `${file}: ${row.join()}`).toBeDefined();
      }
    }
  });
});

describe('how units lie in each other', () => {
  test('Novi Beograd lies in Belgrade, in its district, in the region, in Serbia', () => {
    expect(parentsOf('RS-G-70181').map((unit) => unit.id)).toEqual(['RS-L-79014', 'RS-00', 'RS-REG-RS11', 'RS']);
    expect(isWithin('RS-G-70181', 'RS')).toBe(true);
    expect(isWithin('RS', 'RS-G-70181')).toBe(false);
  });
  test('the oblast of Targovishte has its five municipalities', () => {
    expect(childrenOf('BG-25').map(officialName).sort()).toEqual(['Антоново', 'Омуртаг', 'Опака', 'Попово', 'Търговище']);
  });
  test.each([
    ['RS-G-70181', 'RS-L-79014'], ['RS-G-71331', 'RS-L-79065'], ['RS-00', 'RS-L-79014'], ['RS-L-71269', 'RS-L-71269'], ['BG-M-TGV35', 'BG-M-TGV35'],
    ['MD-OR', 'MD-OR'], ['MD-GA', 'MD-GA'], ['BG-25', null], ['RS-12', null], ['RS', null], ['nowhere', null],
  ])('%s is counted as %s', (id, counted) => expect(municipalityOf(id)?.id ?? null).toBe(counted));
  test('levels mean the same in three countries', () => {
    expect(['RS-L-71269', 'BG-M-TGV35', 'MD-OR', 'BG-25', 'RS-12', 'RS-G-70181', 'MD'].map((id) => levelOf(unitById(id)!))).toEqual([
      'municipality', 'municipality', 'municipality', 'district', 'district', 'city_municipality', 'country',
    ]);
  });
  test('from Kragujevac it is 22 km to Rekovac', () => {
    expect(kilometres(unitById('RS-L-70645')!, unitById('RS-L-71030')!)).toBeCloseTo(22.1, 0);
    expect(kilometres({ lat: null, lon: null }, unitById('RS-L-71030')!)).toBeNull();
  });
});

describe('names', () => {
  test.each([
    ['RS-L-71269', { 'sr-Cyrl': 'Шабац', 'sr-Latn': 'Šabac', bg: 'Шабац', ro: 'Šabac', en: 'Šabac' }],
    ['RS-L-79014', { 'sr-Cyrl': 'Београд', 'sr-Latn': 'Beograd', bg: 'Белград', ro: 'Belgrad', en: 'Belgrade' }],
    ['RS-L-70645', { 'sr-Cyrl': 'Крагујевац', 'sr-Latn': 'Kragujevac', bg: 'Крагуевац', ro: 'Kragujevac', en: 'Kragujevac' }],
    ['RS-L-70602', { 'sr-Cyrl': 'Књажевац', 'sr-Latn': 'Knjaževac', bg: 'Княжевац', ro: 'Knjaževac', en: 'Knjaževac' }],
    ['BG-M-TGV35', { 'sr-Cyrl': 'Трговиште', 'sr-Latn': 'Trgovište', bg: 'Търговище', ro: 'Targovishte', en: 'Targovishte' }],
    ['BG-M-TGV24', { 'sr-Cyrl': 'Попово', 'sr-Latn': 'Popovo', bg: 'Попово', ro: 'Popovo', en: 'Popovo' }],
    ['MD-SD', { 'sr-Cyrl': 'Шолданешти', 'sr-Latn': 'Šoldanešti', bg: 'Шолдънещи', ro: 'Șoldănești', en: 'Șoldănești' }],
    ['MD-OR', { 'sr-Cyrl': 'Орхеј', 'sr-Latn': 'Orhej', bg: 'Орхей', ro: 'Orhei', en: 'Orhei' }],
    ['RS-13', { 'sr-Cyrl': 'Поморавски округ', 'sr-Latn': 'Pomoravski okrug', bg: 'Поморавски окръг', ro: 'Districtul Pomoravlje', en: 'Pomoravlje District' }],
  ] as const)('of %s in the five languages', (id, names) => {
    expect(Object.fromEntries(locales.map((locale) => [locale, nameOf(unitById(id)!, locale)]))).toEqual(names);
  });
  test('every unit has one in every language, in letters its readers know', () => {
    for (const unit of allUnits()) {
      expect(officialName(unit)).not.toBe('');
      expect(nameOf(unit, 'sr-Cyrl')).toMatch(/^[А-ЯЂЈЉЊЋЏа-яђјљњћџ .()-]+$/);
      expect(nameOf(unit, 'bg')).toMatch(/^[А-Яа-я .()-]+$/);
      for (const locale of ['sr-Latn', 'ro', 'en'] as const) expect(nameOf(unit, locale)).not.toMatch(/\p{Script=Cyrillic}/u);
    }
  });
  test.each([['Врњачка Бања', 'Върнячка Баня'], ['Трстеник', 'Тръстеник'], ['Сврљиг', 'Свърлиг'], ['Инђија', 'Инджия'], ['Лапово', 'Лапово'], ['Ваљево', 'Валево'], ['Ћуприја', 'Чуприя']])(
    'Serbian %s is %s to a Bulgarian', (serbian, bulgarian) => expect(serbianForBulgarians(serbian)).toBe(bulgarian),
  );
  test.each([['Велико Търново', 'Велико Трново'], ['Пазарджик', 'Пазарџик'], ['Кюстендил', 'Ћустендил'], ['Ямбол', 'Јамбол'], ['Любимец', 'Љубимец'], ['Антоново', 'Антоново']])(
    'Bulgarian %s is %s to a Serb', (bulgarian, serbian) => expect(bulgarianForSerbs(bulgarian)).toBe(serbian),
  );
  test.each([['Ungheni', 'Унгени', 'Унгени'], ['Căușeni', 'Къушени', 'Каушени'], ['Ialoveni', 'Яловени', 'Јаловени'], ['Cimișlia', 'Чимишлия', 'Чимишлија'], ['Drochia', 'Дрокия', 'Дрокија']])(
    'Romanian %s is %s to a Bulgarian and %s to a Serb',
    (romanian, bulgarian, serbian) => expect([romanianInCyrillic(romanian, 'bg'), romanianInCyrillic(romanian, 'sr')]).toEqual([bulgarian, serbian]),
  );
});

describe('settlements', () => {
  test('five villages are called Rakovac, each in its own municipality', () => {
    expect(settlementsByKey('rakovac').map(({ unit }) => officialName(unit)).sort()).toEqual(['Beočin', 'Bujanovac', 'Ivanjica', 'Novi Pazar', 'Raška']);
  });
  test('a municipality knows its settlements, with where they lie', () => {
    const names = settlementsIn('BG-M-TGV23');
    expect(names.map((settlement) => settlement.name)).toContain('Опака');
    expect(names.every(({ unit }) => unit.id === 'BG-M-TGV23')).toBe(true);
    expect(kilometres(names[0]!, unitById('BG-M-TGV23')!)).toBeLessThan(30);
  });
});
