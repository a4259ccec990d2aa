import { sql } from 'kysely';
import { database } from '../../db/database.ts';
import { reading } from '../../db/transaction.ts';
import { forbidden } from '../../problem.ts';
import type { Localised } from '../../words/localised.ts';
import { mayListMembers, mayManageMembers } from '../access.ts';
import type { Role, Scope } from '../scope.ts';

export interface Member {
  membershipId: string;
  accountId: string;
  name: string;
  /** Only for those who manage members. */
  email: string | null;
  role: Role;
  organisation: { id: string; name: string } | null;
  programmes: { id: string; titles: Localised }[] | null;
  since: Date;
  lastSignInAt: Date | null;
  hasSecondFactor: boolean;
}

/** Who belongs to the network now, by name. */
export async function members(scope: Scope): Promise<Member[]> {
  if (!mayListMembers(scope)) throw forbidden();
  return reading(scope, async (tx) => {
    const rows = await tx
      .selectFrom('member as m')
      .leftJoin('organisation as o', (join) => join.onRef('o.network_id', '=', 'm.network_id').onRef('o.organisation_id', '=', 'm.organisation_id'))
      .select(['m.membership_id', 'm.account_id', 'm.name', 'm.email', 'm.role', 'm.organisation_id', 'o.name as organisation_name', 'm.programme_ids', 'm.since', 'm.last_sign_in_at'])
      .select(sql<boolean>`m.two_factor_enabled or m.has_passkey`.as('has_second_factor'))
      .where('m.network_id', '=', scope.networkId)
      .where('m.until', 'is', null)
      .orderBy(sql`m.name collate "und-x-icu"`)
      .execute();
    const titles = await programmeTitles(tx, scope.networkId, rows.flatMap((row) => row.programme_ids ?? []));
    return rows.map((row) => ({
      membershipId: row.membership_id!,
      accountId: row.account_id!,
      name: row.name!,
      email: mayManageMembers(scope) ? row.email : null,
      role: row.role as Role,
      organisation: row.organisation_id ? { id: row.organisation_id, name: row.organisation_name ?? '' } : null,
      programmes: row.programme_ids?.map((id) => ({ id, titles: titles.get(id) ?? {} })) ?? null,
      since: row.since!,
      lastSignInAt: row.last_sign_in_at,
      hasSecondFactor: row.has_second_factor,
    }));
  });
}

async function programmeTitles(tx: Parameters<Parameters<typeof reading>[1]>[0], networkId: string, ids: string[]): Promise<Map<string, Localised>> {
  if (!ids.length) return new Map();
  const rows = await tx.selectFrom('programme').select(['programme_id', 'titles']).where('network_id', '=', networkId).where('programme_id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.programme_id, row.titles as Localised]));
}

export interface OpenInvitation {
  invitationId: string;
  email: string;
  role: Role;
  createdAt: Date;
  expiresAt: Date;
}

/** Invitations without an answer yet, newest first; the late ones too, so that they can be sent again. */
export async function openInvitations(scope: Scope): Promise<OpenInvitation[]> {
  if (!mayManageMembers(scope)) throw forbidden();
  return reading(scope, async (tx) => {
    const rows = await tx.selectFrom('invitation').selectAll().where('network_id', '=', scope.networkId).where('accepted_at', 'is', null).where('withdrawn_at', 'is', null).orderBy('invitation_id', 'desc').execute();
    return rows.map((row) => ({ invitationId: row.invitation_id, email: row.email, role: row.role as Role, createdAt: row.created_at, expiresAt: row.expires_at }));
  });
}

/** What a membership can be bound to: the choices of the form. */
export async function reachChoices(scope: Scope): Promise<{ organisations: { id: string; name: string }[]; programmes: { id: string; titles: Localised }[] }> {
  if (!mayManageMembers(scope)) throw forbidden();
  return reading(scope, async (tx) => {
    const organisations = await tx.selectFrom('organisation').select(['organisation_id as id', 'name']).where('network_id', '=', scope.networkId).orderBy(sql`name collate "und-x-icu"`).limit(2000).execute();
    const programmes = await tx.selectFrom('programme').select(['programme_id as id', 'titles']).where('network_id', '=', scope.networkId).orderBy('starts_on', 'desc').limit(500).execute();
    return { organisations, programmes: programmes.map(({ id, titles }) => ({ id, titles: titles as Localised })) };
  });
}

/** Is anybody waiting for this address to join? Asked by the sign-in gate, which has no network yet. */
export async function hasInvitation(email: string): Promise<boolean> {
  const found = await database().selectFrom('invitation').select('invitation_id').where('email', '=', email.toLowerCase()).where('accepted_at', 'is', null).where('withdrawn_at', 'is', null).where('expires_at', '>', sql<Date>`now()`).limit(1).executeTakeFirst();
  return found !== undefined;
}

/** Names of accounts of this network's members, by their ids; an account of another network, or one that was deleted, has none here. */
export async function accountNames(scope: Scope, ids: readonly string[]): Promise<Record<string, string>> {
  if (!ids.length) return {};
  return reading(scope, async (tx) => {
    const rows = await tx.selectFrom('member').select(['account_id', 'name']).distinct().where('network_id', '=', scope.networkId).where('account_id', 'in', [...new Set(ids)]).execute();
    return Object.fromEntries(rows.flatMap(({ account_id, name }) => (name === null ? [] : [[account_id!, name]])));
  });
}

/** Who speaks for an organisation now, with an account. */
export async function representativesOf(scope: Scope, organisationId: string): Promise<{ accountId: string; name: string; email: string | null; lastSignInAt: Date | null }[]> {
  if (!mayListMembers(scope)) return [];
  return reading(scope, async (tx) => {
    const rows = await tx.selectFrom('member').select(['account_id', 'name', 'email', 'last_sign_in_at']).where('network_id', '=', scope.networkId).where('until', 'is', null).where('role', '=', 'organisation-representative').where('organisation_id', '=', organisationId).orderBy(sql`name collate "und-x-icu"`).execute();
    return rows.map((row) => ({ accountId: row.account_id!, name: row.name ?? '', email: mayManageMembers(scope) ? row.email : null, lastSignInAt: row.last_sign_in_at }));
  });
}
