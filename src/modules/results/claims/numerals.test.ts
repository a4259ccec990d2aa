import { describe, expect, test } from 'vitest';
import type { Locale } from '#platform/words/locales.ts';
import { claimsOf } from './read.ts';

/** Every claim of a text as `words = number unit`, so that what the marked span takes is shown together with what it says. */
const said = (text: string, locale: Locale) =>
  claimsOf(text, locale).claims.map(({ numberText, number, until, kind, unitHint }) => `${numberText} = ${number}${until === null ? '' : `..${until}`} ${unitHint ?? kind}`);

type Case = readonly [text: string, ...claims: string[]];
const table = (locale: Locale, cases: readonly Case[]) => test.each(cases.map(([text, ...claims]) => ({ text, claims })))('$text', ({ text, claims }) => expect(said(text, locale)).toEqual(claims));

describe('Romanian', () => {
  describe('compound numerals, whatever the gender of the last part', () => {
    table('ro', [
      ['Au participat douăzeci și unu de formatori.', 'douăzeci și unu = 21 person'],
      ['Au participat douăzeci și una de organizații.', 'douăzeci și una = 21 organisation'],
      ['Au fost vizitate douăzeci și una de localități.', 'douăzeci și una = 21 municipality'],
      ['Au venit douăzeci şi un de copii.', 'douăzeci şi un = 21 person'],
      ['treizeci și doi de copii', 'treizeci și doi = 32 person'],
      ['treizeci și două de femei', 'treizeci și două = 32 person'],
      ['patruzeci și trei de familii', 'patruzeci și trei = 43 family'],
      ['cincizeci și patru de raioane', 'cincizeci și patru = 54 municipality'],
      ['șaizeci și cinci de părinți', 'șaizeci și cinci = 65 person'],
      ['șaptezeci și șase de voluntari', 'șaptezeci și șase = 76 person'],
      ['optzeci și șapte de elevi', 'optzeci și șapte = 87 person'],
      ['nouăzeci și nouă de instruiri', 'nouăzeci și nouă = 99 event'],
      ['saizeci si opt de persoane', 'saizeci si opt = 68 person'],
      ['douăsprezece comune', 'douăsprezece = 12 municipality'],
      ['treisprezece ateliere', 'treisprezece = 13 event'],
      ['nouăsprezece primării', 'nouăsprezece = 19 municipality'],
    ]);
  });
  describe('hundreds and thousands, with the article that begins them', () => {
    table('ro', [
      ['o sută de persoane', 'o sută = 100 person'],
      ['o sută douăzeci și trei de persoane', 'o sută douăzeci și trei = 123 person'],
      ['O sută unu specialiști', 'O sută unu = 101 person'],
      ['o sută una de organizații', 'o sută una = 101 organisation'],
      ['două sute cincizeci și una de familii', 'două sute cincizeci și una = 251 family'],
      ['o mie de copii', 'o mie = 1000 person'],
      ['o mie două sute de copii', 'o mie două sute = 1200 person'],
      ['trei mii patru sute douăzeci și unu de beneficiari', 'trei mii patru sute douăzeci și unu = 3421 person'],
      ['douăzeci și una de mii de oameni', 'douăzeci și una de mii = 21000 person'],
      ['un milion de lei', 'un milion = 1000000 money'],
      ['două milioane de lei', 'două milioane = 2000000 money'],
    ]);
  });
  describe('what is no number', () => {
    table('ro', [['un program și o strategie'], ['unul dintre orașe'], ['una dintre organizații'], ['o organizație nouă'], ['sute de copii', 'sute = 200 person']]);
  });
  describe('figures, ranges, shares, years, ordinals', () => {
    table('ro', [
      ['1.250 de persoane', '1.250 = 1250 person'],
      ['12 500 de persoane', '12 500 = 12500 person'],
      ['12\u00a0500 de persoane', '12\u00a0500 = 12500 person'],
      ['12\u202f500 de persoane', '12\u202f500 = 12500 person'],
      ['12,5% dintre persoane', '12,5 = 12.5 percentage'],
      ['între douăzeci și douăzeci și cinci de persoane', 'douăzeci și douăzeci și cinci = 20..25 person'],
      ['20–25 de persoane', '20–25 = 20..25 person'],
      ['două-trei întâlniri', 'două-trei = 2..3 event'],
      ['În anul 2022 au venit 17 persoane', '17 = 17 person'],
      ['ciclul al 2-lea, ediția a 3-a'],
      ['al doilea ciclu, prima instruire'],
      ['a douăzeci și una ediție'],
      ['participarea a douăzeci și una de organizații', 'douăzeci și una = 21 organisation'],
      ['la o sută de copii', 'o sută = 100 person'],
      ['33 la sută dintre copii', '33 = 33 percentage'],
      ['două întâlniri și trei ateliere', 'două = 2 event', 'trei = 3 event'],
    ]);
  });
});

describe('Bulgarian', () => {
  describe('compound numerals with the nouns of the field', () => {
    table('bg', [
      ['двадесет и една общини', 'двадесет и една = 21 municipality'],
      ['двадесет и един родители', 'двадесет и един = 21 person'],
      ['двайсет и едно деца', 'двайсет и едно = 21 person'],
      ['тридесет и двама души', 'тридесет и двама = 32 person'],
      ['четиридесет и три семейства', 'четиридесет и три = 43 family'],
      ['четирийсет и четири организации', 'четирийсет и четири = 44 organisation'],
      ['петдесет и пет жени', 'петдесет и пет = 55 person'],
      ['шейсет и шест сдружения', 'шейсет и шест = 66 cso'],
      ['сто двадесет и три деца', 'сто двадесет и три = 123 person'],
      ['сто и едно семейства', 'сто и едно = 101 family'],
      ['двеста и петдесет родители', 'двеста и петдесет = 250 person'],
      ['хиляда двеста и един участници', 'хиляда двеста и един = 1201 person'],
      ['две хиляди триста четиридесет и пет лица', 'две хиляди триста четиридесет и пет = 2345 person'],
      ['двадесет и една хиляди души', 'двадесет и една хиляди = 21000 person'],
      ['милион и половина лева', 'милион и половина = 1500000 money'],
      ['единадесет града', 'единадесет = 11 municipality'],
      ['седемнайсет областни града', 'седемнайсет = 17 municipality'],
      ['трима родители', 'трима = 3 person'],
      ['петима специалисти', 'петима = 5 person'],
      ['десетима доброволци', 'десетима = 10 person'],
      ['осем домакинства', 'осем = 8 family'],
      ['девет училища', 'девет = 9 institution'],
      ['шест детски градини', 'шест = 6 institution'],
      ['четири проекта', 'четири = 4 project'],
      ['три бебета', 'три = 3 person'],
      ['пет приемни семейства', 'пет = 5 family'],
    ]);
  });
  describe('figures, ranges, shares, years, ordinals', () => {
    table('bg', [
      ['1 250 души', '1 250 = 1250 person'],
      ['1\u00a0250 души', '1\u00a0250 = 1250 person'],
      ['12\u202f500 деца', '12\u202f500 = 12500 person'],
      ['1.250 родители', '1.250 = 1250 person'],
      ['12,5 % от децата', '12,5 = 12.5 percentage'],
      ['помощ на сто деца', 'сто = 100 person'],
      ['12,5 на сто от общините', '12,5 = 12.5 percentage'],
      ['от двадесет до двадесет и пет деца', 'двадесет до двадесет и пет = 20..25 person'],
      ['между 20 и 25 семейства', '20 и 25 = 20..25 family'],
      ['две-три срещи', 'две-три = 2..3 event'],
      ['две срещи и три обучения', 'две = 2 event', 'три = 3 event'],
      ['През 2021 г. участваха 17 общини', '17 = 17 municipality'],
      ['през 2022 година в София'],
      ['2-ри цикъл, 3-та среща'],
      ['втори цикъл, двадесет и първи век'],
      ['един от градовете'],
    ]);
  });
});

describe('Serbian in Latin letters', () => {
  describe('compound numerals, with and without "i"', () => {
    table('sr-Latn', [
      ['dvadeset jedna opština', 'dvadeset jedna = 21 municipality'],
      ['dvadeset i jedna opština', 'dvadeset i jedna = 21 municipality'],
      ['u dvadeset jednoj opštini', 'dvadeset jednoj = 21 municipality'],
      ['dvadeset jedan učesnik', 'dvadeset jedan = 21 person'],
      ['dvadeset i jedno dete', 'dvadeset i jedno = 21 person'],
      ['trideset dve porodice', 'trideset dve = 32 family'],
      ['četrdeset i tri roditelja', 'četrdeset i tri = 43 person'],
      ['pedeset četiri stručnjaka', 'pedeset četiri = 54 person'],
      ['sto dvadeset i tri deteta', 'sto dvadeset i tri = 123 person'],
      ['sto jedan učesnik', 'sto jedan = 101 person'],
      ['sto organizacija', 'sto = 100 organisation'],
      ['dvesta pedeset jedno dete', 'dvesta pedeset jedno = 251 person'],
      ['hiljadu dvesta učesnika', 'hiljadu dvesta = 1200 person'],
      ['dve hiljade trista četrdeset pet osoba', 'dve hiljade trista četrdeset pet = 2345 person'],
      ['dvadeset jedna hiljada ljudi', 'dvadeset jedna hiljada = 21000 person'],
      ['dvanaestoro dece', 'dvanaestoro = 12 person'],
      ['dvadesetoro dece', 'dvadesetoro = 20 person'],
      ['dvadeset petoro dece', 'dvadeset petoro = 25 person'],
      ['petorica trenera', 'petorica = 5 person'],
      ['sedam gradova', 'sedam = 7 municipality'],
    ]);
  });
  describe('figures, ranges, shares, years, ordinals', () => {
    table('sr-Latn', [
      ['1.250 osoba', '1.250 = 1250 person'],
      ['12 500 osoba', '12 500 = 12500 person'],
      ['12\u00a0500 osoba', '12\u00a0500 = 12500 person'],
      ['12,5% opština', '12,5 = 12.5 percentage'],
      ['od dvadeset do dvadeset i pet dece', 'dvadeset do dvadeset i pet = 20..25 person'],
      ['između dvadeset i dvadeset pet dece', 'dvadeset i dvadeset pet = 20..25 person'],
      ['dve-tri radionice', 'dve-tri = 2..3 event'],
      ['dve obuke i tri sastanka', 'dve = 2 event', 'tri = 3 event'],
      ['Tokom 2022. godine učestvovalo je 17 opština', '17 = 17 municipality'],
      ['u 2. ciklusu, na 3. obuci'],
      ['drugi ciklus, dvadeset prvi vek'],
      ['jedan od gradova'],
    ]);
  });
});

describe('Serbian in Cyrillic letters', () => {
  table('sr-Cyrl', [
    ['двадесет једна општина', 'двадесет једна = 21 municipality'],
    ['двадесет и једна општина', 'двадесет и једна = 21 municipality'],
    ['Обухваћена је двадесет једна општина.', 'двадесет једна = 21 municipality'],
    ['двадесет један учесник', 'двадесет један = 21 person'],
    ['двадесет једно дете', 'двадесет једно = 21 person'],
    ['тридесет две породице', 'тридесет две = 32 family'],
    ['сто двадесет и три детета', 'сто двадесет и три = 123 person'],
    ['хиљаду двеста учесника', 'хиљаду двеста = 1200 person'],
    ['две хиљаде триста четрдесет пет особа', 'две хиљаде триста четрдесет пет = 2345 person'],
    ['дванаесторо деце', 'дванаесторо = 12 person'],
    ['између двадесет и двадесет пет деце', 'двадесет и двадесет пет = 20..25 person'],
    ['две-три радионице', 'две-три = 2..3 event'],
    ['1.250 особа', '1.250 = 1250 person'],
    ['12 500 особа', '12 500 = 12500 person'],
    ['12,5 одсто општина', '12,5 = 12.5 percentage'],
    ['Током 2022. године дошло је 17 општина', '17 = 17 municipality'],
    ['у 2. циклусу'],
    ['други циклус, двадесет први век'],
    ['као што су обуке'],
  ]);
});

describe('English', () => {
  describe('compound numerals', () => {
    table('en', [
      ['twenty-one municipalities', 'twenty-one = 21 municipality'],
      ['Twenty-one municipalities', 'Twenty-one = 21 municipality'],
      ['twenty one municipalities', 'twenty one = 21 municipality'],
      ['twenty‑one municipalities', 'twenty‑one = 21 municipality'],
      ['ninety-nine parents', 'ninety-nine = 99 person'],
      ['a hundred families', 'a hundred = 100 family'],
      ['one hundred and one families', 'one hundred and one = 101 family'],
      ['a hundred and twenty-three children', 'a hundred and twenty-three = 123 person'],
      ['two hundred fifty-one people', 'two hundred fifty-one = 251 person'],
      ['one thousand two hundred people', 'one thousand two hundred = 1200 person'],
      ['two thousand three hundred and forty-five people', 'two thousand three hundred and forty-five = 2345 person'],
      ['twenty-one thousand people', 'twenty-one thousand = 21000 person'],
      ['a dozen volunteers', 'a dozen = 12 person'],
      ['two dozen volunteers', 'two dozen = 24 person'],
      ['a million euros', 'a million = 1000000 money'],
    ]);
  });
  describe('figures, ranges, shares, years, ordinals', () => {
    table('en', [
      ['1,250 people', '1,250 = 1250 person'],
      ['12 500 people', '12 500 = 12500 person'],
      ['12\u202f500 people', '12\u202f500 = 12500 person'],
      ['12.5% of people', '12.5 = 12.5 percentage'],
      ['twenty to twenty-five people', 'twenty to twenty-five = 20..25 person'],
      ['between twenty and twenty-five people', 'twenty and twenty-five = 20..25 person'],
      ['between twenty-one and thirty people', 'twenty-one and thirty = 21..30 person'],
      ['two events and three meetings', 'two = 2 event', 'three = 3 event'],
      ['In 2022, 17 municipalities took part', '17 = 17 municipality'],
      ['the 21st century, the 2nd cycle'],
      ['the twenty-first century, the second cycle'],
      ['one of the municipalities'],
      ['twenty first century'],
    ]);
  });
});
