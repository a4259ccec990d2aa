import { z } from 'zod';
import { localised } from '#platform/words/localised.ts';
import { ListCorrections } from '../sheets/shape.ts';
import { relations } from '#modules/results/shape.ts';
import { statedRelation } from '../place-said.ts';

/** Largest file taken; a sign-in sheet of 50,000 rows has some 4 MB. */
export const largestFile = 25 * 1024 * 1024;

const id = z.uuid();

export const beginImport = z.strictObject({
  programmeId: id,
  /** Equal for files dropped together: they are read together. */
  batchId: id,
  name: z.string().min(1).max(300),
  mediaType: z.string().max(200).default('application/octet-stream'),
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
});

/** Which event a list is for: one that is there, or a new one. */
export const listEvent = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('event'), eventId: id }),
  z.strictObject({
    to: z.literal('new-event'),
    title: z.string().trim().min(1).max(300),
    kind: z.string(),
    seriesId: id.nullable().default(null),
    venuePlace: z.string().nullable().default(null),
  }),
  z.strictObject({ to: z.literal('nothing') }),
]);
export type ListEvent = z.infer<typeof listEvent>;

/** How the sheet's municipality column is to be understood; part of the unit of every figure that comes out of it. */
export const listRelation = z.enum(relations).default(statedRelation);

export const correctImport = z.strictObject({
  importId: id,
  listNo: z.number().int().min(0),
  sheet: z.string(),
  reading: ListCorrections.optional(),
  event: listEvent.optional(),
  /** The title of a series the list's new event begins; it is made at once, so that the other lists of the batch can be given it too. */
  newSeries: localised.optional(),
  relation: z.enum(relations).optional(),
});

/** Who, for whom, from where: the three things of a row that have to be known before it can count. */
export const doubtFields = ['place', 'organisation', 'person'] as const;
export type DoubtField = (typeof doubtFields)[number];

/** One thing of a row as Kolo sees it. */
export interface Resolved {
  /** Id of the person or organisation (made now when it is new), or the gazetteer's unit id; null: not known. */
  id: string | null;
  isNew: boolean;
  /** As it would be shown; for a place the unit id says enough. */
  name: string | null;
}

export interface RowResolution {
  person: Resolved;
  organisation: Resolved & { type: string | null };
  place: Resolved;
}

/** Why a question is asked, as a code with parameters; words: `events.reason_<code>`. */
export interface Reason {
  code: string;
  params: Record<string, string | number>;
}

export interface Proposal {
  /** Unit, person or organisation id; `new` for somebody not known yet; `none` for "leave it open". */
  id: string;
  name: string;
  reasons: Reason[];
}

export interface Doubt {
  field: DoubtField;
  /** What the sheet has there. */
  text: string;
  reason: Reason;
  /** Best first; what Kolo does if nobody decides stands first. */
  proposals: Proposal[];
  /** The chosen proposal's id, once a person has decided. */
  decided: string | null;
}

export const decideDoubt = z.strictObject({
  importId: id,
  listNo: z.number().int().min(0),
  rowNo: z.number().int().min(1),
  field: z.enum(doubtFields),
  /** Id of a proposal, any other id the person searched for, `new` or `none`. */
  choice: z.string().min(1).max(80),
  /** The same answer for every open row with the same question and the same text. */
  everywhere: z.boolean().default(false),
});

export const oneImport = z.strictObject({ importId: id });
export const oneBatch = z.strictObject({ batchId: id });

/** What the import page says it will do, and did. */
export interface ImportSummary {
  rows: number;
  participations: number;
  people: { new: number; known: number };
  organisations: { new: number; known: number };
  municipalities: { gross: number; net: number; overlaps: { id: string; times: number }[] };
  registeredOnly: number;
  openDoubts: number;
}
