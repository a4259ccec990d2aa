import type { Role } from '#platform/session/scope.ts';

/** The word of a role, e.g. for `t(roleWord('field-worker'))`. */
export const roleWord = (role: Role) => `session.role_${role.replaceAll('-', '_')}` as 'session.role_coordinator';
/** What the role is there for, in one sentence. */
export const roleHelp = (role: Role) => `session.role_help_${role.replaceAll('-', '_')}` as 'session.role_help_coordinator';
