import { execute } from '../../command/command.ts';
import { database } from '../../db/database.ts';
import { newId } from '../../ids.ts';
import { notFound, Problem } from '../../problem.ts';
import type { Localised } from '../../words/localised.ts';
import { sql } from 'kysely';
import { newcomerScope, type Account } from '../gate.ts';
import { hashPassword } from '../passwords/hash.ts';
import { assertGoodPassword } from '../passwords/policy.ts';
import type { Role } from '../scope.ts';
import { sha256 } from '../signed.ts';
import { accept } from './commands.ts';
import { personName } from './shape.ts';

/** An invitation as the person sees it who holds its letter, or whose proven address it went to. */
export interface Asked {
  invitationId: string;
  networkId: string;
  networkNames: Localised;
  email: string;
  role: Role;
  /** Whether there is an account with this address already: then she signs in and accepts, else she chooses a password. */
  hasAccount: boolean;
}

const open = () =>
  database()
    .selectFrom('invitation as i')
    .innerJoin('network as n', 'n.network_id', 'i.network_id')
    .select(['i.invitation_id', 'i.network_id', 'n.names', 'i.email', 'i.role'])
    .select(sql<boolean>`exists (select from auth.holder h where h.email = i.email)`.as('has_account'))
    .where('i.accepted_at', 'is', null)
    .where('i.withdrawn_at', 'is', null)
    .where('i.expires_at', '>', sql<Date>`now()`);

type Row = Awaited<ReturnType<ReturnType<typeof open>['execute']>>[number];
const asked = (row: Row): Asked => ({ invitationId: row.invitation_id, networkId: row.network_id, networkNames: row.names as Localised, email: row.email, role: row.role as Role, hasAccount: row.has_account });

/** By the secret of the letter. @throws 404 when it is not known, was used, withdrawn, or is too old. */
export async function invitationOf(token: string): Promise<Asked> {
  const row = await open().where('i.token_hash', '=', sha256(token)).executeTakeFirst();
  if (!row) throw new Problem(404, 'session.invitation_gone');
  return asked(row);
}

/** Open invitations to an account's proven address. */
export async function invitationsFor(accountId: string): Promise<Asked[]> {
  const rows = await open().innerJoin('auth.holder as me', 'me.email', 'i.email').where('me.id', '=', accountId).where('me.email_verified', '=', true).orderBy('i.invitation_id').execute();
  return rows.map(asked);
}

/**
 * Makes the account of an invited person with the password she chose, and joins. The letter's secret proves the address.
 * @returns the address, to sign in with.
 */
export async function joinWithNewAccount(token: string, raw: { name: unknown; password: string }): Promise<string> {
  const invitation = await invitationOf(token);
  if (invitation.hasAccount) throw new Problem(409, 'session.account_there');
  const name = personName.safeParse(raw.name);
  if (!name.success) throw new Problem(422, 'session.name_needed', {}, 'name');
  assertGoodPassword(raw.password, { email: invitation.email, name: name.data });
  const id = newId();
  const password = await hashPassword(raw.password);
  await database().transaction().execute(async (tx) => {
    // Two clicks on the same letter: the address is unique, the second one finds an account.
    const made = await tx.insertInto('auth.holder').values({ id, name: name.data, email: invitation.email, email_verified: true }).onConflict((conflict) => conflict.column('email').doNothing()).executeTakeFirst();
    if (!made.numInsertedOrUpdatedRows) throw new Problem(409, 'session.account_there');
    await tx.insertInto('auth.credential').values({ id: newId(), holder_id: id, provider_id: 'credential', provider_account_id: id, password }).execute();
  });
  await execute(accept, newcomerScope({ id, name: name.data }, invitation.networkId), { invitationId: invitation.invitationId, provenEmail: invitation.email });
  return invitation.email;
}

/** Joins with an account that is signed in. With the letter's secret the address counts as proven; without it, it must have been proven before. */
export async function joinWithAccount(account: Account, by: { token: string } | { invitationId: string }): Promise<void> {
  const invitation = 'token' in by ? await invitationOf(by.token) : (await invitationsFor(account.id)).find((each) => each.invitationId === by.invitationId);
  if (!invitation) throw notFound();
  if (invitation.email !== account.email) throw new Problem(403, 'session.invitation_of_another', {});
  await execute(accept, newcomerScope(account, invitation.networkId), { invitationId: invitation.invitationId, provenEmail: account.email });
  await database().updateTable('auth.holder').set({ email_verified: true }).where('id', '=', account.id).execute();
}
