import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { Problem } from '#platform/problem.ts';
import { randomOf } from '../../fixtures/random.ts';
import { signInSheetDocument } from '../document.ts';
import { fillIn, pageOf, type Filled } from '../fixtures/filled-sheet.ts';
import { pens, sign, strikeOut, type Sheet } from '../fixtures/pen.ts';
import { photograph, type Difficulty } from '../fixtures/photograph.ts';
import { lineTop } from '../geometry.ts';
import { knownOf, printedForTest } from '../testing.ts';
import { wordsOf } from '#platform/words/load.ts';
import { readSheet, type KnownSheet, type SheetReading } from './read-sheet.ts';

const named = 14;
const printed = printedForTest(named);
const known: KnownSheet[] = [knownOf(printed, named)];
const { geometry } = printed;
let blank: Sheet;

beforeAll(async () => {
  // With a network's logo in its head: nothing of it is taken for a square or a code.
  const logo = await sharp(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="320" height="140"><rect width="320" height="140" fill="#fff"/><rect x="10" y="20" width="100" height="100"/><rect x="24" y="34" width="72" height="72" fill="#fff"/><rect x="38" y="48" width="44" height="44"/><circle cx="220" cy="70" r="60" fill="#a33"/></svg>')).png().toBuffer();
  blank = pageOf(await signInSheetDocument({ ...printed, logo }, await wordsOf(printed.locale)), 1, 6);
});

const shot = (sheet: Sheet, difficulty: Difficulty, seed: number, more = {}) => photograph(sheet, randomOf(seed), difficulty, { width: 1_600, ...more });
const why = async (bytes: Uint8Array, sheets = known) => readSheet(bytes, sheets).then(() => 'read', (error: unknown) => (error instanceof Problem ? error.code : Promise.reject(error)));

/** What was proposed for each row against what was drawn there. */
function judged({ truth }: Filled, { rows }: SheetReading) {
  const proposed = new Map(rows.map(({ row, proposal }) => [row, proposal]));
  const figures = { cells: 0, unsure: 0, wrong: [] as string[], walkInsLost: 0 };
  for (const { row, what, isWalkIn } of truth) {
    const proposal = proposed.get(row) ?? 'unsigned';
    if (isWalkIn && what === 'signed' && !proposed.has(row)) figures.walkInsLost++;
    // A cell that is struck out is neither: asking is right.
    if (what === 'struck') continue;
    figures.cells++;
    if (proposal === 'unsure') figures.unsure++;
    else if ((proposal === 'signed') !== (what === 'signed' || what === 'initials')) figures.wrong.push(`${row}: ${what} was taken for ${proposal}`);
  }
  return figures;
}

describe('from photographs taken askew, in bad light, with grain and on bent paper, the reader gets back who signed', () => {
  test.each<[Difficulty, number]>([['scan', 3], ['easy', 5], ['usual', 7], ['hard', 5]])('%s: %i photographs', async (difficulty, times) => {
    const all = { cells: 0, unsure: 0, wrong: [] as string[], walkInsLost: 0 };
    for (let n = 1; n <= times; n++) {
      const filled = fillIn(blank, geometry, { named, seed: n * 101 + times });
      const reading = await readSheet(await shot(filled.sheet, difficulty, n * 7 + times, difficulty === 'hard' ? { width: 2_200 } : {}), known);
      expect([reading.sheet, reading.page]).toEqual([printed.code, 1]);
      const one = judged(filled, reading);
      all.cells += one.cells;
      all.unsure += one.unsure;
      all.walkInsLost += one.walkInsLost;
      all.wrong.push(...one.wrong.map((what) => `${difficulty} ${n}, row ${what}`));
    }
    // No signature is lost, nobody is made to sign, and a person is asked about fewer than one cell in twenty.
    expect([all.wrong, all.walkInsLost]).toEqual([[], 0]);
    expect(all.unsure / all.cells).toBeLessThan(1 / 20);
  });
});

describe('cells that are not clear are left to a person', () => {
  const cell = (line: number) => ({ ...geometry.columns.signature, y: lineTop(line, geometry), height: geometry.rows.height });
  test('a line through the cell, a pencil, a hand on the paper, a signature between two rows', async () => {
    const sheet = { ...blank, data: blank.data.slice() };
    const random = randomOf(5);
    strikeOut(sheet, cell(0), pens.blue);
    sign(sheet, cell(2), pens.pencil, random, { length: 0.6 });
    sign(sheet, cell(4), pens.black, random, { length: 0.7, over: geometry.rows.height / 2 });
    // Something dark lies over the whole cell of the ninth row.
    const { x, y, width, height } = cell(8);
    for (let py = Math.round((y - 4) * sheet.scale); py < (y + height + 4) * sheet.scale; py++) sheet.data.fill(70, 3 * (py * sheet.width + Math.round((x - 3) * sheet.scale)), 3 * (py * sheet.width + Math.round((x + width) * sheet.scale)));
    const { rows } = await readSheet(await shot(sheet, 'easy', 3), known);
    const of = (row: number) => rows.find((one) => one.row === row)!;
    expect([of(1).proposal, of(1).doubt]).toEqual(['unsure', 'line']);
    expect(of(3).proposal).toBe('signed');
    // Whichever of the two rows it is taken for, the other is not taken for signed by itself.
    expect([of(5), of(6)].filter(({ proposal }) => proposal === 'signed').length).toBeLessThanOrEqual(1);
    expect([of(9).proposal, ['covered', 'code'].includes(of(9).doubt!)]).toEqual(['unsure', true]);
    expect(of(12)).toMatchObject({ proposal: 'unsigned', doubt: null });
  });

  test('one corner under a thumb is read from the other three', async () => {
    const filled = fillIn(blank, geometry, { named, seed: 9 });
    const { sheet } = filled;
    const [cx, cy] = geometry.markers.centres[1]!;
    for (let py = Math.round((cy - 7) * sheet.scale); py < (cy + 7) * sheet.scale; py++) sheet.data.fill(140, 3 * (py * sheet.width + Math.round((cx - 7) * sheet.scale)), 3 * (py * sheet.width + sheet.width));
    const reading = await readSheet(await shot(sheet, 'easy', 4), known);
    expect([reading.figures.markers, judged(filled, reading).wrong]).toEqual([3, []]);
  });
});

test('what is shown beside a name is a small picture without anything else in the file', async () => {
  const filled = fillIn(blank, geometry, { named, seed: 11 });
  const { rows } = await readSheet(await shot(filled.sheet, 'usual', 12), known);
  const metadata = await sharp(rows[0]!.crop).metadata();
  expect([metadata.format, metadata.exif, metadata.icc, metadata.xmp]).toEqual(['jpeg', undefined, undefined, undefined]);
  expect(rows.every(({ crop }) => crop.byteLength < 20_000)).toBe(true);
});

describe('a picture that cannot be read is answered with what to do', () => {
  const plain = (colour: string, width = 1_200, height = 900) => sharp({ create: { width, height, channels: 3, background: colour } }).jpeg().toBuffer();
  test('no sheet, too dark, half a page, too far, another sheet, two pages', async () => {
    expect(await why(await plain('#b08050'))).toBe('paper.no_sheet');
    expect(await why(await plain('#101010'))).toBe('paper.too_dark');
    expect(await why(await shot(blank, 'easy', 2, { cut: 0.35 }))).toBe('paper.corners_missing');
    expect(await why(await shot(blank, 'easy', 2), [{ ...known[0]!, code: '000000000000' }])).toBe('paper.unknown_sheet');
    const far = await sharp(await shot(blank, 'easy', 2)).resize(1_000).extend({ top: 900, bottom: 900, left: 1_200, right: 1_200, background: '#705030' }).jpeg().toBuffer();
    expect(await why(far)).toMatch(/read|paper\.(too_far|blurred|no_code|no_sheet)/);
    const one = sharp(blank.data, { raw: { width: blank.width, height: blank.height, channels: 3 } });
    const left = await one.clone().jpeg().toBuffer();
    const second = pageOf(await signInSheetDocument(printedForTest(30), await wordsOf('sr-Cyrl')), 2, 6);
    const right = await sharp(second.data, { raw: { width: second.width, height: second.height, channels: 3 } }).jpeg().toBuffer();
    const both = await sharp({ create: { width: 2 * blank.width, height: blank.height, channels: 3, background: '#fff' } }).composite([{ input: left, left: 0, top: 0 }, { input: right, left: blank.width, top: 0 }]).jpeg().toBuffer();
    expect(await why(both)).toBe('paper.two_pages');
    await expect(readSheet(new Uint8Array([0xff, 0xd8, 0xff, 1, 2, 3]), known)).rejects.toMatchObject({ code: 'paper.damaged' });
  });
});
