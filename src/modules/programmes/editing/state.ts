import { createHash } from 'node:crypto';
import type { Programme } from '../shape.ts';

/** Two saves of different states never overwrite each other unseen: the form carries the state it was made from. */
export const stateOf = (fiche: Programme): string => createHash('sha256').update(JSON.stringify({ ...fiche, publishedAt: null, isPublished: null })).digest('hex').slice(0, 16);
