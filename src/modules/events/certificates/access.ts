import type { Scope } from '#platform/session/scope.ts';
import { mayArrange } from '../access.ts';

/** Whoever runs the programme answers for its certificates: issues them, takes them back, and sees the register with the holders' names. */
export const mayIssue = mayArrange;
export const maySeeRegister = (scope: Scope, programmeId: string) => mayArrange(scope, programmeId);
