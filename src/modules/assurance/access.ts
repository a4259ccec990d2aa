import type { Scope } from '#platform/session/scope.ts';
import { mayModerate, mayPropose } from '#modules/proposals/access.ts';

/** Whoever decides about the directory sees what is stale and asks; the nightly round does it in Kolo's own name. */
export const mayAsk = (scope: Scope): boolean => mayModerate(scope);
export const maySetRule = (scope: Scope): boolean => mayModerate(scope);
/** With an account: whoever decides, and the organisation itself for its own entries (the command asks whose they are). */
export const mayConfirm = (scope: Scope): boolean => mayModerate(scope) || mayPropose(scope);
