import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { claimsOf, type FoundClaim } from './read.ts';
import { longestBody } from './shape.ts';

const page = (name: string) => readFileSync(join(import.meta.dirname, name === 'families-in-crisis' ? 'demo' : 'fixtures', `${name}.txt`), 'utf8');
const numbers = (text: string) => claimsOf(text).claims.map(({ number, unitHint }) => `${number} ${unitHint ?? '?'}`);
const read = (text: string) => claimsOf(text).claims.map(({ numberText, number, until, comparator, kind, unitHint }) => ({ numberText, number, until, comparator, kind, unitHint }));
const only = (text: string): FoundClaim => {
  const { claims } = claimsOf(text);
  expect(claims).toHaveLength(1);
  return claims[0]!;
};
const asides = (text: string) => claimsOf(text).asides.map(({ start, end, kind }) => `${kind}: ${text.slice(start, end)}`);

describe('the published pages', () => {
  test('the news page of a finished project: every number of text and summary, no date, caption or ordinal', () => {
    const { language, claims, vague } = claimsOf(page('families-in-crisis'));
    expect(language).toBe('en');
    expect(claims.map(({ number, unitHint }) => `${number} ${unitHint}`)).toEqual([
      '2 event',
      '21 person', '10 cso', '9 municipality',
      '20 person', '5 cso', '8 municipality',
      '2 event', '2 event',
      '20 person', '12 cso', '11 municipality',
      '2 event',
      '25 person', '11 municipality', '27 person', '10 municipality',
      '2 event', '2 cycle', '2 event', '15 cso', '12 cso', '17 municipality', '11 municipality', '21 municipality', '1 output', '10 output', '6 output', '10 output',
    ]);
    expect(claims.every(({ kind, comparator }) => kind === 'count' && comparator === 'exactly')).toBe(true);
    expect(vague.map(({ start, end }) => page('families-in-crisis').slice(start, end))).toEqual(['a number of', 'many']);
  });

  test('each claim stands in its own sentence, whatever bullets and line ends the page has', () => {
    const { claims } = claimsOf(page('families-in-crisis'));
    expect(claims.find(({ number }) => number === 17)!.sentence).toBe('17 LSUs covered by events for exchanging experiences and innovative practices');
    expect(claims.find(({ number }) => number === 15)!.sentence).toBe('15 CSOs participated in events for exchanging experiences and innovative practices');
    expect(claims.at(-3)!.sentence).toBe('10 overall recommendations for improving the social welfare of families with children in crisis situations');
    expect(claims.at(-2)!.sentence).toBe('6 recommendations in the field of financial handouts, at the national and local level');
    expect(claims[1]!.sentence).toBe(
      'The first event for exchanging experiences was held in Leskovac (30-31/03/2022), with the participation of 21 participants from 10 CSOs with seats in 9 cities and municipalities (Leskovac, Belgrade, Niš, Dimitrovgrad, Pirot, Prokuplje, Ivanjica, Vranje, Bojnik).',
    );
  });

  test('what a claim may be asking is proposed from its sentence: kind of event, relation of the territory, days', () => {
    const { claims } = claimsOf(page('families-in-crisis'));
    expect(claims[3]!.proposal.query).toEqual({
      method: 'municipalities',
      where: { eventKinds: ['exchange-event'], relations: ['seat'], from: '2022-03-30', until: '2022-03-31' },
      mixRelations: false,
    });
    expect(claims[6]!.proposal.query!.where).toEqual({ eventKinds: ['exchange-event'], relations: ['represents'], from: '2022-05-04', until: '2022-05-05' });
    expect(claims[11]!.proposal.query!.where.relations).toEqual(['works-in']);
    expect(claims.find(({ unitHint }) => unitHint === 'cycle')!.proposal.query).toEqual({ method: 'cycles', where: { eventKinds: ['training-of-trainers'] }, mixRelations: false });
    expect(claims.find(({ number }) => number === 21 && number)!.proposal.query!.method).toBe('people');
    expect(claims.find(({ number, unitHint }) => number === 21 && unitHint === 'municipality')!.proposal.query).toEqual({ method: 'municipalities', where: { eventKinds: ['regional-presentation'] }, mixRelations: false });
    expect(claims.find(({ unitHint }) => unitHint === 'output')!.proposal.query).toEqual({ method: 'outputs', where: { breakdown: { output: 'study' } }, mixRelations: false });
  });

  test('the project fiche in English', () => {
    const { claims } = claimsOf(page('child-oriented-model'));
    expect(claims.map(({ number, kind, unitHint }) => `${number} ${unitHint ?? kind}`)).toEqual([
      '92609.25 money', '320 person', '5 community', '2 event', '60 person', '10 event', '5 community', '210 person', '45 organisation',
    ]);
    expect(claims[0]).toMatchObject({ sentence: 'Total budget of programme / project 92,609.25 EUR', subject: 'Total budget of programme / project' });
    expect(claims.map(({ proposal }) => proposal.eventKinds[0] ?? null)).toEqual([null, null, null, 'press-conference', 'conference', 'institution-meeting', null, 'training', 'training']);
  });

  test('the Serbian page: numbers in words, at least, two plus one', () => {
    expect(read(page('returnees-reintegration'))).toEqual([
      { numberText: 'tri', number: 3, until: null, comparator: 'exactly', kind: 'count', unitHint: null },
      { numberText: 'šest', number: 6, until: null, comparator: 'at-least', kind: 'count', unitHint: 'cso' },
      { numberText: 'tri', number: 3, until: null, comparator: 'exactly', kind: 'count', unitHint: 'institution' },
      { numberText: 'tri', number: 3, until: null, comparator: 'exactly', kind: 'count', unitHint: 'region' },
      { numberText: 'dve', number: 2, until: null, comparator: 'exactly', kind: 'count', unitHint: 'cso' },
      { numberText: 'jedna', number: 1, until: null, comparator: 'exactly', kind: 'count', unitHint: 'institution' },
    ]);
    expect(claimsOf(page('returnees-reintegration')).language).toBe('sr-Latn');
  });

  test('the Bulgarian page: the five municipalities four times, 33 organisations, 4 nominations', () => {
    expect(claimsOf(page('early-intervention')).language).toBe('bg');
    expect(numbers(page('early-intervention'))).toEqual(['5 municipality', '5 municipality', '5 municipality', '33 cso', '5 municipality', '4 nomination']);
    expect(claimsOf(page('early-intervention')).claims.at(-1)).toMatchObject({ sentence: 'Номинации: 4', subject: 'Номинации', proposal: { query: { method: 'outputs', where: { breakdown: { output: 'nomination' } } } } });
  });

  test('the Romanian page: an English comma in the budget, 60 and at least 60', () => {
    expect(claimsOf(page('better-social-services')).language).toBe('ro');
    expect(read(page('better-social-services'))).toEqual([
      { numberText: '205,349', number: 205349, until: null, comparator: 'exactly', kind: 'money', unitHint: null },
      { numberText: '60', number: 60, until: null, comparator: 'exactly', kind: 'count', unitHint: 'cso' },
      { numberText: '30', number: 30, until: null, comparator: 'at-least', kind: 'count', unitHint: 'project' },
      { numberText: '60', number: 60, until: null, comparator: 'at-least', kind: 'count', unitHint: 'cso' },
    ]);
  });
});

describe('how numbers are written', () => {
  test.each([
    ['Buget: 92,609.25 EUR', 92609.25],
    ['Буџет: 92.609,25 евра', 92609.25],
    ['Бюджет: 92 609,25 лв.', 92609.25],
    ['Бюджет: 92\u00a0609,25 лв.', 92609.25],
    ['Bugetul este de 1.250 lei', 1250],
    ['The budget was €1.5 million', 1_500_000],
    ['Utrošeno je 3,5 miliona dinara', 3_500_000],
    ['Изразходвани са 200 хил. лв. за обучения', 200_000],
    ['at a cost of USD 1.2m', 1_200_000],
    ['granturi de 5 mii euro', 5_000],
  ])('money: %s', (text, number) => {
    expect(only(text)).toMatchObject({ number, kind: 'money' });
  });

  test.each([
    ['1,500 people attended', 1500],
    ['Učestvovalo je 1.500 ljudi', 1500],
    ['Участваха 1 500 души', 1500],
    ['twenty-five participants', 25],
    ['one hundred and twenty participants', 120],
    ['dvadeset i pet učesnika', 25],
    ['Двадесет пет представника је дошло', 25],
    ['dvije hiljade učesnika', 2000],
    ['сто и двайсет участници', 120],
    ['двама експерти', 2],
    ['17-те общини бяха представени', 17],
    ['33-ма представители', 33],
    ['două sute cincizeci de participanți', 250],
    ['douăzeci și cinci de reprezentanți', 25],
    ['douasprezece localitati', 12],
    ['nouă organizații', 9],
  ])('a count: %s', (text, number) => {
    expect(only(text)).toMatchObject({ number, kind: 'count', comparator: 'exactly' });
  });

  test.each([
    ['20-25 participants', 20, 25],
    ['20–25 учесника је дошло', 20, 25],
    ['između 20 i 25 učesnika', 20, 25],
    ['от 20 до 25 участници', 20, 25],
    ['între 25 și 30 de persoane', 25, 30],
    ['two or three meetings', 2, 3],
    ['dva-tri sastanka', 2, 3],
  ])('a range is one claim: %s', (text, number, until) => {
    expect(only(text)).toMatchObject({ number, until, comparator: 'between' });
  });

  test.each([
    ['at least 60 CSOs', 'at-least'],
    ['60 or more CSOs', 'at-least'],
    ['60+ CSOs', 'at-least'],
    ['no more than 60 CSOs', 'at-most'],
    ['more than 60 CSOs', 'more-than'],
    ['nearly 60 CSOs', 'nearly'],
    ['around 60 CSOs', 'about'],
    ['најмање 60 организација је дошло', 'at-least'],
    ['preko 60 udruženja', 'more-than'],
    ['oko 60 udruženja', 'about'],
    ['skoro 60 udruženja', 'nearly'],
    ['desetak udruženja je', 'about'],
    ['поне 60 организации', 'at-least'],
    ['над 60 организации', 'more-than'],
    ['до 60 организации', 'at-most'],
    ['cel puțin 60 de OSC-uri', 'at-least'],
    ['peste 60 de organizații', 'more-than'],
    ['aproximativ 60 de organizații', 'about'],
    ['nu mai mult de 60 de organizații', 'at-most'],
    ['dozens of CSOs', 'at-least'],
    ['desetine organizacija je', 'at-least'],
    ['zeci de organizații', 'at-least'],
  ])('how it is meant: %s', (text, comparator) => {
    expect(only(text).comparator).toBe(comparator);
  });

  test.each([
    ['45% of the participants', 'percentage'],
    ['60 odsto opština je obuhvaćeno', 'percentage'],
    ['12,5 на сто от общините', 'percentage'],
    ['33 la sută dintre localități', 'percentage'],
    ['children aged 7 to 12', 'age'],
    ['dece uzrasta od 7 do 12 godina', 'age'],
    ['деца на възраст от 3 до 7 години', 'age'],
    ['copii cu vârsta de 7 ani', 'age'],
    ['for 36 months', 'duration'],
    ['în nouă luni', 'duration'],
  ])('what it is about: %s', (text, kind) => {
    expect(only(text).kind).toBe(kind);
  });

  test('both numbers of "17 of 20" count the same thing', () => {
    expect(numbers('17 of 20 LSUs')).toEqual(['17 municipality', '20 municipality']);
    expect(numbers('Обухваћено је 17 од 20 општина.')).toEqual(['17 municipality', '20 municipality']);
    expect(numbers('3 din 5 raioane')).toEqual(['3 municipality', '5 municipality']);
  });

  test('what follows a number without counting it is left out', () => {
    expect(only('4 per municipality')).toMatchObject({ unitHint: null, subject: '' });
    expect(claimsOf('15 više nego prošle godine').claims[0]).toMatchObject({ kind: 'count', unitHint: null });
    expect(claimsOf('двама логопеди и един социален работник').claims.map(({ subject }) => subject)).toEqual(['логопеди', 'социален работник']);
  });

  test('a label says what a figure counts', () => {
    expect(numbers('Учесници: 25. Општине (17): Београд, Ниш.')).toEqual(['25 person', '17 municipality']);
    expect(numbers('Participants: 21')).toEqual(['21 person']);
  });

  test('in English the last noun of a run is counted, elsewhere the first', () => {
    expect(numbers('20 CSO representatives')).toEqual(['20 person']);
    expect(numbers('20 predstavnika OCD je došlo')).toEqual(['20 person']);
    expect(numbers('două instruiri de formatori')).toEqual(['2 event']);
  });
});

describe('one paragraph in five languages', () => {
  const paragraphs = {
    'sr-Cyrl': 'Током 2022. године одржане су две обуке тренера (26–27. маја и 16–17. јуна 2022), које је похађало најмање двадесет пет представника 12 организација цивилног друштва са седиштем у 9 општина. Израђена је једна студија и 1.250 примерака, за 92.609,25 евра, а 45% учесника су жене.',
    'sr-Latn': 'Tokom 2022. godine održane su dve obuke trenera (26–27. maja i 16–17. juna 2022), koje je pohađalo najmanje dvadeset pet predstavnika 12 organizacija civilnog društva sa sedištem u 9 opština. Izrađena je jedna studija i 1.250 primeraka, za 92.609,25 evra, a 45% učesnika su žene.',
    bg: 'През 2022 г. се проведоха две обучения на обучители (26–27 май и 16–17 юни 2022 г.), в които участваха най-малко двадесет и пет представители на 12 граждански организации със седалище в 9 общини. Изготвено беше едно проучване и 1250 екземпляра, за 92 609,25 евро, а 45% от участниците са жени.',
    ro: 'În 2022 au avut loc două instruiri de formatori (26–27 mai și 16–17 iunie 2022), la care au participat cel puțin douăzeci și cinci de reprezentanți ai 12 OSC-uri cu sediul în 9 localități. A fost elaborat 1 studiu și 1.250 de exemplare, cu 92.609,25 euro, iar 45% dintre participanți sunt femei.',
    en: 'In 2022 two trainings of trainers were held (26–27 May and 16–17 June 2022), attended by at least twenty-five representatives of 12 CSOs with seats in 9 municipalities. One study and 1,250 copies were produced for 92,609.25 euros, and 45% of the participants are women.',
  };

  test.each(Object.entries(paragraphs))('%s', (language, text) => {
    const { language: recognised, claims } = claimsOf(text);
    expect(recognised).toBe(language);
    expect(claims.map(({ number, comparator, kind, unitHint }) => `${comparator === 'exactly' ? '' : `${comparator} `}${number} ${unitHint ?? kind}`)).toEqual([
      '2 event', 'at-least 25 person', '12 cso', '9 municipality', '1 output', '1250 count', '92609.25 money', '45 percentage',
    ]);
    expect(claims[0]!.proposal.query).toEqual({ method: 'events', where: { eventKinds: ['training-of-trainers'] }, mixRelations: false });
    expect(claims[3]!.proposal.relation).toBe('seat');
  });
});

describe('what is no claim', () => {
  test.each([
    ['Held 30-31/03/2022 in Leskovac', ['date: 30-31/03/2022']],
    ['22.09.2022. Leskovac', ['date: 22.09.2022.']],
    ['25 май 2015', ['date: 25 май 2015']],
    ['Februarie 2018 – Ianuarie 2021', ['date: Februarie 2018', 'date: Ianuarie 2021']],
    ['2013. Nov - 2015. Mar', ['date: 2013. Nov', 'date: 2015. Mar']],
    ['od 4. do 6. maja 2022. godine u Nišu', ['date: 4. do 6. maja 2022. godine']],
    ['26-27 May and 16-17 June 2022', ['date: 26-27 May', 'date: 16-17 June 2022']],
    ['programme 2021', ['year: 2021']],
    ['през 2021 г. в София', ['year: 2021']],
    ['the 90s', ['year: 90']],
    ['between 2018 and 2021', ['year: 2018 and 2021']],
    ['radnim danima od 9 do 17 časova', ['time: od 9 do 17 časova']],
    ['Članom 45. Zakona', ['identifier: 45']],
    ['art. 5 alin. (2)', ['identifier: 5', 'identifier: 2']],
    ['договор № BG05M9OP001-2.018', ['identifier: 05', 'identifier: 9', 'identifier: 001-2.018']],
    ['at 10:30', ['time: 10:30']],
    ['Tel. +381 11 123-4567', ['phone: Tel. +381 11 123-4567']],
    ['Тел. 0888000111', ['phone: Тел. 0888000111']],
    ['ул. „30 януари” 1 ет. 3', ['address: ул. „30 януари” 1', 'address: ет. 3']],
    ['Bulevar kralja Aleksandra 73, 11000 Beograd', ['address: Bulevar kralja Aleksandra 73', 'address: 11000']],
    ['contract no. 2021/123-456', ['identifier: 2021', 'identifier: 123', 'identifier: 456']],
    ['COVID-19', ['identifier: 19']],
    ['Theme 3: Capacity building', ['identifier: 3']],
    ['1st cycle, 2nd cycle', ['ordinal: 1', 'ordinal: 2']],
    ['tokom 2. ciklusa', ['ordinal: 2']],
    ['2-ри цикъл', ['ordinal: 2']],
    ['al 2-lea ciclu', ['ordinal: 2']],
    ['1. Increased capacities', ['section: 1']],
    ['https://example.org/2022/17', ['web: https://example.org/2022/17']],
    ['Valid XHTML 1.0 Transitional', ['identifier: 1.0']],
  ])('%s', (text, expected) => {
    expect(claimsOf(text).claims).toEqual([]);
    expect(asides(text)).toEqual(expected);
  });

  test.each(['Један од градова', 'one of the cities', 'o strategie nouă', 'kao što su obuke', 'un program de instruire', 'първа година'])('%s', (text) => {
    expect(claimsOf(text).claims).toEqual([]);
  });

  test('a year is a count when people follow it', () => {
    expect(numbers('A total of 2012 people came')).toEqual(['2012 person']);
  });
});

describe('whatever is pasted', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('17 ', 'општина ', ' - ', '\n', '\n\n', '• ', '1.', '2. ', '30-31/03/2022', ' dvadeset ', ' и ', ' și ', 'EUR ', '%', '92.609,25', '+381 ', ' two ', ' hundred ', '(', ')', '"', ' CSOs', '\u00a0', '١٧', '🧒🏽'),
    fc.integer({ min: 0 }).map(String),
  );
  const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

  test('offsets point at the number, the sentence holds it, and no two claims share a place', () => {
    fc.assert(
      fc.property(text, (body) => {
        const { claims, asides } = claimsOf(body);
        let last = 0;
        for (const claim of claims) {
          expect(body.slice(claim.start, claim.end)).toBe(claim.numberText);
          expect(claim.end).toBeGreaterThan(claim.start);
          expect(claim.start).toBeGreaterThanOrEqual(last);
          expect(claim.sentenceAt.start).toBeLessThanOrEqual(claim.start);
          expect(claim.sentenceAt.end).toBeGreaterThanOrEqual(claim.end);
          expect(Number.isFinite(claim.number)).toBe(true);
          if (claim.until !== null) expect(claim.until).toBeGreaterThan(claim.number);
          last = claim.end;
        }
        for (const { start, end } of asides) expect(0 <= start && start < end && end <= body.length).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  // What takes more than linear time here does not end before the test's time is up.
  test.each([['1.', 0], ['1 ', 100_000], ['17 CSOs, ', 22_223], ['ул. ', 0], ['1-', 0], ['two ', 50_000], ['a@', 0], ['((((', 0], ['и ', 0], ['+381 ', 40_000], ['2022. ', 0]])('the longest text there may be, made of %j, has %i claims', (unit, expected) => {
    expect(claimsOf(unit.repeat(Math.ceil(longestBody / unit.length))).claims).toHaveLength(expected);
  });
});
