import { is, isSignedIn, type Scope } from '#platform/session/scope.ts';

/** Whoever is signed in reads the drafts; a visitor what was adopted and published. */
export const readsDrafts = (scope: Scope) => isSignedIn(scope);
/** Those who work in the network and those who represent an organisation in it write it together. */
export const mayDiscuss = (scope: Scope) => is(scope, 'coordinator', 'programme-officer', 'field-worker', 'organisation-representative');
/** The editor: keeps the text, decides about amendments, records the adoption. */
export const mayEdit = (scope: Scope) => is(scope, 'coordinator', 'programme-officer');
