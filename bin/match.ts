/** `kolo match`: a table in, the rows that are one and the same out. No server, no account, no database. Exit code 0: read; 2: the file or an argument could not be used. */
import { readFile } from 'node:fs/promises';
import { textOf } from '#modules/events/sheets/grid.ts';
import { SheetUnreadable } from '#modules/events/sheets/unreadable.ts';
import { readWorkbook } from '#modules/events/sheets/workbook.ts';
import { compare } from '#platform/matching/compare.ts';
import { why } from '#platform/matching/explain.ts';
import type { Kind } from '#platform/matching/table/kinds.ts';
import { joinFrom, matchTable, sureFrom, type TableMatch } from '#platform/matching/table/match-table.ts';
import type { Table } from '#platform/matching/table/guess.ts';
import { formatNumber } from '#platform/words/format.ts';
import { intlTag } from '#platform/words/locales.ts';
import type { Translate, WordKey } from '#platform/words/translate.ts';
import { MatchProblem, readMatchRequest, type MatchRequest } from './match-request.ts';
import { terminalLocale, terminalWords } from './terminal-words.ts';

/** A pair of rows, numbered from 1 without the header. */
export interface MatchedPair {
  a: number;
  b: number;
  probability: number;
  why: string;
}

export interface MatchReport {
  rows: number;
  /** Rows that are one and the same, groups of two or more; those of `asked` that lean to it are among them for now. */
  clusters: number[][];
  /** What holds the groups together. */
  pairs: MatchedPair[];
  /** What a person should decide. */
  asked: MatchedPair[];
  seconds: number;
}

/** Runs the command and answers its exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const t = terminalWords(terminalLocale(process.env), ['src/platform/matching', 'src/modules/events/sheets']);
  try {
    const request = readMatchRequest(args);
    if (request.help) {
      console.log(t('matching.help'));
      return 0;
    }
    const started = performance.now();
    const table = await readTable(request.file);
    const match = await matchTable(table, { said: saidKinds(request, table) });
    if (match.columns.length === 0) throw new MatchProblem('problem_one_column', { file: request.file });
    const report = reportOf(table, match, t, started);
    console.log(request.json ? JSON.stringify(report) : terminalText(table, match, report, t));
    return 0;
  } catch (error) {
    if (error instanceof MatchProblem) console.error(t(`matching.${error.code}` as WordKey, error.params));
    else if (error instanceof SheetUnreadable) console.error(t(error.wordKey as WordKey, error.details as Record<string, string | number>));
    else throw error;
    return 2;
  }
}

/** The first sheet with anything on it. The first row holds the headings; row n of the table stands n rows below it. */
async function readTable(file: string): Promise<Table> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new MatchProblem('problem_missing', { file });
    if (code === 'EISDIR') throw new MatchProblem('problem_folder', { file });
    if (code === 'EACCES' || code === 'EPERM') throw new MatchProblem('problem_forbidden', { file });
    throw new MatchProblem('problem_broken', { file, reason: message });
  }
  // A person at a terminal reads a file of their own: a million rows are welcome.
  const { grids } = await readWorkbook(bytes, file, { limits: { fileBytes: 1_000_000_000, rows: 2_000_000, cells: 60_000_000 } });
  const grid = grids.find(({ rows }) => rows.length > 0)!;
  const [header, ...body] = grid.rows as [(typeof grid.rows)[number], ...typeof grid.rows];
  if (body.length === 0) throw new MatchProblem('problem_no_rows', { file });
  const width = Math.max(header.cells.length, ...body.slice(0, 1_000).map(({ cells }) => cells.length));
  const cellsOf = (cells: (typeof header)['cells']): string[] => Array.from({ length: width }, (_, column) => textOf(cells[column]).trim());
  const rows: string[][] = [];
  const empty = Array<string>(width).fill('');
  for (const { row, cells } of body) {
    while (rows.length < row - header.row - 1) rows.push(empty);
    rows.push(cellsOf(cells));
  }
  return { headings: cellsOf(header.cells), rows };
}

/** Column index → kind, as the person said. A heading is found as written, else without regard to case. */
function saidKinds({ file, columns }: MatchRequest, { headings }: Table): Map<number, Kind> {
  const said = new Map<number, Kind>();
  for (const [heading, kind] of columns) {
    const exact = headings.indexOf(heading);
    const index = exact >= 0 ? exact : headings.findIndex((one) => one.toLowerCase() === heading.toLowerCase());
    if (index < 0) throw new MatchProblem('problem_heading', { heading, file, headings: headings.filter(Boolean).join(', ') });
    if (said.has(index)) throw new MatchProblem('problem_heading_twice', { heading });
    said.set(index, kind);
  }
  return said;
}

function reportOf(table: Table, { model, clustering, likely }: TableMatch, t: Translate, started: number): MatchReport {
  const pairOf = (x: number, y: number): MatchedPair => {
    const [a, b] = x < y ? [x, y] : [y, x];
    const comparison = compare(model, a, b);
    return { a: a + 1, b: b + 1, probability: rounded(comparison.probability), why: why(comparison, t) };
  };
  const byRows = (one: MatchedPair, other: MatchedPair) => one.a - other.a || one.b - other.b;
  const clusters = clustering.groups.filter(({ length }) => length > 1).map((group) => group.map((row) => row + 1).sort((a, b) => a - b));
  const pairs = likely.filter(([a, b]) => clustering.groupOf.get(a) === clustering.groupOf.get(b) && compare(model, a, b).probability >= joinFrom).map(([a, b]) => pairOf(a, b));
  return {
    rows: table.rows.length,
    clusters: clusters.sort((a, b) => a[0]! - b[0]!),
    pairs: pairs.sort(byRows),
    asked: clustering.questions.map(({ a, b }) => pairOf(a, b)).sort(byRows),
    seconds: Math.round(performance.now() - started) / 1000,
  };
}

/** Six digits say enough, and never that anything is certain. */
const rounded = (probability: number): number => Math.min(0.999999, Number(probability.toFixed(6)));

/** For people: the groups with their rows, then what is to be decided. Plain text, so that it can be pasted into a mail. */
function terminalText(table: Table, { kinds }: TableMatch, { rows, clusters, pairs, asked }: MatchReport, t: Translate): string {
  const percent = new Intl.NumberFormat(intlTag[t.locale], { style: 'percent', maximumFractionDigits: 1 });
  const line = (row: number) => `   ${t('matching.row', { row: formatNumber(t.locale, row), text: table.rows[row - 1]!.filter(Boolean).join(' · ') })}`;
  const list = (indices: number[], name: (index: number) => string) => indices.map(name).join(', ');
  const told = kinds.flatMap((kind, index) => (kind === 'ignored' ? [] : [index]));
  const ignored = kinds.flatMap((kind, index) => (kind === 'ignored' && table.headings[index] ? [index] : []));
  const clusterOf = new Map(clusters.flatMap((cluster, n) => cluster.map((row) => [row, n] as const)));
  const pairsOf: MatchedPair[][] = clusters.map(() => []);
  for (const pair of pairs) pairsOf[clusterOf.get(pair.a)!]!.push(pair);
  const things = rows - clusters.reduce((sum, cluster) => sum + cluster.length - 1, 0);
  const blocks = [
    [
      t('matching.columns', { columns: list(told, (index) => `${table.headings[index] || index + 1} (${t(`matching.kind_${kinds[index]!}` as WordKey)})`) }),
      ...(ignored.length > 0 ? [t('matching.ignored', { columns: list(ignored, (index) => table.headings[index]!) })] : []),
    ].join('\n'),
    ...clusters.map((cluster, n) =>
      [
        t('matching.group', { n: formatNumber(t.locale, n + 1), rows: cluster.map((row) => formatNumber(t.locale, row)).join(', ') }),
        ...cluster.map(line),
        ...pairsOf[n]!.slice(0, 1).map((pair) => `   ${pair.why}`),
      ].join('\n'),
    ),
    ...(asked.length > 0 ? [t('matching.questions')] : []),
    ...asked.map((pair) => {
      const joined = clusterOf.has(pair.a) && clusterOf.get(pair.a) === clusterOf.get(pair.b);
      const said = { a: formatNumber(t.locale, pair.a), b: formatNumber(t.locale, pair.b), probability: percent.format(Math.floor(pair.probability * 1000) / 1000) };
      return [t(joined ? 'matching.question_joined' : 'matching.question', said), line(pair.a), line(pair.b), `   ${pair.why}`].join('\n');
    }),
    [
      t('matching.summary', { rows, things, clusters: clusters.length, asked: asked.length }),
      t('matching.expected', { same: percent.format(sureFrom), error: percent.format(1 - sureFrom) }),
    ].join('\n'),
  ];
  return blocks.join('\n\n');
}
