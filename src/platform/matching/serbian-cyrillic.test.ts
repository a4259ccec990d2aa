import { expect, test } from 'vitest';
import { inAnother, inLanguage } from '../words/localised.ts';
import latin from '../words/generated/sr-Latn.json' with { type: 'json' };
import cyrillic from '../words/generated/sr-Cyrl.json' with { type: 'json' };
import { shownInCyrillic } from './serbian-cyrillic.ts';

test.each([
  ['Obuka za rad sa porodicama', 'Обука за рад са породицама'],
  ['OBUKA I PRAKSA, MODUL II', 'ОБУКА И ПРАКСА, МОДУЛ II'],
  ['Udruženje „Suncokret“ – Niš, Šabac i Odžaci', 'Удружење „Сунцокрет“ – Ниш, Шабац и Оџаци'],
  // n+j and d+ž on a seam are two letters.
  ['Injekcija, nadživeti, konjunktura; Njegoš, džep, ljubav', 'Инјекција, надживети, конјунктура; Његош, џеп, љубав'],
  ['Učešće dece: vannastavne aktivnosti, ishrana, koordinacija i interresorna komisija', 'Учешће деце: ваннаставне активности, исхрана, координација и интерресорна комисија'],
  ['24-časovni smeštaj, najjači neefikasni zoološki vrt u Grockoj', '24-часовни смештај, најјачи неефикасни зоолошки врт у Гроцкој'],
  ['P. Petrović i Lj. Đurić', 'П. Петровић и Љ. Ђурић'],
  // Addresses, codes, acronyms and foreign names stay as they are written.
  ['Prijave na ana@primer.rs ili www.primer.rs/obuka, @kolo, obrazac.docx', 'Пријаве на ana@primer.rs или www.primer.rs/obuka, @kolo, obrazac.docx'],
  ['Radionica sa UNICEF-om i NVO, COVID-19, A4, grupa B', 'Радионица са UNICEF-om и NVO, COVID-19, A4, група B'],
  ['I modul: workshop i feedback na Google Meet, peer podrška, Moodle', 'I модул: workshop и feedback на Google Meet, peer подршка, Moodle'],
  ['Save the Children Srbija i partneri', 'Save the Children Srbija и партнери'],
  ['Већ ћирилица, a i latinica', 'Већ ћирилица, а и латиница'],
])('%s is shown as %s', (text, shown) => expect(shownInCyrillic(text)).toBe(shown));

test('every Serbian word of Kolo’s own pages comes back from Latin letters as it was written in Cyrillic', () => {
  const others = new Set<string>();
  let words = 0;
  for (const [key, text] of Object.entries(cyrillic)) {
    // Places for values are named in English.
    if (text.includes('{')) continue;
    const shown = shownInCyrillic(latin[key as keyof typeof latin]).split(/\s+/);
    for (const [at, word] of text.split(/\s+/).entries()) {
      // A word in small letters, with marks beside it; what is written for programs is not Serbian, and acronyms stay.
      if (!/^[^\p{L}{}]*\p{Script=Cyrillic}?[\p{Ll}]+[^\p{L}{}]*$/u.test(word) || /\p{Script=Latin}/u.test(word)) continue;
      words++;
      if (shown[at] !== word) others.add(`${word}: ${shown[at]}`);
    }
  }
  expect(words).toBeGreaterThan(10_000);
  expect([...others]).toEqual([]);
});

test('of Serbian the script nobody wrote is derived; what somebody wrote goes first, and other languages are not touched', () => {
  const typed = { 'sr-Latn': 'Obuka u Šapcu', en: 'Training in Šabac' };
  expect(inLanguage(typed, 'sr-Cyrl')).toEqual({ text: 'Обука у Шапцу', lang: 'sr-Cyrl' });
  expect(inLanguage(typed, 'sr-Latn')).toEqual({ text: 'Obuka u Šapcu', lang: 'sr-Latn' });
  expect(inLanguage(typed, 'bg')).toEqual({ text: 'Training in Šabac', lang: 'en' });
  expect(inLanguage({ ...typed, 'sr-Cyrl': 'Семинар' }, 'sr-Cyrl')).toEqual({ text: 'Семинар', lang: 'sr-Cyrl' });
  expect(inLanguage({ 'sr-Cyrl': 'Семинар' }, 'sr-Latn')).toEqual({ text: 'Seminar', lang: 'sr-Latn' });
  expect(inLanguage({ en: 'Training' }, 'sr-Cyrl')).toEqual({ text: 'Training', lang: 'en' });
  // Whoever writes the other script sees what follows by itself.
  expect([inAnother(typed, 'sr-Cyrl'), inAnother(typed, 'en'), inAnother({}, 'bg')]).toEqual([{ text: 'Обука у Шапцу', lang: 'sr-Cyrl' }, null, null]);
});
