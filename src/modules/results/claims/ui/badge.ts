import type { Status } from '../status.ts';

/** The shape a status has beside its words. */
export const badgeOf: Record<Status, 'done' | 'wrong' | 'plain' | 'doubt'> = { proven: 'done', contradicted: 'wrong', 'cannot-be-proven': 'plain', ambiguous: 'doubt' };
