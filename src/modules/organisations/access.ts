import { is, isSignedIn, type Scope } from '#platform/session/scope.ts';

/** Members see every organisation of their network; visitors only those on a published fiche (the queries ask `seesAllOrganisations`). */
export const seesAllOrganisations = (scope: Scope) => isSignedIn(scope);

/** E-mail and telephone: for those who work with organisations, and for the organisation itself. */
export const maySeeContacts = (scope: Scope, organisationId: string) =>
  is(scope, 'coordinator', 'programme-officer', 'field-worker') || (is(scope, 'organisation-representative') && scope.organisationId === organisationId);

export const mayAddOrganisation = (scope: Scope) => is(scope, 'coordinator', 'programme-officer');
export const mayChangeOrganisation = (scope: Scope) => is(scope, 'coordinator', 'programme-officer');
