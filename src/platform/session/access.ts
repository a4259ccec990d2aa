import { is, isSignedIn, type Role, type Scope } from './scope.ts';

/** Who may see the members' names and roles: everybody who works in the network; a funder sees results, never people. */
export const mayListMembers = (scope: Scope): boolean => isSignedIn(scope) && !is(scope, 'funder') && scope.roles.length > 0;
/** Who may invite, change roles and end memberships. */
export const mayManageMembers = (scope: Scope): boolean => is(scope, 'coordinator');
/** Who may make keys for programs: every member, each for herself and with no more than her own rights. */
export const mayHaveKeys = (scope: Scope): boolean => scope.actor.kind === 'account' && scope.roles.length > 0;
/** Who may read what happened. */
export const mayReadLog = (scope: Scope): boolean => is(scope, 'coordinator', 'auditor');

/** The roles a key of this person may carry: her own, and for a coordinator any, so that a program gets only what it needs. */
export const rolesForKeys = (own: Role, all: readonly Role[]): readonly Role[] => (own === 'coordinator' ? all : [own]);
