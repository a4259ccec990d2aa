import { is, type Scope } from '#platform/session/scope.ts';

/** Asks the municipalities, sees who has answered and reads the answers in full, with the small groups of people. */
export const mayKeepCoverage = (scope: Scope) => is(scope, 'coordinator', 'programme-officer');
