import { is, isSignedIn, type Scope } from '#platform/session/scope.ts';

/** Whoever is signed in sees the networks inside, published or not; a visitor those that are published. */
export const seesAllAlliances = (scope: Scope) => isSignedIn(scope);

export const mayChangeAlliances = (scope: Scope) => is(scope, 'coordinator', 'programme-officer');

/** What a member owes is between the network and that member; the auditor checks it. */
export const maySeeFees = (scope: Scope) => is(scope, 'coordinator', 'programme-officer', 'auditor');

/** What was noted about a member, such as why it was suspended, and about an election is for those who run the network and the auditor: what a member is, everybody inside sees; why, they do not. */
export const maySeeNotes = (scope: Scope) => is(scope, 'coordinator', 'programme-officer', 'auditor');
