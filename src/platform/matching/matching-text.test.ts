import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import cases from './fixtures/transliteration-cases.json' with { type: 'json' };
import { fold, foldWords } from './fold.ts';
import { editDistance, jaro, jaroWinkler } from './similarity.ts';
import { normaliseRomanian, repairMixedScript, toCyrillic, toLatin } from './transliterate.ts';

describe('golden cases', () => {
  test.each(cases.bg_to_latin)('Bulgarian law writes %s as %s', (text, latin) => expect(toLatin(text!, 'bg')).toBe(latin));
  test.each(cases.sr_cyrl_to_latn)('Serbian %s is %s', (text, latin) => expect(toLatin(text!, 'sr')).toBe(latin));
  test.each(cases.sr_latn_to_cyrl)('Serbian %s is %s in Cyrillic', (text, cyrillic) => expect(toCyrillic(text!, 'sr')).toBe(cyrillic));
  test.each(cases.ro_normalise)('Romanian %s is %s', (text, right) => expect(normaliseRomanian(text!)).toBe(right));
  test.each(cases.mo_cyrl_to_ro)('Moldovan %s is %s', (text, latin) => expect(toLatin(text!, 'mo')).toBe(latin));
  test.each(cases.fold_search_equal)('search takes %s for %s', (a, b) => expect(fold(a!)).toBe(fold(b!)));
  test.each(cases.fold_search_different)('search keeps %s and %s apart', (a, b) => expect(fold(a!)).not.toBe(fold(b!)));
  test.each(cases.mixed_script_repair)('%s is repaired to %s', (text, right) => expect(repairMixedScript(text!)).toBe(right));
});

describe('fold', () => {
  test.each([
    ['Лaпово', 'Lapovo'], ['Нoви Сад', 'Novi Sad'], ['Бpус', 'Brus'], ['Тѫрговище', 'Търговище'],
    ['Бэлць', 'Bălți'], ['Штефан Водэ', 'Ştefan Vodă'], ['Јовановић', 'Jovanovic'], ['Јовановић', 'JOVANOVIĆ'],
    ['Ðorđe', 'Đorđe'], ['Džulija', 'Џулија'], ['Илия', 'Ilija'], ['Майя', 'Maja'], ['Цветелина', 'Tsvetelina'],
    ['Цветелина', 'Cvetelina'], ['Щерев', 'Shterev'], ['O’Neill', "O'Neill"], ['Ана‑Марија', 'Ana Marija'],
  ])('%s and %s have one key', (a, b) => expect(fold(a)).toBe(fold(b)));

  test('keeps the words of a name apart', () => {
    expect(foldWords('Ђорђе Љубинковић')).toEqual(['dorde', 'ljubinkovic']);
    expect(foldWords('Ana-Marija  Šešelj')).toEqual(['ana', 'maria', 'seselj']);
    expect(fold('Ana Marić')).toBe(fold('Anam Arić'));
    expect(foldWords('Ana Marić')).not.toEqual(foldWords('Anam Arić'));
  });

  test('is lower-case ASCII letters and digits for any text, and the same for both scripts of Serbian', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => void expect(fold(text)).toMatch(/^[a-z0-9]*$/)));
    const serbian = fc.string({ unit: fc.constantFrom(...'абвгдђежзијклљмнњопрстћуфхцчџшАЉЊЏШ '), maxLength: 30 });
    fc.assert(fc.property(serbian, (text) => void expect(fold(toLatin(text, 'sr'))).toBe(fold(text))));
  });
});

describe('mixed script', () => {
  test('leaves a text alone whose words each keep to one script', () => {
    expect(repairMixedScript('ЈЛС Beograd, Ниш i Шабац')).toBe('ЈЛС Beograd, Ниш i Шабац');
  });
  test('a word of nothing but twins takes the script of most of its letters, then of the text', () => {
    expect(repairMixedScript('Рaсa')).toBe('Раса');
    expect(repairMixedScript('општина Рaса')).toBe('општина Раса');
    expect(repairMixedScript('opština Pаcа u Srbiji')).toBe('opština Paca u Srbiji');
  });
});

describe('transliterate', () => {
  test('any Serbian Cyrillic without a seam comes back from Latin as it was', () => {
    const word = fc.string({ unit: fc.constantFrom('ба', 'ђе', 'љу', 'њи', 'џо', 'ша', 'че', 'ћи', 'жо', 'р', 'ле', 'на', 'до'), minLength: 1, maxLength: 8 });
    fc.assert(fc.property(word, (text) => void expect(toCyrillic(toLatin(text, 'sr'), 'sr')).toBe(text)));
  });
  test.each([
    ['nadžnjevati', 'наджњевати'], ['odživeti', 'одживети'], ['podžupan', 'поджупан'], ['konjugacija', 'конјугација'], ['konj', 'коњ'],
    ['kanjon', 'кањон'], ['anjon', 'анјон'], ['injekcioni', 'инјекциони'], ['džep', 'џеп'], ['Ðorđe', 'Ђорђе'], ['TANJUG', 'ТАНЈУГ'],
    ['Njegovan vanjezički', 'Његован ванјезички'], ['narudžbina', 'наруџбина'], ['injektiranje', 'инјектирање'], ['podžeći', 'поджећи'], ['Hodžić', 'Хоџић'], ['odžak', 'оџак'],
  ])('%s is %s', (latin, cyrillic) => expect(toCyrillic(latin, 'sr')).toBe(cyrillic));
  test('Cyrillic that is not a letter of the language stays', () => expect(toLatin('Щука', 'sr')).toBe('Щuka'));
});

describe('similarity', () => {
  test('gives the figures of Winkler 1990, table 1', () => {
    expect(jaro('martha', 'marhta')).toBeCloseTo(0.944, 3);
    expect(jaroWinkler('martha', 'marhta')).toBeCloseTo(0.961, 3);
    expect(jaro('dwayne', 'duane')).toBeCloseTo(0.822, 3);
    expect(jaroWinkler('dwayne', 'duane')).toBeCloseTo(0.84, 2);
    expect(jaroWinkler('dixon', 'dicksonx')).toBeCloseTo(0.813, 3);
  });
  test.each([['rakovac', 'rekovac', 1], ['kragujevac', 'kragjuevac', 1], ['nis', '', 3], ['leskovac', 'lekovac', 1], ['pirot', 'prilot', 2], ['ca', 'abc', 3]] as const)(
    '%s → %s takes %d steps',
    (a, b, steps) => expect(editDistance(a, b)).toBe(steps),
  );
  test('stops counting beyond the bound', () => {
    expect(editDistance('beograd', 'kragujevac', 2)).toBe(3);
    expect(editDistance('rakovac', 'rakovac', 0)).toBe(0);
    expect(editDistance('rakovac', 'rekovac', 0)).toBe(1);
  });
  test('is the same from either side, bounded or not', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 });
    fc.assert(fc.property(word, word, fc.nat(6), (a, b, bound) => {
      const full = editDistance(a, b);
      expect(editDistance(b, a)).toBe(full);
      expect(editDistance(a, b, bound)).toBe(Math.min(full, bound + 1));
    }));
  });
});
