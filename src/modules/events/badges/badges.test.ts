import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as mupdf from 'mupdf';
import sharp from 'sharp';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { beforeAll, expect, test } from 'vitest';
import { qrPng } from '#platform/documents/qr-picture.ts';
import { wordsOf } from '#platform/words/load.ts';
import { placeName } from '#modules/places/say.ts';
import { badgeOf, codeAddress, type BadgeFormat, type Guest } from './badge.ts';
import { badgesDocument } from './document.ts';

const origin = 'https://kolo.example.org';
const event = { titles: { 'sr-Cyrl': 'Обука за рад са породицама у ризику', bg: 'Обучение за работа със семейства', en: 'Working with families at risk' }, firstDay: '2027-03-01', lastDay: '2027-03-02', origin };
const guest = (given: string, surname: string, more: Partial<Guest> = {}): Guest => ({ registrationId: '', given, surname, organisation: 'Центар за социјални рад', placeId: null, place: 'Шабац', role: null, locale: 'sr-Cyrl', code: 'ABCDEFGHJKMN', ...more });

beforeAll(() => void prepareZXingModule({ overrides: { wasmBinary: readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')).buffer as ArrayBuffer } }));

async function read(bytes: Buffer) {
  const document = mupdf.Document.openDocument(bytes, 'application/pdf');
  const pages = Array.from({ length: document.countPages() }, (_, at) => document.loadPage(at));
  return Promise.all(
    pages.map(async (page) => {
      const picture = page.toPixmap(mupdf.Matrix.scale(2, 2), mupdf.ColorSpace.DeviceRGB, false).asPNG();
      const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
      const codes = await readBarcodes({ data: new Uint8ClampedArray(data), width: info.width, height: info.height, colorSpace: 'srgb' } as ImageData, { formats: ['QRCode'], maxNumberOfSymbols: 12 });
      return { text: page.toStructuredText('').asText(), codes: codes.map(({ text }) => text).sort(), size: [info.width / 2, info.height / 2] };
    }),
  );
}
const made = async (guests: Guest[], format: BadgeFormat, locale: 'sr-Latn' | null = null) =>
  read(await badgesDocument({ badges: guests.map((one) => badgeOf(one, locale, 'RS')), event, format, locale: locale ?? 'en', createdAt: new Date(0) }, await wordsOf(locale ?? 'en')));

test('a page for each, in the language and script each registered in, with a code that leads to her', async () => {
  const pages = await made([guest('Љиљана', 'Његошевић'), guest('Ivan', 'Ștefănescu', { locale: 'ro', code: 'ZZZZZZZZZZZZ', organisation: null }), guest('Щерю', 'Въжаров', { locale: 'bg' })], 'a6');
  expect(pages.map(({ codes, size }) => [codes, size])).toEqual([[[codeAddress(origin, 'ABCDEFGHJKMN')], [298, 420]], [[codeAddress(origin, 'ZZZZZZZZZZZZ')], [298, 420]], [[codeAddress(origin, 'ABCDEFGHJKMN')], [298, 420]]]);
  for (const [at, words] of [['Обука за рад', 'Љиљана', 'Његошевић', 'Центар', 'Шабац', 'ABCD EFGH JKMN'], ['Working with families', 'Ivan', 'Ștefănescu'], ['Обучение', 'Щерю', 'Въжаров']].entries()) expect(words.filter((one) => !pages[at]!.text.replace(/\s+/g, ' ').includes(one))).toEqual([]);
});

test('eight cards on a page, all in one script; a name in Latin letters stays as it is', async () => {
  const nine = Array.from({ length: 9 }, (_, at) => guest('Ђорђе', 'Џелетовић', { code: `${at}`.repeat(12) }));
  const pages = await made(nine, 'a4', 'sr-Latn');
  expect(pages.map(({ codes }) => codes.length)).toEqual([8, 1]);
  expect(pages[0]!.text.match(/Đorđe/g)).toHaveLength(8);
  expect(badgeOf(guest('Njegoš', 'Konjević'), 'sr-Cyrl', 'RS').given).toBe('Njegoš');
  // The municipality that was settled, in the language of the badge, and not as she typed it.
  const nis = guest('Ana', 'Ilić', { placeId: 'RS-L-71269', place: 'sabac' });
  expect([badgeOf(nis, null, 'RS').place, badgeOf(nis, 'en', 'RS').place]).toEqual([placeName('RS-L-71269', { locale: 'sr-Cyrl' }), placeName('RS-L-71269', { locale: 'en' })]);
});

test('names and organisations of every length stay on their card', async () => {
  const long = guest('Александра-Анастасија', 'Константиновић-Хаџипетровић', { organisation: 'Градско удружење за помоћ ментално недовољно развијеним особама и њиховим породицама „Заједно у бољу будућност“ Сремска Митровица', place: 'Сремска Митровица' });
  for (const format of ['a4', 'a6'] as const) {
    const [page, ...more] = await made([long, ...(format === 'a4' ? Array.from({ length: 7 }, () => long) : [])], format);
    expect([more.length, new Set(page!.codes).size, page!.text.includes('Митровица')]).toEqual([0, 1, true]);
  }
});

test('the picture beside a letter is a code that phones read', async () => {
  const value = codeAddress(origin, 'ABCDEFGHJKMN');
  const png = qrPng(value);
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  expect((await readBarcodes({ data: new Uint8ClampedArray(data), width: info.width, height: info.height, colorSpace: 'srgb' } as ImageData)).map(({ text }) => text)).toEqual([value]);
  expect(png.length).toBeLessThan(2_000);
});
