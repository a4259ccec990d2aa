import { z } from 'zod';
import { locales, type Locale } from '#platform/words/locales.ts';
import type { Ink } from './reading/ink.ts';
import type { Proposed, SignatureDoubt } from './reading/proposal.ts';

const id = z.uuid();
const perhaps = (max: number) => z.string().trim().max(max).transform((written) => written || null).nullable().default(null);

export const printedInput = z.strictObject({
  eventId: id,
  day: z.iso.date({ error: 'paper.problem_day' }),
  locale: z.enum(locales),
  /** Rows for those who are not on the list; the last page is filled up with more. */
  emptyRows: z.int({ error: 'paper.problem_rows' }).min(0, { error: 'paper.problem_rows' }).max(200, { error: 'paper.problem_rows' }),
});

export const receivedInput = z.strictObject({
  eventId: id,
  name: z.string().max(500),
  /** JPEG or PNG. */
  bytes: z.instanceof(Uint8Array),
  /** The scan it is a page of: the file's fingerprint and the page, from 1. */
  scan: z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), page: z.int().min(1).max(1_000) }).nullable().default(null),
});
export const photoInput = z.strictObject({ eventId: id, photoId: id });

/** Somebody who wrote her name into an empty row: who she is, typed beside the picture, or chosen among the people known. */
const walkIn = z.strictObject({ personId: id.nullable().default(null), given: perhaps(100), surname: perhaps(100), organisationText: perhaps(300), placeText: perhaps(200) });

/** What other confirmed photographs of the same page say of a row, as whoever decides was shown it. */
const othersSay = z.enum(['', 'signed', 'unsigned', 'signed+unsigned']);
export type OthersSay = z.output<typeof othersSay>;

export const confirmedInput = photoInput.extend({
  /** The clock of whoever confirms; evidence only. */
  at: z.iso.datetime({ offset: true }),
  rows: z
    .array(z.strictObject({ row: z.int().min(1).max(5_000), decision: z.enum(['signed', 'unsigned']), walkIn: walkIn.nullable().default(null), others: othersSay.default('') }))
    .max(60)
    .refine((rows) => new Set(rows.map(({ row }) => row)).size === rows.length),
});
export type ConfirmedRow = z.output<typeof confirmedInput>['rows'][number];

/** The head of a printed sheet. */
export interface Head {
  title: string;
  programme: string;
  funders: string | null;
  venue: string | null;
}

export type PhotoState = 'reading' | 'failed' | 'read' | 'confirmed';

/** A printed sheet on the list of an event. */
export interface SheetRow {
  sheetId: string;
  code: string;
  day: string;
  locale: Locale;
  pages: number;
  printedAt: Date;
  /** People printed on it, and those of them whose signature or its absence was confirmed. */
  named: number;
  signed: number;
  unsigned: number;
  walkIns: number;
  /** Pages of which a photograph was confirmed. */
  pagesConfirmed: number[];
}

export interface PhotoRow {
  photoId: string;
  name: string;
  state: PhotoState;
  problem: { code: string; details: Record<string, unknown> } | null;
  sheetId: string | null;
  day: string | null;
  page: number | null;
  receivedAt: Date;
  /** Rows Kolo is unsure about. */
  unsure: number;
}

/** One row of a photograph, for whoever confirms it. */
export interface ReadRow {
  row: number;
  isNamed: boolean;
  name: string;
  organisation: string;
  place: string;
  /** The row's own code, as printed. */
  code: string;
  proposal: Proposed;
  doubt: SignatureDoubt | null;
  ink: Ink;
  decision: 'signed' | 'unsigned' | null;
  personId: string | null;
  /** Who it was taken for, where she wrote her name herself. */
  person: string | null;
  /** What was decided on other confirmed photographs of the same page. */
  others: { photoId: string; name: string; decision: 'signed' | 'unsigned' }[];
}
