import { sql } from 'kysely';
import { database } from '../db/database.ts';
import { env } from '../env.ts';
import { isId } from '../ids.ts';
import type { Localised } from '../words/localised.ts';
import { recordSignIn } from './members/sign-ins.ts';
import { idleEnds, proofLasts } from './proof/limits.ts';
import { memberScope, publicScope, type Role, type Scope } from './scope.ts';
import { unsigned } from './signed.ts';
import { sessionCookieName } from './visit.ts';

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly isDemo: boolean;
  readonly hasSecondFactor: boolean;
}

/** What an account is in one network, as the gate found it. */
export interface Membership {
  readonly networkId: string;
  readonly networkSlug: string;
  readonly networkNames: Localised;
  readonly networkCountry: string | null;
  readonly networkIsDemo: boolean;
  readonly membershipId: string;
  readonly role: Role;
  readonly organisationId: string | null;
  readonly programmeIds: readonly string[] | null;
}

export interface Visitor {
  readonly account: Account | null;
  /** In the chosen network; null for a visitor and for an account that belongs to no network. */
  readonly scope: Scope | null;
  readonly memberships: readonly Membership[];
  readonly session: { readonly id: string; readonly provenAt: Date } | null;
}

export const nobody: Visitor = { account: null, scope: null, memberships: [], session: null };
export const networkCookie = 'kolo.network';

interface Row {
  id: string;
  last_seen_at: Date | null;
  created_at: Date;
  proven_at: Date;
  method: string | null;
  holder_id: string;
  name: string;
  email: string;
  is_demo: boolean;
  two_factor_enabled: boolean;
  memberships: Membership[] | null;
}

/**
 * Who is asking, by the session cookie: one query. A session that was idle too long is ended here (ASVS 5.0 7.3.1);
 * a membership that ended, or whose sessions were ended, does not count from the very next request (7.4.2).
 * @param request `origin` says which cookie to look for, `cookie` reads one.
 */
export async function whoIsAsking(request: { origin: string; cookie(name: string): string | undefined }): Promise<Visitor> {
  const token = unsigned(request.cookie(sessionCookieName(request.origin)));
  if (!token) return nobody;
  const { rows } = await sql<Row>`
    select s.id, s.last_seen_at, s.created_at, s.proven_at, s.method, h.id as holder_id, h.name, h.email, h.is_demo, h.two_factor_enabled,
      (select json_agg(json_build_object('networkId', n.network_id, 'networkSlug', n.slug, 'networkNames', n.names, 'networkCountry', n.country, 'networkIsDemo', n.is_demo,
          'membershipId', m.membership_id, 'role', m.role, 'organisationId', m.organisation_id, 'programmeIds', m.programme_ids) order by m.since, m.membership_id)
        from membership m join network n on n.network_id = m.network_id
        where m.account_id = h.id and m.until is null and (m.sessions_from is null or s.created_at >= m.sessions_from)) as memberships
    from auth.session s join auth.holder h on h.id = s.holder_id
    where s.token = ${token} and s.expires_at > now()`.execute(database());
  const row = rows[0];
  if (!row || (row.is_demo && env.production)) return nobody;

  const idle = (Date.now() - (row.last_seen_at ?? row.created_at).getTime()) / 1000;
  if (idle > idleEnds) {
    await database().deleteFrom('auth.session').where('id', '=', row.id).execute();
    return nobody;
  }
  const memberships = row.memberships ?? [];
  const account: Account = { id: row.holder_id, name: row.name, email: row.email, isDemo: row.is_demo, hasSecondFactor: row.two_factor_enabled };
  const visitor = { account, memberships, session: { id: row.id, provenAt: row.proven_at }, scope: scopeOf(account, chosen(memberships, request.cookie(networkCookie))) };
  if (row.last_seen_at === null) await firstUse(row.id, visitor, row.method);
  else if (idle > 60) await database().updateTable('auth.session').set({ last_seen_at: sql`now()` }).where('id', '=', row.id).execute();
  return visitor;
}

/** The first request with a new session is the sign-in, whichever proof began it; the update decides who writes it down when two come at once. */
async function firstUse(sessionId: string, visitor: Visitor, method: string | null) {
  const { numUpdatedRows } = await database().updateTable('auth.session').set({ last_seen_at: sql`now()` }).where('id', '=', sessionId).where('last_seen_at', 'is', null).executeTakeFirst();
  if (numUpdatedRows) for (const membership of visitor.memberships) await recordSignIn(scopeOf(visitor.account!, membership)!, membership.membershipId, method ?? 'unknown');
}

function chosen(memberships: readonly Membership[], wanted: string | undefined): Membership | undefined {
  return memberships.find((membership) => membership.networkId === wanted) ?? memberships[0];
}

function scopeOf(account: Account, membership: Membership | undefined): Scope | null {
  if (!membership) return null;
  const { networkId, role, organisationId, programmeIds } = membership;
  return memberScope({ networkId, actor: { kind: 'account', id: account.id, name: account.name }, roles: [role], organisationId, programmeIds });
}

/** The visitor's scope in one network, whichever is chosen: for public pages, which belong to the network of what they show. */
export function scopeIn(visitor: Visitor, networkId: string): Scope {
  const membership = visitor.memberships.find((each) => each.networkId === networkId);
  return (visitor.account && scopeOf(visitor.account, membership)) ?? publicScope(networkId);
}

/** Somebody who is about to join: she has an account and was invited, and may do nothing in the network yet. */
export const newcomerScope = (account: Pick<Account, 'id' | 'name'>, networkId: string): Scope =>
  memberScope({ networkId: isId(networkId) ? networkId : '', actor: { kind: 'account', id: account.id, name: account.name }, roles: [], organisationId: null, programmeIds: null });

/** Has the person proved a short while ago who she is? Sensitive changes ask this first. A demo's people have nothing to prove with. */
export const provenLately = (visitor: Visitor): boolean => visitor.account?.isDemo === true || (visitor.session !== null && Date.now() - visitor.session.provenAt.getTime() < proofLasts * 1000);
