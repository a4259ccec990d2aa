import { is, type Scope } from '#platform/session/scope.ts';

/** Only Kolo itself makes a network: at a first start, or when whoever runs the installation asks for one. */
export const mayCreateNetwork = (scope: Scope) => scope.actor.kind === 'system';
export const mayChangeNetwork = (scope: Scope) => is(scope, 'coordinator');
