import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { command, type CommandContext } from '../../command/command.ts';
import { newId } from '../../ids.ts';
import { notFound, Problem } from '../../problem.ts';
import { mayManageMembers } from '../access.ts';
import { invitationLasts } from '../proof/limits.ts';
import { sha256 } from '../signed.ts';
import { changeOfRole, email, invitation, oneInvitation, oneMembership } from './shape.ts';
import { z } from 'zod';

/** One change of who belongs to a network at a time, so that "the last coordinator" is decided on what is really there. */
async function takeTurn({ tx, scope }: CommandContext) {
  await sql`select from network where network_id = ${scope.networkId} for no key update`.execute(tx);
}

async function current(context: CommandContext, membershipId: string) {
  const membership = await context.tx.selectFrom('membership').selectAll().where('network_id', '=', context.scope.networkId).where('membership_id', '=', membershipId).where('until', 'is', null).executeTakeFirst();
  if (!membership) throw notFound();
  return membership;
}

/** A network without a coordinator could never get one again. The database says the same (trigger `last_coordinator`). */
async function assertNotTheLast({ tx, scope }: CommandContext, membershipId: string) {
  const other = await tx.selectFrom('membership').select('membership_id').where('network_id', '=', scope.networkId).where('role', '=', 'coordinator').where('until', 'is', null).where('membership_id', '<>', membershipId).limit(1).executeTakeFirst();
  if (!other) throw new Problem(409, 'session.last_coordinator');
}

function assertReach(input: { role: string; organisationId: string | null }) {
  if (input.role === 'organisation-representative' && !input.organisationId) throw new Problem(422, 'session.organisation_needed', {}, 'organisationId');
}

/**
 * Asks somebody to join. An open invitation to the same address is replaced, so that only the newest letter counts.
 * @returns the secret of the link, which is kept nowhere: whoever called sends it.
 */
export const invite = command({
  name: 'membership.invite',
  input: invitation,
  may: (scope) => mayManageMembers(scope),
  async run(context, input) {
    const { tx, scope, now } = context;
    assertReach(input);
    await takeTurn(context);
    const there = await tx.selectFrom('member').select('membership_id').where('email', '=', input.email).where('until', 'is', null).executeTakeFirst();
    if (there) throw new Problem(409, 'session.already_member', {}, 'email');
    await tx.updateTable('invitation').set({ withdrawn_at: now }).where('network_id', '=', scope.networkId).where('email', '=', input.email).where('accepted_at', 'is', null).where('withdrawn_at', 'is', null).execute();
    const token = randomBytes(32).toString('base64url');
    const invitationId = newId();
    await tx.insertInto('invitation').values({
      network_id: scope.networkId,
      invitation_id: invitationId,
      email: input.email,
      role: input.role,
      organisation_id: input.organisationId,
      programme_ids: input.programmeIds,
      token_hash: sha256(token),
      expires_at: new Date(now.getTime() + invitationLasts * 1000),
    }).execute();
    return { invitationId, token };
  },
  record: ({ invitationId }, { role, organisationId, programmeIds }) => ({ subject: { kind: 'invitation', id: invitationId }, details: { role, organisationId, programmeIds } }),
});

export const withdrawInvitation = command({
  name: 'membership.withdraw-invitation',
  input: oneInvitation,
  may: (scope) => mayManageMembers(scope),
  async run({ tx, scope, now }, { invitationId }) {
    const { numUpdatedRows } = await tx.updateTable('invitation').set({ withdrawn_at: now }).where('network_id', '=', scope.networkId).where('invitation_id', '=', invitationId).where('accepted_at', 'is', null).where('withdrawn_at', 'is', null).executeTakeFirst();
    if (!numUpdatedRows) throw notFound();
    return invitationId;
  },
  record: (id) => ({ subject: { kind: 'invitation', id } }),
});

/**
 * Joins, by the person who was invited: her account's address is the one the letter went to, and she has proved it is hers. The gate
 * (members/joining.ts) hands the address in; it is never taken from a form.
 */
export const accept = command({
  name: 'membership.accept',
  input: z.object({ invitationId: z.uuid(), provenEmail: email }),
  may: async (scope, { invitationId, provenEmail }, tx) => {
    const open = await tx.selectFrom('invitation').select('email').where('network_id', '=', scope.networkId).where('invitation_id', '=', invitationId).where('accepted_at', 'is', null).where('withdrawn_at', 'is', null).where('expires_at', '>', sql<Date>`now()`).executeTakeFirst();
    return scope.actor.kind === 'account' && open?.email === provenEmail;
  },
  async run(context, { invitationId }) {
    const { tx, scope, now } = context;
    if (scope.actor.kind !== 'account') throw notFound();
    await takeTurn(context);
    const open = await tx.updateTable('invitation').set({ accepted_at: now }).where('network_id', '=', scope.networkId).where('invitation_id', '=', invitationId).where('accepted_at', 'is', null).where('withdrawn_at', 'is', null).returning(['role', 'organisation_id', 'programme_ids']).executeTakeFirst();
    if (!open) throw notFound();
    const there = await tx.selectFrom('membership').select('membership_id').where('network_id', '=', scope.networkId).where('account_id', '=', scope.actor.id).where('until', 'is', null).executeTakeFirst();
    if (there) throw new Problem(409, 'session.already_member');
    const membershipId = newId();
    await tx.insertInto('membership').values({ network_id: scope.networkId, membership_id: membershipId, account_id: scope.actor.id, ...open, since: now }).execute();
    return { membershipId, role: open.role };
  },
  record: ({ membershipId, role }) => ({ subject: { kind: 'membership', id: membershipId }, details: { role } }),
});

/** Begins a membership without an invitation: only Kolo's own work may, for the demo's people. */
export const begin = command({
  name: 'membership.begin',
  input: invitation.omit({ email: true }).extend({ accountId: z.uuid() }),
  may: (scope) => scope.actor.kind === 'system',
  async run({ tx, scope, now }, { accountId, role, organisationId, programmeIds }) {
    assertReach({ role, organisationId });
    const membershipId = newId();
    await tx.insertInto('membership').values({ network_id: scope.networkId, membership_id: membershipId, account_id: accountId, role, organisation_id: organisationId, programme_ids: programmeIds, since: now }).execute();
    return { membershipId, role };
  },
  record: ({ membershipId, role }) => ({ subject: { kind: 'membership', id: membershipId }, details: { role } }),
});

/** Ends the membership as it was and begins it anew: the history of who might do what stays readable. */
export const changeRole = command({
  name: 'membership.change-role',
  input: changeOfRole,
  may: (scope) => mayManageMembers(scope),
  async run(context, input) {
    const { tx, scope, now } = context;
    assertReach(input);
    await takeTurn(context);
    const before = await current(context, input.membershipId);
    if (before.role === 'coordinator' && input.role !== 'coordinator') await assertNotTheLast(context, input.membershipId);
    await tx.updateTable('membership').set({ until: now }).where('network_id', '=', scope.networkId).where('membership_id', '=', input.membershipId).execute();
    const membershipId = newId();
    await tx.insertInto('membership').values({
      network_id: scope.networkId,
      membership_id: membershipId,
      account_id: before.account_id,
      role: input.role,
      organisation_id: input.organisationId,
      programme_ids: input.programmeIds,
      since: now,
      sessions_from: before.sessions_from,
      last_sign_in_at: before.last_sign_in_at,
    }).execute();
    return { membershipId, from: before.role };
  },
  record: ({ membershipId, from }, { role, organisationId, programmeIds }) => ({ subject: { kind: 'membership', id: membershipId }, details: { from, role, organisationId, programmeIds } }),
});

/** The person may do nothing here from her next request on; her account and what she did stay. */
export const endMembership = command({
  name: 'membership.end',
  input: oneMembership,
  may: (scope) => mayManageMembers(scope),
  run: (context, { membershipId }) => endMembershipOf(context, membershipId),
  record: (id) => ({ subject: { kind: 'membership', id } }),
});

/** Ends a membership and the keys that go with it, whoever does it: the coordinator, or the person herself (`leaving.ts`). */
export async function endMembershipOf(context: CommandContext, membershipId: string): Promise<string> {
  await takeTurn(context);
  const before = await current(context, membershipId);
  if (before.role === 'coordinator') await assertNotTheLast(context, membershipId);
  await context.tx.updateTable('membership').set({ until: context.now }).where('network_id', '=', context.scope.networkId).where('membership_id', '=', membershipId).execute();
  await context.tx.updateTable('api_key').set({ revoked_at: context.now }).where('network_id', '=', context.scope.networkId).where('account_id', '=', before.account_id).where('revoked_at', 'is', null).execute();
  return membershipId;
}

/**
 * A lost laptop: every session the member has now stops counting in this network (ASVS 5.0 7.4.5). Other networks of hers are not touched:
 * one network's coordinator has no say there.
 */
export const endSessions = command({
  name: 'membership.end-sessions',
  input: oneMembership,
  may: (scope) => mayManageMembers(scope),
  async run(context, { membershipId }) {
    await current(context, membershipId);
    await context.tx.updateTable('membership').set({ sessions_from: context.now }).where('network_id', '=', context.scope.networkId).where('membership_id', '=', membershipId).execute();
    return membershipId;
  },
  record: (id) => ({ subject: { kind: 'membership', id } }),
});
