import { is, isSignedIn, type Scope } from '#platform/session/scope.ts';

/** A membership may be limited to some programmes (a funder's contract, an officer's projects). */
export const reachesProgramme = (scope: Scope, programmeId: string): boolean => scope.programmeIds === null || scope.programmeIds.includes(programmeId);

/** Those who work with the people on the lists may see who stands behind a figure; a funder, an auditor and the public never do. */
export const maySeePersons = (scope: Scope): boolean => is(scope, 'coordinator', 'programme-officer', 'field-worker');

/** Names of files, sheets and rows are for those who signed a contract about them; a visitor gets the fingerprint of the file. */
export const maySeeDocuments = (scope: Scope): boolean => maySeePersons(scope) || is(scope, 'funder', 'auditor');

/** Whoever runs the programme or works in the field says what happened. */
export const mayRecord = (scope: Scope, programmeId: string): boolean =>
  is(scope, 'coordinator', 'programme-officer', 'field-worker') && reachesProgramme(scope, programmeId);

/** A field worker corrects what she recorded herself; whoever runs the programme corrects everything in it. */
export const mayCorrect = (scope: Scope, programmeId: string, recordedBy: string): boolean =>
  mayRecord(scope, programmeId) && (is(scope, 'coordinator', 'programme-officer') || recordedBy === signatureOf(scope));

/** A figure leaves the house under the name of whoever runs the programme; the same people answer for its errata. */
export const mayPublish = (scope: Scope, programmeId: string): boolean => is(scope, 'coordinator', 'programme-officer') && reachesProgramme(scope, programmeId);

/** Small groups are hidden from everybody who does not work with the people themselves. */
export const seesSmallGroups = maySeePersons;

/** A visitor reads only what is published, everybody else the programmes of her membership. */
export const mayReadResults = (scope: Scope, programme: { id: string; isPublished: boolean }): boolean =>
  isSignedIn(scope) ? reachesProgramme(scope, programme.id) : programme.isPublished;

/** How an actor stands in evidence and publications; the name itself is in the account, not here. */
export const signatureOf = (scope: Scope): string => (scope.actor.kind === 'account' ? `account:${scope.actor.id}` : scope.actor.kind === 'system' ? `system:${scope.actor.name}` : 'public');
