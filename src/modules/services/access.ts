import { is, isSignedIn, type Scope } from '#platform/session/scope.ts';

/**
 * What is not published may be the address of a safe house: those who keep the directory and those who audit it see it, and whoever gives the service (`isSeenBy`). Everybody else sees what is published.
 * An officer keeps the directory also where her membership reaches some programmes only.
 */
export const seesAllServices = (scope: Scope) => is(scope, 'coordinator', 'programme-officer', 'auditor');
/** The organisation whose services this scope sees even when they are not published; null where it has none, or sees all anyway. */
export const ownProvider = (scope: Scope) => (is(scope, 'organisation-representative') && !seesAllServices(scope) ? scope.organisationId : null);
/** Of a service it may see, a member is told everything; a visitor only what is anybody's business. */
export const isToldAll = (scope: Scope) => isSignedIn(scope);
export const mayImportDirectory = (scope: Scope) => is(scope, 'coordinator', 'programme-officer');
export const mayChangeServices = (scope: Scope) => is(scope, 'coordinator', 'programme-officer');
