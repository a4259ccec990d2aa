/** What `kolo count --json` answers: the shape that programs rely on. */
import { officialName } from '#modules/places/names.ts';
import { unitById } from '#modules/places/gazetteer.ts';
import type { Translate, WordKey } from '#platform/words/translate.ts';
import type { Count, Figures } from '../counting.ts';
import type { ParticipantsList } from '../sheets/shape.ts';
import type { Doubt, Proposal } from './doubts.ts';

/** Figures with the names of the units beside their ids. */
export interface GroupFigures extends Omit<Figures, 'municipalities'> {
  municipalities: { gross: number; net: number; overlaps: { unit: string; name: string; times: number }[] };
}

export interface CountReport {
  /** One for each list; a workbook mostly holds one. */
  files: {
    /** As given on the command line. */
    file: string;
    /** Only where a file holds several lists. */
    sheet?: string;
    title: string;
    venue: { unit: string; name: string } | null;
    /** ISO dates of the list's days; `null` for a day the sheet has no date for. */
    days: (string | null)[];
    attendances: number;
    people: number;
    organisations: number;
    csos: number;
    municipalities: { net: number; units: string[] };
    rows: { row: number; person: string; organisation: string | null; place: string | null; days: boolean[] }[];
  }[];
  groups: Record<string, GroupFigures>;
  all: GroupFigures;
  doubts: { file: string; row: number | null; field: string; text: string; reason: string; proposals: Proposed[] }[];
}

export type Proposed = Proposal | { unit: string; name: string };

/** How a unit is called in the report. */
export type NameOfUnit = (unit: string) => string;
export const officialNameOf: NameOfUnit = (id) => {
  const unit = unitById(id);
  return unit ? officialName(unit) : id;
};

/** The report of a count. `groups`: name → indices of lists; `t` says the reasons of doubts. */
export function reportOf(lists: readonly ParticipantsList[], count: Count, groups: ReadonlyMap<string, number[]>, t: Translate, nameOf: NameOfUnit = officialNameOf): CountReport {
  const several = new Set(lists.filter((list, i) => lists.some((other, j) => j !== i && other.file === list.file)).map((list) => list.file));
  return {
    files: lists.map((list, index) => {
      const { attendances, people, organisations, csos, municipalities } = count.figures([index]);
      const { venue } = count.lists[index]!;
      const rows = count.rows.filter((row) => row.list === index);
      return {
        file: list.file,
        ...(several.has(list.file) && { sheet: list.sheet }),
        title: list.title,
        venue: venue ? { unit: venue, name: nameOf(venue) } : null,
        days: list.days,
        attendances,
        people,
        organisations,
        csos,
        municipalities: { net: municipalities.net, units: unitsOf(rows) },
        rows: rows.map(({ row, person, organisation, place, days }) => ({ row, person, organisation, place, days })),
      };
    }),
    groups: Object.fromEntries([...groups].map(([name, indices]) => [name, withNames(count.figures(indices), nameOf)])),
    all: withNames(count.figures(lists.map((_, i) => i)), nameOf),
    doubts: doubtsOf(lists, count, t, nameOf),
  };
}

const unitsOf = (rows: Count['rows']): string[] => [...new Set(rows.filter((row) => row.days.some(Boolean)).flatMap((row) => row.place ?? []))].sort();

const withNames = (figures: Figures, nameOf: NameOfUnit): GroupFigures => ({
  ...figures,
  municipalities: {
    gross: figures.municipalities.gross,
    net: figures.municipalities.net,
    overlaps: figures.municipalities.overlaps.map(({ unit, times }) => ({ unit, name: nameOf(unit), times })),
  },
});

/** Doubts of the matching and the reader's warnings, list by list and row by row. */
function doubtsOf(lists: readonly ParticipantsList[], count: Count, t: Translate, nameOf: NameOfUnit): CountReport['doubts'] {
  return lists.flatMap((list, index) => {
    const matched = count.doubts
      .filter((doubt) => doubt.list === index)
      .map((doubt) => ({ file: list.file, row: doubt.row, field: doubt.field as string, text: doubt.text, reason: sentence(doubt, t, nameOf), proposals: doubt.proposals.map((one) => ('unit' in one ? { unit: one.unit, name: nameOf(one.unit) } : one)) }));
    const read = list.problems
      .filter((problem) => problem.severity === 'warning')
      .map(({ code, params, row, column }) => ({
        file: list.file,
        row,
        field: column ? (list.columns.find((one) => one.column === column)?.field ?? 'sheet') : 'sheet',
        text: column && row ? (list.rows.find((one) => one.row === row)?.cells[column] ?? '') : '',
        reason: sentenceOf(code, params, t),
        proposals: [],
      }));
    return [...matched, ...read].sort((a, b) => (a.row ?? Infinity) - (b.row ?? Infinity));
  });
}

/** A code stands for `<area>.<name>`; its sentence for `<area>.problem_<name>`, as with every problem that has a name. */
function sentenceOf(code: string, params: Record<string, string | number>, t: Translate): string {
  const key = [code, code.replace('.', '.problem_')].find((key) => t.has(key));
  return key ? t(key as WordKey, params) : code;
}

function sentence(doubt: Doubt, t: Translate, nameOf: NameOfUnit): string {
  const { taken, town } = doubt.params;
  return t(`counting.doubt_${doubt.code}` as WordKey, { ...doubt.params, ...(taken && { taken: nameOf(String(taken)) }), ...(town && { town: nameOf(String(town)) }) });
}
