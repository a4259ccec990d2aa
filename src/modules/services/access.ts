import { is, isSignedIn, type Scope } from '#platform/session/scope.ts';

/** Members see what is not published yet; visitors only what is. */
export const seesAllServices = (scope: Scope) => isSignedIn(scope);
export const mayImportDirectory = (scope: Scope) => is(scope, 'coordinator', 'programme-officer');
export const mayChangeServices = (scope: Scope) => is(scope, 'coordinator', 'programme-officer');
