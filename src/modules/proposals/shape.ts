import { z } from 'zod';
import { locales } from '#platform/words/locales.ts';

export const kinds = ['organisation', 'service'] as const;
export type Kind = (typeof kinds)[number];
export const states = ['waiting', 'approved', 'partly', 'returned', 'replaced', 'withdrawn'] as const;
export type State = (typeof states)[number];

/** Field of a record → text. Which fields there are is the record's to say (`records.ts`). */
export const fields = z.record(z.string().max(120), z.string().max(20_000)).refine((all) => Object.keys(all).length <= 400);
export type Fields = z.infer<typeof fields>;

const text = (most: number) => z.string().trim().min(1).max(most).nullable().default(null);

/** A whole form: what is different from the record is the proposal. */
export const made = z.strictObject({
  kind: z.enum(kinds),
  /** Null for a service that is not in the directory yet. */
  subjectId: z.uuid().nullable(),
  fields,
  /** What is to be known about it. */
  note: text(2_000),
  locale: z.enum(locales),
  origin: z.url(),
});

export const decision = z.strictObject({
  proposalId: z.uuid(),
  /** Fields to be taken; none sends it back. */
  take: z.array(z.string().max(120)).max(400),
  /** How each field to be taken read when the moderator decided: an empty text where it said nothing. */
  seen: fields,
  sentence: text(2_000),
});

export const oneProposal = z.strictObject({ proposalId: z.uuid() });

export interface Proposal {
  proposalId: string;
  kind: Kind;
  subjectId: string;
  /** It is for a service that is not in the directory yet; once approved, it is. */
  isNew: boolean;
  organisationId: string;
  organisation: string;
  /** What the record is called. */
  title: string;
  proposed: Fields;
  base: Fields;
  note: string | null;
  accountId: string | null;
  byLink: boolean;
  state: State;
  createdAt: Date;
  decidedAt: Date | null;
  decidedBy: string | null;
  sentence: string | null;
  taken: string[];
}

export interface Version {
  version: number;
  fields: Fields;
  madeAt: Date;
  accountId: string | null;
  proposalId: string | null;
}
