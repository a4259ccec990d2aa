import { sql, type RawBuilder, type SqlBool } from 'kysely';
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

/** Whoever works in the network works on all of its programmes, unless the membership is limited to some. */
export const worksOnAll = (scope: Scope): boolean => scope.programmeIds === null && is(scope, 'coordinator', 'programme-officer', 'field-worker', 'auditor');

/**
 * The programmes of this scope's own work, published or not, as a condition on `programme p`; a funder's and a representative's are those on whose fiche
 * their organisation stands. What is only published they read as everybody does (`readerOf`).
 */
export function ownProgrammes(scope: Scope): RawBuilder<SqlBool> {
  if (!isSignedIn(scope)) return sql<SqlBool>`false`;
  if (worksOnAll(scope)) return sql<SqlBool>`true`;
  if (scope.programmeIds !== null) return sql<SqlBool>`p.programme_id = any (${scope.programmeIds}::uuid[])`;
  if (scope.organisationId === null) return sql<SqlBool>`false`;
  return sql<SqlBool>`exists (select from programme_organisation po where po.network_id = p.network_id and po.programme_id = p.programme_id
    and po.organisation_id = ${scope.organisationId})`;
}

/** How an actor stands in evidence and publications; the name itself is in the account, not here. */
export const signatureOf = (scope: Pick<Scope, 'actor'>): string => (scope.actor.kind === 'account' ? `account:${scope.actor.id}` : scope.actor.kind === 'system' ? `system:${scope.actor.name}` : 'public');
