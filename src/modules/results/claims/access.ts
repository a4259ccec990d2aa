import { isSignedIn, type Scope } from '#platform/session/scope.ts';
import { mayPublish, reachesProgramme } from '../access.ts';

/** A claim's status is shown under the network's name, so those who publish its figures link its claims. */
export const mayLinkClaims = (scope: Scope, programmeId: string): boolean => mayPublish(scope, programmeId);

/** Members read all claims of their programmes; visitors the public ones of published programmes (`claimsOfProgramme`). */
export const seesAllClaims = (scope: Scope, programmeId: string): boolean => isSignedIn(scope) && reachesProgramme(scope, programmeId);
