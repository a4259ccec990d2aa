import { is, type Scope } from '#platform/session/scope.ts';
import { mayChangeOrganisation } from '#modules/organisations/access.ts';

/** Whoever may change organisations and services and reaches the whole network decides what others propose for them. An officer of some programmes only edits the directory (organisations/access.ts) and does not moderate it. */
export const mayModerate = (scope: Scope): boolean => mayChangeOrganisation(scope) && scope.programmeIds === null;

/** A representative proposes for her own organisation. The commands ask again, because her organisation's entry may be joined to another one. */
export const mayPropose = (scope: Scope): boolean => is(scope, 'organisation-representative') && scope.organisationId !== null && scope.actor.kind === 'account';

/** There is something to see: what waits, or what has become of her own. */
export const maySeeProposals = (scope: Scope): boolean => mayModerate(scope) || mayPropose(scope);
