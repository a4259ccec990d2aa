import type { Scope } from '#platform/session/scope.ts';
import { mayCorrect, mayRecord } from '#modules/results/access.ts';

/** Whoever may record evidence of a programme may bring in its lists. */
export const mayImport = (scope: Scope, programmeId: string): boolean => mayRecord(scope, programmeId);

/** An import is taken back by whoever runs the programme: it changes figures others may have used. */
export const mayUndoImport = (scope: Scope, programmeId: string): boolean => mayCorrect(scope, programmeId, '');
