import { is, type Scope } from '#platform/session/scope.ts';

/** Whoever answers for the whole network's lists decides who is who; a membership limited to some programmes sees too little of both. */
export const mayReview = (scope: Scope): boolean => is(scope, 'coordinator', 'programme-officer') && scope.programmeIds === null;
