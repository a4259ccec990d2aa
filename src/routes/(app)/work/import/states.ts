import type { ImportState } from '#modules/events/import/queries.ts';

/** The shape that goes with the word of a state. */
export const stateBadge = {
  reading: 'data',
  deciding: 'doubt',
  importing: 'data',
  done: 'done',
  undone: 'plain',
  failed: 'wrong',
  discarded: 'plain',
} as const satisfies Record<ImportState, string>;
