import { is, isSignedIn, type Scope } from '#platform/session/scope.ts';

/** Members see every organisation of their network; visitors only those on a published fiche (the queries ask `seesAllOrganisations`). */
export const seesAllOrganisations = (scope: Scope) => isSignedIn(scope);

/** E-mail and telephone: for those who work with organisations, and for the organisation itself. */
export const maySeeContacts = (scope: Scope, organisationId: string) =>
  is(scope, 'coordinator', 'programme-officer', 'field-worker') || (is(scope, 'organisation-representative') && scope.organisationId === organisationId);

/**
 * The directory (organisations, their services, networks, agreements) belongs to the network and not to a programme, so an officer keeps it also where her membership reaches some programmes only.
 * What others propose for it, joining entries, and asking whether they are still true decides what everybody sees of organisations that are not hers: that is for whoever reaches the whole network
 * (`mayModerate` in proposals/access.ts).
 */
export const mayAddOrganisation = (scope: Scope) => is(scope, 'coordinator', 'programme-officer');
export const mayChangeOrganisation = (scope: Scope) => is(scope, 'coordinator', 'programme-officer');
