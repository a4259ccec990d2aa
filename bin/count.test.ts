import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { workbook } from '#platform/documents/xlsx.ts';
import type { CountReport } from '#modules/events/counting/report.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'src/modules/events/sheets/fixtures/programme-2022');
const six = ['1-razmena-leskovac', '2-razmena-novi-sad', '3-tot-1-beograd', '4-tot-2-beograd', '5-prezentacija-kragujevac', '6-prezentacija-leskovac'].map((name) => join(folder, `${name}.xlsx`));
const scratch = mkdtempSync(join(tmpdir(), 'kolo-count-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Runs the command as a person does, from a folder that is not the project's, with no database to be found. */
function kolo(args: string[], language = 'C'): Promise<{ code: number; out: string; err: string }> {
  const environment = { PATH: process.env.PATH, LANG: language, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };
  return new Promise((resolve) =>
    execFile(process.execPath, [join(root, 'bin', 'kolo.ts'), ...args], { cwd: scratch, env: environment, maxBuffer: 50_000_000 }, (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err })),
  );
}

const groups = ['--group', `exchange=${six[0]},${six[1]}`, '--group', 'tot=3-tot-1-beograd.xlsx,4-tot-2-beograd.xlsx', '--group=presentation=5-prezentacija-kragujevac.xlsx,6-prezentacija-leskovac.xlsx'];

describe('kolo count --json', () => {
  it('answers exactly this shape', async () => {
    const { code, out, err } = await kolo(['count', ...six, ...groups, '--json']);
    expect([code, err]).toEqual([0, '']);
    const report = JSON.parse(out) as CountReport;
    expect(Object.keys(report)).toEqual(['files', 'groups', 'all', 'doubts']);
    expect(report.files.map(({ file }) => file)).toEqual(six);
    const { rows, ...third } = report.files[2]!;
    expect(third).toEqual({
      file: six[2],
      title: 'Training of Trainers – 1st cycle',
      venue: { unit: 'RS-L-79014', name: 'Beograd' },
      days: ['2022-05-26', '2022-05-27'],
      attendances: 19,
      people: 19,
      organisations: 12,
      csos: 12,
      municipalities: { net: 11, units: ['RS-L-70084', 'RS-L-70297', 'RS-L-70343', 'RS-L-70432', 'RS-L-70505', 'RS-L-70564', 'RS-L-70939', 'RS-L-79014', 'RS-L-79065', 'RS-L-80233', 'RS-L-71269'].sort() },
    });
    expect(rows[0]).toEqual({ row: 5, person: expect.any(String), organisation: expect.any(String), place: 'RS-L-70505', days: [true, true] });
    expect(rows.find(({ row }) => row === 14)!.days).toEqual([true, false]);
    expect(report.groups).toEqual({
      exchange: { attendances: 41, people: 41, completed: 0, organisations: 23, csos: 15, municipalities: { gross: 17, net: 16, overlaps: [{ unit: 'RS-L-79014', name: 'Beograd', times: 2 }] } },
      tot: { attendances: 38, people: 20, completed: 18, organisations: 12, csos: 12, municipalities: { gross: 11, net: 11, overlaps: [] } },
      presentation: { attendances: 52, people: 52, completed: 0, organisations: 32, csos: 12, municipalities: { gross: 21, net: 20, overlaps: [{ unit: 'RS-L-79014', name: 'Beograd', times: 2 }] } },
    });
    expect(report.all).toMatchObject({ attendances: 131, people: 101, completed: 0, organisations: 43, csos: 18, municipalities: { gross: 49, net: 27 } });
    const rakovac = report.doubts.filter(({ text }) => text === 'Раковац');
    expect(rakovac.map(({ file, row, field }) => [file, row, field])).toEqual([5, 8, 26].map((row) => [six[4], row, 'place']));
    expect(rakovac[0]!.reason).toContain('Rekovac');
    expect(rakovac[0]!.proposals[0]).toEqual({ unit: 'RS-L-71030', name: 'Rekovac' });
  });

  it('takes the files of the groups where no others are named', async () => {
    const { code, out } = await kolo(['count', '--json', '--group', `tot=${six[2]},${six[3]}`, '--group', `first=${six[2]}`]);
    expect(code).toBe(0);
    const { files, groups: counted } = JSON.parse(out) as CountReport;
    expect([files.map(({ file }) => file), counted.tot!.people, counted.first!.people]).toEqual([[six[2], six[3]], 20, 19]);
  });

  it('gives one person one key in all files, and says who may be one', async () => {
    const { out } = await kolo(['count', ...six, '--json']);
    const { files, doubts } = JSON.parse(out) as CountReport;
    const person = (file: number, row: number) => files[file]!.rows.find((one) => one.row === row)!.person;
    // Ljijana Alavanja, Alavanja Ljiljana, LJILJANA ALAVVANJA, Љиљана Алавања.
    expect(new Set([person(0, 11), person(2, 8), person(3, 5), person(4, 15)]).size).toBe(1);
    const question = doubts.find(({ field }) => field === 'person')!;
    expect(question).toMatchObject({ file: six[4], row: 16, text: 'Милица Лукић', proposals: [{ file: six[2], row: 12, person: person(2, 12) }] });
    expect(question.reason).toContain('3-tot-1-beograd.xlsx');
  });
});

describe('kolo count for people', () => {
  it.each([
    ['sr_RS.UTF-8', 'Сви спискови', 'Београд: у 2 списка', '4 недоумице'],
    ['sr_RS@latin', 'Svi spiskovi', 'Beograd: u 2 spiska', '4 nedoumice'],
    ['bg_BG.UTF-8', 'Всички списъци', 'Белград: в 2 списъка', '4 съмнения'],
    ['ro_MD.UTF-8', 'Toate listele', 'Belgrad: în 2 liste', '4 neclarități'],
    ['en_GB.UTF-8', 'All lists', 'Belgrade is named by 2 lists', '4 doubts'],
  ])('in the language of the terminal: %s', async (language, all, overlap, doubts) => {
    const { code, out } = await kolo(['count', ...six, ...groups], language);
    expect(code).toBe(0);
    for (const words of [all, overlap, doubts]) expect(out).toContain(words);
    expect(out).toMatch(new RegExp(`${all} +131 +101 +0 +43 +18 +27 +49\n`));
    expect(out).toMatch(/\nexchange +41 +41 +0 +23 +15 +16 +17\n/);
  });
});

describe('what cannot be counted gets a sentence and exit code 2', () => {
  it.each([
    [[], 'No file was named'],
    [['a.xlsx', '--group', 'x'], '“x” is no group'],
    [['a.xlsx', '--group', 'x=b.xlsx'], '“b.xlsx”, which is none of the files'],
    [['1/a.xlsx', '2/a.xlsx', '--group', 'x=a.xlsx'], 'several files are called so'],
    [['a.xlsx', '--group', 'x=a.xlsx', '--group', 'x=a.xlsx'], '“x” is there twice'],
    [['a.xlsx', 'a.xlsx'], 'a.xlsx: the file is named twice'],
    [['a.xlsx', '--table'], 'There is no option --table'],
    [['missing.xlsx'], 'missing.xlsx: there is no such file'],
    [['.'], '.: this is a folder'],
  ])('%j', async (args, sentence) => {
    const { code, out, err } = await kolo(['count', ...args]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(sentence);
  });

  it('a file without a list is named, the others are counted and nobody can overlook it', async () => {
    const notes = join(scratch, 'notes.xlsx');
    writeFileSync(notes, workbook([{ name: 'Notes', rows: [['Buy paper'], ['Call the hall']] }]));
    const torn = join(scratch, 'torn.xlsx');
    writeFileSync(torn, workbook([{ name: 'List', rows: [['Ime i prezime']] }]).slice(0, 300));
    const { code, out, err } = await kolo(['count', six[0]!, notes, torn, '--json']);
    expect(code).toBe(2);
    expect(err).toContain(`${notes}: no participants’ list was found in it`);
    expect(err).toContain(torn);
    expect(err).toContain(`The figures leave out these files: ${notes}, ${torn}`);
    expect((JSON.parse(out) as CountReport).all.people).toBe(21);
  });

  it('an unknown command says which there are', async () => {
    const { code, err } = await kolo(['cuont']);
    expect(code).toBe(2);
    expect(err).toContain('There is no command “cuont”.');
    expect(err).toContain('kolo count');
  });

  it('help is not an error', async () => {
    const { code, out } = await kolo(['count', '--help']);
    expect(code).toBe(0);
    expect(out).toContain('--group NAME=FILE,FILE');
  });
});

describe('lists of other kinds', () => {
  const head = ['Ime i prezime', 'Organizacija', 'Opština', 'Telefon', 'Potpis'];
  const list = (title: string, rows: (string | null)[][], name: string) => {
    const file = join(scratch, name);
    writeFileSync(file, workbook([{ name: 'List', rows: [[title], ['Niš, 12.05.2023.'], [], head, ...rows] }]));
    return file;
  };
  const report = async (...files: string[]) => JSON.parse((await kolo(['count', ...files, '--json'])).out) as CountReport;

  it('who stands in a list twice is counted once, and said so', async () => {
    const row = ['Uroš Mirković', 'UG „Vrabac“', 'Prokuplje', '062/227053', 'x'];
    const { all, doubts } = await report(list('Radionica', [row, ['Vesna Alparac', 'CSR Niš', 'Niš', '', 'x'], row], 'twice.xlsx'));
    expect([all.people, all.attendances, all.organisations, all.csos]).toEqual([2, 2, 2, 1]);
    expect(doubts.filter(({ field }) => field === 'person').map(({ row, reason }) => [row, reason])).toEqual([[7, 'Uroš Mirković stands in the list twice, also in row 5. Counted once.']]);
  });

  it('who did not sign did not come, and neither did her organisation and municipality', async () => {
    const { all, files } = await report(list('Radionica', [['Uroš Mirković', 'UG „Vrabac“', 'Prokuplje', '', 'x'], ['Vesna Alparac', 'CSR Bor', 'Bor', '', null]], 'absent.xlsx'));
    expect([all.people, all.organisations, all.municipalities.net]).toEqual([1, 1, 1]);
    expect(files[0]!.rows.map(({ days }) => days)).toEqual([[true], [false]]);
  });

  it('a row without a municipality is counted where its organisation is', async () => {
    const { files, doubts } = await report(list('Radionica', [['Uroš Mirković', 'CSR Prokuplje', null, '', 'x'], ['Vesna Alparac', 'CSR Bor', 'Bor', '', 'x']], 'no-place.xlsx'));
    expect(files[0]!.rows[0]!.place).toBe('RS-L-70998');
    expect(doubts).toMatchObject([{ row: 5, field: 'place', reason: 'The row names no municipality. Taken from its organisation: Prokuplje.' }]);
  });

  it('two lists of two workshops with other people mention a municipality twice', async () => {
    const one = list('Radionica u Nišu', [['Uroš Mirković', 'UG „Vrabac“', 'Prokuplje', '', 'x']], 'one.xlsx');
    const other = list('Radionica u Boru', [['Vesna Alparac', 'UG „Vrabac“', 'Prokuplje', '', 'x']], 'other.xlsx');
    const { all } = await report(one, other);
    expect(all.municipalities).toEqual({ gross: 2, net: 1, overlaps: [{ unit: 'RS-L-70998', name: 'Prokuplje', times: 2 }] });
  });

  it('a copy under another name is counted once', async () => {
    const copy = join(scratch, 'copy.xlsx');
    copyFileSync(six[0]!, copy);
    const { code, out, err } = await kolo(['count', six[0]!, copy, '--json']);
    const { all } = JSON.parse(out) as CountReport;
    expect([code, all.people, all.attendances]).toEqual([2, 21, 21]);
    expect(err).toContain(`${copy}: the file holds exactly what ${six[0]} holds`);
  });
});
