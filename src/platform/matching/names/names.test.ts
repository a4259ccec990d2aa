import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'csv-parse/sync';
import { alikeFrom, nameLikeness } from './name-likeness.ts';
import { skeletons } from './skeleton.ts';
import { fitSounds } from './sound-learning.ts';
import { soundPrice, soundModel } from './sound-model.ts';
import { soundKeys, soundsAlike } from './sounds.ts';
import { toPlainLatin } from './to-latin.ts';
import { slipsBetween } from './word-likeness.ts';

const benchFile = (name: string) => readFileSync(join(import.meta.dirname, '../../../../bench/data/record-linkage', name), 'utf8');
const tokens = benchFile('wikidata-name-tokens-ru-dev.tsv').trim().split('\n').slice(1).map((line) => line.split('\t') as [string, string, string]);
const alike = (a: string, b: string, kind?: 'person' | 'organisation') => nameLikeness(a, b, kind).probability >= alikeFrom;

describe('keys of a name word', () => {
  it.each([
    ['Jovanović', 'Јовановић'], ['Jovanovic', 'Йованович'], ['Gjorgjievski', 'Ѓорѓиевски'], ['Kyuchukov', 'Кючуков'], ['Schwarz', 'Шварц'], ['Federici', 'Федеричи'],
    ['Troughton', 'Тротон'], ['Chișinău', 'Кишинэу'], ['Xavier', 'Ксавье'], ['Hughes', 'Хьюз'], ['Wałęsa', 'Валенса'], ['Đorđević', 'Ђорђевић'], ['Dzhordzhevich', 'Джорджевич'],
  ])('%s and %s meet', (latin, cyrillic) => {
    const keys = soundKeys(latin);
    expect(soundKeys(cyrillic).some((key) => keys.includes(key))).toBe(true);
  });

  it('bring 95 of 100 transcriptions together, and few others', () => {
    const byKey = new Map<string, number[]>();
    for (const [i, [latin]] of tokens.entries()) for (const key of soundKeys(latin)) (byKey.get(key) ?? byKey.set(key, []).get(key)!).push(i);
    let [met, candidates] = [0, 0];
    for (const [i, [, cyrillic]] of tokens.entries()) {
      const found = new Set(soundKeys(cyrillic).flatMap((key) => byKey.get(key) ?? []));
      candidates += found.size;
      if (found.has(i)) met++;
    }
    expect(met / tokens.length).toBeGreaterThan(0.953);
    expect(candidates / tokens.length).toBeLessThan(65);
  });

  it('are none for a word without letters, and no more than can be looked up', () => {
    expect(soundKeys('12')).toEqual([]);
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (word) => skeletons(word).length <= 24));
  });
});

describe('sound of a Latin and a Cyrillic word', () => {
  it('the right transcription wins among all words that share a key', () => {
    const latin = [...new Set(tokens.map(([word]) => word))];
    const byKey = new Map<string, string[]>();
    for (const word of latin) for (const key of soundKeys(word)) (byKey.get(key) ?? byKey.set(key, []).get(key)!).push(word);
    const asked = tokens.filter((_, i) => i % 50 === 0);
    const right = asked.filter(([truth, cyrillic]) => {
      const candidates = [...new Set(soundKeys(cyrillic).flatMap((key) => byKey.get(key) ?? []))].map((word) => ({ word, alike: soundsAlike(word, cyrillic) }));
      return candidates.sort((a, b) => b.alike - a.alike)[0]?.word === truth;
    });
    expect(right.length / asked.length).toBeGreaterThan(0.84);
  });

  it('knows Serbian letters that Russian does not have', () => {
    expect(soundsAlike('Ljubica', 'Љубица')).toBeGreaterThan(soundsAlike('Lubich', 'Љубица'));
    expect(soundsAlike('Jelena', 'Јелена')).toBeGreaterThan(0.6);
    expect(soundsAlike('Jelena', 'Марија')).toBeLessThan(0.2);
  });

  it('learns from words alone what stands for what', () => {
    // Every word of three syllables of this little language, once.
    const syllables = [['sa', 'са'], ['sha', 'ша'], ['ho', 'хо'], ['ka', 'ка'], ['khu', 'ху'], ['tu', 'ту'], ['chi', 'чи']] as const;
    const words = syllables.flatMap((a) => syllables.flatMap((b) => syllables.map((c): [string, string] => [a[0] + b[0] + c[0], a[1] + b[1] + c[1]])));
    const model = soundModel(fitSounds(words));
    // Words of two syllables were not among them.
    expect(soundPrice(model, 'shasa', 'шаса')).toBeGreaterThan(soundPrice(model, 'shasa', 'саша'));
    expect(soundPrice(model, 'sasha', 'саша')).toBeGreaterThan(soundPrice(model, 'sasha', 'шаса'));
    expect(soundPrice(model, 'kakhu', 'каху')).toBeGreaterThan(soundPrice(model, 'kakhu', 'хука'));
  });
});

describe('two full names', () => {
  it.each([
    ['Sergei Lavrov', 'Сергей Викторович Лавров'], ['Jelena Petrović', 'Петровић Јелена'], ['Dr. Ana Marić', 'Ana Marić'], ['J. Petrović', 'Jovana Petrović'], ['FridrichBuchenberg', 'Friedrich Buchenberg'],
    ['Barack Obama', 'ბარაკ ობამა'], ['Barack Obama', 'バラク・オバマ'], ['Giorgos Papadopoulos', 'Γιώργος Παπαδόπουλος'], ['Бойко Борисов', 'Boyko Borisov'], ['Barack Obama', 'Բարակ Օբամա'],
  ])('%s = %s', (a, b) => expect(alike(a, b)).toBe(true));

  it.each([
    ['Jelena Petrović', 'Jovana Petrović'], ['A. Petrović', 'Jovana Petrović'], ['Rami Makhlouf', 'Ihab Makhlouf'], ['Salman bin Muhammad al-Rawi', 'Muhammad bin Salman al-Rawi'], ['Jelena', 'Jelena Ana Petrović Simić'],
  ])('%s ≠ %s', (a, b) => expect(alike(a, b)).toBe(false));

  it.each([
    ['Siemens Aktiengesellschaft', 'Siemens AG'], ['OAO Gazprom', 'Open Joint Stock Company Gazprom'], ['ООО "АЯС 2000"', 'АЯС 2000 OOO'], ['Brigade Forty-Four', 'Brigade 44'], ['First Bank Int’l', '1st International Bank'], ['Vanderbilt Corp', 'Van der Bilt Corp'],
  ])('%s = %s', (a, b) => expect(alike(a, b, 'organisation')).toBe(true));

  it.each([
    ['Volkswagen AG', 'Siemens AG'], ['Government of Estonia', 'Government of Ethiopia'], ['ANO Iskusstvo Krasoty', 'LLC Iskusstvo Krasoty'], ['Banco Santander S.A.', 'Banco Santander Chile S.A.'],
  ])('%s ≠ %s', (a, b) => expect(alike(a, b, 'organisation')).toBe(false));

  it('numbers that differ forbid merging however alike the rest', () => {
    expect(nameLikeness('Capital Fund V', 'Capital Fund VI', 'organisation').contradictions).toEqual(['numbers-differ']);
    expect(nameLikeness('School 12', 'School 13', 'organisation').contradictions).toEqual(['numbers-differ']);
    expect(nameLikeness('School Twelve', 'School 12', 'organisation').contradictions).toEqual([]);
  });

  it('give the same answer in either order', () => {
    const word = fc.constantFrom('Ana', 'Јована', 'bin', 'Salman', 'Muhammad', 'al-Rawi', 'J.', 'Petrović', 'ООО', 'Fund', 'VI', '12', 'Ltd', 'the', 'محمد', '', '"');
    const name = fc.array(word, { maxLength: 5 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(name, name, fc.constantFrom('person' as const, 'organisation' as const), (a, b, kind) => {
        expect(nameLikeness(a, b, kind).probability).toBe(nameLikeness(b, a, kind).probability);
        expect(nameLikeness(a, a, kind).probability).toBeGreaterThan(0.9);
      }),
      { examples: [['J. J.', '', 'person'], ['Salman bin Muhammad bin Salman', 'Muhammad bin Salman', 'person']] },
    );
  });

  it('agree with the people who labelled 826 pairs', () => {
    const pairs = parse(benchFile('opensanctions-name-pairs.csv'), { columns: true }) as Record<string, string>[];
    let [both, said, meant] = [0, 0, 0];
    for (const { schema, name1, name2, is_match } of pairs) {
      const answer = alike(name1!, name2!, schema === 'Person' ? 'person' : 'organisation');
      if (answer) said++;
      if (is_match === 'true') meant++;
      if (answer && is_match === 'true') both++;
    }
    expect((2 * both) / (said + meant)).toBeGreaterThan(0.9);
  });
});

describe('slips', () => {
  it('obey what a distance must', () => {
    const word = fc.stringMatching(/^[a-e0-3]{0,8}$/);
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(slipsBetween(a, b)).toBeCloseTo(slipsBetween(b, a), 9);
        expect(slipsBetween(a, b) === 0).toBe(a === b);
      }),
    );
  });

  it('other scripts become Latin', () => {
    expect(['Ћирић', 'Γιώργος', 'ობამა', 'Օբամա', 'Băsescu', 'オバマ'].map(toPlainLatin)).toEqual(['chirich', 'giorgos', 'obama', 'obama', 'basescu', 'obama']);
  });
});
