import { z } from 'zod';

export const kinds = ['person', 'organisation'] as const;
export type Kind = (typeof kinds)[number];

export const decisions = ['same', 'different', 'later'] as const;
export type Decision = (typeof decisions)[number];

const id = z.uuid();

export const decideInput = z.strictObject({
  duplicateId: id,
  decision: z.enum(decisions),
  /** Which of the two entries stands for both; without it the one that more evidence names. */
  staysId: id.nullable().default(null),
});
/** As many as one page shows, so that nobody decides about what she has not seen. */
export const decideManyInput = z.strictObject({ duplicateIds: z.array(id).min(1, { error: 'duplicates.problem_none_chosen' }).max(100), decision: z.enum(decisions) });
export const undoInput = z.strictObject({ duplicateId: id });
export const lookInput = z.strictObject({});

/** `staysId` stands for both from now on. Only the name shown first hangs on it: nothing of either entry is lost. */
export const joinInput = z.strictObject({ staysId: id, otherId: id });
export const separateInput = z.strictObject({ joiningId: id });

/** One thing that speaks for (bits above zero) or against two entries being one, as stored. */
export interface StoredReason {
  field: string;
  level: string;
  bits: number;
}

/** A pair as the matching found it. */
export interface Found {
  oneId: string;
  otherId: string;
  probability: number;
  reasons: StoredReason[];
  limits: string[];
  likeness: Likeness;
}

/** Kinds of doubt, the surest first: what is alike about the two. */
export const likenesses = ['other-script', 'same-name-and-contact', 'same-contact', 'same-birth-date', 'same-name', 'spelling', 'short-name', 'same-name-elsewhere', 'part-of-name', 'other'] as const;
export type Likeness = (typeof likenesses)[number];
