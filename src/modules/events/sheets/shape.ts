/**
 * What a participants' list is once it has been read from a workbook. Nothing here has been
 * matched with the network's people, organisations or places yet: every text is as the sheet has it.
 */
import { z } from 'zod';

/** What a column of a sign-in sheet holds. `name-reversed` is "Презиме и име": one column, surname first. */
export const ColumnField = z.enum([
  'number',
  'name',
  'name-reversed',
  'given',
  'surname',
  'middle',
  'organisation',
  'organisation-type',
  'place',
  'address',
  'role',
  'phone',
  'email',
  'contact',
  'sex',
  'age',
  'birth-date',
  'identifier',
  'signature',
  'day',
  'date',
  'note',
  'consent',
  'ignored',
]);
export type ColumnField = z.infer<typeof ColumnField>;

/** A person's correction of the guesses: column letter → field, the header's row, the dates of the day columns. */
export const ListCorrections = z.object({
  headerRow: z.number().int().positive().optional(),
  mapping: z.record(z.string().regex(/^[A-Z]{1,3}$/), ColumnField).optional(),
  days: z.array(z.iso.date()).max(60).optional(),
});
export type ListCorrections = z.infer<typeof ListCorrections>;

/** How the two halves of a name stand in their cell. `unknown`: the sheet gives no evidence either way. */
export type NameOrder = 'given-first' | 'surname-first' | 'unknown';

export interface SheetName {
  /** As written in the sheet; for two columns both cells, given name first, joined by a space. */
  raw: string;
  /** Given name without titles, spaces tidied, all-capitals put into normal capitals. An initial keeps its point: `U.` */
  given: string | null;
  /** Father's name of a Bulgarian or Russian three-part name. */
  middle: string | null;
  surname: string | null;
  /** Titles as written, joined by a space: `prof. dr`. */
  title: string | null;
  /** Order inside this very cell; a row swapped against its column carries its own order. */
  order: NameOrder;
  /** 0–1: how sure the split is. Below 0.6 a person should look. */
  confidence: number;
}

export interface SheetRow {
  /** The sheet's own row number, 1-based. */
  row: number;
  name: SheetName;
  organisation: string | null;
  place: string | null;
  role: string | null;
  phone: string | null;
  email: string | null;
  /** `F` or `M` when the sheet says so in any of its ways (ж, ženski, Ж, f, feminin), else as written. */
  sex: string | null;
  /** Parallel to the list's `days`. */
  signed: boolean[];
  /** Column letter → text as written. */
  cells: Record<string, string>;
}

export type SkippedReason = 'empty' | 'total' | 'footer' | 'title' | 'group' | 'repeated-header' | 'example';

export interface SkippedRow {
  row: number;
  reason: SkippedReason;
  text: string;
}

export interface ListColumn {
  /** Column letter. */
  column: string;
  /** Header text as written; empty where the sheet has none. */
  header: string;
  field: ColumnField;
  /** For `day` and dated `signature` columns: index into the list's `days`. */
  day: number | null;
  /** 0–1. 1 when a person has said so. */
  confidence: number;
}

/** Kinds of event that a title can name. The event itself may be given another kind by a person. */
export type KindHint =
  | 'exchange-event'
  | 'training-of-trainers'
  | 'training'
  | 'regional-presentation'
  | 'presentation'
  | 'conference'
  | 'round-table'
  | 'workshop'
  | 'seminar'
  | 'meeting'
  | 'study-visit'
  | 'consultation'
  | 'supervision'
  | 'info-day'
  | 'camp';

/**
 * Something a person should know about a sheet that could still be read.
 * `code` is stable (`sheets.…`); its sentence is `sheets.problem_…` with `params`, as for a `Problem`.
 */
export interface SheetProblem {
  code: string;
  severity: 'warning' | 'notice';
  sheet: string | null;
  row: number | null;
  column: string | null;
  /** Everything its sentence needs, sheet, row and column included where there are any. */
  params: Record<string, string | number>;
}

/** One sheet's list. A workbook gives one for every sheet that holds one. */
export interface ParticipantsList {
  file: string;
  sheet: string;
  title: string;
  kindHint: KindHint | null;
  /** Which part of a series: "1st cycle", "2. ciklus", "модул 3", "III ciclu". */
  cycle: number | null;
  venueText: string | null;
  /** Nothing written in the sheet says so: it is what is left of the name of the sheet or of the file. */
  venueIsGuess: boolean;
  /**
   * ISO dates in order, one for each day that can be signed for; never empty.
   * `null`: the sheet has such a day but nowhere says its date.
   */
  days: (string | null)[];
  headerRow: number;
  /** Equal for sheets with the same headings, so that a person's mapping can be remembered. */
  headerFingerprint: string;
  columns: ListColumn[];
  rows: SheetRow[];
  skipped: SkippedRow[];
  /** The total that the sheet itself writes ("Ukupno: 21"). */
  statedTotal: number | null;
  problems: SheetProblem[];
}
