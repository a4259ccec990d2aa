import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { workbook } from '#platform/documents/xlsx.ts';
import { dataFile, scored, tableOf, testPeople, without } from '../bench/matching-data.ts';
import type { MatchReport } from './match.ts';

const root = join(import.meta.dirname, '..');
const scratch = mkdtempSync(join(tmpdir(), 'kolo-match-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Runs the command as a person does, from a folder that is not the project's, with no database to be found. */
function kolo(args: string[], language = 'C'): Promise<{ code: number; out: string; err: string }> {
  const environment = { PATH: process.env.PATH, LANG: language, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };
  return new Promise((resolve) =>
    execFile(process.execPath, [join(root, 'bin', 'kolo.ts'), 'match', ...args], { cwd: scratch, env: environment, maxBuffer: 100_000_000 }, (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err })),
  );
}
function file(name: string, content: string | Uint8Array): string {
  const path = join(scratch, name);
  writeFileSync(path, content);
  return path;
}
const report = async (...args: string[]): Promise<MatchReport> => {
  const { code, out, err } = await kolo([...args, '--json']);
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out) as MatchReport;
};

const csv = (rows: string[][], between = ',') => rows.map((row) => row.join(between)).join('\n') + '\n';
const small = [
  ['ime', 'prezime', 'datum rođenja', 'mesto', 'telefon'],
  ['Јована', 'Јовановић', '1988-03-04', 'Ниш', '064 123 45 67'],
  ['Milan', 'Petrović', '1975-11-30', 'Beograd', '063 555 11 22'],
  ['Jovana', 'Jovanović', '04.03.1988.', 'Niš', '+381 64 1234567'],
  ['Ana', 'Ilić', '2001-01-15', 'Čačak', ''],
  ['Stojan', 'Đorđević', '1969-07-08', 'Vranje', '062 222 333'],
];

describe('kolo match --json', () => {
  it('answers exactly this shape, rows from 1 without the header', async () => {
    const answer = await report(file('small.csv', csv(small)));
    expect(Object.keys(answer)).toEqual(['rows', 'clusters', 'pairs', 'asked', 'seconds']);
    expect(answer.rows).toBe(5);
    expect(answer.clusters).toEqual([[1, 3]]);
    expect(answer.pairs).toEqual([{ a: 1, b: 3, probability: expect.any(Number), why: expect.stringContaining('prezime the same (+') }]);
    expect(answer.pairs[0]!.probability).toBeGreaterThan(0.9);
    expect(answer.seconds).toBeGreaterThan(0);
  });

  it('reads every usual file: semicolons, tabs, a byte order mark, Windows code pages, XLSX', async () => {
    const expected = [[1, 3]];
    expect((await report(file('semicolon.csv', `\ufeff${csv(small, ';')}`))).clusters).toEqual(expected);
    expect((await report(file('tab.txt', csv(small, '\t')))).clusters).toEqual(expected);
    const cells = (row: string[]) => row.map((text) => ({ text }));
    expect(cells(small[0]!)).toHaveLength(5);
    expect((await report(file('people.xlsx', await workbook([{ name: 'Lista', rows: small }])))).clusters).toEqual(expected);
  });

  it('finds doubles on public data as well as the aims say, and never reads the truth', async () => {
    const table = tableOf(dataFile('record-linkage', 'febrl-1.csv'));
    const truth = table.rows.map((row) => row[0]!.split('-')[1]!);
    // The file as it is: spaces behind commas, the truth in its first column.
    const { clusters, asked, rows } = await report(dataFile('record-linkage', 'febrl-1.csv'));
    expect(rows).toBe(1000);
    const groups = clusters.map((cluster) => cluster.map((row) => row - 1));
    expect(scored(groups, truth).f1).toBeGreaterThanOrEqual(0.999);
    expect(asked.length).toBeLessThan(60);
    // With the truth mixed up nothing changes.
    const mixed = [table.headings, ...table.rows.map((row, i) => [`rec-${(i * 7) % 500}-org`, ...row.slice(1)])];
    expect((await report(file('mixed.csv', csv(mixed)))).clusters).toEqual(clusters);
  });

  it('knows one person across scripts, and keeps twins and namesakes apart', async () => {
    const people = testPeople();
    const plain = without(people, 'national_id');
    const { clusters } = await report(file('people.csv', csv([plain.headings, ...plain.rows])));
    const clusterOf = new Map(clusters.flatMap((cluster, n) => cluster.map((row) => [row - 1, n] as const)));
    const wrong = people.pairs.filter(({ a, b, same }) => (clusterOf.has(a) && clusterOf.get(a) === clusterOf.get(b)) !== same);
    expect(wrong).toEqual([]);
  });

  it('takes a column for what it is said to be', async () => {
    const odd = [['a', 'b', 'c'], ...small.slice(1).map(([given, surname, born]) => [given!, surname!, born!])];
    const path = file('odd.csv', csv(odd));
    expect((await report(path, '--columns', 'given=a,surname=b,birth_date=c')).clusters).toEqual([[1, 3]]);
    const { out } = await kolo([path, '--columns', 'given=a,surname=b,ignore=c']);
    expect(out).toContain('Columns: a (given name), b (surname)\nNot compared: c');
  });

  it('says why in the language of the terminal', async () => {
    const path = file('said.csv', csv(small));
    for (const [language, words] of [['sr_RS.UTF-8', 'Слаже се'], ['sr_RS@latin', 'Slaže se'], ['bg_BG.UTF-8', 'Съвпада'], ['ro_RO.UTF-8', 'Coincid']] as const) {
      const { out } = await kolo([path], language);
      expect(out).toContain(words);
    }
  });
});

describe('what cannot be matched', () => {
  it.each([
    [['nowhere.csv'], 'there is no such file'],
    [[], 'No file was named'],
    [[scratch], 'this is a folder'],
    [['a.csv', 'b.csv'], 'one file at a time'],
    [['a.csv', '--fast'], 'There is no option --fast'],
    [['a.csv', '--columns', 'nose=a'], '“nose” is no kind of column. There are: given, surname'],
    [['a.csv', '--columns', 'given'], 'Write it as KIND=HEADING'],
  ])('%j is answered by a sentence', async (args, words) => {
    const { code, out, err } = await kolo(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(words);
  });

  it('names the columns there are, and what is missing', async () => {
    const path = file('few.csv', csv(small));
    expect((await kolo([path, '--columns', 'given=first'])).err).toContain('There are: ime, prezime, datum rođenja, mesto, telefon');
    expect((await kolo([path, '--columns', 'given=ime,surname=ime'])).err).toContain('named twice');
    expect((await kolo([file('head.csv', 'ime,prezime\n')])).err).toContain('nothing below');
    expect((await kolo([file('ids.csv', 'id\n1\n2\n3\n')])).err).toContain('no column that tells rows apart');
    expect((await kolo([file('photo.csv', Buffer.from('ffd8ffe000104a464946', 'hex'))])).err).toContain('is not a spreadsheet');
    expect((await kolo([file('empty.csv', '')])).err).toContain('is empty');
  });
});

it('the help names both commands in every language', () => {
  for (const locale of ['sr-Cyrl', 'bg', 'ro', 'en']) {
    expect(JSON.parse(readFileSync(join(root, `src/modules/events/counting/words/${locale}.json`), 'utf8')).commands).toMatch(/kolo count[^]*kolo match/);
  }
});
