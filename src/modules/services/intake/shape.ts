import { z } from 'zod';
import type { Localised } from '#platform/words/localised.ts';
import type { HsdsObject } from '../hsds/reading.ts';
import type { Written } from '../hsds/commands.ts';

/** Of a JSON file as of a spreadsheet. */
export const largestFile = 50_000_000;

export const stageInput = z.strictObject({
  fileName: z.string().trim().min(1).max(300),
  bytes: z.instanceof(Uint8Array),
  published: z.boolean().default(false),
});
export const oneImport = z.strictObject({ importId: z.uuid() });

/** What HSDS has no word for, by service. */
export type Beside = Record<string, { capacity: number | null; waiting: number | null; openedOn: string | null; published: boolean; names: Localised; descriptions: Localised }>;

/** What a file asks to be written. */
export interface Given extends Written {
  beside: Beside;
}

export type Fate = 'new' | 'changed' | 'same';

/** One service or organisation of the file, and what would become of it. */
export interface PlanLine {
  serviceId?: string;
  organisationId?: string;
  name: string;
  /** Of a service. */
  provider: string;
  fate: Fate;
  /** Fields of its form that would say something else; `other` for what the form does not show. */
  differences: { field: string; before: string; after: string }[];
  /** Row of the spreadsheet. */
  row?: number;
  /** When the service was last changed before the file was read, or how the organisation read then; what changed since then is not overwritten. */
  seen: string | null;
}

/** A row of a spreadsheet that cannot be taken, and why: `code` is the key of a sentence. */
export interface RowProblem {
  row: number;
  column: string | null;
  code: string;
  values: Record<string, string | number>;
}

export interface Plan {
  lines: PlanLine[];
  newOrganisations: string[];
  problems: RowProblem[];
  /** Fields or columns nobody knows, which are not taken. */
  unknown: string[];
}

export type { HsdsObject };
