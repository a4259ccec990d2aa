import { z } from 'zod';
import { localised, type Localised } from '#platform/words/localised.ts';
import { query, type Query, type Result } from '../shape.ts';

const id = z.uuid();
const reasons = localised.refine((texts) => Object.keys(texts).length > 0, { error: 'results.problem_reason_missing' });

export const publishInput = z.strictObject({
  programmeId: id,
  indicatorId: id.nullish(),
  query,
  /** What the figure is called where it is published. */
  titles: localised.refine((texts) => Object.keys(texts).length > 0, { error: 'results.problem_title_missing' }),
});
/** Why the figure was wrong, in the words of whoever answers for it. */
export const decisionInput = z.strictObject({ publicationId: id, reasons });

/** A figure as it was published. */
export interface Publication {
  publicationId: string;
  programmeId: string;
  indicatorId: string | null;
  query: Query;
  titles: Localised;
  publishedAt: Date;
  /** The whole result as it was. */
  result: Result;
  seal: string;
  supersededBy: string | null;
}

/** Whether the evidence still gives what was published. Computed when asked, never stored. */
export interface SealState {
  state: 'holds' | 'broken';
  /** When the first change happened; null while it holds, and when only the description of an event was changed. */
  since: Date | null;
  /**
   * Pieces of evidence, `recounted` those that were there on the day of publication and are still, but of which only one of the two figures was made: what is said of the event or the organisation
   * has changed, or the way of counting has; and entries of what is counted that were joined with another one, or separated again.
   */
  changes: { added: number; removed: number; changed: number; recounted: number; joined: number; separated: number };
  /** What the evidence gives today. */
  figure: Result;
  /** False when somebody has changed the stored publication itself: its leaves no longer give its seal. */
  isIntact: boolean;
  /** An erratum that somebody should decide about: the evidence has changed since publication, and since the last decision. */
  isErratumProposed: boolean;
  /** Decisions so far, oldest first. */
  errata: Erratum[];
}

export interface Erratum {
  erratumId: string;
  state: 'published' | 'dismissed';
  reasons: Localised;
  decidedAt: Date;
}
