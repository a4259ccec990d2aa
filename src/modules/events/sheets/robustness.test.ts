/** Whatever a file holds, the answer is a list, a sentence, or nothing: never a crash. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findDates, isReal } from './dates.ts';
import { readLists } from './lists.ts';
import { namePieces } from './name-pieces.ts';
import { splitName } from './names.ts';
import { csvText, encoded, ods, xlsx } from './testing.ts';
import { SheetUnreadable } from './unreadable.ts';

const outcome = async (bytes: Uint8Array, file: string) => {
  try {
    return await readLists(bytes, file);
  } catch (error) {
    if (error instanceof SheetUnreadable) return null;
    throw error;
  }
};

const rows = [['Obuka, Niš, 26-27.05.2022.'], ['Rb', 'Ime i prezime', 'Organizacija', '26.05.', '27.05.'], ['1', 'Ana Ilić', 'UG Duga', 'x', ''], ['2', 'Petar Simić', 'UG Duga', 'x', 'x']];
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom('', ' ', 'x', '-', '=1+1', 'Ime', 'Ime i prezime', 'Potpis', '26.05.2022', '1', 'Ukupno: 3', 'Ana Ilić', '"', "''", '-//-', '.', ',', '(', 'dr', 'U.', 'ана', '2022', '№', '30.02.', '99.99.9999', 'Dan 2', 'ana@example.rs', '+381 64 123456', '___', '\u0000', 'А'.repeat(400)),
);

it('any sheet of texts is read', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(text, { maxLength: 7 }), { maxLength: 12 }), fc.constantFrom('xlsx', 'ods', 'csv'), async (cells, kind) => {
      // XML cannot hold control characters at all; spreadsheet programs never write them.
      const clean = kind === 'csv' ? cells : cells.map((row) => row.map((cell) => cell.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udfff]/g, '')));
      const bytes = kind === 'csv' ? encoded(csvText(cells), 'utf-8') : kind === 'ods' ? ods([{ name: 'L', rows: clean }]) : xlsx([{ name: 'L', rows: clean }]);
      const read = await outcome(bytes, `lista.${kind}`);
      for (const list of read?.lists ?? []) {
        expect(list.days.length).toBeGreaterThan(0);
        for (const row of list.rows) expect(row.signed).toHaveLength(list.days.length);
        expect(new Set(list.rows.map(({ row }) => row)).size).toBe(list.rows.length);
        expect(list.skipped.filter(({ row }) => list.rows.some((one) => one.row === row))).toEqual([]);
      }
    }),
    { numRuns: 300 },
  );
});

it('bytes that are changed or cut anywhere are read or refused', async () => {
  for (const good of [xlsx([{ name: 'L', rows }]), ods([{ name: 'L', rows }]), encoded(csvText(rows, ';'), 'windows-1250')]) {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 6 }), fc.nat(good.length), async (changes, length) => {
        const bytes = good.slice();
        for (const [at, value] of changes) bytes[at] = value;
        await outcome(bytes.slice(0, changes.length ? bytes.length : length), 'lista.xlsx');
      }),
      { numRuns: 150 },
    );
  }
});

it('any bytes are read or refused', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (bytes) => void (await outcome(bytes, 'x'))), { numRuns: 300 });
});

it('dates that are found exist in the calendar, and stand where they say', () => {
  const pieces = fc.constantFrom('26', '1', '31', '05', '2022', '22', '.', '/', '-', '–', ',', ' ', ' i ', ' до ', 'maj', 'јун', 'iunie', 'May', '_', 'th', 'br ', 'dan ', ':', '30', '02', '202205', 'g.', '(', ')');
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }).map((found) => found.join('')), (value) => {
      for (const mention of findDates(value)) {
        for (const day of mention.days) expect(isReal(day)).toBe(true);
        expect(mention.days.length).toBeLessThan(120);
        expect(mention.start).toBeLessThan(mention.end);
        expect(mention.end).toBeLessThanOrEqual(value.length);
      }
    }),
    { numRuns: 2_000 },
  );
});

it('a split name holds the words of its cell, no others', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('Ana', 'ILIĆ', 'u.', 'dr', 'Petrović-Simić', ',', '(x)', '–', 'UG', 'Мария', 'Петрова', 'Ивановна', '"Pera"', '3.', 'N'), { maxLength: 6 }).map((words) => words.join(' ')), (raw) => {
      const { given, middle, surname } = splitName(raw, { order: 'unknown', balance: 0, rows: 0 });
      const parts = [given, middle, surname].filter(Boolean).join(' ').split(' ').filter(Boolean);
      expect(parts.map((word) => word.toLowerCase().replace(/\./g, '')).sort()).toEqual(namePieces(raw).words.map((word) => word.toLowerCase().replace(/\./g, '')).sort());
    }),
    { numRuns: 1_000 },
  );
});

it('cells as long as Excel allows, made to keep patterns busy, hold nothing up', async () => {
  const long = 32_000;
  const cells = ['a'.repeat(long), '1'.repeat(long), ' '.repeat(long - 1) + 'x', '"'.repeat(long), '('.repeat(long), 'a-'.repeat(long / 2), 'a.'.repeat(long / 2), `${'a'.repeat(long - 1)}@`, '- '.repeat(long / 2), '1/'.repeat(long / 2), '1 - '.repeat(long / 4), 'Ana '.repeat(long / 4), 'А, '.repeat(long / 4), '.'.repeat(long), '_'.repeat(long), 'ć'.repeat(long)];
  const header = ['Rb', 'Ime i prezime', 'Organizacija', 'Telefon', 'E-mail', 'Potpis'];
  const sheet = [...cells.map((cell) => [cell]), header, ...cells.map((cell, n) => [n + 1, cell, cell, cell, cell, cell]), ...cells.map((cell) => [cell])];
  const read = await readLists(xlsx([{ name: 'L', rows: sheet }]), 'lista.xlsx');
  expect(read.lists[0]!.rows.every(({ cells: kept }) => kept.B!.length >= 24_000)).toBe(true);
});
