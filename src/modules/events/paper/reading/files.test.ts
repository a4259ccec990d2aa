import * as mupdf from 'mupdf';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { wordsOf } from '#platform/words/load.ts';
import { signInSheetDocument } from '../document.ts';
import { knownOf, printedForTest } from '../testing.ts';
import { pictureKind } from './file-kind.ts';
import { orientation, withoutMetadata } from './metadata.ts';
import { readSheet } from './read-sheet.ts';
import { pagesInThread, readInThread } from './thread.ts';

const plain = (width = 900, height = 800) => sharp({ create: { width, height, channels: 3, background: '#dcd' } });
const refused = (bytes: Uint8Array, name = 'IMG_1.HEIC') => {
  try {
    return pictureKind(bytes, name);
  } catch (problem) {
    return (problem as { code: string }).code;
  }
};
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

describe('what the file is, before anything is unpacked', () => {
  test('JPEG and PNG by their bytes, whatever the name says', async () => {
    expect(pictureKind(await plain().jpeg({ progressive: true }).toBuffer(), 'list.png')).toBe('jpeg');
    expect(pictureKind(await plain().png().toBuffer(), 'list.jpg')).toBe('png');
  });
  test('a picture of the iPhone is told apart and how to make it another one', () => {
    expect(refused(Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic')]))).toBe('paper.heic');
  });
  test('a small file that unpacks to a huge picture is refused by its head alone', async () => {
    // A PNG that says it has 40,000 × 40,000 pixels; its head is all there is.
    const head = Buffer.from(await plain(800, 800).png().toBuffer()).subarray(0, 60);
    head.writeUInt32BE(40_000, 16);
    head.writeUInt32BE(40_000, 20);
    expect(refused(head)).toBe('paper.too_many_pixels');
    const jpeg = await plain(800, 800).jpeg().toBuffer();
    const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
    jpeg.writeUInt16BE(65_000, frame + 5);
    jpeg.writeUInt16BE(65_000, frame + 7);
    expect(refused(jpeg)).toBe('paper.too_many_pixels');
  });
  test('texts, empty files, damaged heads, small pictures and large files are refused', async () => {
    expect([refused(Buffer.from('hello')), refused(Buffer.alloc(0)), refused(Buffer.from([0xff, 0xd8, 0xff, 0xe0])), refused(await plain(400, 500).jpeg().toBuffer()), refused(Buffer.alloc(25_000_001, 0xff))]).toEqual([
      'paper.not_a_picture', 'paper.not_a_picture', 'paper.not_a_picture', 'paper.too_small', 'paper.file_too_large',
    ]);
  });
});

describe('what a phone writes beside the picture is not kept', () => {
  const taken = () => plain().withExif({ IFD0: { Make: 'Telefon', Copyright: 'Marija Tajna' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '44/1 49/1 0/1' } }).withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">Marija Tajna</x:xmpmeta>');
  test('of a JPEG: where, with what and by whom is gone, which side is up stays, and no pixel changes', async () => {
    const original = await taken().withMetadata({ orientation: 6 }).withExifMerge({ IFD0: { Copyright: 'Marija Tajna' } }).jpeg().toBuffer();
    // Some phones put a second picture or a film behind the end.
    const bytes = Buffer.concat([original, Buffer.from('film of Marija Tajna')]);
    const kept = withoutMetadata(bytes, 'jpeg');
    expect(orientation(bytes)).toBe(6);
    expect([text(bytes).includes('Marija Tajna'), text(kept).includes('Marija'), text(kept).includes('Telefon')]).toEqual([true, false, false]);
    expect(orientation(kept)).toBe(6);
    const [before, after] = await Promise.all([sharp(original).raw().toBuffer(), sharp(Buffer.from(kept)).raw().toBuffer()]);
    expect(after.equals(before)).toBe(true);
    const metadata = await sharp(Buffer.from(kept)).metadata();
    expect([metadata.xmp, metadata.icc, metadata.orientation]).toEqual([undefined, undefined, 6]);
  });
  test('of a PNG', async () => {
    const bytes = await taken().png().toBuffer();
    const kept = Buffer.from(withoutMetadata(bytes, 'png'));
    expect([text(bytes).includes('Marija Tajna'), text(kept).includes('Marija')]).toEqual([true, false]);
    expect((await sharp(kept).raw().toBuffer()).equals(await sharp(bytes).raw().toBuffer())).toBe(true);
  });
  test('a file cut off in the middle is still a file that is read as far as it goes', async () => {
    const bytes = await taken().jpeg().toBuffer();
    for (const share of [0.2, 0.5, 0.9]) expect(() => withoutMetadata(bytes.subarray(0, Math.floor(bytes.length * share)), 'jpeg')).not.toThrow();
  });
});

describe('a scan', () => {
  test('each page becomes a picture; what is no PDF, or too long, is said', async () => {
    const sheet = printedForTest(30);
    const pdf = await signInSheetDocument(sheet, await wordsOf(sheet.locale));
    const pages = await pagesInThread(new Uint8Array(pdf), 'scan.pdf');
    expect(pages.map((page) => pictureKind(page, 'scan'))).toEqual(['jpeg', 'jpeg']);
    // What a scanner makes of a page is read like a photograph.
    expect((await readSheet(pages[1]!, [knownOf(sheet, 30)])).page).toBe(2);
    await expect(pagesInThread(new TextEncoder().encode('%PDF-1.7 nothing'), 'scan.pdf')).rejects.toMatchObject({ code: expect.stringMatching(/pdf_(damaged|pages)/) });
    const long = new mupdf.PDFDocument();
    for (let n = 0; n < 31; n++) long.insertPage(-1, long.addPage([0, 0, 595, 842], 0, {}, ''));
    await expect(pagesInThread(long.saveToBuffer('').asUint8Array().slice(), 'scan.pdf')).rejects.toMatchObject({ code: 'paper.pdf_pages', details: { pages: 31 } });
  });
  test('a file that keeps a decoder busy is stopped', async () => {
    const bytes = await plain(4_000, 4_000).png().toBuffer();
    await expect(readInThread(new Uint8Array(bytes), [], 1)).rejects.toMatchObject({ code: 'paper.took_too_long' });
  });
});
