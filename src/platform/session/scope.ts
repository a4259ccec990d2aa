/**
 * Who is asking, in which network: the first argument of every read and every write.
 * Only the platform's gates (sign-in, API key, public page, system job) can make one; a query that takes a scope cannot be called with an unproven id.
 */
declare const proven: unique symbol;

/** The roles of a network; what each may do is said by the predicates in the modules' `access.ts`. */
export const roles = ['coordinator', 'programme-officer', 'field-worker', 'organisation-representative', 'funder', 'auditor'] as const;
export type Role = (typeof roles)[number];

export interface Scope {
  readonly [proven]: true;
  readonly networkId: string;
  /** `public` is a visitor without an account; `system` is Kolo's own work (jobs, demo data, command line). */
  readonly actor: { readonly kind: 'account'; readonly id: string; readonly name: string } | { readonly kind: 'public' } | { readonly kind: 'system'; readonly name: string };
  readonly roles: readonly Role[];
  /** For an organisation's representative and a funder: the organisation they speak for. */
  readonly organisationId: string | null;
  /** When not null, the only programmes this membership reaches (a funder's contract, an officer's projects). */
  readonly programmeIds: readonly string[] | null;
}

type Parts = Omit<Scope, typeof proven>;
const mint = (parts: Parts): Scope => Object.freeze({ ...parts }) as Scope;

/** For the sign-in gate and the API-key gate only: they have looked the membership up. */
export const memberScope = (parts: Parts & { actor: { kind: 'account'; id: string; name: string } }): Scope => mint(parts);

/** A visitor of a public page: sees what is published, never a person. */
export const publicScope = (networkId: string): Scope => mint({ networkId, actor: { kind: 'public' }, roles: [], organisationId: null, programmeIds: null });

/** Kolo's own work inside one network: demo data, jobs, command line. Recorded in the log under `name`. */
export const systemScope = (networkId: string, name: string): Scope => mint({ networkId, actor: { kind: 'system', name }, roles: ['coordinator'], organisationId: null, programmeIds: null });

export const is = (scope: Scope, ...wanted: Role[]): boolean => scope.roles.some((role) => wanted.includes(role));
export const isSignedIn = (scope: Scope): boolean => scope.actor.kind !== 'public';

/** A job that carries out what this account asked for and was allowed when it asked; signed with its name. */
export const onBehalfOf = (networkId: string, accountId: string): Scope =>
  mint({ networkId, actor: { kind: 'account', id: accountId, name: '' }, roles: ['coordinator'], organisationId: null, programmeIds: null });
