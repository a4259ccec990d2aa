import { describe, expect, it } from 'vitest';
import { columnLetter, wholeText, type Grid } from './grid.ts';
import { csvText, encoded, ods, odsContent, xlsx, zipped, type MadeCell } from './testing.ts';
import { SheetUnreadable } from './unreadable.ts';
import { readWorkbook, type ReadOptions } from './workbook.ts';

const texts = (grid: Grid) => grid.rows.map((row) => [row.row, ...Array.from(row.cells, wholeText)]);
const read = (bytes: Uint8Array, file = 'lista.xlsx', options?: ReadOptions) => readWorkbook(bytes, file, options);
const refusal = async (bytes: Uint8Array, file = 'lista.xlsx', options?: ReadOptions) => {
  const error: unknown = await read(bytes, file, options).then(
    () => 'was read',
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(SheetUnreadable);
  const problem = error as SheetUnreadable;
  return { code: problem.code, status: problem.status, details: problem.details };
};
const sheet = (...rows: MadeCell[][]) => [{ name: 'Lista', rows }];

describe('a workbook becomes a grid of cells', () => {
  it('reads shared, inline, rich and formula texts, numbers, booleans and dates of XLSX', async () => {
    const row: MadeCell[] = ['Ana', { rich: ['Ilić', ' Ana'] }, { formula: 'A1&"x"', value: 'Ana x' }, { formula: '1+1', value: 2 }, 641234567, true, { date: '2022-03-30' }, 0.1 + 0.2];
    for (const options of [{ texts: 'shared' }, { texts: 'inline' }, { epoch1904: true }] as const) {
      const { grids } = await read(xlsx(sheet([], row), options));
      expect(texts(grids[0]!), JSON.stringify(options)).toEqual([[2, 'Ana', 'Ilić Ana', 'Ana x', '2', '641234567', 'TRUE', '2022-03-30', '0.3']]);
    }
  });

  it('never computes: a formula without a stored value is empty and said so, whatever it calls', async () => {
    const { grids, problems } = await read(xlsx(sheet(['x', { formula: 'HYPERLINK("http://example.org","x")' }, { formula: 'cmd|\'/C calc\'!A0' }])));
    expect(texts(grids[0]!)).toEqual([[1, 'x']]);
    expect(problems.map(({ code, row, column }) => ({ code, row, column }))).toEqual([
      { code: 'sheets.formula_without_value', row: 1, column: 'B' },
      { code: 'sheets.formula_without_value', row: 1, column: 'C' },
    ]);
  });

  it('takes errors as empty cells and says where they are', async () => {
    const { grids, problems } = await read(xlsx(sheet(['a', { error: '#REF!' }])));
    expect(texts(grids[0]!)).toEqual([[1, 'a']]);
    expect(problems).toMatchObject([{ code: 'sheets.cell_error', params: { cell: 'B1' } }]);
  });

  it('decodes characters that XML cannot hold, and keeps line breaks', async () => {
    const { grids } = await read(xlsx(sheet(['Ana_x000D_\nIlić', 'a_x0041_b'])));
    expect(texts(grids[0]!)).toEqual([[1, 'Ana\r\nIlić', 'aAb']]);
  });

  it('reads sheets in order, leaves hidden ones out, and notices hidden rows', async () => {
    const { grids, problems } = await read(
      xlsx([
        { name: 'Prvi dan', rows: [['a'], ['b']], hiddenRows: [2] },
        { name: 'Šifre', rows: [['tajno']], hidden: true },
        { name: 'Drugi', rows: [['c']] },
      ]),
    );
    expect(grids.map((grid) => [grid.sheet, texts(grid)])).toEqual([['Prvi dan', [[1, 'a'], [2, 'b']]], ['Drugi', [[1, 'c']]]]);
    expect(problems.map(({ code, params }) => [code, params])).toEqual([
      ['sheets.hidden_sheet', { sheet: 'Šifre' }],
      ['sheets.hidden_rows', { sheet: 'Prvi dan', rows: 1 }],
    ]);
  });

  it('knows where pictures lie: anchored, and inside a cell', async () => {
    const { grids } = await read(xlsx([{ name: 'L', rows: [['Ana', { pictureInCell: true }]], pictures: ['B3:B5', 'G5'] }]));
    expect(grids[0]!.images).toEqual([{ row: 4, column: 1 }, { row: 5, column: 6 }]);
    expect(grids[0]!.rows[0]!.cells[1]).toEqual({ text: '', image: true });
  });

  it('reads ODS, zipped and flat: repeated rows and cells, comments left out, dates, pictures', async () => {
    const made = sheet(['Име', '', 'a  b\nc'], [], ['x', { date: '2022-06-16' }, 21, true, { pictureInCell: true }]);
    const expected = [[1, 'Име', '', 'a  b\nc'], [3, 'x', '2022-06-16', '21', 'TRUE']];
    for (const bytes of [ods(made), new TextEncoder().encode(odsContent(made, 'document'))]) {
      const { grids } = await read(bytes, 'списък.ods');
      expect(texts(grids[0]!)).toEqual(expected);
      expect(grids[0]!.images).toEqual([{ row: 3, column: 4 }]);
      expect(grids[0]!.sheet).toBe('Lista');
    }
  });

  it('unrolls repeated ODS rows that hold something, up to the limit', async () => {
    const repeated = (times: number) => odsContent(sheet(['x'])).replace('<table:table-row>', `<table:table-row table:number-rows-repeated="${times}">`);
    const { grids } = await read(ods([], { 'content.xml': repeated(3) }), 'a.ods');
    expect(texts(grids[0]!)).toEqual([[1, 'x'], [2, 'x'], [3, 'x']]);
    expect((await refusal(ods([], { 'content.xml': repeated(1_000_000) }), 'a.ods')).code).toBe('sheets.too_many_rows');
  });

  it.each([
    ['utf-8', 'Р.бр.;Име\r\n1;Ђорђе Ђурић\r\n'],
    ['utf-8-bom', 'Nr,Nume\r\n1,"Țăranu, Ștefan"\r\n'],
    ['utf-16le', 'Rb\tIme\r\n1\tŽivorad Šćepanović\r\n'],
    ['utf-16be', 'Rb\tIme\r\n1\tŽivorad Šćepanović\r\n'],
    ['windows-1250', 'Rb;Ime i prezime;Mesto\r\n1;Đorđe Žikić;Šabac\r\n2;Čedomir Ćosić;Niš\r\n'],
    ['windows-1250', 'Nr;Nume\r\n1;Ţăranu Ştefan\r\n2;Gîscă Cătălin\r\n'],
    ['windows-1251', '№;Име и фамилия;Община\r\n1;Йорданка Стоянова;Търговище\r\n'],
    ['windows-1251', 'Р.бр.;Презиме и име\r\n1;Ђорђевић Љиљана\r\n'],
  ] as const)('reads a text file in %s', async (encoding, text) => {
    const { grids } = await read(encoded(text, encoding), 'lista.csv');
    const delimiter = /[;\t,]/.exec(text)![0];
    const expected = text.trim().split('\r\n').map((line, index) => [index + 1, ...(line.includes('"') ? ['1', 'Țăranu, Ștefan'] : line.split(delimiter))]);
    expect(texts(grids[0]!)).toEqual(expected);
  });

  it('finds the separator although titles have none and cells hold commas; rows count as records', async () => {
    const text = 'Obuka, Niš, 26.05.2022.\n\nRb;Ime;Organizacija\n1;Ana;"UG Breza,\nNiš"\n2;Iva;Duga, Vranje\n';
    const { grids } = await read(encoded(text, 'utf-8'), 'obuka.csv');
    expect(texts(grids[0]!)).toEqual([[1, 'Obuka, Niš, 26.05.2022.'], [3, 'Rb', 'Ime', 'Organizacija'], [4, '1', 'Ana', 'UG Breza,\nNiš'], [5, '2', 'Iva', 'Duga, Vranje']]);
  });

  it('obeys and hides Excel\'s own hint about the separator', async () => {
    const { grids } = await read(encoded('sep=|\r\na,b|c\r\n', 'utf-8'), 'a.csv');
    expect(texts(grids[0]!)).toEqual([[1, 'a,b', 'c']]);
  });

  it('tells the kind of file by its content, not by its name', async () => {
    expect(texts((await read(xlsx(sheet(['a'])), 'lista.csv')).grids[0]!)).toEqual([[1, 'a']]);
    expect(texts((await read(encoded('a,b\n', 'utf-8'), 'lista.xlsx')).grids[0]!)).toEqual([[1, 'a', 'b']]);
  });

  it('reports how far it is', async () => {
    const seen: number[] = [];
    await read(xlsx(sheet(...Array.from({ length: 1_100 }, (_, n) => [n]))), 'a.xlsx', { onRows: (rows) => seen.push(rows) });
    expect(seen).toEqual([500, 1_000]);
  });

  it('lets others have their turn while a long file is read', async () => {
    const bytes = xlsx(sheet(...Array.from({ length: 20_000 }, (_, n) => [n, `Osoba ${n}`, 'UG Breza, Niš', 'Niš', 'x'])));
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await read(bytes);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
  });
});

describe('a file that cannot or must not be read is refused with its reason (ASVS 5.2.1, 5.2.2, 5.2.3)', () => {
  const file = 'lista.xlsx';
  it('empty', async () => {
    expect(await refusal(new Uint8Array())).toEqual({ code: 'sheets.empty_file', status: 422, details: { file } });
    expect((await refusal(xlsx(sheet()))).code).toBe('sheets.empty_file');
    expect((await refusal(encoded('\r\n\r\n', 'utf-8'))).code).toBe('sheets.empty_file');
  });

  it.each([
    ['pdf', Buffer.from('%PDF-1.7 …')],
    ['picture', Buffer.from('ffd8ffe000104a46', 'hex')],
    ['webpage', Buffer.from('<html><body><table><tr><td>Ana</td></tr></table>')],
    ['document', zipped({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w/>' })],
    ['document', zipped({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<x/>' })],
    ['other', Buffer.from(Array.from({ length: 400 }, (_, n) => (n * 37) % 256))],
  ])('not a spreadsheet: %s', async (kind, bytes) => {
    expect(await refusal(new Uint8Array(bytes))).toEqual({ code: 'sheets.not_a_spreadsheet', status: 422, details: { file, kind } });
  });

  const compound = (name: string) => new Uint8Array(Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), Buffer.from(name, 'utf16le'), Buffer.alloc(512)]));
  it('the old Excel format, which must be saved anew', async () => {
    expect((await refusal(compound('Workbook'))).code).toBe('sheets.old_format');
    expect((await refusal(new Uint8Array(Buffer.from('0908100000060500', 'hex')))).code).toBe('sheets.old_format');
    expect((await refusal(zipped({ '[Content_Types].xml': '<Types/>', 'xl/workbook.bin': 'x' }))).code).toBe('sheets.old_format');
  });

  it('encrypted: XLSX in its container, ODS, and a zip with a password', async () => {
    expect((await refusal(compound('EncryptedPackage'))).code).toBe('sheets.encrypted');
    expect((await refusal(ods(sheet(['a']), { 'META-INF/manifest.xml': '<manifest:encryption-data/>' }))).code).toBe('sheets.encrypted');
    const withPassword = xlsx(sheet(['a']));
    const view = Buffer.from(withPassword.buffer);
    for (let at = view.indexOf('PK\x01\x02'); at >= 0; at = view.indexOf('PK\x01\x02', at + 4)) view[at + 8]! |= 1;
    expect((await refusal(withPassword)).code).toBe('sheets.encrypted');
  });

  it('broken: cut off, damaged inside, not well-formed, with a DOCTYPE or an unknown entity', async () => {
    const whole = xlsx(sheet(...Array.from({ length: 200 }, (_, n) => [`Osoba ${n * 7919}`])));
    expect((await refusal(whole.slice(0, whole.length / 2))).code).toBe('sheets.broken');
    const damaged = whole.slice();
    damaged.fill(0xaa, Math.floor(whole.length / 3), Math.floor(whole.length / 3) + 400);
    expect((await refusal(damaged)).code).toBe('sheets.broken');
    const part = (xml: string) => xlsx(sheet(['a']), { parts: { 'xl/worksheets/sheet1.xml': xml } });
    expect((await refusal(part('<worksheet><sheetData><row><c></row>'))).code).toBe('sheets.broken');
    expect((await refusal(part('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row r="1"><c t="str"><v>&e;</v></c></row></sheetData></worksheet>'))).code).toBe('sheets.broken');
    expect((await refusal(part('<worksheet><sheetData><row r="1"><c t="str"><v>&e;</v></c></row></sheetData></worksheet>'))).code).toBe('sheets.broken');
    expect((await refusal(part('<worksheet><sheetData><row r="1"><c t="str"><v>Ana</v></c></row>'))).code).toBe('sheets.broken');
  });

  it('a bomb: known from its directory, or stopped while it unpacks', async () => {
    const bomb = xlsx(sheet(['a']), { parts: { 'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${' '.repeat(30_000_000)}</sheetData></worksheet>` } });
    expect(bomb.length).toBeLessThan(100_000);
    expect((await refusal(bomb)).code).toBe('sheets.bomb');
    const many = xlsx(sheet(...Array.from({ length: 20_000 }, (_, n) => [`Osoba ${n * 7919}`])));
    expect((await refusal(many, file, { limits: { unpackedBytes: 300_000 } })).code).toBe('sheets.bomb');
    expect((await refusal(xlsx(sheet(['a'])), file, { limits: { parts: 3 } })).code).toBe('sheets.bomb');
  });

  it('a directory that lies about sizes is damage, not a way round the limits', async () => {
    const lying = Buffer.from(xlsx(sheet(['a']), { parts: { 'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${' '.repeat(20_000_000)}</sheetData></worksheet>` } }));
    for (let at = lying.indexOf('PK\x01\x02'); at >= 0; at = lying.indexOf('PK\x01\x02', at + 4)) if (lying.readUInt32LE(at + 24) > 1e6) lying.writeUInt32LE(1_000, at + 24);
    expect((await refusal(new Uint8Array(lying))).code).toBe('sheets.broken');
  });

  it('macros', async () => {
    expect((await refusal(xlsx(sheet(['a']), { parts: { 'xl/vbaProject.bin': 'x' } }))).code).toBe('sheets.macros');
    const types = '<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>';
    expect((await refusal(xlsx(sheet(['a']), { parts: { '[Content_Types].xml': types } }))).code).toBe('sheets.macros');
    expect((await refusal(ods(sheet(['a']), { 'Basic/Standard/Module1.xml': '<x/>' }), 'a.ods')).code).toBe('sheets.macros');
  });

  it('too large in any direction, with the limit and the sheet named', async () => {
    const limited = (limits: ReadOptions['limits'], bytes = xlsx(sheet(['a', 'b', 'c'], ['d'], ['e']))) => refusal(bytes, file, { limits });
    expect(await limited({ rows: 2 })).toEqual({ code: 'sheets.too_many_rows', status: 422, details: { file, sheet: 'Lista', limit: 2 } });
    expect(await limited({ columns: 2 })).toEqual({ code: 'sheets.too_many_columns', status: 422, details: { file, sheet: 'Lista', limit: 2 } });
    expect((await limited({ cells: 4 })).code).toBe('sheets.too_many_cells');
    expect((await limited({ fileBytes: 100 })).code).toBe('sheets.file_too_large');
    expect((await limited({ sheets: 1 }, xlsx([{ name: '1', rows: [['a']] }, { name: '2', rows: [['a']] }]))).code).toBe('sheets.too_many_sheets');
    expect((await limited({ cellText: 10 }, xlsx(sheet(['a'.repeat(11)]), { texts: 'inline' }))).code).toBe('sheets.text_too_long');
    expect((await limited({ rows: 2 }, encoded('a\nb\nc\n', 'utf-8'))).code).toBe('sheets.too_many_rows');
  });

  it('a CSV quote that is opened and never closed', async () => {
    expect(await refusal(encoded(`a,b\n1,"Ana\n${'x,y\n'.repeat(10)}`, 'utf-8'), 'a.csv')).toEqual({ code: 'sheets.open_quote', status: 422, details: { file: 'a.csv', row: 2 } });
  });
});

it('notices links to other files and texts that would be formulas (ASVS 1.2.10)', async () => {
  const { problems, grids } = await read(xlsx(sheet(["=cmd|'/C calc'!A0", '+381 64 123', '-', '+', '@ana', '=1+1', '- 5']), { parts: { 'xl/externalLinks/externalLink1.xml': '<x/>' } }));
  expect(problems.map(({ code, column }) => [code, column])).toEqual([['sheets.external_links', null], ['sheets.formula_text', 'A'], ['sheets.formula_text', 'F']]);
  expect(texts(grids[0]!)[0]).toEqual([1, "=cmd|'/C calc'!A0", '+381 64 123', '-', '+', '@ana', '=1+1', '- 5']);
});

it('reads back what an export had to neutralise', async () => {
  const { neutraliseFormula } = await import('./formula.ts');
  const dangerous = ['=1+1', '+381 64 1', '-', '@SUM(A1)', '\tx', 'Ana', "'Ana'", '＝1'];
  const csv = csvText([dangerous.map(neutraliseFormula)]);
  expect(csv.split(',').every((cell) => !/^"?[=+\-@\t＝]/.test(cell))).toBe(true);
  const { grids } = await read(encoded(csv, 'utf-8'), 'a.csv');
  expect(texts(grids[0]!)).toEqual([[1, ...dangerous]]);
});

it('names columns as spreadsheets do', () => {
  expect([0, 25, 26, 701, 702].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
});
