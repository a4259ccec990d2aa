import { seenMark } from '#platform/command/seen.ts';
import type { Programme } from '../shape.ts';

/** Two saves of different states never overwrite each other unseen: the form carries the state it was made from. */
export const stateOf = (fiche: Programme): string => seenMark({ ...fiche, publishedAt: null, isPublished: null });
